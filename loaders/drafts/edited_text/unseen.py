"""What of HTML is not for readers: what a browser does not show, and what is marked as private.

An element is marked by its class or id ("internal-note", "staff only"), or by an attribute for
programs (`data-visibility="private"`), whose names and words are those of other sources.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html.parser import HTMLParser

from index_mappings.folding import key
from loaders.drafts.access_names import About, about_access, plainly
from loaders.drafts.access_wording import read_access
from loaders.drafts.mark_words import words
from loaders.drafts.publicity import is_for_staff, is_private_kind, verdict

UNSEEN = frozenset(
    {"head", "iframe", "noembed", "noframes", "noscript", "script", "style", "svg", "template"}
)
"""Elements whose words are no text of the page, or are shown only where something fails."""

_NOT_SHOWN = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|"
    r"(?:opacity|font-size|max-height|width)\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)|"
    r"(?:left|right|top|text-indent|margin-left)\s*:\s*-\d{4,}|color\s*:\s*transparent|"
    r"clip\s*:\s*rect\(\s*[01]|mso-hide\s*:\s*all)",
    re.IGNORECASE,
)
_PROGRAMS = re.compile(r"<\?(?:php\b|=).*?\?>", re.DOTALL)
_PLAIN = 4  # letters of a class that may be short for anything: "no", "off", "n"
_LONGEST = 1_000_000  # characters of a text that is looked through again for hidden elements


def is_hidden(attributes: Mapping[str, str], tag: str = "") -> bool:
    """Return whether an element with these attributes is not for readers."""
    if "hidden" in attributes or (tag == "dialog" and "open" not in attributes):
        return True
    if not attributes:
        return False
    if attributes.get("aria-hidden", "").strip().casefold() == "true":
        return True
    if _NOT_SHOWN.search(attributes.get("style", "")):
        return True
    return any(_is_private(name, value) for name, value in attributes.items() if value)


@lru_cache(maxsize=4096)  # a site's pages have some hundreds of classes
def _is_private(name: str, value: str) -> bool:
    if name == "class":
        return any(_says_private(word) for word in (value, *value.split()))
    if name in ("id", "itemprop"):  # an id may be made of a heading, such as "Confidential"
        return is_for_staff(value)
    if not name.startswith("data-"):
        return False
    about = name.removeprefix("data-").replace("-", " ")
    found = verdict(about, value)
    if found is not None:
        return found.holds
    if about_access(about) is About.ACCESS:
        return read_access(plainly(about, value)).kind == "closed"
    return False


def _says_private(word: str) -> bool:
    """Return whether a class keeps its element from the public: "d-none", "restricted"."""
    if is_private_kind(word):
        return True
    plain = key(word)
    known = words()
    return plain in known["unseen"] or (len(plain) > _PLAIN and plain in known["no"] - _SAYS_LESS)


_SAYS_LESS = frozenset({"false", "falsch", "closed", "unchecked", "pending", "in progress"})
"""Also the states of what opens with a click, and of boxes to tick."""


def without_comments(markup: str) -> str:
    """Return HTML without comments and programs; a comment that does not end is text."""
    if "<?" in markup:
        markup = _PROGRAMS.sub("", markup)
    parts: list[str] = []
    place = 0
    while (start := markup.find("<!--", place)) >= 0 and (end := markup.find("-->", start)) >= 0:
        parts.append(markup[place:start])
        place = end + 3
    return "".join((*parts, markup[place:]))


def without_hidden(markup: str) -> str:
    """Return a text in which there may be HTML without the elements that are not for readers.

    One that is not closed ends with its paragraph.
    """
    if "<" not in markup or len(markup) > _LONGEST:
        return markup
    finder = _Finder(markup)
    finder.feed(markup)
    finder.close()
    parts: list[str] = []
    place = 0
    for start, end in finder.found():
        if start >= place:
            parts.append(markup[place:start])
            place = end
    return "".join((*parts, markup[place:]))


class _Finder(HTMLParser):
    """Finds where elements that are not for readers begin and end."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=False)
        self._markup = markup
        self._lines = [0, *(at.end() for at in re.finditer("\n", markup))]
        self._open: list[tuple[str, int]] = []  # inside of the hidden element, and itself
        self._places: list[tuple[int, int]] = []

    def found(self) -> list[tuple[int, int]]:
        """Return from where to where each is, in order."""
        if self._open:
            start = self._open[0][1]
            end = self._markup.find("\n\n", start)
            self._places.append((start, end if end >= 0 else len(self._markup)))
        return self._places

    def set_cdata_mode(self, elem: str, **_: object) -> None:
        """Read a script like any other element."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element; within a hidden one those of its name are counted."""
        if self._open:
            if tag == self._open[0][0]:
                self._open.append((tag, self._place()))
        elif tag in UNSEEN or is_hidden({name: value or "" for name, value in attrs}, tag):
            self._open.append((tag, self._place()))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass over an element without content."""

    def handle_endtag(self, tag: str) -> None:
        """End a hidden element with its own tag."""
        if not self._open or tag != self._open[0][0]:
            return
        _, start = self._open.pop()
        if not self._open:
            end = self._markup.find(">", self._place())
            self._places.append((start, end + 1 if end >= 0 else len(self._markup)))

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
