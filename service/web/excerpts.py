"""Long text in a list of results: the part worth reading, cut between words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup, escape

from index_mappings.sayings import Saying, in_language
from service.web.languages import spoken

LONGEST = 600  # characters of one result's text: about eight lines on a desk, a screen on a phone
_BEFORE = 4  # a quarter of it is before the first marked word where the beginning is cut off
_LONGEST_WORD = 40  # characters in which a blank to cut at is sought

_WIDE = re.compile(r"</?mark>|&#?\w+;")  # what counts as one character


def marked(html: str, longest: int = LONGEST) -> Markup:
    """Return an engine's highlight as markup, cut to about `longest` characters.

    `html` is escaped text with `<mark>` around each matching word and no other element. What
    is cut off is shown by an ellipsis; no entity and no mark is cut in two.
    """
    if len(html) <= longest:
        return Markup(html)
    wide: list[tuple[int, int]] = []
    mark, first, more = html.find("<mark>"), 0, 0
    for found in _WIDE.finditer(html):
        start, end = found.span()
        if start == mark:
            first = start - more
        wide.append((start, end - start - 1))
        more += end - start - 1
    count = len(html) - more
    if count <= longest:
        return Markup(html)
    before = longest // _BEFORE
    start = max(0, first - before) if first > longest - before else 0
    end = min(count, start + longest)
    opening = _at_blank(html, wide, start) if start else 0
    closing = _at_blank(html, wide, end) if end < count else len(html)
    kept = html[opening:closing]
    if kept.count("<mark>") > kept.count("</mark>"):
        kept += "</mark>"
    return Markup(f"{'… ' if opening else ''}{kept.strip()}{' …' if closing < len(html) else ''}")


def _at_blank(html: str, wide: Sequence[tuple[int, int]], place: int) -> int:
    """Return where the blank before a place is, or the place itself where none is near (Chinese).

    `place` counts what is in `wide`, each with its further length, as one character.
    """
    nearest = max(0, place - _LONGEST_WORD) + 1
    here = _offset(wide, place)
    blank = html.rfind(" ", _offset(wide, nearest), here + 1)
    return here if blank < 0 else blank


def _offset(wide: Sequence[tuple[int, int]], place: int) -> int:
    for at, more in wide:
        if at >= place:
            break
        place += more
    return place


def plain(text: str, longest: int = LONGEST) -> Markup:
    """Return text escaped and cut to about `longest` characters."""
    return marked(str(escape(shown(text))), longest)


def shown(text: str) -> str:
    """Return a text as the page that is made says it; words of a record stay as they are."""
    return in_language(text, spoken()) if isinstance(text, Saying) else text


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text; a line end in the source ends one."""
    return [part.strip() for part in text.splitlines() if part.strip()]
