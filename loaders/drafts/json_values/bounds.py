"""Limits on the JSON of one record, so that any file is read in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import orjson

from index_mappings.json_values import Json
from index_mappings.made_often import made_often

RECORD_BYTES = 10_000_000
"""The most JSON that one record may be: twice the longest book's full text.

As values it takes thirty times as much if it has only empty lists.
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
    """Yield the lines of a file, and whether each is complete; only the start of one too long.

    The rest of a line that is too long is skipped and not held.
    """
    while raw := file.readline(RECORD_BYTES + 1):
        is_whole = len(raw) <= RECORD_BYTES or raw.endswith(b"\n")
        yield (raw if is_whole else raw[:_SHOWN]), is_whole
        while not is_whole and (rest := file.readline(_BLOCK)):
            is_whole = rest.endswith(b"\n")


@made_often
@dataclass(frozen=True, slots=True)
class Marks:
    """The number of punctuation marks in the text of a value, an upper bound on its parts."""

    brackets: int
    commas: int
    colons: int

    @classmethod
    def of(cls, text: bytes) -> Marks:
        """Count the marks of a whole text."""
        return cls(text.count(b"[") + text.count(b"{"), text.count(b","), text.count(b":"))

    @property
    def are_too_many(self) -> str:
        """The reason why the value is not parsed, or "" if it is."""
        if self.brackets <= BRACKETS:
            return ""
        return f"has over {BRACKETS:,} lists and objects, the limit for one record"


def decoded(text: bytes) -> tuple[Json, str]:
    """Return the value of one record's JSON, and its fault, or ""."""
    marks = Marks.of(text)
    if marks.are_too_many:
        return None, marks.are_too_many
    try:
        value: Json = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        return None, f"is not JSON: {error}"
    return value, excess(value, marks)


def excess(value: Json, marks: Marks) -> str:
    """Return how a value exceeds the limits of a record ("has over ..."), or "".

    `marks` are those of its text; most records have so few that the value need not be counted.
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
