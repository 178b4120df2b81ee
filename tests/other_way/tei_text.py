"""The text of documents of Foreign Relations, read by the standard library alone.

Everything is compared without blanks, which readers set differently, and in its order.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TEI = "{http://www.tei-c.org/ns/1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_IN_SOURCE = "[Footnoteinthesource"


@dataclass(frozen=True, slots=True)
class SeenText:
    """`text` has the author's notes after it; `notes` are the editors', in their order."""

    text: str
    notes: tuple[str, ...]
    tables: tuple[tuple[tuple[str, ...], ...], ...]
    headings: tuple[str, ...]
    items: tuple[str, ...]
    emphasised: tuple[str, ...]
    pages: tuple[str, ...]


def documents(path: Path) -> dict[str, SeenText]:
    """Return the text of each document of a volume by its id."""
    root = ET.parse(path).getroot()
    return {
        f"{path.stem}/{div.get(_ID)}": _seen(div)
        for div in root.iter(f"{_TEI}div")
        if div.get("type") == "document"
    }


def _seen(div: ET.Element) -> SeenText:
    head = div.find(f"{_TEI}head")
    assert head is not None
    left_out = {id(part) for part in div.iter() if part.get("type") in ("source", "summary")}
    left_out.add(id(head))
    if not any(part.get("type") == "source" for part in div.iter()):
        first = next((n for n in head.iter(f"{_TEI}note") if _bare(n).startswith("Source:")), None)
        left_out |= {id(first)} if first is not None else set()
    apart = {id(part) for out in div.iter() if id(out) in left_out and out is not head
             for part in out.iter()}  # fmt: skip
    notes = [note for note in div.iter(f"{_TEI}note") if id(note) not in apart]
    own = [_parted(_bare(note)) for note in notes]
    text = "".join((*_pieces(div, left_out), *(before for before, _ in own)))
    inside = apart | {id(part) for out in (head, *notes) for part in out.iter()}
    shown = [part for part in div.iter() if id(part) not in inside]

    def of(name: str) -> list[ET.Element]:
        return [part for part in shown if part.tag == _TEI + name]

    def bare(parts: list[ET.Element]) -> tuple[str, ...]:
        return tuple(text for part in parts if (text := "".join(_pieces(part, left_out))))

    return SeenText(
        text,
        tuple(after for _, after in own if after),
        tuple(
            tuple(
                tuple("".join(_pieces(cell, left_out)) for cell in row.iter(f"{_TEI}cell"))
                for row in table.iter(f"{_TEI}row")
                if "".join(_pieces(row, left_out))
            )
            for table in of("table")
            if "".join(_pieces(table, left_out))
        ),
        bare(of("head")),
        bare(of("item")),
        bare(of("hi")),
        tuple(part.get("n", "") for part in of("pb")),
    )


def _pieces(element: ET.Element, left_out: set[int]) -> Iterator[str]:
    """Yield the words of an element without notes and what is left out."""
    if element.tag == f"{_TEI}gap":
        yield "[…]"
    yield bare(element.text)
    for child in element:
        if child.tag != f"{_TEI}note" and id(child) not in left_out:
            yield from _pieces(child, left_out)
        yield bare(child.tail)


def _parted(note: str) -> tuple[str, str]:
    """Return the author's words of a note, and those of the editors."""
    before, bracket, after = note.partition(_IN_SOURCE)
    return (before, bracket + after) if after.rstrip(".").endswith("]") else ("", note)


def _bare(note: ET.Element) -> str:
    return "".join(_pieces(note, set()))


def bare(text: str | None) -> str:
    """Return a text without blanks."""
    return "".join((text or "").split())
