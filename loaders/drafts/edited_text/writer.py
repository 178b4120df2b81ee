"""Writing the words and parts of a text one after the other, counting their offsets.

A run of white space in the source is one blank. Paragraphs are separated by an empty line, lines,
items and rows of a table by a line end, the cells of a row by a tab, so that two figures never run
together. A gap is written only when words follow it, so no text begins or ends with one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index_mappings.beside_text import (
    ANCHOR,
    CELL,
    PAGE,
    ROW,
    EditorialNote,
    LayoutKind,
    LayoutSpan,
)
from loaders.drafts.edited_text.edited import Edited

_NONE, _BLANK, _LINE, _PARAGRAPH = range(4)
_WRITTEN = ("", " ", "\n", "\n\n")
_NO_BLANK_BEFORE, _NO_BLANK_AFTER = frozenset(",;)]"), frozenset("([")
_STRAY = re.compile(r" ([,;)\]])|([(\[]) ")


def _has_stray(text: str) -> bool:
    """Return whether a text has a stray blank: few texts do, and the pattern is slow."""
    return (
        " ," in text or " ;" in text or " )" in text
        or " ]" in text or "( " in text or "[ " in text
    )  # fmt: skip


@dataclass(slots=True)
class Part:
    """A part being written.

    `at` is -1 until it has words. `tabs` are those before it in a row without words.
    """

    kind: LayoutKind
    value: str
    tabs: int
    at: int = -1
    to: int = -1


class TextWriter:
    """Writes one text."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._last = ""  # character
        self._gap = _NONE
        self._tabs = 0
        self._waiting: list[Part] = []  # for words, which give them their place
        self._parts: list[Part] = []
        self._notes: list[EditorialNote] = []
        self._anchors: set[str] = set()
        self._rows = 0
        self._cells = 0  # that are open, one in another

    @property
    def length(self) -> int:
        """The number of characters written."""
        return self._length

    def words(self, raw: str | None) -> None:
        """Write text of the source; each run of blanks and line ends becomes one blank.

        No blank is written before a comma or a closing bracket, where a line of the file ended.
        """
        if not raw:
            return
        text = " ".join(raw.split())
        if not text:
            self.blank()
            return
        if raw[0].isspace():
            self.blank()
        if self._gap or self._tabs or self._waiting:
            self._settle(text[0])
        if _has_stray(text):
            text = _STRAY.sub(r"\1\2", text)
        self._pieces.append(text)
        self._length += len(text)
        self._last = text[-1]
        if raw[-1].isspace():
            self.blank()

    def blank(self) -> None:
        """Separate what follows by a blank."""
        self._gap = max(self._gap, _BLANK)

    def line(self) -> None:
        """Begin a line; in a cell of a table it is a blank."""
        self._part(_LINE)

    def paragraph(self) -> None:
        """Begin a paragraph; in a cell of a table it is a blank."""
        self._part(_PARAGRAPH)

    def _part(self, gap: int) -> None:
        if self._rows:
            gap = _BLANK
        self._gap = max(self._gap, gap)

    def open(self, kind: LayoutKind, value: str = "") -> Part | None:
        """Begin a part, which `close` ends; None means a table in a cell, which is only words."""
        if kind.is_of_table and self._cells:
            self.blank()
            return None
        if kind is ROW:
            self.line()
            self._rows += 1
        elif kind is CELL:
            self._cells += 1
        part = Part(kind, value, self._tabs)
        self._parts.append(part)
        self._waiting.append(part)
        return part

    def close(self, part: Part | None) -> None:
        """End a part; drop it if it has no words, unless it is a cell, which keeps its column."""
        if part is None:
            self.blank()
            return
        if part.at >= 0:
            part.to = self._length
        if part.kind is CELL:
            self._cells -= 1
            self._tabs += 1
        elif part.kind is ROW:
            self._end_row(part)
        elif part.at < 0:
            self._waiting.remove(part)

    def _end_row(self, row: Part) -> None:
        self._rows -= 1
        self._tabs = 0  # of the empty cells at the end of a row, or of a row without words
        for part in list(self._waiting):
            if part.kind.is_point:
                part.tabs = 0
            elif part.kind is CELL:
                self._waiting.remove(part)
                if row.at >= 0:
                    part.at = part.to = self._length
        if row.at < 0:
            self._waiting.remove(row)

    def page(self, number: str) -> None:
        """Begin a page; it begins with the next word."""
        part = Part(PAGE, number, self._tabs)
        self._parts.append(part)
        self._waiting.append(part)

    def anchor(self, name: str) -> str:
        """Set an anchor after the last word, or where a line begins before the next one.

        Returns its name: a duplicate name gets a number after a middle dot.
        """
        unique, count = name, 1
        while unique in self._anchors:
            count += 1
            unique = f"{name}·{count}"
        self._anchors.add(unique)
        part = Part(ANCHOR, unique, self._tabs)
        self._parts.append(part)
        if self._gap > _BLANK or self._tabs or not self._length:
            self._waiting.append(part)
        else:
            part.at = self._length
        return unique

    def note(self, text: str, anchor: str, whose: str) -> None:
        """Add an editor's note, which is not part of the text's own words."""
        if text:
            self._notes.append(EditorialNote(text, anchor, whose))

    def _settle(self, first: str) -> None:
        """Write the gap before words that begin with the character `first`."""
        if (
            (self._tabs and self._gap <= _BLANK)
            or not self._length
            or (
                self._gap == _BLANK and (first in _NO_BLANK_BEFORE or self._last in _NO_BLANK_AFTER)
            )
        ):
            gap = ""
        else:
            gap = _WRITTEN[self._gap]
        start = self._length + len(gap)
        for part in self._waiting:
            part.at = start + part.tabs
            if part.kind.is_point or (part.kind is CELL and part.tabs < self._tabs):
                part.to = part.at
        self._waiting.clear()
        gap += "\t" * self._tabs
        if gap:
            self._pieces.append(gap)
            self._length += len(gap)
        self._gap, self._tabs = _NONE, 0

    def finish(self) -> Edited:
        """Return the result; points after the last word are at its end."""
        spans = []
        for part in self._parts:
            if part.kind.is_point and part.at < 0:
                part.at = self._length
            if part.at >= 0:
                to = part.at if part.kind.is_point else part.to
                spans.append(LayoutSpan(part.at, to, part.kind.name, part.value))
        spans.sort(key=lambda span: (span.at, -span.to))
        return Edited("".join(self._pieces), tuple(spans), tuple(self._notes))
