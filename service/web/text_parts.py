"""The layout of a text as nested parts, from any value that a record may have.

A loader's layout fits; one that came with a record of another program need not. What crosses
another part ends with it, and what is where it cannot be (a cell outside of a row) is no part:
its words stay where they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from index_mappings.beside_text import CELL, EMPHASIS, LAYOUT_KINDS, QUOTATION, ROW, LayoutKind
from index_mappings.json_values import Json, members, text

_DEEPEST = 20  # parts in one another: a page can be read no deeper, and no source has half of it


_WHOLE = LayoutKind("")
"""The text itself, as a part."""


@dataclass(slots=True)
class Part:
    """Characters `at` to `to` of a text, and the parts in it, in order."""

    kind: LayoutKind
    value: str
    at: int
    to: int
    inside: list[Part] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a text, its emphases, and its points, each in order."""

    whole: Part
    emphases: tuple[Part, ...] = ()
    points: tuple[Part, ...] = ()


def parts_of(words: str, layout: Iterable[Json]) -> Parts:
    """Return the parts of a text by its layout (`LayoutSpan.to_json()` each)."""
    whole = Part(_WHOLE, "", 0, len(words))
    emphases: list[Part] = []
    points: list[Part] = []
    open_ones = [whole]
    for part in sorted(_spans(layout, len(words)), key=lambda part: (part.at, -part.to)):
        if part.kind.is_point:
            points.append(part)
        elif part.kind is EMPHASIS:
            emphases.append(part)
        else:
            while len(open_ones) > 1 and _is_behind(part, open_ones[-1]):
                open_ones.pop()
            above = open_ones[-1]
            part.to = min(part.to, above.to)
            if _fits(part, above, words) and len(open_ones) <= _DEEPEST:
                above.inside.append(part)
                open_ones.append(part)
    return Parts(whole, tuple(emphases), tuple(points))


def _spans(layout: Iterable[Json], length: int) -> Iterator[Part]:
    for item in layout:
        span = members(item)
        at, to, kind = span.get("at"), span.get("to"), LAYOUT_KINDS.get(text(span.get("kind")))
        if kind is None or type(at) is not int or type(to) is not int:
            continue
        if 0 <= at <= to and at <= length:
            yield Part(kind, text(span.get("value")), at, min(to, length))


def _is_behind(part: Part, before: Part) -> bool:
    """Return whether a part begins where another has ended; empty cells end a row."""
    if part.kind is CELL and part.at == part.to == before.to:
        return before.kind is not ROW
    return part.at >= before.to


def _fits(part: Part, above: Part, words: str) -> bool:
    if above.kind.name not in part.kind.within:
        return False
    if part.kind is QUOTATION:  # one in the middle of a sentence is words of it
        begins = part.at == above.at or words[part.at - 1] == "\n"
        return begins and (part.to == above.to or words[part.to] == "\n")
    return part.at < part.to or part.kind is CELL
