"""The printed pages of a record's text: the page of a position, the first and the last.

The breaks are in the text's layout. A text that begins in the middle of a page has none for it;
where the source says which pages the whole text takes (a note "Pages"), that one is known too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from index_mappings.beside_text import PAGE
from index_mappings.json_values import elements, members, text
from index_mappings.mapping import RecordMapping
from index_mappings.record import Note, Record

_LABEL = "Pages"
_SPAN = re.compile(r"([\w.\[\]]{1,20})(?:\s?[-–]\s?([\w.\[\]]{1,20}))?")


@dataclass(frozen=True, slots=True)
class PrintedPages:
    """Where pages begin in a text, in order, with their names; `first` is that before any break.

    All are empty where nothing is known.
    """

    starts: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    first: str = ""

    def at(self, place: int) -> str:
        """Return the page of a character, or "" if unknown."""
        before = bisect_right(self.starts, place)
        return self.names[before - 1] if before else self.first

    def span(self, start: int, end: int) -> str:
        """Return the pages of characters `start` to `end`: "345", or "345–346"."""
        return _span(self.at(start), self.at(max(start, end - 1)))

    def whole(self, length: int) -> str:
        """Return the pages of a text of that length, or "" if its first or last is not known."""
        return self.span(0, length)


def _span(one: str, other: str) -> str:
    if not one or not other:
        return ""
    return one if one == other else f"{one}–{other}"


def printed_pages(record: Record, mapping: RecordMapping) -> PrintedPages:
    """Return the pages of a record's full text, as its layout and its source have them."""
    points = [
        (at, text(span.get("value")))
        for span in map(members, record.many(mapping.layout) if mapping.layout else ())
        if span.get("kind") == PAGE.name and isinstance(at := span.get("at"), int)
    ]
    points.sort(key=lambda point: point[0])
    names = tuple(name for _, name in points)
    return PrintedPages(tuple(at for at, _ in points), names, _first(record, mapping, names))


def _first(record: Record, mapping: RecordMapping, names: tuple[str, ...]) -> str:
    """Return the page before the first break; the stated pages must agree with the last break."""
    pages = _SPAN.fullmatch(_stated(record, mapping))
    if pages is None:
        return ""
    last = names[-1] if names else pages[1]
    return pages[1] if (pages[2] or pages[1]) == last else ""


def _stated(record: Record, mapping: RecordMapping) -> str:
    """Return the pages stated in a record's notes, or ""."""
    for field in mapping.fields:
        if field.kind.keeps_rest:
            for note in map(members, elements(record.values.get(field.name))):
                read = Note.from_json(note)
                if read.label == _LABEL:
                    return read.text.strip()
    return ""
