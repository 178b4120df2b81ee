"""The types of JSON, and readers for values of unknown shape.

A record's values come from an index, a dump or a source as JSON. Each reader accepts any value and
returns one type: values of another type count as absent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
"""A JSON value. Nothing else is in a record, an answer or a file of ours."""

_LISTS = (list, tuple)


def text(value: Json) -> str:
    """Return a string, or "" for anything else."""
    return value if isinstance(value, str) else ""


def whole(value: Json) -> int | None:
    """Return a whole number, or None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def members(value: Json) -> Mapping[str, Json]:
    """Return the members of an object, or {} for anything else."""
    if isinstance(value, dict):  # nearly all; to ask whether it is any Mapping takes long
        return value
    return value if value is not None and isinstance(value, Mapping) else {}


def elements(value: Json) -> Sequence[Json]:
    """Return the elements of a list, or () for anything else."""
    return value if isinstance(value, _LISTS) else ()


def needed_text(value: Json) -> str:
    """Return a string; TypeError for anything else."""
    if not isinstance(value, str):
        raise TypeError("a text was expected")
    return value


def needed_whole(value: Json) -> int:
    """Return a whole number; TypeError for anything else."""
    if (number := whole(value)) is None:
        raise TypeError("a whole number was expected")
    return number


def needed_list(value: Json) -> Sequence[Json]:
    """Return the elements of a list; TypeError for anything else."""
    if not isinstance(value, list | tuple):
        raise TypeError("a list was expected")
    return value
