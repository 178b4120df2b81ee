"""What a record has beside its own title and text: titles by language, layout, notes, links.

Each has `to_json`, which leaves out what is empty, as the values of `index_mappings.record` have.
"""

from __future__ import annotations

from dataclasses import dataclass

from index_mappings.json_values import Json


@dataclass(frozen=True, slots=True)
class Title:
    """A title in one language, beside the one that the record is called by.

    `language` is a code of ISO 639 and `script` one of ISO 15924, "" where the source does not
    say.
    """

    text: str
    language: str = ""
    script: str = ""

    def to_json(self) -> dict[str, Json]:
        """Return {"text", "language", "script"} without the empty ones."""
        return _without_empty(text=self.text, language=self.language, script=self.script)


@dataclass(frozen=True, slots=True)
class LayoutSpan:
    """What a part of a record's text is: characters `at` to `to` (from 0, the end not included).

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
        """Return {"at", "to", "kind", "value"}, the last where there is one."""
        value: dict[str, Json] = {"at": self.at, "to": self.to, "kind": self.kind}
        return {**value, "value": self.value} if self.value else value


@dataclass(frozen=True, slots=True, eq=False)
class LayoutKind:
    """What a span of a text may be.

    `within` names the kinds of parts that it may be directly in, "" for the text itself. A point
    has no length. What is neither a point nor within a part (an emphasis) may cross parts.
    """

    name: str
    within: frozenset[str] = frozenset()
    is_point: bool = False
    is_of_table: bool = False


_FLOW = frozenset({"", "quotation", "item"})
"""What paragraphs are in."""

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
    """What somebody else than the author says of a text: a footnote of its editors.

    `anchor` is the `value` of the layout's anchor that it belongs to, "" for the whole text;
    `whose` says who wrote it, as the source has it ("editor", "translator").
    """

    text: str
    anchor: str = ""
    whose: str = ""

    def to_json(self) -> dict[str, Json]:
        """Return {"text", "anchor", "whose"} without the empty ones."""
        return _without_empty(text=self.text, anchor=self.anchor, whose=self.whose)


@dataclass(frozen=True, slots=True)
class Link:
    """An address that a source gives: what it leads to, and how that is related to the record."""

    address: str
    label: str = ""
    relation: str = ""

    def to_json(self) -> dict[str, Json]:
        """Return {"address", "label", "relation"} without the empty ones."""
        return _without_empty(address=self.address, label=self.label, relation=self.relation)


@dataclass(frozen=True, slots=True)
class Authority:
    """The address `ref` of an authority's entry for the value `name` of a field.

    Parties have theirs themselves; places and subjects are plain values, and have theirs here.
    """

    field: str
    name: str
    ref: str

    def to_json(self) -> dict[str, Json]:
        """Return {"field", "name", "ref"}."""
        return {"field": self.field, "name": self.name, "ref": self.ref}


def _without_empty(**texts: str) -> dict[str, Json]:
    return {name: said for name, said in texts.items() if said}
