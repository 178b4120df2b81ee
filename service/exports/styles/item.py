"""A record as citeproc-py takes it, made without its reader, which takes markup in a title."""

from __future__ import annotations

import re
from typing import Any

from citeproc.source import BibliographySource, Date, DateRange, LiteralDate, Name, Reference
from citeproc.string import MixedString, NoCase, String

from service.exports.citing import Cited, Parts
from service.exports.styles.personal import family_first, name_parts

_PARTS = ("year", "month", "day")
_GENRE = "Document"
"""What an edition numbers: "Document no. 143"."""
_SENTENCE = re.compile(r"[^\W\d_]{4}\.$")
"""A word too long for an abbreviation, with a point behind it."""


class Source(BibliographySource):
    """The one record that is cited, under the key "record"; `unwanted` signs are left out.

    `with_initials` tells that the style shortens given names: then names that have the family
    first are parted too.
    """

    def __init__(
        self, item: Cited, today: Parts, unwanted: str, *, with_initials: bool = False
    ) -> None:
        super().__init__()
        self._with_initials = with_initials
        self._unwanted = str.maketrans("", "", unwanted)
        issued = _date(item)
        # what an edition numbers is cited from it: its pages are no pages of the archive's file
        is_edited = bool(item.document and item.collection)
        self.pages = self._line(item.pages)
        pairs: dict[str, Any] = {
            # an archive's title keeps its capitals: of a name no rule of a style can know them
            "title": self._kept(_without_point(item.title)),
            "author": self._names(item, item.authors),
            "recipient": self._names(item, _untold(item)),
            "issued": issued,
            "accessed": None if issued else Date(**_named(today)),
            "container_title": self._kept(item.collection),
            "genre": self._text(_GENRE if item.document else item.own_type),
            "archive": self._text("" if is_edited else item.archive),
            "archive_location": self._text("" if is_edited else item.location),
            "number": self._text(item.document or item.number),
            "page": self._text(item.pages),
            "URL": String(item.url),
        }
        kind = "document" if item.document else item.kind
        self.add(
            Reference("record", kind, **{name: values for name, values in pairs.items() if values})
        )

    def _kept(self, text: str) -> MixedString:
        line = self._line(text)
        return MixedString([NoCase(line)] if line else [])

    def _text(self, text: str) -> String:
        return String(self._line(text))

    def _line(self, text: str) -> str:
        return " ".join(text.translate(self._unwanted).split())

    def _names(self, item: Cited, names: tuple[str, ...]) -> list[Any]:
        return [Name(**self._parts(self._line(name), name not in item.bodies)) for name in names]

    def _parts(self, name: str, is_person: bool) -> dict[str, str]:
        parted = family_first(name) if is_person and self._with_initials else {}
        return parted or name_parts(name, is_person=is_person)


def _untold(item: Cited) -> tuple[str, ...]:
    """Return the recipients, none where the title names them all."""
    return () if all(name in item.title for name in item.recipients) else item.recipients


def _without_point(title: str) -> str:
    """Return a title without the point of a sentence at its end, which a style puts itself."""
    return title[:-1] if _SENTENCE.search(title) else title


def _date(item: Cited) -> Any:
    """Return the date as far as it is known, None where nothing in it says when."""
    if not item.first:
        says_when = any(sign.isdigit() for sign in item.written)
        return LiteralDate(" ".join(item.written.split())) if says_when else None
    first = Date(**_named(item.first))
    if item.last:
        return DateRange(begin=first, end=Date(**_named(item.last)), circa=item.is_about)
    return Date(**_named(item.first), circa=item.is_about)


def _named(parts: Parts) -> dict[str, int]:
    return dict(zip(_PARTS, parts, strict=False))
