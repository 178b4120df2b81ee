"""The embedded engine: reads the live build, follows the pointer, and makes new builds."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from index_mappings.mapping import RecordMapping
from index_mappings.names import NameEntry
from index_mappings.record import Collection, Record
from service.engines.embedded.absent_values import unmet
from service.engines.embedded.by_number import written_of
from service.engines.embedded.conditions import NOTHING
from service.engines.embedded.counted_queries import count_queries
from service.engines.embedded.counting import Sought, count_facets
from service.engines.embedded.extents import extents
from service.engines.embedded.failed_reads import reads
from service.engines.embedded.failed_writes import written
from service.engines.embedded.filtering import matching, words_of
from service.engines.embedded.folder import Folder, Lock
from service.engines.embedded.highlights import Highlighter
from service.engines.embedded.lasting import LastingFiles
from service.engines.embedded.live_build import LiveBuild
from service.engines.embedded.lookups import frequencies, known, met, spellings
from service.engines.embedded.memory import Memory
from service.engines.embedded.numbers import SumsUpNumbers
from service.engines.embedded.open_build import (
    OpenBuild,
    open_build,
    read_by_id,
    read_hit,
    read_info,
    scan,
)
from service.engines.embedded.page_hits import hits_of
from service.engines.embedded.pointer import Pointer
from service.engines.embedded.schema import make_schema
from service.engines.embedded.seal import read_seal
from service.errors import (
    ConfigurationError,
    IndexDamaged,
    LoadError,
    NoIndex,
)
from service.lasting.storing import InMemory, Lasting
from service.query.clauses import Clause
from service.query.request import Query as Asked
from service.results import Extent, FacetCounts, IndexInfo, SearchResult

if TYPE_CHECKING:
    from service.engines.embedded.build import EmbeddedBuild

T = TypeVar("T")


class EmbeddedEngine(SumsUpNumbers):
    """tantivy behind the engine contract. Safe to share between threads."""

    kind = "embedded"

    def __init__(self, mapping: RecordMapping, folder: Folder | None) -> None:
        self.mapping = mapping
        files = LastingFiles(folder.root, mapping.name) if folder else None
        self.lasting: Lasting = files or InMemory()
        self._schema = make_schema(mapping)
        self._memory = Memory()
        live = LiveBuild(folder, mapping, self._schema) if folder else None
        super().__init__(folder, live, files)

    @classmethod
    def open(cls, path: Path | str | None, mapping: RecordMapping) -> EmbeddedEngine:
        """Return the engine over a folder, which need not exist yet, or in memory for None.

        Raises ConfigurationError if the mapping has what this engine cannot honour.
        """
        if path is None:
            return cls(mapping, None)
        root = Path(path)
        if os.path.isfile(root):  # noqa: PTH113 - a Path raises where it may not look
            raise ConfigurationError(f"the index folder {str(root)!r} is a file; name a folder")
        return cls(mapping, Folder(root, mapping.name))

    @reads
    def search(self, query: Asked) -> SearchResult:
        """Answer a query: one pass for the hits, one for the facets, one per chosen facet."""
        live = self._live()
        schema = live.schema
        query = known(query, live)
        written = written_of(query, live)
        nowhere = unmet(query, live)
        placed, total = hits_of(query, live, written, is_empty=bool(nowhere))
        best = len(placed) if query.only_best else 0
        if query.only_best:  # to read each takes as long as to find them
            placed = placed[: query.kept(best)]
        marker = Highlighter.of(query, schema) if query.highlight else None
        hits = tuple(
            read_hit(live, one, marker, query.fields, brief=query.is_brief(place))
            for place, one in enumerate(placed)
        )
        facets: tuple[FacetCounts, ...] = ()
        if query.facets or total is None:
            words = words_of(query, schema, written)
            found = NOTHING if total == 0 else matching(query, schema, words=words)
            facets, total = count_facets(Sought(query, found, total, words, nowhere), live)
        is_cut = marker is not None and marker.is_cut
        return SearchResult(hits, total, facets, live.info, is_marked_briefly=is_cut, best=best)

    @reads
    def count(self, queries: Sequence[Asked]) -> tuple[int, ...]:
        """Return how many records each query finds."""
        return count_queries(queries, self._live())

    def get(self, id: str) -> Record | None:
        """Return a whole record by its id, or by a former one."""
        return self.several((id,)).get(id)

    @reads
    def several(self, ids: Sequence[str]) -> dict[str, Record]:
        """Return whole records by their ids, or by former ones."""
        live = self._live()
        found = ((id, read_by_id(live, id)) for id in ids)
        return {id: record for id, record in found if record is not None}

    @reads
    def collections(self) -> tuple[Collection, ...]:
        """Return all collections, by title."""
        return self._live().collections

    def names(self) -> Iterator[NameEntry]:
        """Yield all names in the order of their ids."""
        try:
            live = self._live()
        except NoIndex:
            return
        yield from self._doubting(live, live.names())

    @reads
    def extents(
        self, facet: str, values: Sequence[str], *, without: tuple[Clause, ...] = ()
    ) -> tuple[Extent, ...]:
        """Return how many records have each value of a facet, and from when to when."""
        return extents(self._live(), facet, values, without)

    def scan(self, clause: Clause | None = None, *, index: str = "") -> Iterator[Record]:
        """Yield every whole record of the live index, or of another, in the order of loading."""
        try:
            live = self._standing(index) if index else self._live()
        except NoIndex:
            if index:
                raise
            return
        yield from self._doubting(live, scan(live, clause))

    @reads
    def terms(self, path: str, prefix: str, limit: int) -> tuple[tuple[str, int], ...]:
        """Return indexed terms of a path that begin with a prefix, the most frequent first."""
        live = self._live()
        if not live.schema.has(path):
            return ()
        return tuple(live.searcher.terms_with_prefix(path, prefix, limit=limit))

    @reads
    def spellings(
        self, path: str, word: str, edits: int, limit: int
    ) -> tuple[tuple[str, int], ...]:
        """Return indexed terms of a path that a word may be a misspelling of."""
        return spellings(self._live(), path, word, edits, limit)

    @reads
    def frequencies(self, path: str, words: Sequence[str]) -> tuple[int, ...]:
        """Return in how many records each word is found at a path."""
        return frequencies(self._live(), path, words)

    @reads
    def met(self, ids: Sequence[str], clauses: Sequence[Clause]) -> dict[str, tuple[bool, ...]]:
        """Return for each record of these ids which of the clauses it meets."""
        return met(self._live(), ids, clauses)

    @reads
    def info(self) -> IndexInfo:
        """Return the live index."""
        return self._live().info

    def indices(self) -> tuple[IndexInfo, ...]:
        """Return every finished index of the catalogue, the newest first."""
        if self._folder is None:
            return self._memory.indices()
        pointer = self._folder.pointer()
        found = []
        for name in self._folder.builds():
            with contextlib.suppress(IndexDamaged):  # `check` reports it
                is_live = pointer is not None and pointer.live == name
                info = read_info(self._folder, name, pointer if is_live else None)
                is_previous = pointer is not None and pointer.previous[-1:] == (name,)
                found.append(replace(info, previous=is_previous))
        return tuple(found)

    def begin(self, *, clone: bool = False, owner: str = "") -> EmbeddedBuild:
        """Begin a build, empty or as a copy of the live index, and take the lock."""
        # what writes an index is imported by loads alone ("start" of `make bench`)
        from service.engines.embedded.build import EmbeddedBuild  # noqa: PLC0415

        if self._folder is None:
            return self._memory.begin(self._schema, clone=clone, owner=owner)
        folder = self._folder
        lock = folder.lock(owner)
        try:
            folder.clean()
            pointer = folder.pointer() if clone else None
            path = folder.new_build()
        except BaseException:
            lock.release()
            raise
        try:
            with written(path):
                return EmbeddedBuild(
                    path.name,
                    path,
                    self._schema,
                    publish=lambda build: folder.move_to(build.name),
                    discard=lambda build: _let_go(folder, build, lock),
                    clone_of=_whole(folder.build(pointer.live)) if pointer else None,
                )
        except BaseException:
            folder.remove(path.name)
            lock.release()
            raise

    def rollback(self) -> IndexInfo:
        """Make the index before the live one the live one."""
        if self._folder is None:
            return self._memory.rollback()
        lock = self._folder.lock("a rollback")
        try:
            pointer = self._folder.pointer()
            if pointer is None or not pointer.previous:
                raise LoadError("there is no earlier index to go back to")
            back = pointer.previous[-1]
            self._folder.move(
                Pointer(
                    back, pointer.previous[:-1], pointer.moves + 1, (*pointer.left, pointer.live)
                )
            )
        finally:
            lock.release()
        return self.info()

    def prune(self, keep: int) -> tuple[str, ...]:
        """Remove all but the live index and the `keep` before it."""
        if self._folder is None:
            return self._memory.prune(keep)
        lock = self._folder.lock("pruning")
        try:
            pointer = self._folder.pointer()
            if pointer is None:
                return ()
            kept = pointer.previous[-keep:] if keep else ()
            gone = (name for name in pointer.previous if name not in kept)
            removed = (*gone, *pointer.left)
            if removed:
                # the pointer forgets a build before its files go, never the other way round
                self._folder.move(Pointer(pointer.live, kept, pointer.moves))
                for name in removed:
                    self._folder.remove(name)
            return removed
        finally:
            lock.release()

    def _standing(self, name: str) -> OpenBuild:
        """Return a build that is there, live or not."""
        if self._folder is None:
            return self._memory.standing(name)
        path = self._folder.build(name)
        if not path.is_dir():
            raise NoIndex(f"the index {name!r} is not there any more")
        return open_build(read_seal(path), Pointer(name), self.mapping, self._schema)


def _whole(build: Path) -> Path:
    """Return a build that may be copied from: what is damaged must not get into the next."""
    read_seal(build).check()
    return build


def _let_go(folder: Folder, build: EmbeddedBuild, lock: Lock) -> None:
    if not build.published:
        folder.remove(build.name)
    lock.release()
