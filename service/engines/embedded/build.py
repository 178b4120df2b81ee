"""An index being written in its own folder beside the live one."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import tantivy

from index_mappings.json_values import Json
from index_mappings.names import NameEntry
from index_mappings.record import Collection, Record
from service.engines.contract import Refusal
from service.engines.embedded.analyzers import natives
from service.engines.embedded.durable import open_as_folder, sync_folder, write_json
from service.engines.embedded.entries import Entries
from service.engines.embedded.failed_writes import written
from service.engines.embedded.finished_build import found_in, opened
from service.engines.embedded.folder import COLLECTIONS, MAPPING, RECORDS
from service.engines.embedded.names_file import NamesFile
from service.engines.embedded.open_build import OpenBuild
from service.engines.embedded.ranks import IdLog, open_ranks
from service.engines.embedded.schema import IndexSchema, register
from service.engines.embedded.seal import MANIFEST, seal
from service.errors import LoadError
from service.lasting.gate import KeptOut
from service.query.request import Query
from service.results import Hit

_HEAP = 150_000_000  # bytes of postings before tantivy writes a segment: within 400 MB in all
_THREADS = 1  # one writing thread makes few, large segments, which search faster than many
_LONGEST_WORD = 65_530  # bytes; tantivy drops longer words without a word


class EmbeddedBuild:
    """A build on disk, or in memory if `path` is None (for tests)."""

    def __init__(
        self,
        name: str,
        path: Path | None,
        schema: IndexSchema,
        *,
        publish: Callable[[EmbeddedBuild], None],
        discard: Callable[[EmbeddedBuild], None],
        clone_of: Path | None = None,
    ) -> None:
        self.kept_out = KeptOut()
        self.name = name
        self.path = path
        self.collections: dict[str, Collection] = {}
        self.manifest: dict[str, Json] = {}
        self.published = False
        self._publish = publish
        self._discard = discard
        self._next = 0
        self._replaces = clone_of is not None
        self._written = SeenIds()
        self._ids = IdLog(path, clone_of)
        self.names = NamesFile(path, clone_of)
        self.ranks: memoryview | None = None
        self._entries = Entries(schema, clone_of)
        self.schema = replace(schema, joined=self._entries.joined.names)
        self.index = register(self._open(clone_of), self._entries.analyzers)
        self._writer: tantivy.IndexWriter | None = self.index.writer(_HEAP, _THREADS)
        if path is not None:
            self._entries.joined.write(path)

    def _open(self, clone_of: Path | None) -> tantivy.Index:
        if self.path is None:
            return tantivy.Index(self.schema.native)
        records = self.path / RECORDS
        records.mkdir()
        write_json(self.path / MAPPING, self.schema.mapping.body)
        if clone_of is None:
            return tantivy.Index(self.schema.native, str(records))
        for item in (clone_of / RECORDS).iterdir():
            # segments never change, so a name of its own is as good as a copy; tantivy's own
            # lists are copied, for it rewrites them
            if item.suffix == ".json":
                shutil.copyfile(item, records / item.name)
            elif not item.name.endswith(".lock"):
                os.link(item, records / item.name)
        self._next = json.loads((clone_of / MANIFEST).read_bytes())["next"]
        for value in json.loads((clone_of / COLLECTIONS).read_bytes()):
            collection = Collection.from_json(value)
            self.collections[collection.id] = collection
        return tantivy.Index.open(str(records))

    def add(self, records: Iterable[Record]) -> Iterator[Refusal]:
        """Write records, replacing those with the same id; yield refusals."""
        writer = self._open_writer()
        for record in records:
            reason = _unfit(record)
            if reason:
                yield Refusal(record.id, *reason)
                continue
            entry = self._entries.make(record, self._next)
            try:  # as `written` does, without making one for each record
                if self._written.has(record.id) or self._replaces:
                    writer.delete_documents_by_term("id", record.id)
                writer.add_json(entry)
                self._ids.add(record.id)
            except BaseException:
                with written(self.path):
                    raise
            self._next += 1

    def delete(self, ids: Iterable[str]) -> None:
        """Take records out."""
        writer = self._open_writer()
        for id in ids:
            writer.delete_documents_by_term("id", id)

    def add_collections(self, collections: Iterable[Collection]) -> None:
        """Write collections, replacing those of the same id."""
        self.collections.update((collection.id, collection) for collection in collections)

    def add_names(self, names: Iterable[NameEntry]) -> None:
        """Write names, replacing those of the same id."""
        self._open_writer()
        with written(self.path):
            self.names.add(names)

    def delete_names(self, ids: Iterable[str]) -> None:
        """Take names out."""
        self._open_writer()
        with written(self.path):
            self.names.delete(ids)

    def finish(self) -> int:
        """Write everything to disk and return the number of records."""
        with written(self.path):
            return self._finish()

    def _finish(self) -> int:
        writer = self._open_writer()
        writer.commit()
        writer.wait_merging_threads()
        self._writer = None
        self.ranks = self._ids.finish()
        self.names.finish()
        register(self.index, natives(self.schema.analyzers))
        self.index.reload()
        count = self.index.searcher().num_docs
        self.manifest = {
            "name": self.name,
            "built": datetime.now(UTC).isoformat(timespec="seconds"),
            "records": count,
            "mapping": self.schema.mapping.digest,
            "next": self._next,
        }
        if self.path is not None:
            ordered = sorted(self.collections.values(), key=lambda item: item.id)
            write_json(self.path / COLLECTIONS, [item.to_json() for item in ordered])
            open_as_folder(self.path / RECORDS)
            sync_folder(self.path / RECORDS)
            write_json(self.path / MANIFEST, seal(self.path, self.manifest))
        return count

    def found(self, queries: Sequence[Query]) -> tuple[tuple[Hit, ...], ...]:
        """Return the first hits of each query."""
        return found_in(self.opened(), queries)

    def opened(self) -> OpenBuild:
        """Return the build opened for reading; raise LoadError if it is not finished."""
        if not self.manifest:
            raise LoadError(f"build {self.name} was not finished, so it cannot be searched")
        return opened(
            self.schema,
            self.index,
            manifest=self.manifest,
            collections=self.collections.values(),
            ranks=open_ranks(self.path) if self.path else self.ranks,
            names=self.names,
        )

    def publish(self) -> None:
        """Make this build the live one."""
        if not self.manifest:
            raise LoadError(f"build {self.name} was not finished, so it cannot be published")
        self._publish(self)
        self.published = True
        self._discard(self)

    def drop(self) -> None:
        """Remove the build unless it has been published, and free the lock."""
        if not self.published:
            with suppress(LoadError), written(self.path):  # a full disk fails here once more
                if self._writer is not None:
                    self._writer.rollback()
            self._writer = None
            for file in (self._ids, self.names):
                with suppress(LoadError), written(self.path):
                    file.close()
            self._discard(self)

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            raise LoadError(f"build {self.name} is finished; nothing more can be written to it")
        return self._writer


def _unfit(record: Record) -> tuple[str, str] | None:
    """Return the field and the reason why the engine cannot store a complete record."""
    if len(record.id.encode()) > 512:
        return "id", "the id is longer than 512 bytes"
    return None


_BITS = 1 << 26  # 8 MB: of a million ids one in a hundred is taken for one that was written


class SeenIds:
    """Stores ids as one bit each: a new id may be taken for a known one, never the reverse."""

    def __init__(self) -> None:
        self._bits = bytearray(_BITS // 8)

    def has(self, id: str) -> bool:
        """Return whether an id may have been written, and note it as written."""
        at = hash(id) % _BITS
        place, bit = at >> 3, 1 << (at & 7)
        before = self._bits[place]
        self._bits[place] = before | bit
        return bool(before & bit)
