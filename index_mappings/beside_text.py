"""What a record has besides its title and text: titles by language, layout, notes, links.

Each class has `to_json`, which omits empty values, as the classes of `index_mappings.record` do.
"""

from __future__ import annotations

from dataclasses import dataclass

from index_mappings.json_values import Json


@dataclass(frozen=True, slots=True)
class Title:
    """A title in one language, in addition to the record's main title.

    `language` is a code of ISO 639 and `script` one of ISO 15924, or "" if the source does not
    say.
    """

    text: str
    language: str = ""
    script: str = ""

    def to_json(self) -> dict[str, Json]:
        """Return {"text", "language", "script"} without empty values."""
        return _without_empty(text=self.text, language=self.language, script=self.script)


@dataclass(frozen=True, slots=True)
class LayoutSpan:
    """The role of one part of a record's text: characters `at` to `to` (from 0, end excluded).

    `kind` is a name in `LAYOUT_KINDS`. `value` is the level of a heading, the number of a page, the
    name of an anchor, of a note the anchor that it belongs to, "numbered" for such a list, one of
    LETTERS for an emphasis, "label" for a row or cell of headings; a cell that takes several
    columns or rows says so ("label cols=2"). It is "" elsewhere. A page break or an anchor is a
    point: `to` equals `at`.
    """

    at: int
    to: int
    kind: str
    value: str = ""

    def to_json(self) -> dict[str, Json]:
        """Return {"at", "to", "kind", "value"}; "value" only if there is one."""
        value: dict[str, Json] = {"at": self.at, "to": self.to, "kind": self.kind}
        return {**value, "value": self.value} if self.value else value


@dataclass(frozen=True, slots=True, eq=False)
class LayoutKind:
    """A kind of part that a text may have.

    `within` names the kinds of parts that it may be directly in, or "" for the text itself. A point
    has no length. What is neither a point nor within a part (an emphasis) may cross parts.
    """

    name: str
    within: frozenset[str] = frozenset()
    is_point: bool = False
    is_of_table: bool = False


_FLOW = frozenset({"", "quotation", "item"})
"""The parts that contain paragraphs."""

HEADING = LayoutKind("heading", _FLOW)
EMPHASIS = LayoutKind("emphasis")
LIST = LayoutKind("list", _FLOW)
ITEM = LayoutKind("item", frozenset({"list"}))
TABLE = LayoutKind("table", _FLOW, is_of_table=True)
ROW = LayoutKind("row", frozenset({"table"}), is_of_table=True)
CELL = LayoutKind("cell", frozenset({"row"}), is_of_table=True)
QUOTATION = LayoutKind("quotation", _FLOW)
PAGE = LayoutKind("page", is_point=True)
ANCHOR = LayoutKind("anchor", is_point=True)
NOTE = LayoutKind("note", frozenset({""}))
"""A note of the text's own: an author's, which comes after the text."""

LAYOUT_KINDS = {
    kind.name: kind
    for kind in (
        HEADING, EMPHASIS, LIST, ITEM, TABLE, ROW, CELL, QUOTATION, PAGE, ANCHOR, NOTE
    )
}  # fmt: skip

LETTERS = (
    "bold", "small capitals", "superscript", "subscript", "underlined", "struck through"
)  # fmt: skip
"""How letters that are emphasised may be set; "" is the emphasis that italics mean."""


@dataclass(frozen=True, slots=True)
class EditorialNote:
    """A note on a text by someone other than its author, such as an editor's footnote.

    `anchor` is the `value` of the layout's anchor that it belongs to, or "" for the whole text;
    `whose` says who wrote it, as the source has it ("editor", "translator").
    """

    text: str
    anchor: str = ""
    whose: str = ""

    def to_json(self) -> dict[str, Json]:
        """Return {"text", "anchor", "whose"} without empty values."""
        return _without_empty(text=self.text, anchor=self.anchor, whose=self.whose)


@dataclass(frozen=True, slots=True)
class Link:
    """An address given by a source, what it leads to, and how that is related to the record."""

    address: str
    label: str = ""
    relation: str = ""

    def to_json(self) -> dict[str, Json]:
        """Return {"address", "label", "relation"} without empty values."""
        return _without_empty(address=self.address, label=self.label, relation=self.relation)


@dataclass(frozen=True, slots=True)
class Authority:
    """The address `ref` of an authority's entry for the value `name` of a field.

    Parties hold such an address themselves; places and subjects are plain values, so theirs is
    here.
    """

    field: str
    name: str
    ref: str

    def to_json(self) -> dict[str, Json]:
        """Return {"field", "name", "ref"}."""
        return {"field": self.field, "name": self.name, "ref": self.ref}


def _without_empty(**texts: str) -> dict[str, Json]:
    return {name: said for name, said in texts.items() if said}
