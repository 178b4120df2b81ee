"""HTML in a value of a table or of JSON: its words, its layout, its editors' notes.

An unclosed element ends with the one around it. Scripts, styles and elements that are not for
readers (`hidden`, "display: none", a class "internal-note") are not text. The address of a link
follows its words in brackets unless they contain it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from html.parser import HTMLParser

from index_mappings.beside_text import (
    CELL,
    EMPHASIS,
    HEADING,
    ITEM,
    LIST,
    QUOTATION,
    ROW,
    TABLE,
)
from index_mappings.web_addresses import is_web_address
from loaders.drafts.edited_text.edited import Edited
from loaders.drafts.edited_text.html_footnotes import (
    is_authors,
    link_target,
    note_ids,
    note_target,
)
from loaders.drafts.edited_text.html_tags import (
    BLOCKS,
    EMPTY,
    HEADINGS,
    LETTERS,
    tags_alone,
)
from loaders.drafts.edited_text.unseen import UNSEEN, is_hidden, without_comments
from loaders.drafts.edited_text.writer import Part, TextWriter

_PARAGRAPHS = frozenset({*BLOCKS, *HEADINGS, "blockquote", "caption", "table", "ul", "ol"})
_CLOSES = {  # an element that begins ends these, unless they are outside of its own list or table
    "li": (frozenset({"li"}), frozenset({"ul", "ol"})),
    "tr": (frozenset({"tr", "td", "th"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
    "th": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
}
_DEEPEST = 200  # nested elements that are told apart: no text has a tenth as many
_WIDEST = 100  # columns or rows that one cell may take; more is a mistake of the file
_EDITORIAL = re.compile(r"\beditor(?:s|ial)?[-_ ]?notes?\b", re.IGNORECASE)
_PAGE_BREAK = re.compile(r"\bpage-?break\b", re.IGNORECASE)
_KIND_SAID = ("class", "role", "epub:type", "type")
_LONGEST_NAME = 100  # characters of a page's number

_Said = dict[str, str]


@dataclass(slots=True)
class _Element:
    """An open element. `outer` is the text around it if it is a note to that text."""

    tag: str
    part: Part | None = None
    outer: TextWriter | None = None
    anchor: str = ""
    number: int = 0  # of the next item of a list that does not begin with 1
    refers_to: str = ""  # the id of the footnote that a link leads to
    is_hidden: bool = False


def html_text(markup: str, *, has_footnotes: bool = True) -> Edited:
    """Return the words of HTML with their layout; every character that is not markup is kept.

    Without `has_footnotes` footnotes stay among the words, for a text that cannot have notes.
    """
    reader = _Reader(note_ids(markup) if has_footnotes else ())
    reader.feed(tags_alone(without_comments(markup)))
    reader.close()
    return reader.finish()


class _Reader(HTMLParser):
    """Writes what it is fed."""

    def __init__(self, footnotes: Collection[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._footnotes = set(footnotes)
        self._anchors: dict[str, str] = {}
        self._writer = TextWriter()
        self._elements: list[_Element] = []
        self._open: Counter[str] = Counter()
        self._link = ""
        self._notes = 0
        self._hidden = 0  # elements that are open and not shown

    def finish(self) -> Edited:
        """Return what was read."""
        while self._elements:
            self._close()
        return self._writer.finish()

    def set_cdata_mode(self, elem: str, **_: object) -> None:
        """Read a script like any other element; it is left out later."""

    def handle_data(self, data: str) -> None:
        """Write text."""
        if self._hidden or any(self._open[tag] for tag in UNSEEN):
            return
        if self._link and self._link in data:
            self._link = ""
        lines = data.split("\n") if self._open["pre"] else [data]
        for number, line in enumerate(lines):
            if number:
                self._writer.line()
            self._writer.words(line)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin and end an element with a self-closing tag."""
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.handle_endtag(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        attributes = {name: value or "" for name, value in attrs}
        if self._elements and self._elements[-1].is_hidden and tag in _PARAGRAPHS:
            self._close_others(frozenset({"p"}), frozenset(_PARAGRAPHS - {"p"}))
        if tag in _CLOSES:
            self._close_others(*_CLOSES[tag])
        if self._hidden or is_hidden(attributes, tag):
            self._hide(tag)
            return
        if any(_PAGE_BREAK.search(attributes.get(name, "")) for name in _KIND_SAID):
            number = attributes.get("title") or attributes.get("aria-label") or ""
            self._writer.page(number.strip()[:_LONGEST_NAME])
        if tag in EMPTY:
            self._write_empty(tag, attributes)
            return
        if len(self._elements) < _DEEPEST:
            self._elements.append(self._begun(tag, attributes))
            self._open[tag] += 1

    def _hide(self, tag: str) -> None:
        """Begin a hidden element, or one within a hidden element."""
        if tag not in EMPTY and len(self._elements) < _DEEPEST:
            self._elements.append(_Element(tag, is_hidden=True))
            self._open[tag] += 1
            self._hidden += 1

    def handle_endtag(self, tag: str) -> None:
        """End an element and the open elements in it."""
        while self._open[tag] and self._close() != tag:
            pass

    def _close_others(self, closed: frozenset[str], within: frozenset[str]) -> None:
        found = -1
        for at in range(len(self._elements) - 1, -1, -1):
            tag = self._elements[at].tag
            if tag in closed:
                found = at
            if tag in within and tag not in closed:
                break
        while found >= 0 and len(self._elements) > found:
            self._close()

    def _write_empty(self, tag: str, attributes: _Said) -> None:
        if tag == "br":
            self._writer.line()
        elif tag == "hr":
            self._writer.paragraph()
        elif tag == "img" and (words := attributes.get("alt", "").strip()):
            self._writer.words(f" [{words}] ")

    def _begun(self, tag: str, attributes: _Said) -> _Element:
        writer = self._writer
        if any(_EDITORIAL.search(attributes.get(name, "")) for name in _KIND_SAID):
            self._notes += 1
            anchor = writer.anchor(str(self._notes))
            self._writer = TextWriter()
            return _Element(tag, outer=writer, anchor=anchor)
        if found := self._footnote(tag, attributes):
            return found
        if tag in _PARAGRAPHS:
            is_inner = tag in ("ul", "ol") and self._open["li"]
            writer.line() if is_inner else writer.paragraph()
        first = attributes.get("start", "") if tag == "ol" else ""
        number = int(first[:9]) if first.isascii() and first.isdecimal() and first != "1" else 0
        return _Element(tag, self._part(tag, attributes), number=number)

    def _footnote(self, tag: str, attributes: _Said) -> _Element | None:
        """Begin a footnote that is a link's target, or such a link; None for any other element."""
        writer, id = self._writer, note_target(attributes)
        if id in self._anchors:
            self._writer = TextWriter()
            return _Element(tag, outer=writer, anchor=self._anchors[id])
        self._footnotes.discard(id)  # it comes before what leads to it, so it is of the text
        target = link_target(attributes) if tag == "a" else ""
        if target not in self._footnotes or target in self._anchors:
            return None
        self._writer = TextWriter()
        return _Element(tag, outer=writer, refers_to=target)

    def _part(self, tag: str, attributes: _Said) -> Part | None:
        """Begin the part of an element, or return None if it has none."""
        writer = self._writer
        if tag in HEADINGS:
            return writer.open(HEADING, HEADINGS[tag])
        if tag in LETTERS:
            return writer.open(EMPHASIS, LETTERS[tag])
        match tag:
            case "blockquote" | "q":
                return writer.open(QUOTATION)
            case "ul" | "ol":
                return writer.open(LIST, "numbered" if tag == "ol" else "")
            case "li":
                writer.line()
                return self._item()
            case "table":
                return writer.open(TABLE)
            case "tr" if self._open["table"]:
                return writer.open(ROW)
            case "td" | "th" if self._open["tr"] and self._open["table"]:
                return writer.open(CELL, _cell_value(tag, attributes))
            case "td" | "th" | "tr":
                writer.blank()
            case "a":
                address = attributes.get("href", "").strip()
                self._link = address if is_web_address(address) else ""
        return None

    def _item(self) -> Part | None:
        within = next((e for e in reversed(self._elements) if e.tag in ("ul", "ol")), None)
        if within is None:
            return None
        part = self._writer.open(ITEM)
        if within.number:
            self._writer.words(f"{within.number}. ")
            within.number += 1
        return part

    def _close(self) -> str:
        """End the innermost element and return its name."""
        element = self._elements.pop()
        self._open[element.tag] -= 1
        if element.is_hidden:
            self._hidden -= 1
            return element.tag
        if element.outer is not None:
            note = self._writer.finish()
            self._writer = element.outer
            if element.refers_to:
                anchor = self._writer.anchor(note.text.strip("[]() ") or element.refers_to)
                self._anchors[element.refers_to] = anchor
            elif is_authors(note.text):
                self._writer.paragraph()
                self._writer.words(note.text)
                self._writer.paragraph()
            else:
                self._writer.note(note.text, element.anchor, "editor")
            return element.tag
        if element.part is not None:
            self._writer.close(element.part)
        if element.tag in _PARAGRAPHS:
            is_inner = element.tag in ("ul", "ol") and self._open["li"]
            self._writer.line() if is_inner else self._writer.paragraph()
        elif element.tag in ("li", "tr"):
            self._writer.line()
        elif element.tag in ("td", "th"):
            self._writer.blank()
        elif element.tag == "a" and self._link:
            self._writer.words(f" ({self._link})")
            self._link = ""
        return element.tag


def _cell_value(tag: str, attributes: _Said) -> str:
    words = ["label"] if tag == "th" else []
    for attribute, name in (("colspan", "cols"), ("rowspan", "rows")):
        number = attributes.get(attribute, "").strip()
        if number.isascii() and number.isdecimal() and 1 < int(number[:4]) <= _WIDEST:
            words.append(f"{name}={int(number)}")
    return " ".join(words)
