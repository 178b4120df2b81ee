"""The text of a TEI document: its words, its layout, and its editors' notes.

In the file a note is in the middle of a sentence. An editor's note goes to the notes, an author's
is put after the text as a part of it. Each has an anchor at its original place.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from index_mappings import beside_text as layout
from loaders.drafts.edited_text.edited import Edited
from loaders.drafts.edited_text.writer import Part, TextWriter
from loaders.drafts.xml.entities import entity_text
from loaders.drafts.xml.files import Element, local
from loaders.tei import changes_of_text as changes
from loaders.tei.persons import XML_ID
from loaders.tei.renditions import (
    BLOCKS,
    cell_value,
    is_block_quotation,
    letters,
    list_value,
    row_value,
)
from loaders.tei.voices import AUTHOR, EDITOR, Voices, parted, whose

_LONGEST_NAME = 100  # characters of an anchor's name; what is longer is no mark of a note


@dataclass(slots=True)
class Body:
    """The text being written. `voices` are those of the header."""

    voices: Voices = field(default_factory=dict)
    _writer: TextWriter = field(default_factory=TextWriter)
    _level: int = 0
    _labelled_at: int = -1  # the length of the text at the end of a label
    _items: list[Part | None] = field(default_factory=list)  # of each open list the open one
    _own: list[tuple[str, str]] = field(default_factory=list)  # the author's notes

    def add(self, element: Element, without: Collection[Element] = ()) -> None:
        """Add the words of an element, except the elements `without`."""
        self._walk(element, without)
        self._writer.paragraph()

    def add_head_notes(self, head: Element, without: Collection[Element] = ()) -> None:
        """Add the notes to a head, whose own words are a title, and its deletions."""
        inner = {part for note in head.iter("{*}note") for part in note.iterdescendants()}
        for note in head.iter("{*}note"):
            if note not in without and note not in inner:
                self._note(note, without, is_anchored=False)
        for deleted in filter(changes.is_deleted, head.iter("{*}del")):
            self._writer.note(changes.note_on("Deleted", deleted), "", EDITOR)

    def finish(self) -> Edited:
        """Return the text with the author's own notes after it."""
        writer = self._writer
        for name, note in self._own:
            writer.paragraph()
            part = writer.open(layout.NOTE, name)
            for number, paragraph in enumerate(note.split("\n\n")):
                if number:
                    writer.paragraph()
                writer.words(paragraph)
            writer.close(part)
        self._own.clear()
        return writer.finish()

    def _walk(self, element: Element, without: Collection[Element]) -> None:
        writer = self._writer
        writer.words(element.text)
        for child in element:
            name = local(child)
            if not name:
                writer.words(entity_text(child))
            elif child in without:
                pass
            elif (write := _WRITERS.get(name)) is not None:
                write(self, child, without)
            elif name in BLOCKS:
                self._block(child, without)
            else:
                self._walk(child, without)
            writer.words(child.tail)

    def _choice(self, element: Element, without: Collection[Element]) -> None:
        """Write the source's reading, and the editor's in brackets."""
        for before, reading, after in changes.readings(element):
            if reading not in without:
                self._writer.words(before)
                self._walk(reading, without)
                self._writer.words(after)
        self._tell(element)
        for note in changes.notes_in(element, without):
            self._note(note, without)

    def _deletion(self, element: Element, without: Collection[Element]) -> None:
        """Write a deletion as struck through; within a word that was kept, add a note instead."""
        if not changes.is_deleted(element):
            self._walk(element, without)
        elif not self._tell(element):
            if changes.touches(element, after=False):
                self._writer.blank()
            self._part(element, without, layout.EMPHASIS, "struck through")
            if changes.touches(element, after=True):
                self._writer.blank()

    def _tell(self, element: Element) -> bool:
        """Add notes on letters of a word that were changed here; return whether there were any."""
        found = changes.left_for_notes(element)
        for words in found:
            self._writer.note(words, self._writer.anchor("*"), EDITOR)
        return bool(found)

    def _begin(self) -> None:
        """Begin a paragraph; a label such as "1." is in the paragraph it labels."""
        if self._labelled_at == self._writer.length:
            self._writer.blank()
        else:
            self._writer.paragraph()

    def _block(
        self,
        element: Element,
        without: Collection[Element],
        kind: layout.LayoutKind | None = None,
        value: str = "",
    ) -> None:
        self._begin()
        self._part(element, without, kind, value)
        self._writer.paragraph()

    def _part(
        self,
        element: Element,
        without: Collection[Element],
        kind: layout.LayoutKind | None,
        value: str = "",
    ) -> None:
        if kind is None:
            self._walk(element, without)
            return
        part = self._writer.open(kind, value)
        self._walk(element, without)
        self._writer.close(part)

    def _division(self, element: Element, without: Collection[Element]) -> None:
        self._level += 1
        self._block(element, without)
        self._level -= 1

    def _head(self, element: Element, without: Collection[Element]) -> None:
        self._block(element, without, layout.HEADING, str(max(1, self._level)))

    def _heads_of(self, element: Element, without: Collection[Element]) -> Collection[Element]:
        """Write the heads of a list or a table before it; return the elements then left out."""
        heads = [head for head in element.iterchildren("{*}head") if head not in without]
        self._level += 1
        for head in heads:
            self._head(head, without)
        self._level -= 1
        return frozenset((*without, *heads)) if heads else without

    def _label(self, element: Element, without: Collection[Element]) -> None:
        self._begin_item() if self._items else self._begin()
        self._walk(element, without)
        self._labelled_at = self._writer.length

    def _list(self, element: Element, without: Collection[Element]) -> None:
        writer = self._writer
        left = self._heads_of(element, without)
        if self._items:
            writer.line()
        else:
            self._begin()
        part = writer.open(layout.LIST, list_value(element))
        self._items.append(None)
        self._walk(element, left)
        self._end_item()
        self._items.pop()
        writer.close(part)
        if self._items:
            writer.line()
        else:
            writer.paragraph()

    def _item(self, element: Element, without: Collection[Element]) -> None:
        if not self._items:
            self._block(element, without)
            return
        if self._labelled_at == self._writer.length:
            self._writer.blank()
        else:
            self._begin_item()
        self._walk(element, without)
        self._end_item()

    def _begin_item(self) -> None:
        self._end_item()
        self._items[-1] = self._writer.open(layout.ITEM)

    def _end_item(self) -> None:
        if (item := self._items[-1]) is not None:
            self._writer.close(item)
            self._items[-1] = None
        self._writer.line()

    def _table(self, element: Element, without: Collection[Element]) -> None:
        left = self._heads_of(element, without)
        items, self._items = self._items, []
        self._block(element, left, layout.TABLE)
        self._items = items

    def _row(self, element: Element, without: Collection[Element]) -> None:
        self._part(element, without, layout.ROW, row_value(element))

    def _cell(self, element: Element, without: Collection[Element]) -> None:
        self._part(element, without, layout.CELL, cell_value(element))

    def _emphasis(self, element: Element, without: Collection[Element]) -> None:
        self._part(element, without, layout.EMPHASIS, letters(element))

    def _quotation(self, element: Element, without: Collection[Element]) -> None:
        if is_block_quotation(element):
            self._block(element, without, layout.QUOTATION)
        else:
            self._part(element, without, layout.QUOTATION)

    def _page(self, element: Element, _: Collection[Element]) -> None:
        self._writer.page((element.get("n") or "").strip()[:_LONGEST_NAME])

    def _line_break(self, element: Element, _: Collection[Element]) -> None:
        if element.get("break") != "no":
            self._writer.line()

    def _verse(self, element: Element, without: Collection[Element]) -> None:
        self._writer.line()
        self._walk(element, without)
        self._writer.line()

    def _doubt(self, element: Element, without: Collection[Element]) -> None:
        before, after = changes.marks_of_doubt(element)
        self._writer.words(before)
        self._walk(element, without)
        self._writer.words(after)

    def _anchor(self, element: Element, without: Collection[Element]) -> None:
        if name := element.get(XML_ID):
            self._writer.anchor(name[:_LONGEST_NAME])
        self._walk(element, without)

    def _note(
        self, element: Element, without: Collection[Element], *, is_anchored: bool = True
    ) -> None:
        inner = Body(self.voices)
        inner.add(element, without)
        edited = inner.finish()
        if not edited.text:
            return
        who = whose(element, self.voices)
        own, editors = parted(edited.text) if who in ("", AUTHOR) else ("", edited.text)
        if not (editors or who):
            own, editors = "", own
        anchor = ""
        if is_anchored or own:
            anchor = self._writer.anchor((element.get("n") or "").strip()[:_LONGEST_NAME] or "*")
        if own:
            self._own.append((anchor, own))
        self._writer.note(editors, anchor, EDITOR if who in ("", AUTHOR) else who)
        for note in edited.notes:  # to a note, so they are where it is
            self._writer.note(note.text, anchor, note.whose)


_WRITERS: Mapping[str, Callable[[Body, Element, Collection[Element]], None]] = MappingProxyType(
    {
        **dict.fromkeys(("app", "choice"), Body._choice),
        **dict.fromkeys(("cit", "quote"), Body._quotation),
        **dict.fromkeys(("gap", "supplied", "unclear"), Body._doubt),
        "anchor": Body._anchor,
        "cell": Body._cell,
        "del": Body._deletion,
        "div": Body._division,
        "emph": Body._emphasis,
        "head": Body._head,
        "hi": Body._emphasis,
        "item": Body._item,
        "l": Body._verse,
        "label": Body._label,
        "lb": Body._line_break,
        "list": Body._list,
        "note": Body._note,
        "pb": Body._page,
        "row": Body._row,
        "table": Body._table,
    }
)
"""The writers of elements that are more than words or a paragraph."""
