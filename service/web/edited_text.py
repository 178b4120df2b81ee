"""A record's full text as it was edited, as HTML: made here of plain words and their layout.

No markup of a source comes this far. Every word is escaped, and every element is one of ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from index_mappings.beside_text import HEADING, LIST, NOTE, QUOTATION, TABLE
from index_mappings.json_values import Json, members, text
from service.web.found_words import Place
from service.web.inline_words import InlineWords
from service.web.text_parts import Part, parts_of

_TOP_LEVEL = 2  # of the heading over the text; its own are below
_MARKED_ITEM = re.compile(r"[\W_]?\w{1,5}[.)]\W?\s|[-–—•*·]\s")
"""How an item begins that has a mark of its own: "1.", "(a)", "—"."""
_LARGEST = 100  # columns or rows of one cell that a page makes room for
_SPAN = re.compile(r"\b(cols|rows)=(\d{1,3})\b")


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note beside the text: the name of its mark, or "" for the whole, and its paragraphs.

    `id` is its place on the page and `back` that of its mark, or "" if there is none.
    """

    id: str
    back: str
    mark: str
    paragraphs: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class NoteGroup:
    """The notes of one hand: `whose` as the source has it ("editor")."""

    whose: str
    notes: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True)
class TextView:
    """A text of a record under its label, and the notes of others to it."""

    label: str
    body: Markup
    notes: tuple[NoteGroup, ...] = ()


@dataclass(slots=True)
class _Numbers:
    """The numbers by which marks and notes of a page point at each other."""

    notes_at: dict[str, list[int]] = field(default_factory=dict)
    count: int = 0

    def give(self, anchor: str) -> int:
        self.count += 1
        if anchor:
            self.notes_at.setdefault(anchor, []).append(self.count)
        return self.count


def plain_view(label: str, paragraphs: Iterable[Markup]) -> TextView:
    """Return a text that has no layout."""
    return TextView(label, Markup("").join(map(Markup("<p>{}</p>").format, paragraphs)))


def edited_view(
    label: str,
    words: str,
    layout: Sequence[Json],
    notes: Sequence[Json],
    places: Iterable[Place],
    *,
    note_paragraphs: Callable[[int], tuple[Markup, ...]] | None = None,
) -> TextView:
    """Return a text with its layout, its editors' notes, and the words of a search marked.

    `note_paragraphs` gives the paragraphs of a note by its place in `notes`. It is called in the
    page's order.
    """
    parts = parts_of(words, layout)
    numbers = _Numbers()
    own = {part.at: numbers.give(part.value) for part in parts.whole.inside if part.kind is NOTE}
    groups: dict[str, list[tuple[int, str, int]]] = {}
    for place, note in enumerate(map(members, notes)):
        anchor = text(note.get("anchor"))
        number = numbers.give(anchor)
        groups.setdefault(text(note.get("whose")), []).append((number, anchor, place))
    marks = {anchor: found[0] for anchor, found in numbers.notes_at.items()}
    inline = InlineWords(words, parts, marks, places)
    body = _Body(words, inline, own).written(parts.whole)
    note_paragraphs = note_paragraphs or (
        lambda place: _paragraphs(text(members(notes[place])["text"]))
    )
    return TextView(
        label,
        Markup(body),
        tuple(
            NoteGroup(
                whose,
                tuple(
                    _note(number, anchor, note_paragraphs(place), inline, marks)
                    for number, anchor, place in found
                ),
            )
            for whose, found in groups.items()
        ),
    )


def _paragraphs(words: str) -> tuple[Markup, ...]:
    return tuple(escape(part) for part in words.split("\n\n") if part.strip())


def _note(
    number: int,
    anchor: str,
    paragraphs: tuple[Markup, ...],
    inline: InlineWords,
    marks: dict[str, int],
) -> NoteView:
    back = f"ref-{marks[anchor]}" if anchor in inline.anchored else ""
    return NoteView(f"note-{number}", back, mark_of(anchor), paragraphs)


def mark_of(anchor: str) -> str:
    """Return the mark that a source prints for an anchor, which has a number where it repeats."""
    return anchor.partition("·")[0]


