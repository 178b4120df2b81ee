"""The displayed title of a record: a replacement for a missing one, without an edition's number."""

from __future__ import annotations

import re

from index_mappings.sayings import sentence

UNTITLED = sentence("[no title]")

_FIGURES = r"((?!1[5-9]\d\d|20\d\d)\d{1,4}[A-Za-z]?)"
_NUMBER = re.compile(rf"\[?{_FIGURES}\]?\.\s+(?=\S)")
_MARKED_NUMBER = re.compile(rf"(?:<mark>)?\[?{_FIGURES}(?:</mark>)?\]?\.\s+(?=\S)")
"""The number of a document in an edition, before its title: "143. Memorandum"; no year."""


def without_number(title: str, *, marked: bool = False) -> tuple[str, str]:
    """Return the number that an edition put before a title, or "" for none, and the title.

    `marked` titles are highlights, in which the number may be in a mark.
    """
    found = (_MARKED_NUMBER if marked else _NUMBER).match(title)
    return (found[1], title[found.end() :]) if found else ("", title)
