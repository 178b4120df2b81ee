"""A record as a bibliography has it: who, what, when, where it is kept.

Names stay as the source has them, in its order: Mao Zedong is no Zedong, M.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from index_mappings.days import civil, month_length
from index_mappings.json_values import members, text
from index_mappings.mapping import RecordMapping
from index_mappings.record import Date, Note, Record
from service.search.catalogue import Catalogue
from service.search.display_title import UNTITLED, without_number

Parts = tuple[int, ...]
"""A year, a month and a day, as far as they are known; a year before our era is negative."""

_TYPES: Mapping[str, str] = {
    "letter": "personal_communication", "telegram": "personal_communication",
    "cable": "personal_communication", "despatch": "personal_communication",
    "dispatch": "personal_communication", "correspondence": "personal_communication",
    "report": "report", "estimate": "report", "study": "report",
    "interview": "interview", "speech": "speech", "address": "speech",
    "treaty": "treaty", "map": "map", "photograph": "graphic", "painting": "graphic",
    "print": "graphic", "drawing": "graphic",
}  # fmt: skip
"""Types of CSL by the last word of a record's own type; all others are documents."""

_PAGES = frozenset(("page", "pages"))
"""Labels, in lower case, of the note that says on which pages of an edition a record is printed."""


_PAGE_SIGN = re.compile(r"(?i)^\s*(?:pp?\b\.?|pages?\b|s\.|seiten?\b)\s*(?=\d)")
"""The word before a number of pages: each style has its own."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A record as it is cited; what is not known is empty.

    `kind` is a type of the Citation Style Language, `own_type` the archive's word for it.
    `first` and `last` are the ends of the date (`last` is empty where they are one), `written`
    the date as the source has it; `is_about` marks a date that the source doubts. `document` is
    the number that an edition gave it, `pages` are those of the edition, `bodies` the
    authors and recipients that are no persons.
    """

    id: str
    kind: str
    own_type: str
    title: str
    authors: tuple[str, ...]
    recipients: tuple[str, ...]
    written: str
    first: Parts
    last: Parts
    is_about: bool
    collection: str
    archive: str
    location: str
    number: str
    language: str
    abstract: str
    url: str
    site: str
    document: str = ""
    pages: str = ""
    bodies: frozenset[str] = frozenset()


Cite = Callable[[Record], Cited]
"""What cites the records of a site."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a record is shown: the site's name, and its address without a slash at the end."""

    site: str
    address: str


def cited(
    record: Record, mapping: RecordMapping, catalogue: Catalogue, where: Where, url: str
) -> Cited:
    """Return a record as it is cited; `url` is its address."""
    number, title = without_number(record.text(mapping.title))
    date = record.date(mapping.date) or Date("")
    first, last = _ends(date)
    own_type = _text(record, mapping, "type")
    words = own_type.casefold().split()
    facet = mapping.collection_facet
    ids = [text(id) for id in record.many(facet.field)] if facet else []
    return Cited(
        id=record.id,
        kind=next((_TYPES[word] for word in reversed(words) if word in _TYPES), "document"),
        own_type=own_type,
        title=title or UNTITLED,
        authors=_authors(record, mapping),
        recipients=_names(record, mapping, "recipient"),
        written=date.display,
        first=first,
        last=last,
        is_about=any(sign in date.edtf for sign in "~?%"),
        collection=catalogue.title(ids[0]) if ids else "",
        archive=_text(record, mapping, "repository"),
        location=_text(record, mapping, "reference"),
        number=_text(record, mapping, "number") or number,
        language=_text(record, mapping, "language"),
        abstract=record.text(mapping.summary),
        url=url,
        site=where.site,
        document=number,
        pages=_pages(record, mapping),
        bodies=frozenset(
            party.name
            for field in mapping.fields
            if field.kind.names_people
            for party in record.named(field.name)
            if not party.person
        ),
    )


def _text(record: Record, mapping: RecordMapping, name: str) -> str:
    field = mapping.field(name)
    values = record.many(name) if field else ()
    return ", ".join(field.kind.line(value) for value in values) if field else ""


def _pages(record: Record, mapping: RecordMapping) -> str:
    """Return the pages of an edition as the source says them, "" where it does not."""
    notes = (
        Note.from_json(members(value))
        for field in mapping.fields
        if field.kind.keeps_rest
        for value in record.many(field.name)
    )
    pages = next((note.text for note in notes if note.label.casefold() in _PAGES), "")
    return _PAGE_SIGN.sub("", pages)


def _authors(record: Record, mapping: RecordMapping) -> tuple[str, ...]:
    """Return who made a record: the names of the first field of people but that of everyone."""
    makers = [f.name for f in mapping.fields if f.names_makers]
    return _names(record, mapping, makers[0]) if makers else ()


def _names(record: Record, mapping: RecordMapping, name: str) -> tuple[str, ...]:
    if not mapping.field(name):
        return ()
    return tuple(dict.fromkeys(party.name for party in record.named(name)))


def _ends(date: Date) -> tuple[Parts, Parts]:
    if date.start is None or date.end is None:
        return (), ()
    first, last = civil(date.start), civil(date.end)
    if date.start == date.end:
        return _parts(first, 3), ()
    if first[2] != 1 or last[2] != month_length(last[0], last[1]):
        return _parts(first, 3), _parts(last, 3)
    if first[1] != 1 or last[1] != 12:
        return _parts(first, 2), () if first[:2] == last[:2] else _parts(last, 2)
    return _parts(first, 1), () if first[0] == last[0] else _parts(last, 1)


def _parts(day: tuple[int, int, int], count: int) -> Parts:
    year, *rest = day
    return (year if year > 0 else year - 1, *rest)[:count]
