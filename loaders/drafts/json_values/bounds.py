"""How much JSON one record may be, so that memory is bounded whatever a file says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import orjson

from index_mappings.json_values import Json
from index_mappings.made_often import made_often

RECORD_BYTES = 10_000_000
"""The most JSON that one record may be: twice the longest book's full text.

As values it takes thirty times as much where it is nothing but empty lists.
"""

BRACKETS = 200_000
"""Lists and objects of one record, counted as brackets: some 13 MB of memory."""

VALUES = 100_000
"""Values of one record; each takes a kilobyte on its way into an index."""

KEYS = 2_000
"""Different keys of one record: a table of a thousand columns has half of that."""

DEEPEST = 64
"""Levels of lists and objects in one another; records of real catalogues have six."""

_BLOCK = 1 << 20
_SHOWN = 2_000  # bytes of what is too long to be repeated whole

TOO_LONG = f"is over {RECORD_BYTES:,} bytes, the limit for one record"


def bounded_lines(file: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Yield the lines of a file, and whether each is whole; of one that is too long the beginning.

    What is too long is passed over and not held.
    """
    while raw := file.readline(RECORD_BYTES + 1):
        is_whole = len(raw) <= RECORD_BYTES or raw.endswith(b"\n")
        yield (raw if is_whole else raw[:_SHOWN]), is_whole
        while not is_whole and (rest := file.readline(_BLOCK)):
            is_whole = rest.endswith(b"\n")


@made_often
@dataclass(frozen=True, slots=True)
class Marks:
    """How many marks the text of a value has: at least as many as the parts that they divide."""

    brackets: int
    commas: int
    colons: int

    @classmethod
    def of(cls, text: bytes) -> Marks:
        """Count the marks of a whole text."""
        return cls(text.count(b"[") + text.count(b"{"), text.count(b","), text.count(b":"))

    @property
    def are_too_many(self) -> str:
        """Why the value is not even read, or "" if it is."""
        if self.brackets <= BRACKETS:
            return ""
        return f"has over {BRACKETS:,} lists and objects, the limit for one record"


def decoded(text: bytes) -> tuple[Json, str]:
    """Return the value of one record's JSON, and what is wrong with it, or ""."""
    marks = Marks.of(text)
    if marks.are_too_many:
        return None, marks.are_too_many
    try:
        value: Json = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        return None, f"is not JSON: {error}"
    return value, excess(value, marks)


def excess(value: Json, marks: Marks) -> str:
    """Return how a value is more than a record can be ("has over ..."), or "" if it is not.

    `marks` are those of its text; most records have too few for a look at the value itself.
    """
    if marks.are_too_many:
        return marks.are_too_many
    if marks.brackets <= DEEPEST and marks.commas < VALUES and marks.colons <= KEYS:
        return ""
    level = [value] if isinstance(value, dict | list) else []
    names: set[str] = set()
    count = 0
    for _ in range(DEEPEST):
        count += sum(map(len, level))
        names.update(name for item in level if isinstance(item, dict) for name in item)
        if count > VALUES:
            return f"has over {VALUES:,} values, the limit for one record"
        if len(names) > KEYS:
            return f"has over {KEYS:,} different keys, the limit for one record"
        level = [inner for item in level for inner in _inside(item)]
        if not level:
            return ""
    return f"has lists and objects nested over {DEEPEST} deep"


def _inside(value: list[Json] | dict[str, Json]) -> Iterator[list[Json] | dict[str, Json]]:
    inner = value.values() if isinstance(value, dict) else value
    return (item for item in inner if isinstance(item, dict | list))
