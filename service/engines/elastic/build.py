"""A build on Elasticsearch: three indexes that no alias points to."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from importlib import resources

import orjson
from elasticsearch import Elasticsearch

from index_mappings.bodies import Body
from index_mappings.characters import written_out
from index_mappings.computed import Computing
from index_mappings.mapping import MappingError, RecordMapping
from index_mappings.names import NameEntry
from index_mappings.record import Collection, Record
from service.engines.contract import Refusal
from service.engines.elastic.bulk import Tally, Write, write_all
from service.engines.elastic.client import PATIENCE, Server
from service.engines.elastic.indexes import FORM, Names, Standing, move_to, remove, standing
from service.engines.elastic.lock import Lock
from service.engines.elastic.marking import INDEX_SETTING
from service.engines.elastic.options import Options
from service.engines.elastic.partial import whole_total
from service.engines.elastic.request import COMPUTED, read_hit, search_body
from service.errors import LoadError, LoadRefused
from service.lasting.gate import KeptOut
from service.query.request import Query
from service.results import Hit

LONGEST_ID = 512  # bytes; a longer one fails a whole bulk request

_SEARCHES = 100  # of one request: the server works on a few of them at a time
_MERGING = 3600  # seconds; a forced merge of some gigabytes takes minutes

WHILE_LOADING: Body = {
    "number_of_replicas": 0,
    "auto_expand_replicas": False,
    "refresh_interval": "-1",
}

DONE: Body = {
    "refresh_interval": None,
    "blocks.write": True,  # nothing is written to it any more, and only so can it be cloned
}
"""Settings of a build that is finished; all in one request, for each waits for every node."""


class ElasticBuild:
    """A build on Elasticsearch. It holds the lock until it is published or dropped."""

    def __init__(
        self,
        server: Server,
        names: Names,
        mapping: RecordMapping,
        lock: Lock,
        source: Standing | None,
        *,
        on_publish: Callable[[], None],
    ) -> None:
        self.kept_out = KeptOut()
        self.name = names.new()
        self._server = server
        self._names = names
        self._mapping = mapping
        self._computing = Computing(mapping)
        self._lock = lock
        self._on_publish = on_publish
        self._tally = Tally()
        self._form = FORM
        self._is_finished = False
        self._is_over = False
        self._version = time.time_ns() // 1000  # grows from one build to the next
        with server.asking(PATIENCE) as client:
            if source is None:
                self._create(client)
            else:
                self._clone(client, source)

    def add(self, records: Iterable[Record]) -> Iterator[Refusal]:
        """Write records, later ones replacing earlier ones with the same id; yield refusals."""
        self._must_be_open()
        refused: list[Refusal] = []
        writes = self._writes(records, refused)
        yield from write_all(self._server, self.name, writes, self._tally)
        yield from refused

    def delete(self, ids: Iterable[str]) -> None:
        """Delete records."""
        self._must_be_open()
        writes = (Write(id, self._next_version(), None) for id in ids if _fits(id))
        for refusal in write_all(self._server, self.name, writes, self._tally):
            raise LoadError(f"record {refusal.id!r} could not be deleted: {refusal.reason}")

    def add_collections(self, collections: Iterable[Collection]) -> None:
        """Write collections, replacing those with the same id."""
        self._write_beside("collection", self._names.collections_of(self.name), collections)

    def add_names(self, names: Iterable[NameEntry]) -> None:
        """Write names, replacing those with the same id."""
        self._write_beside("name", self._names.names_of(self.name), names)

    def delete_names(self, ids: Iterable[str]) -> None:
        """Delete names."""
        self._must_be_open()
        writes = (Write(id, self._next_version(), None) for id in ids)
        for refusal in write_all(self._server, self._names.names_of(self.name), writes, Tally()):
            raise LoadError(f"the name {refusal.id!r} could not be deleted: {refusal.reason}")

    def finish(self) -> int:
        """Complete the build, searchable and with its copies; return the number of records.

        Raises LoadError if records are missing, LoadRefused if the copies are not ready in time.
        """
        self._must_be_open()
        all_three = list(self._names.all_of(self.name))
        options = self._server.options
        with self._server.asking(PATIENCE) as client:
            patient = client.options(request_timeout=_MERGING)
            patient.indices.refresh(index=all_three)
            counted = client.count(index=self.name)
            if counted["_shards"]["successful"] < counted["_shards"]["total"]:
                raise LoadError(
                    f"a part of the index {self.name} is away, most likely with the node that "
                    "had it; nothing was published"
                )
            count = int(counted["count"])
            self._check_count(count)
            if options.merge:
                patient.indices.forcemerge(index=self.name, max_num_segments=1)
            patient.indices.flush(index=all_three)
            self._describe(client, count)
            client.indices.put_settings(index=all_three, settings={**_copies(options), **DONE})
            _wait_for_copies(client, all_three, options)
        self._is_finished = True
        return count

    def found(self, queries: Sequence[Query]) -> tuple[tuple[Hit, ...], ...]:
        """Return the first hits of each query, in few requests."""
        if not self._is_finished:
            raise LoadError(f"build {self.name} was not finished, so it cannot be searched")
        found: list[tuple[Hit, ...]] = []
        for at in range(0, len(queries), _SEARCHES):
            some = queries[at : at + _SEARCHES]
            searches: list[Body] = []
            for query in some:
                searches += [{}, search_body(query, self._mapping)]
            with self._server.asking(PATIENCE) as client:
                answers = client.msearch(index=self.name, searches=searches)["responses"]
            for query, answer in zip(some, answers, strict=True):
                whole_total(answer)
                hits = (read_hit(hit, query, self._mapping) for hit in answer["hits"]["hits"])
                found.append(tuple(hits))
        return tuple(found)

    def publish(self) -> None:
        """Make this build the live one."""
        if not self._is_finished or self._is_over:
            raise LoadError(f"build {self.name} was not finished, so it cannot be published")
        self._lock.check()
        with self._server.asking(PATIENCE) as client:
            move_to(client, self._names, self.name)
        self._is_over = True
        self._on_publish()
        self._lock.release()

    def drop(self) -> None:
        """Remove the build unless it has been published, and free the lock."""
        if self._is_over:
            return
        self._is_over = True
        try:
            with self._server.asking(PATIENCE) as client:
                builds = standing(client, self._names)
                # a publish that failed may have moved the aliases all the same
                if not any(item.moves for item in builds if item.name == self.name):
                    remove(client, self._names, self.name)
        finally:
            self._lock.release()

    def _writes(self, records: Iterable[Record], refused: list[Refusal]) -> Iterator[Write]:
        for record in records:
            if not _fits(record.id):
                reason = f"an id has 1 to {LONGEST_ID} bytes"
                refused.append(Refusal(record.id[: LONGEST_ID * 2], "id", reason))
                continue
            try:
                entry = self._mapping.ordered(record).to_json()
            except MappingError as error:
                refused.append(Refusal(record.id, "", str(error)))
                continue
            entry[COMPUTED] = self._computing.of(record)
            yield Write(record.id, self._next_version(), orjson.dumps(entry))

    def _write_beside(
        self, what: str, index: str, items: Iterable[Collection] | Iterable[NameEntry]
    ) -> None:
        self._must_be_open()
        writes = (
            Write(item.id, self._next_version(), orjson.dumps(item.to_json())) for item in items
        )
        for refusal in write_all(self._server, index, writes, Tally()):
            raise LoadError(f"the {what} {refusal.id!r} could not be written: {refusal.reason}")

    def _next_version(self) -> int:
        self._version += 1
        return self._version

    def _must_be_open(self) -> None:
        if self._is_finished or self._is_over:
            raise LoadError(f"build {self.name} is finished; nothing more can be written to it")

    def _create(self, client: Elasticsearch) -> None:
        # A few collections and names have all their copies from the start, lest a build be lost
        # with the node that has the only one; records come in bulk, and get theirs at the end.
        self._create_copied(client, "collections", self._names.collections_of(self.name))
        self._create_names(client)
        records = self._mapping.body
        loading = {**written_out(records["settings"]), **WHILE_LOADING, **INDEX_SETTING}
        client.indices.create(index=self.name, body={**records, "settings": loading})

    def _create_names(self, client: Elasticsearch) -> None:
        self._create_copied(client, "names", self._names.names_of(self.name))

    def _create_copied(self, client: Elasticsearch, name: str, index: str) -> None:
        body = shipped_body(name)
        settings = {**body["settings"], **_copies(self._server.options)}
        # what is written to it first waits for its shard, and the records need not
        client.indices.create(
            index=index, body={**body, "settings": settings}, wait_for_active_shards=0
        )

    def _clone(self, client: Elasticsearch, source: Standing) -> None:
        if source.about.get("mapping") != self._mapping.digest:
            raise LoadRefused(
                "the live index was built with another mapping file, so it cannot be updated: "
                "load all sources again"
            )
        settings = {**WHILE_LOADING, "blocks.write": None}
        pairs = zip(self._names.all_of(source.name), self._names.all_of(self.name), strict=True)
        for old, new in pairs:
            if old == self._names.names_of(source.name) and not client.indices.exists(index=old):
                self._create_names(client)  # a build of an older release has none
                continue
            client.indices.clone(index=old, target=new, settings=settings, wait_for_active_shards=1)
        self._tally.more = int(source.about.get("records", 0))
        self._form = source.about.get("form", 0)

    def _check_count(self, count: int) -> None:
        least, most = self._tally.more, self._tally.more + self._tally.unsure
        if not least <= count <= most:
            raise LoadError(
                f"the index {self.name} has {count} records where {least} were written; nothing "
                "was published"
            )

    def _describe(self, client: Elasticsearch, count: int) -> None:
        about = {
            "built": datetime.now(UTC).isoformat(timespec="seconds"),
            "records": count,
            "mapping": self._mapping.digest,
            "form": self._form,
        }
        meta = {**self._mapping.body["mappings"]["_meta"], "build": about}
        client.indices.put_mapping(index=self.name, meta=meta)


def shipped_body(name: str) -> Body:
    """Return the body that creates an index of collections or of names."""
    raw = resources.files("index_mappings").joinpath(f"{name}.json").read_bytes()
    return dict(orjson.loads(raw))


def _fits(id: str) -> bool:
    return 0 < len(id.encode()) <= LONGEST_ID


def _copies(options: Options) -> Body:
    if "-" in options.replicas:
        return {"auto_expand_replicas": options.replicas}
    return {"auto_expand_replicas": False, "number_of_replicas": int(options.replicas)}


def _wait_for_copies(client: Elasticsearch, indexes: list[str], options: Options) -> None:
    wanted = "yellow" if options.yellow else "green"
    patient = client.options(ignore_status=408, request_timeout=options.green + PATIENCE)
    health = patient.cluster.health(
        index=indexes, wait_for_status=wanted, timeout=f"{options.green}s"
    )
    if health["timed_out"]:
        raise LoadRefused(
            f"after {options.green} s the new index is {health['status']}, not {wanted}: "
            f"{health['unassigned_shards']} copies have no node. Add one, set "
            "SEARCHROOM_ELASTIC_REPLICAS lower, or publish anyway with "
            "SEARCHROOM_ELASTIC_YELLOW=1"
        )
