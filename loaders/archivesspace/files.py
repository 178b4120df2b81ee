"""Files and answers of ArchivesSpace as drafts.

They are read twice: what stands above a record may come after it.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import orjson

from index_mappings.json_values import Json, members, text
from loaders.archivesspace.description import KINDS, describe
from loaders.archivesspace.pages import records_of
from loaders.archivesspace.tree import Tree
from loaders.drafts.draft import Item, Reject, Remark, Where
from loaders.drafts.fetched_json import Answers, is_address
from loaders.drafts.fetching import Limits
from loaders.drafts.folders import files_of
from loaders.drafts.format import Options
from loaders.drafts.json_values.bounds import Marks, excess
from loaders.drafts.json_values.files import SUFFIXES, objects_in
from loaders.drafts.progress import told

_LISTS = ("results",)
Given = tuple[Json, Where] | Reject


class ArchivesSpace:
    """The format `archivesspace`; a record is held at a time, and answers are kept in a file."""

    name = "archivesspace"
    summary = "records of ArchivesSpace: its JSON, or the address of a repository in its API"
    options: frozenset[str] = frozenset()

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
        """Yield a record for each description; LoadError where a file or server cannot be read.

        Agents, subjects and containers of a file are no records; the report counts them.
        """
        tree, unnamed, others = Tree(), [0], 0
        with tempfile.TemporaryDirectory(prefix="searchroom-") as folder:
            kept = Path(folder) / "answers.jsonl"
            self._keep(paths, kept, tree)
            for given in _again(paths, kept):
                if isinstance(given, Reject):
                    yield given
                    continue
                value, where = members(given[0]), given[1]
                kind = text(value.get("jsonmodel_type"))
                if kind in KINDS:
                    yield from describe(value, where, options, tree, unnamed)
                elif kind:
                    others += 1
                else:
                    yield Reject(where, "the object is no record of ArchivesSpace (jsonmodel_type)")
        if others:
            message = f"{others:,} agents, subjects and other records that describe no holdings"
            yield Remark(Where(paths[0]), f"left out: {message}")
        if unnamed[0]:
            message = (
                f"{unnamed[0]:,} agents and subjects are only an address and have no name there; "
                "export with resolve[]=linked_agents and resolve[]=subjects to have them"
            )
            yield Remark(Where(paths[0]), message)

    def _keep(self, paths: Sequence[str], kept: Path, tree: Tree) -> None:
        """Read all once for the tree; what a server answers is kept in a file."""
        with kept.open("wb") as file:
            for path in paths:
                if not is_address(path):
                    for given in _of_files([path]):
                        if not isinstance(given, Reject):
                            tree.note(members(given[0]))
                    continue
                answers = Answers(path, self._limits, self._wait, self._tell)
                for value, where in records_of(path, answers):
                    tree.note(members(value))
                    line = {"value": value, "file": where.file, "number": where.number}
                    file.write(orjson.dumps(line) + b"\n")


def _again(paths: Sequence[str], kept: Path) -> Iterator[Given]:
    files = [path for path in paths if not is_address(path)]
    yield from _of_files(files)
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
