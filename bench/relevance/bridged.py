"""Old and new names: either finds the same records, with those that have the typed form first.

The pairs and the traps are files beside this one. A search is asked as a reader asks it, through
the JSON API.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Ask = Callable[[dict[str, Any]], dict[str, Any]]
"""Answers a search by its arguments, as the API does."""

_HERE = Path(__file__).parent
_SIZE = 100


@dataclass(frozen=True, slots=True)
class Pair:
    """Two forms, the records that each has as typed, those found by either, and what is wrong."""

    old: str
    new: str
    as_old: int
    as_new: int
    found: int
    fault: str = ""


def pairs() -> list[tuple[str, str]]:
    """Return the old and the new form of each pair."""
    with (_HERE / "bridge_pairs.csv").open(encoding="utf-8", newline="") as file:
        return [(row["old"], row["new"]) for row in csv.DictReader(file)]


def traps() -> list[str]:
    """Return words that are only words."""
    return (_HERE / "bridge_traps.txt").read_text("utf-8").splitlines()


def measure(ask: Ask) -> list[Pair]:
    """Return what each pair finds in the catalogue that is asked."""
    return [_pair(ask, old, new) for old, new in pairs()]


def sprung(ask: Ask) -> list[str]:
    """Return the traps that something was added to."""
    return [trap for trap in traps() if ask({"q": trap, "size": 0})["query"]["expanded"]]


def table(found: Sequence[Pair]) -> str:
    """Return the pairs of which a record has a form, as Markdown."""
    head = "| old | new | old as typed | new as typed | by either |\n|---|---|---|---|---|"
    rows = (
        f"| {one.old} | {one.new} | {one.as_old} | {one.as_new} | {one.found} |"
        for one in found
        if one.found
    )
    return "\n".join((head, *rows))


def faults(found: Sequence[Pair]) -> list[str]:
    """Return what is wrong, a line for each pair."""
    return [f"{one.old} / {one.new}: {one.fault}" for one in found if one.fault]


def _pair(ask: Ask, old: str, new: str) -> Pair:
    by_old, by_new = _all(ask, old), _all(ask, new)
    own_old, own_new = _all(ask, f'"{old}"'), _all(ask, f'"{new}"')
    fault = ""
    if {*by_old} != {*by_new}:
        fault = f"{len({*by_old} ^ {*by_new})} records are found by one form only"
    elif {*own_old} - {*by_old} or {*own_new} - {*by_old}:
        fault = "a record that has a form is not found"
    else:
        for typed, some, own in ((old, by_old, own_old), (new, by_new, own_new)):
            if {*some[: len(own)]} != {*own}:
                fault = f"records with {typed} do not come first"
    return Pair(old, new, len(own_old), len(own_new), len(by_old), fault)


def _all(ask: Ask, q: str) -> list[str]:
    """Return the ids of all that a search finds with all of its words, in its order."""
    ids: list[str] = []
    asked: dict[str, Any] = {
        "q": q, "size": _SIZE, "fields": "title", "facets": "none", "highlight": "0",
        "match": "all", "spell": "off",
    }  # fmt: skip
    while True:
        body = ask(asked)
        ids += [item["id"] for item in body["results"]]
        if not body["page"]["next_cursor"]:
            return ids
        asked = {**asked, "cursor": body["page"]["next_cursor"]}
