"""References to held records in the notes of others: "Part of", "Related", "Index".

Such a note has the title or the id of a record that is not public, so its line is left out. Only
notes with these labels are checked: elsewhere the same words mean something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import orjson

from index_mappings.folding import key
from index_mappings.json_values import Json, elements, members, text
from loaders.drafts.draft import Held
from loaders.publishing.held_before import HeldBefore
from loaders.publishing.held_parts import hold
from loaders.publishing.ledger import Ledger
from loaders.publishing.report import Report

_LEADING = (
    "part", "contain", "relat", "series", "host", "index", "version", "replac", "refer", "see",
    "link", "belong", "fonds", "collection", "parent", "child", "bestand", "serie", "contenu",
)  # fmt: skip
"""How words of the labels of such notes begin."""

_PARTS = re.compile(r"\s*[;|]\s*|\s*:\s+|,\s+|\s+[-–—/]\s+")


def leave_out_links(
    ledger: Ledger, held: Iterable[str], before: HeldBefore, report: Report
) -> None:
    """Remove lines that name a record held back now from notes; `held` are the sources."""
    changed: list[tuple[bytes, int]] = []
    for source in held:
        for entry in ledger.entries("WHERE source = ?", (source,)):
            if (values := without_links(entry.values, source, before)) == entry.values:
                continue
            changed.append((orjson.dumps(values), entry.position))
            hold(Held(entry.where, "a note on what is held back", is_part=True), report, ledger)
    ledger.db.executemany("UPDATE drafts SET body = ? WHERE position = ?", changed)


def without_links(values: Mapping[str, Json], source: str, before: HeldBefore) -> dict[str, Json]:
    """Return the values of a record without the lines of its notes that name a held one."""
    notes = _public_notes(values, source, before) if values.get("notes") else []
    rest = {name: item for name, item in values.items() if name != "notes"}
    return rest | {"notes": notes} if notes else rest


def _public_notes(values: Mapping[str, Json], source: str, before: HeldBefore) -> list[Json]:
    kept: list[Json] = []
    for note in elements(values.get("notes")):
        said = text(members(note).get("text"))
        if not _leads(text(members(note).get("label"))):
            kept.append(note)
            continue
        lines = [line for line in said.split("\n") if not _names_one(line, source, before)]
        if lines == said.split("\n"):
            kept.append(note)
        elif any(line.strip() for line in lines):
            kept.append({**members(note), "text": "\n".join(lines)})
    return kept


def _leads(label: str) -> bool:
    return any(word.startswith(_LEADING) for word in key(label).split())


def _names_one(line: str, source: str, before: HeldBefore) -> bool:
    parts = dict.fromkeys(part for whole in (line, *_PARTS.split(line)) for part in _ends(whole))
    return any(before.holds_now(source, part) for part in parts)


def _ends(part: str) -> Iterator[str]:
    """Yield a whole part, and the words at its beginning and its end: "Ann Roe Diary of 1950"."""
    if part.strip():
        yield part
    some = part.split()
    for place in range(1, min(len(some), _WORDS)):
        yield from (
            " ".join(one) for one in (some[:place], some[place:]) if len(" ".join(one)) > _ID
        )


_WORDS = 40  # of a line: a title is not longer, and prose is no list of what is linked
_ID = 3  # letters: an id so short is a part of many other texts
