"""Files and answers of Omeka as drafts.

They are read twice: collections and media may come after the items that refer to them.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import orjson

from index_mappings.json_values import Json, members, text
from loaders.drafts.draft import Draft, Item, Reject, Remark, Where
from loaders.drafts.fetched_json import Answers, is_address
from loaders.drafts.fetching import Limits
from loaders.drafts.field_maps.columns import Column
from loaders.drafts.field_maps.field_map import FIELD_MAP_OPTIONS
from loaders.drafts.folders import files_of
from loaders.drafts.format import Options
from loaders.drafts.json_values.bounds import Marks, excess
from loaders.drafts.json_values.files import SUFFIXES, objects_in
from loaders.drafts.objects.json_objects import Objects
from loaders.drafts.progress import told
from loaders.drafts.ruled_objects import ruled_object
from loaders.omeka.beside import Beside, kind_of
from loaders.omeka.items import item_with
from loaders.omeka.pages import records_of

_LISTS = ("items", "@graph")
_SHOWN = 100  # items whose keys `inspect` shows
Given = tuple[Json, Where] | Reject


class Omeka:
    """The format `omeka`; an item is held at a time, and answers are kept in a file."""

    name = "omeka"
    summary = "items of Omeka S or Omeka Classic: their JSON, or the address of the API"
    takes_field_map = True
    options = FIELD_MAP_OPTIONS

    def __init__(
        self,
        limits: Limits | None = None,
        wait: Callable[[float], None] = time.sleep,
        tell: Callable[[str], None] = told,
    ) -> None:
        self._limits, self._wait, self._tell = limits, wait, tell

    def source_name(self, paths: Sequence[str]) -> str:
        """Return host and path of the (first) address, or the stem of the file's name."""
        if not is_address(paths[0]):
            return Path(paths[0]).stem
        parts = urlsplit(paths[0])
        return f"{parts.netloc}{parts.path}".strip("/")

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield a record for each item, and the collections they are in.

        Raises LoadError where a file cannot be read, or a server does not answer to the end.
        """
        beside, objects = Beside(options), Objects(options)
        shown: set[str] = set()
        with tempfile.TemporaryDirectory(prefix="searchroom-") as folder:
            kept = Path(folder) / "answers.jsonl"
            yield from self._keep(paths, kept, beside)
            for given in _again(paths, kept):
                if isinstance(given, Reject):
                    yield given
                    continue
                value, where = members(given[0]), given[1]
                kind = kind_of(value)
                if options.rules and kind == "item":
                    _, rule, _ = ruled_object({**value}, options.rules)
                    if rule is not None:
                        yield rule.held(where, text(value.get("@id")))
                        continue
                if kind == "item":
                    found = list(objects.read(item_with(value, beside, options.mapping), where))
                    for one in beside.collections(value) if _has_draft(found) else ():
                        if one.id not in shown:
                            shown.add(one.id)
                            yield one
                    yield from found
                elif not kind:
                    yield Reject(where, "the object is no item of Omeka (o:id, element_texts)")
        yield from objects.missing()

    def columns(self, path: str, options: Options) -> tuple[list[Column], list[list[str]]]:
        """Return the keys of the first items as columns, and their values, for `inspect`."""
        if is_address(path):
            return [], []
        beside, values = Beside(options), list[Json]()
        for given in _of_files([path]):
            if not isinstance(given, Reject) and kind_of(members(given[0])) == "item":
                values.append(item_with(members(given[0]), beside, options.mapping))
            if len(values) == _SHOWN:
                break
        return Objects(options).columns_of(values)

    def _keep(self, paths: Sequence[str], kept: Path, beside: Beside) -> Iterator[Item]:
        """Read all once for collections and media; what a server answers is kept in a file."""
        with kept.open("wb") as file:
            for path in paths:
                if not is_address(path):
                    for given in _of_files([path]):
                        if not isinstance(given, Reject):
                            yield from beside.note(members(given[0]), given[1])
                    continue
                answers = Answers(path, self._limits, self._wait, self._tell)
                for found in records_of(path, answers):
                    if isinstance(found, Remark):
                        yield found
                        continue
                    value, where = found
                    yield from beside.note(members(value), where)
                    if kind_of(members(value)) in ("item", ""):
                        line = {"value": value, "file": where.file, "number": where.number}
                        file.write(orjson.dumps(line) + b"\n")


def _has_draft(items: Sequence[Item]) -> bool:
    return any(isinstance(item, Draft) for item in items)


def _again(paths: Sequence[str], kept: Path) -> Iterator[Given]:
    yield from _of_files([path for path in paths if not is_address(path)])
    with kept.open("rb") as file:
        for raw in file:
            line = members(orjson.loads(raw))
            number = line["number"]
            where = Where(text(line["file"]), 0, number if isinstance(number, int) else 0)
            if reason := excess(line["value"], Marks.of(raw)):
                yield Reject(where, f"the record {reason}")
            else:
                yield line["value"], where


def _of_files(paths: Sequence[str]) -> Iterator[Given]:
    for path in files_of(paths, SUFFIXES) if paths else ():
        yield from objects_in(path, _LISTS)
