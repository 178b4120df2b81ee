"""Footnotes in HTML: the targets of links within the text, by their ids.

    ... the lamps<a href="#fn1">1</a> ...          <li id="fn1">Editor's note.</li>

Both must exist; anything that only looks like a note stays text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_ID = re.compile(
    r"_?(?:fn|ftn|edn|foot-?note|end-?note|note|cite_note|fnote|sdfootnote|sdendnote)"
    r"[-_:.]?[\w:.-]{0,40}\d[\w:.-]{0,10}|_?fn[-_:][\w:.-]{1,40}",
    re.IGNORECASE,
)
_BACK = re.compile(r"_?\w*ref", re.IGNORECASE)
_TARGET = re.compile(
    r"<(?:li|p|div|aside|dd|section)\b[^<>]*?\bid\s*=\s*[\"']?([\w:.-]{1,60})", re.IGNORECASE
)
_LINK = re.compile(r"<a\b[^<>]*?\bhref\s*=\s*[\"']?#([\w:.-]{1,60})", re.IGNORECASE)
_AUTHORS = re.compile(
    r"\W*(?:foot)?notes? (?:is |are )?(?:in|of|by) the (?:source|original|author)", re.IGNORECASE
)


def note_ids(markup: str) -> frozenset[str]:
    """Return the ids of the footnotes of a text, without underscores before them."""
    if "#" not in markup:  # most texts
        return frozenset()
    linked = {found.lstrip("_") for found in _LINK.findall(markup)}
    return frozenset(
        id
        for found in _TARGET.findall(markup)
        if (id := found.lstrip("_")) in linked and _ID.fullmatch(found) and not _BACK.match(found)
    )


def note_target(attributes: Mapping[str, str]) -> str:
    """Return the id of an element, without underscores before it."""
    return attributes.get("id", "").lstrip("_")


def link_target(attributes: Mapping[str, str]) -> str:
    """Return the id that a link leads to within the text, or "" for any other link."""
    address = attributes.get("href", "")
    return address[1:].lstrip("_") if address.startswith("#") else ""


def is_authors(text: str) -> bool:
    """Return whether a note says that it is part of the text: "[Footnote in the source text.]"."""
    return _AUTHORS.search(text[:80]) is not None
