"""Brackets that are opened and never closed, in titles, summaries and the wording of names."""

from __future__ import annotations

from collections.abc import Iterator

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.upkeep.finding import Finding

_CLOSED_BY = {"[": "]", "(": ")", "{": "}"}
_OPENED_BY = {closing: opening for opening, closing in _CLOSED_BY.items()}
_AROUND = 40  # characters shown after a bracket: enough to find it


def bracket_findings(record: Record, mapping: RecordMapping) -> Iterator[Finding]:
    """Yield a finding for each text of a record with a bracket that nothing closes."""
    for text, name in _texts(record, mapping).items():
        at = first_open(text)
        if at >= 0:
            excerpt = text[at : at + _AROUND]
            yield Finding(
                "warning", "bracket-open", (record.id,), 1,
                f"in {name}, {text[at]!r} is never closed: {excerpt!r}",
                f"put {_CLOSED_BY[text[at]]!r} where what it encloses ends",
            )  # fmt: skip


def first_open(text: str) -> int:
    """Return the place of the first bracket that is never closed, -1 where there is none.

    A closing one by itself is no fault: "a)" begins a list.
    """
    opened: dict[str, list[int]] = {opening: [] for opening in _CLOSED_BY}
    for at, char in enumerate(text):
        if char in opened:
            opened[char].append(at)
        elif char in _OPENED_BY and opened[_OPENED_BY[char]]:
            opened[_OPENED_BY[char]].pop()
    return min((places[0] for places in opened.values() if places), default=-1)


def _texts(record: Record, mapping: RecordMapping) -> dict[str, str]:
    """Return the texts that are looked at, each with the first field that has it."""
    found: dict[str, str] = {}
    for name in (mapping.title, mapping.summary):
        found.setdefault(record.text(name), name)
    for field in mapping.fields:
        if field.kind.names_people:
            for party in record.parties(field.name):
                found.setdefault(party.as_written, field.name)
    return found
