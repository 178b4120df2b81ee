"""The kinds of things that a bridge is about. Adding one is a line of `KINDS`."""

from __future__ import annotations

from dataclasses import dataclass

from index_mappings.sayings import sentence


@dataclass(frozen=True, slots=True)
class BridgeKind:
    """A kind: its name in files and answers, and what it is called on pages.

    `shares_names` tells that a word of it may as well be a surname: Salisbury, Jordan.
    """

    name: str
    label: str
    shares_names: bool = False


KINDS = {
    kind.name: kind
    for kind in (
        BridgeKind("place", sentence("Places"), shares_names=True),
        BridgeKind("person", sentence("People")),
        BridgeKind("body", sentence("Bodies")),
        BridgeKind("abbreviation", sentence("Abbreviations")),
        BridgeKind("term", sentence("Terms")),
    )
}