class _Body:
    """Writes the parts of a text in their order, each character once."""

    def __init__(self, words: str, inline: InlineWords, own: dict[int, int]) -> None:
        self._words = words
        self._inline = inline
        self._own = own
        self._is_in_notes = False

    def written(self, whole: Part) -> str:
        return "".join((*self._flow(whole), self._inline.rest()))

    def _flow(self, part: Part, *, is_tight: bool = False) -> Iterator[str]:
        """Yield paragraphs and the parts between them; a tight part has one paragraph bare."""
        place = part.at
        for inner in part.inside:
            yield from self._paragraphs(place, inner.at, is_tight=is_tight)
            yield from self._part(inner)
            place = inner.to
        yield from self._paragraphs(place, part.to, is_tight=is_tight)

    def _paragraphs(self, start: int, end: int, *, is_tight: bool = False) -> Iterator[str]:
        found = list(self._stretches(start, end, "\n\n"))
        for first, last in found:
            words = self._inline.html(first, last)
            yield words if is_tight and len(found) == 1 else f"<p>{words}</p>"

    def _stretches(self, start: int, end: int, between: str) -> Iterator[tuple[int, int]]:
        """Yield the stretches that are not empty, without the line ends around them."""
        while start < end:
            stop = self._words.find(between, start, end)
            stop = end if stop < 0 else stop
            first, last = start, stop
            while first < last and self._words[first].isspace():
                first += 1
            while last > first and self._words[last - 1].isspace():
                last -= 1
            if first < last:
                yield first, last
            start = stop + len(between)

    def _part(self, part: Part) -> Iterator[str]:
        if part.kind in _WAYS:
            yield from _WAYS[part.kind](self, part)

    def _heading(self, part: Part) -> Iterator[str]:
        level = int(part.value) if part.value in tuple("123456789") else 1
        tag = f"h{min(_TOP_LEVEL + level, 6)}"
        yield f"<{tag}>{self._inline.html(part.at, part.to)}</{tag}>"

    def _quotation(self, part: Part) -> Iterator[str]:
        yield "<blockquote>"
        yield from self._flow(part)
        yield "</blockquote>"

    def _list(self, part: Part) -> Iterator[str]:
        bears_marks = any(_MARKED_ITEM.match(self._words, item.at, item.to) for item in part.inside)
        tag = "ol" if part.value == "numbered" and not bears_marks else "ul"
        yield f'<{tag} class="marked" role="list">' if bears_marks else f"<{tag}>"
        place = part.at
        for item in part.inside:
            yield from self._stray(place, item.at, "<li>", "</li>")
            yield "<li>"
            yield from self._flow(item, is_tight=True)
            yield "</li>"
            place = item.to
        yield from self._stray(place, part.to, "<li>", "</li>")
        yield f"</{tag}>"

    def _table(self, part: Part) -> Iterator[str]:
        yield '<div class="scroll" role="region" aria-label="Table" tabindex="0"><table>'
        place = part.at
        for row in part.inside:
            yield from self._stray(place, row.at, "<tr><td>", "</td></tr>")
            yield "<tr>"
            inner = row.at
            for cell in row.inside:
                yield from self._stray(inner, cell.at, "<td>", "</td>")
                yield self._cell(cell, is_head=row.value == "label")
                inner = cell.to
            yield from self._stray(inner, row.to, "<td>", "</td>")
            yield "</tr>"
            place = row.to
        yield from self._stray(place, part.to, "<tr><td>", "</td></tr>")
        yield "</table></div>"

    def _cell(self, cell: Part, *, is_head: bool) -> str:
        extents = {name: int(number) for name, number in _SPAN.findall(cell.value)}
        spans = "".join(
            f' {attribute}="{min(extents[name], _LARGEST)}"'
            for name, attribute in (("cols", "colspan"), ("rows", "rowspan"))
            if name in extents
        )
        words = self._inline.html(cell.at, cell.to)
        if is_head:
            return f'<th scope="col"{spans}>{words}</th>'
        if cell.value.startswith("label"):
            return f'<th scope="row"{spans}>{words}</th>'
        return f"<td{spans}>{words}</td>"

    def _stray(self, start: int, end: int, before: str, after: str) -> Iterator[str]:
        """Yield words between the parts of a list or a table, where a layout leaves any out."""
        for first, last in self._stretches(start, end, "\n\n"):
            yield f"{before}{self._inline.html(first, last)}{after}"

    def _own_note(self, part: Part) -> Iterator[str]:
        if not self._is_in_notes:
            self._is_in_notes = True
            yield '<p class="whose">Notes in the document itself</p>'
        number = self._own[part.at]
        yield f'<div class="own" role="note" id="note-{number}">'
        if part.value in self._inline.anchored:
            back = self._inline.number_of(part.value)
            yield f'<a class="back" href="#ref-{back}">{escape(mark_of(part.value))}</a> '
        yield from self._flow(part)
        yield "</div>"


_WAYS = {
    HEADING: _Body._heading,
    QUOTATION: _Body._quotation,
    LIST: _Body._list,
    TABLE: _Body._table,
    NOTE: _Body._own_note,
}
"""How a part of each kind is written; the others are within one of these."""
