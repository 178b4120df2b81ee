"""Formats with records in JSON files or on a server, which may have to be read twice.

The ancestors and parts of a record may come after it, so they are noted in a first reading; for the
second, the answers of a server are kept in a file.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

import orjson

from index_mappings.json_values import Json, members, text
from index_mappings.web_addresses import is_web_address
from loaders.drafts.draft import Reject, Where
from loaders.drafts.fetched_json import Answers
from loaders.drafts.fetching import Limits
from loaders.drafts.folders import files_of
from loaders.drafts.json_values.bounds import Marks, excess
from loaders.drafts.json_values.files import SUFFIXES, objects_in
from loaders.drafts.progress import show_line

Given = tuple[Json, Where] | Reject
"""A record as it was given, and where it is."""


class Served:
    """Base of such formats: the name of a source, and the answers of a server.

    `limits`, `wait` and `tell` are those of `Answers`.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        wait: Callable[[float], None] = time.sleep,
        tell: Callable[[str], None] = show_line,
    ) -> None:
        self._limits, self._wait, self._tell = limits, wait, tell

    def source_name(self, paths: Sequence[str]) -> str:
        """Return host and path of the (first) address, or the stem of the file name."""
        if not is_web_address(paths[0]):
            return Path(paths[0]).stem
        parts = urlsplit(paths[0])
        return f"{parts.netloc}{parts.path}".strip("/")

    def answers(self, address: str) -> Answers:
        """Return the answers of the server of an address."""
        return Answers(address, self._limits, self._wait, self._tell)


class ReadTwice:
    """The records of files and servers; `lists` are keys under which a file has them.

    A context manager; the file of answers is deleted at its end.
    """

    def __init__(self, paths: Sequence[str], lists: Sequence[str]) -> None:
        self._files = [path for path in paths if not is_web_address(path)]
        self._lists = lists

    def __enter__(self) -> ReadTwice:
        self._folder = tempfile.TemporaryDirectory(prefix="searchroom-")
        self._kept = (Path(self._folder.name) / "answers.jsonl").open("w+b")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._kept.close()
        self._folder.cleanup()

    def keep(self, value: Json, where: Where) -> None:
        """Keep an answer of a server."""
        line = {"value": value, "file": where.file, "number": where.number}
        self._kept.write(orjson.dumps(line) + b"\n")

    def in_files(self) -> Iterator[Given]:
        """Yield the objects of the files; can be called repeatedly."""
        return objects_of(self._files, self._lists)

    def again(self) -> Iterator[Given]:
        """Yield the objects of files and kept answers; a record over the limits is a reject."""
        yield from self.in_files()
        self._kept.seek(0)
        for raw in self._kept:
            line = members(orjson.loads(raw))
            number = line["number"]
            where = Where(text(line["file"]), 0, number if isinstance(number, int) else 0)
            if reason := excess(line["value"], Marks.of(raw)):
                yield Reject(where, f"the record {reason}")
            else:
                yield line["value"], where


def objects_of(paths: Sequence[str], lists: Sequence[str]) -> Iterator[Given]:
    """Yield the objects of files; `lists` are keys under which a file has them."""
    for path in files_of(paths, SUFFIXES) if paths else ():
        yield from objects_in(path, lists)
