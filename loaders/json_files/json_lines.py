"""The formats `jsonl` (a record a line) and `json` (a list of records, or an object with one).

Keys are names of the mapping's fields, and `id`; values are in our own form, as a dump of an
index has them, or plain: a date and a party may be strings. Other keys are matched as headers
are (`json_objects`), and what no field takes goes to the record's notes under its own key. A
line `{"collection": {...}}` is a collection.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

import orjson

from index_mappings.record import Json
from loaders.field_maps.columns import Column
from loaders.field_maps.made_titles import supplied_title
from loaders.json_files.json_objects import Objects
from loaders.source import Item, Options, Reject, Where
from service.errors import LoadError

__all__ = ["JSON_FILE", "JSON_LINES", "JsonFile", "JsonLines", "supplied_title"]

_LOOKED_AT = 100  # objects whose keys `inspect` shows: those of most catalogues are alike
_LISTS = ("records", "results", "items", "docs", "data", "@graph")


class JsonLines:
    """The format `jsonl`; a line is held at a time."""

    name = "jsonl"
    summary = "JSON objects, one a line, with the mapping's fields as keys"
    takes_field_map = True

    def source_name(self, paths: Sequence[str]) -> str:
        """Return the stem of the (first) file's name."""
        return Path(paths[0]).stem

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield a record for each line; LoadError where a file cannot be read."""
        objects = Objects(options)
        for path in paths:
            try:
                with Path(path).open("rb") as file:
                    number = 0
                    for line, raw in enumerate(file, 1):
                        text = raw.removeprefix(b"\xef\xbb\xbf").strip()
                        if not text:
                            continue
                        number += 1
                        where = Where(path, line, number)
                        try:
                            value = orjson.loads(text)
                        except orjson.JSONDecodeError as error:
                            reason = f"the line is not JSON: {error}"
                            yield Reject(where, reason, raw=text.decode(errors="replace"))
                            continue
                        yield from objects.read(value, where)
            except OSError as error:
                raise LoadError(f"{path} cannot be read: {error.strerror or error}") from error
        yield from objects.missing()

    def columns(self, path: str, options: Options) -> tuple[list[Column], list[list[str]]]:
        """Return the keys of the first objects as columns, and their values, for `inspect`."""
        values: list[Json] = []
        try:
            with Path(path).open("rb") as file:
                for raw in islice(file, _LOOKED_AT):
                    with suppress(orjson.JSONDecodeError):
                        values.append(orjson.loads(raw.removeprefix(b"\xef\xbb\xbf").strip()))
        except OSError as error:
            raise LoadError(f"{path} cannot be read: {error.strerror or error}") from error
        return Objects(options).columns_of(values)


class JsonFile:
    """The format `json`; a file is held whole, so a large catalogue is better as `jsonl`."""

    name = "json"
    summary = "a JSON list of records, or an object with one under records, results or items"
    takes_field_map = True

    def source_name(self, paths: Sequence[str]) -> str:
        """Return the stem of the (first) file's name."""
        return Path(paths[0]).stem

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield the records of each list; LoadError where a file is no such thing."""
        objects = Objects(options)
        for path in paths:
            collections, records = _listed(path)
            for item in collections:
                yield from objects.read({"collection": item}, Where(path))
            for number, item in enumerate(records, 1):
                yield from objects.read(item, Where(path, 0, number))
        yield from objects.missing()

    def columns(self, path: str, options: Options) -> tuple[list[Column], list[list[str]]]:
        """Return the keys of the first objects as columns, and their values, for `inspect`."""
        return Objects(options).columns_of(_listed(path)[1][:_LOOKED_AT])


def _listed(path: str) -> tuple[list[Json], list[Json]]:
    """Return the collections and the records of a file; LoadError where it has no list of them."""
    try:
        value = orjson.loads(Path(path).read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except OSError as error:
        raise LoadError(f"{path} cannot be read: {error.strerror or error}") from error
    except orjson.JSONDecodeError as error:
        raise LoadError(f"{path} is not JSON: {error}") from error
    collections: list[Json] = []
    if isinstance(value, dict):
        found = value.get("collections", [])
        collections = found if isinstance(found, list) else []
        value = next((value[name] for name in _LISTS if _is_list(value, name)), [value])
    if not isinstance(value, list):
        raise LoadError(f"{path} has no list of records")
    return collections, value


def _is_list(value: dict[str, Json], name: str) -> bool:
    """Tell whether an object has its records there; "data" is a list in some, and in others not."""
    return name in value and (isinstance(value[name], list) or name in _LISTS[:3])


JSON_LINES = JsonLines()
JSON_FILE = JsonFile()
