"""Words of a text as HTML within one line: emphasis, marks of notes, pages, found words.

Stretches are asked for in their order. What begins in one stretch and ends in another (an
emphasis of two paragraphs) is closed at the end of the first and opened again in the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape

from index_mappings.beside_text import ANCHOR, PAGE
from index_mappings.sayings import N_
from service.web.found_words import Place
from service.web.languages import spoken
from service.web.text_parts import Part, Parts

_TAGS = {
    "bold": ("<b>", "</b>"),
    "small capitals": ('<span class="caps">', "</span>"),
    "superscript": ("<sup>", "</sup>"),
    "subscript": ("<sub>", "</sub>"),
    "underlined": ("<u>", "</u>"),
    "struck through": ("<s>", "</s>"),
}
_EMPHASIS = ("<em>", "</em>")
_NAME = re.compile(r"[\w.-]{1,20}", re.ASCII)  # of a page that can be linked to
_ENDS, _POINTS, _BEGINS = range(3)  # at one place in this order

_Tags = tuple[str, str, str, str]
"""What opens it, what opens it again, what closes it, and what follows its end."""
_Event = tuple[int, int, int, _Tags | Part]


class InlineWords:
    """The words of one text. `marks` are the numbers of the notes by their anchors."""

    def __init__(
        self, words: str, parts: Parts, marks: Mapping[str, int], places: Iterable[Place]
    ) -> None:
        self._words = words
        self._marks = marks
        self._events = _events(parts, places)
        self._next = 0
        self._open: list[tuple[int, _Tags]] = []  # with their numbers
        self._pages: set[str] = set()
        self.anchored = {part.value for part in parts.points if part.kind is ANCHOR}
        self._placed: set[str] = set()
        language = spoken()
        self._page_said = language.message(N_("page %(page)s"))
        self._break_said = language.message(N_("page break"))
        self._note_said = language.message(N_("Note"))

    def number_of(self, anchor: str) -> int:
        """Return the number of the first note of an anchor."""
        return self._marks[anchor]

    def html(self, start: int, end: int) -> str:
        """Return the words from one place to another."""
        out = [tags[1] for _, tags in self._open]
        place = start
        events = self._events
        while self._next < len(events) and (event := events[self._next])[0] <= end:
            at, order, number, what = event
            if at == end and (order == _BEGINS or _is_of_next(what, start, end)):
                break
            self._next += 1
            if at > place:
                out.append(self._escaped(place, at))
                place = at
            if isinstance(what, Part):
                out.append(self._point(what))
            elif order == _BEGINS:
                out.append(what[0])
                self._open.append((number, what))
            else:
                self._end(number, out)
        if place < end:
            out.append(self._escaped(place, end))
        out.extend(tags[2] for _, tags in reversed(self._open))
        return "".join(out)

    def rest(self) -> str:
        """Return the points behind the last words."""
        points = [event[3] for event in self._events[self._next :]]
        self._next = len(self._events)
        return "".join(self._point(point) for point in points if isinstance(point, Part))

    def _escaped(self, start: int, end: int) -> str:
        return escape(self._words[start:end], quote=False).replace("\n", "<br>")

    def _end(self, number: int, out: list[str]) -> None:
        """Close what ends, and what was opened in it and continues after it."""
        at = next((i for i, (other, _) in enumerate(self._open) if other == number), -1)
        if at < 0:
            return
        inner = self._open[at + 1 :]
        tags = self._open[at][1]
        out.extend(other[2] for _, other in reversed(inner))
        out.append(tags[2])
        out.extend(other[1] for _, other in inner)
        out.append(tags[3])
        del self._open[at]

    def _point(self, point: Part) -> str:
        if point.kind is PAGE:
            words = (
                self._page_said % {"page": escape(point.value)} if point.value else self._break_said
            )
            id = ""
            if _NAME.fullmatch(point.value) and point.value not in self._pages:
                self._pages.add(point.value)
                id = f' id="page-{point.value}"'
            return f'<span class="page"{id}>{words}</span>'
        number = self._marks.get(point.value)
        if number is None or point.value in self._placed:
            return ""
        self._placed.add(point.value)
        mark = escape(point.value.partition("·")[0])
        return (
            f'<sup class="ref"><a id="ref-{number}" href="#note-{number}">'
            f'<span class="vh">{self._note_said} </span>{mark}</a></sup>'
        )


def _is_of_next(what: _Tags | Part, start: int, end: int) -> bool:
    """Return whether a page that begins where a stretch ends is one of what follows."""
    return isinstance(what, Part) and what.kind is PAGE and start < end


def _events(parts: Parts, places: Iterable[Place]) -> list[_Event]:
    found: list[_Event] = []
    for number, part in enumerate(parts.emphases):
        if part.at < part.to:
            opens, closes = _TAGS.get(part.value, _EMPHASIS)
            tags = (opens, opens, closes, "")
            found += [(part.at, _BEGINS, number, tags), (part.to, _ENDS, number, tags)]
    first = len(parts.emphases)
    for number, place in enumerate(places, first):
        tags = (place.opens, "<mark>", "</mark>", place.follows)
        found += [(place.start, _BEGINS, number, tags), (place.end, _ENDS, number, tags)]
    found += [(part.at, _POINTS, number, part) for number, part in enumerate(parts.points)]
    found.sort(key=lambda event: event[:3])
    return found
