"""The formats `jsonl` (a record a line) and `json` (a list of records, or an object with one).

Keys are names of the mapping's fields, and `id`; values are in our own form, as a dump of an
index has them, or plain: a date and a party may be strings. What no field takes goes to the
record's notes under its own key. A line `{"collection": {...}}` is a collection.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import orjson

from index_mappings.mapping import Mapping
from index_mappings.record import Collection, Json, Note
from loaders.plain_values import Unfit, plain_text, value_for
from loaders.source import Draft, Item, Options, Reject, Remark, Where
from service.errors import LoadError

_OURS = frozenset({"id", "source", "position"})  # the load gives these anew
_LISTS = ("records", "results", "items")


class JsonLines:
    """The format `jsonl`; a line is held at a time."""

    name = "jsonl"
    summary = "JSON objects, one a line, with the mapping's fields as keys"

    def source_name(self, paths: Sequence[str]) -> str:
        """Return the stem of the (first) file's name."""
        return Path(paths[0]).stem

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield a record for each line; LoadError where a file cannot be read."""
        reading = _Reading(options)
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
                        yield from reading.read(value, where)
            except OSError as error:
                raise LoadError(f"{path} cannot be read: {error.strerror or error}") from error


class JsonFile:
    """The format `json`; a file is held whole, so a large catalogue is better as `jsonl`."""

    name = "json"
    summary = "a JSON list of records, or an object with one under records, results or items"

    def source_name(self, paths: Sequence[str]) -> str:
        """Return the stem of the (first) file's name."""
        return Path(paths[0]).stem

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield the records of each list; LoadError where a file is no such thing."""
        reading = _Reading(options)
        for path in paths:
            try:
                value = orjson.loads(Path(path).read_bytes().removeprefix(b"\xef\xbb\xbf"))
            except OSError as error:
                raise LoadError(f"{path} cannot be read: {error.strerror or error}") from error
            except orjson.JSONDecodeError as error:
                raise LoadError(f"{path} is not JSON: {error}") from error
            if isinstance(value, dict):
                for item in value.get("collections", ()):
                    yield from reading.read({"collection": item}, Where(path))
                value = next((value[name] for name in _LISTS if name in value), [value])
            if not isinstance(value, list):
                raise LoadError(f"{path} has no list of records")
            for number, item in enumerate(value, 1):
                yield from reading.read(item, Where(path, 0, number))


JSON_LINES = JsonLines()
JSON_FILE = JsonFile()


class _Reading:
    """Objects made drafts, with each key that no field takes reported once."""

    def __init__(self, options: Options) -> None:
        self._mapping = options.mapping
        self._source = options.source
        self._notes = next((f.name for f in self._mapping.fields if f.kind == "notes"), "")
        self._reported: set[str] = set()

    def read(self, value: Json, where: Where) -> Iterator[Item]:
        """Yield what one object gives."""
        if not isinstance(value, dict):
            yield Reject(where, "a record is a JSON object", raw=value)
            return
        if set(value) == {"collection"}:
            yield self._collection(value, where)
            return
        values: dict[str, Json] = {}
        for name, item in value.items():
            field = self._mapping.field(name)
            if name in _OURS:
                continue
            if field is None:
                yield from self._note(values, name, item, where)
                continue
            try:
                made = value_for(field, item)
            except Unfit as error:
                yield Reject(where, str(error), name, value)
                return
            if made is not None:
                values[name] = values.get(name, []) + made if name == self._notes else made
        if not values:
            yield Reject(where, "the object has nothing that a record could be made of", raw=value)
            return
        title = self._mapping.title
        if not values.get(title):
            values[title] = supplied_title(values, self._mapping)
            yield Remark(where, f"there is no title; {values[title]} was supplied", title)
        yield Draft(values, where, plain_text(value.get("id")))

    def _note(
        self, values: dict[str, Json], name: str, item: Json, where: Where
    ) -> Iterator[Remark]:
        text = plain_text(item)
        if text and self._notes:
            values.setdefault(self._notes, []).append(Note(name, text).to_json())
        if name not in self._reported:
            self._reported.add(name)
            fate = "kept as a note" if self._notes else "left out"
            yield Remark(where, f"the mapping has no field {name!r}; its values are {fate}", name)

    def _collection(self, raw: dict[str, Json], where: Where) -> Item:
        value = raw["collection"]
        if not isinstance(value, dict):
            return Reject(where, "a collection is a JSON object", "collection", raw)
        texts = {
            name: plain_text(value.get(name))
            for name in ("id", "title", "description", "image_caption")
        }
        if not texts["id"] or not texts["title"]:
            return Reject(where, "a collection has an id and a title", "collection", raw)
        related = value.get("related", [])
        titles = related if isinstance(related, list) else [related]
        return Collection(**texts, related=tuple(map(plain_text, titles)), source=self._source)


def supplied_title(values: dict[str, Json], mapping: Mapping) -> str:
    """Return a title for a record without one: "[Untitled, MS 6938/4, 1950]"."""
    date = values.get(mapping.date)
    parts = (
        "Untitled",
        plain_text(values.get("reference")),
        plain_text(values.get("level")),
        str(date.get("display", "")) if isinstance(date, dict) else "",
    )
    return f"[{', '.join(part for part in parts if part)}]"
