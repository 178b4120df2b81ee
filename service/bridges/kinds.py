"""The kinds of things that a bridge is about. Adding one is a line of `KINDS`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BridgeKind:
    """A kind: its name in files and answers, and what it is called on pages."""

    name: str
    label: str


KINDS = {
    kind.name: kind
    for kind in (
        BridgeKind("place", "Places"),
        BridgeKind("person", "People"),
        BridgeKind("body", "Bodies"),
        BridgeKind("abbreviation", "Abbreviations"),
        BridgeKind("term", "Terms"),
    )
}
