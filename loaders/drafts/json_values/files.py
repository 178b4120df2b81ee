"""The objects in JSON files of any form: a list, a page, one object, or lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from index_mappings.json_values import Json
from loaders.drafts.compressed import plain_name, unpacked
from loaders.drafts.draft import Reject, Where
from loaders.drafts.json_values.bounds import TOO_LONG, bounded_lines, decoded
from loaders.drafts.json_values.lists import BESIDE, listed
from loaders.drafts.json_values.streams import JsonFault
from service.errors import LoadError

_LINES = frozenset({".jsonl", ".ndjson"})
SUFFIXES = frozenset({".json", ".jsonld", *_LINES})
"""Endings of the files of a folder that are read."""


def objects_in(path: str, lists: Sequence[str] = ()) -> Iterator[tuple[Json, Where] | Reject]:
    """Yield each value with its place; `lists` are keys of an object that hold values.

    A fault gives a reject after the values before it. Raises LoadError if the file cannot be read.
    """
    read = _lines if Path(plain_name(path)).suffix.casefold() in _LINES else _values
    return read(path, lists)


def _values(path: str, lists: Sequence[str]) -> Iterator[tuple[Json, Where] | Reject]:
    number = 0
    try:
        for part in listed(path, lists):
            if part.kind != BESIDE:
                number += 1
                yield part.value, Where(path, part.line, number)
    except JsonFault as fault:
        yield fault.reject(path)


def _lines(path: str, _: Sequence[str]) -> Iterator[tuple[Json, Where] | Reject]:
    number = 0
    try:
        with unpacked(Path(path)) as file:
            for line, (raw, is_whole) in enumerate(bounded_lines(file), 1):
                text = raw.removeprefix(b"\xef\xbb\xbf").strip()
                if not text:
                    continue
                number += 1
                value, reason = decoded(text) if is_whole else (None, TOO_LONG)
                where = Where(path, line, number)
                yield Reject(where, f"the line {reason}") if reason else (value, where)
    except OSError as error:
        raise LoadError(f"{path} cannot be read: {error.strerror or error}") from error
