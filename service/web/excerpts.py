"""Long text in a list of results: the part worth reading, cut between words."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

LONGEST = 600  # characters of one result's text: about eight lines on a desk, a screen on a phone
_BEFORE = 4  # a quarter of it is before the first marked word where the beginning is cut off
_LONGEST_WORD = 40  # characters in which a blank to cut at is sought

_PIECE = re.compile(r"</?mark>|&(?:#?\w+);|.", re.DOTALL)


def marked(html: str, longest: int = LONGEST) -> Markup:
    """Return an engine's highlight as markup, cut to about `longest` characters.

    `html` is escaped text with `<mark>` around each matching word and no other element. What
    is cut off is shown by an ellipsis; no entity and no mark is cut in two.
    """
    pieces = _PIECE.findall(html)
    if len(pieces) <= longest:
        return Markup(html)
    first = pieces.index("<mark>") if "<mark>" in pieces else 0
    before = longest // _BEFORE
    start = max(0, first - before) if first > longest - before else 0
    end = min(len(pieces), start + longest)
    start, end = _at_blank(pieces, start), _at_blank(pieces, end)
    kept = "".join(pieces[start:end])
    if kept.count("<mark>") > kept.count("</mark>"):
        kept += "</mark>"
    opening, closing = ("… " if start else ""), (" …" if end < len(pieces) else "")
    return Markup(opening + kept.strip() + closing)


def _at_blank(pieces: list[str], place: int) -> int:
    """Return the nearest blank before a place, or the place where no blank is near (Chinese)."""
    if place in (0, len(pieces)):
        return place
    near = range(place, max(0, place - _LONGEST_WORD), -1)
    return next((step for step in near if pieces[step] == " "), place)


def plain(text: str, longest: int = LONGEST) -> Markup:
    """Return text escaped and cut to about `longest` characters."""
    return marked(str(escape(text)), longest)


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text; a line end in the source ends one."""
    return [part.strip() for part in text.splitlines() if part.strip()]
