"""The text of an XML element, on one line or in paragraphs."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from loaders.drafts.xml.entities import entity_text
from loaders.drafts.xml.files import Element, local

INLINE = frozenset(
    {
        "abbr", "archref", "b", "bibref", "blockref", "corpname", "date", "em", "emph", "expan",
        "extptr", "extref", "famname", "foreign", "function", "genreform", "geogname", "i",
        "language", "name", "num", "occupation", "persname", "ptr", "quote", "ref", "strong",
        "sub", "subject", "sup", "title", "unitdate",
    }
)  # fmt: skip
"""Elements that are in the middle of a sentence, in EAD mostly; every other begins a part."""

_LETTERS = frozenset({"b", "em", "emph", "i", "strong", "sub", "sup"})
"""Inline elements that may be a part of a word."""

_CELLS = frozenset({"entry"})
"""Cells of a row, which are on one line."""
_CELL_ENDS = {"\n": "\t", " ": " "}

_LINK = "href"


def line(element: Element | None, without: Collection[str] = ()) -> str:
    """Return all words inside an element on one line, without the elements named `without`."""
    return "" if element is None else " ".join("".join(_pieces(element, without, " ")).split())


def paragraphs(element: Element | None, without: Collection[str] = ()) -> str:
    """Return the words of an element with a line for each part of it that is not inline.

    A row of a table is a line, with a tab between its cells.
    """
    if element is None:
        return ""
    text = "".join(_pieces(element, without, "\n"))
    lines = map(_squeezed, text.split("\n"))
    return "\n".join(part for part in lines if part)


def _squeezed(part: str) -> str:
    if "\t" not in part:
        return " ".join(part.split())
    return "\t".join(" ".join(cell.split()) for cell in part.split("\t")).rstrip("\t")


def own_words(element: Element) -> str:
    """Return the text of an element without that of the elements in it."""
    return " ".join("".join([element.text or "", *(c.tail or "" for c in element)]).split())


def href(element: Element) -> str:
    """Return the address that an element links to, or ""; anchors in the file do not count."""
    for name, value in attributes(element):
        if name == _LINK and not value.startswith("#"):
            return value
    return ""


def attributes(element: Element) -> Iterator[tuple[str, str]]:
    """Yield the attributes with a value, with names without namespaces and prefixes."""
    for name, value in element.attrib.items():
        text = str(value).strip()
        if text:
            yield str(name).rpartition("}")[2].rpartition(":")[2], text


def attribute(element: Element, *names: str) -> str:
    """Return the first of these attributes that has a value, in any namespace."""
    found = dict(attributes(element))
    return next((found[name] for name in names if name in found), "")


def _pieces(element: Element, without: Collection[str], parting: str) -> Iterator[str]:
    # Line ends inside a text mean nothing in XML; only parts that begin a line do.
    yield _flat(element.text)
    for child in element:
        name = local(child)
        if not name:
            yield entity_text(child)
        elif name in _CELLS and name not in without:
            yield from _pieces(child, without, " ")
            yield _CELL_ENDS[parting]
        elif name not in without:
            before = parting if name not in INLINE else " " if _runs_on(child) else ""
            yield " " if name == "lb" else before
            yield from _pieces(child, without, parting)
            address = href(child)
            if address and address not in line(child):
                yield f" ({address})"
            is_word = name in INLINE - _LETTERS and (child.tail or "")[:1].isalnum()
            yield parting if name not in INLINE else " " if is_word else ""
        yield _flat(child.tail)


def _runs_on(element: Element) -> bool:
    """Return whether an inline element follows the letters before it without a blank."""
    before = element.getprevious()
    if before is not None:
        parent = element.getparent()
        # a name, and where it is found
        is_entry = parent is not None and local(parent) == "indexentry"
        text = before.tail or ("x" if is_entry or before.tag == element.tag else "")
    else:
        parent = element.getparent()
        text = (parent.text or "") if parent is not None else ""
    return local(element) not in _LETTERS and text[-1:].isalnum()


def _flat(text: str | None) -> str:
    return text.replace("\n", " ").replace("\t", " ") if text else ""
