"""The rendering of a TEI element from its attributes: letters, cells of a table, lists."""

from __future__ import annotations

from loaders.drafts.xml.files import Element, local

BLOCKS = frozenset(
    {
        "ab", "attachment", "byline", "castList", "closer", "dateline", "div", "epigraph", "figure",
        "floatingText", "head", "item", "l", "label", "lg", "list", "listBibl", "opener", "p",
        "postscript", "quote", "row", "salute", "seg", "signed", "sp", "table", "trailer",
    }
)  # fmt: skip
"""Elements that begin and end a paragraph."""

_LETTERS = (  # words of `rend`, `rendition` and `style`, with what a layout calls them
    (("bold", "strong"), "bold"),
    (("smallcap", "small-cap", "small_cap"), "small capitals"),
    (("super", "sup"), "superscript"),
    (("subscript", "sub"), "subscript"),
    (("underline",), "underlined"),
    (("strike", "line-through"), "struck through"),
)
_ON_A_LINE = frozenset({"ab", "head", "item", "l", "note", "p", "salute", "signed"})
"""In these a quotation without paragraphs of its own is a part of the sentence."""
_WIDEST = 100  # columns or rows that one cell may take; more is a mistake of the file
_NUMBERED = frozenset({"numbered", "ordered", "number"})


def letters(element: Element) -> str:
    """Return the emphasis of an element's letters, or "" for plain emphasis."""
    styles = " ".join(filter(None, map(element.get, ("rend", "rendition", "style")))).casefold()
    return next((name for words, name in _LETTERS if any(word in styles for word in words)), "")


def is_block_quotation(quoted: Element) -> bool:
    """Return whether a quotation is a block, not within a sentence."""
    above = quoted.getparent()
    if "block" in (quoted.get("rend") or "") or above is None or local(above) not in _ON_A_LINE:
        return True
    return any(local(part) in BLOCKS for part in quoted)


def list_value(listed: Element) -> str:
    """Return "numbered" for a numbered list, else ""."""
    kinds = {(listed.get(name) or "").casefold() for name in ("type", "rend")}
    return "numbered" if kinds & _NUMBERED else ""


def row_value(row: Element) -> str:
    """Return "label" for a row of headings, else ""."""
    return "label" if row.get("role") == "label" else ""


def cell_value(cell: Element) -> str:
    """Return "label" for a heading, and its number of columns and rows: "label cols=2"."""
    parts = ["label"] if cell.get("role") == "label" else []
    for name in ("cols", "rows"):
        number = (cell.get(name) or "").strip()
        if number.isascii() and number.isdecimal() and 1 < int(number[:4]) <= _WIDEST:
            parts.append(f"{name}={int(number)}")
    return " ".join(parts)
