"""The Elasticsearch engine: one request for a search, to any node."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from elasticsearch import Elasticsearch

from index_mappings.bodies import Body, ReadBody
from index_mappings.mapping import RecordMapping
from index_mappings.names import NameEntry
from index_mappings.record import Collection, Record
from index_mappings.words import words as cut
from service import clock
from service.engines.elastic.answering_index import answered_by
from service.engines.elastic.build import ElasticBuild
from service.engines.elastic.by_ids import read_several, several_body
from service.engines.elastic.client import PATIENCE, Server
from service.engines.elastic.counting import read_counts
from service.engines.elastic.every_value import EveryValue, counted
from service.engines.elastic.indexes import (
    Names,
    before_live,
    move_to,
    remove,
    size_of,
    standing,
)
from service.engines.elastic.lasting import LastingIndex
from service.engines.elastic.lock import Lock
from service.engines.elastic.long_marks import with_long_marks
from service.engines.elastic.lookups import (
    extents_body,
    frequency_body,
    met_body,
    read_extents,
    read_met,
    read_spellings,
    spellings_body,
)
from service.engines.elastic.marking import sifted_words
from service.engines.elastic.name_counts import names_together
from service.engines.elastic.numbers import SumsUpNumbers
from service.engines.elastic.options import Options
from service.engines.elastic.partial import is_partial, whole_total
from service.engines.elastic.request import count_body, marked_clauses, read_hits, search_body
from service.engines.elastic.scanning import scan, scan_sources
from service.engines.elastic.stems import Stems
from service.engines.elastic.terms import has_path, read_terms, terms_body
from service.engines.elastic.translate import EVERYTHING, translate
from service.errors import EngineUnavailable, LoadError, NoIndex
from service.lasting.storing import Lasting
from service.query.clauses import Clause
from service.query.request import Query
from service.results import Extent, FacetCounts, IndexInfo, SearchResult

_COLLECTIONS = 10_000  # the server's own limit of one answer; archives have hundreds
_LEAST = 0.1  # seconds that a search is given where hardly any are left
_TRIES = 3  # searches for one answer: only a publish between two requests takes a second


class ElasticEngine(SumsUpNumbers):
    """Elasticsearch behind the engine contract. Safe to share between threads."""

    kind = "elasticsearch"

    def __init__(self, mapping: RecordMapping, server: Server, names: Names) -> None:
        self.mapping = mapping
        super().__init__(server, names)
        self._lasting = LastingIndex(server, names)
        self.lasting: Lasting = self._lasting
        self._every_value = EveryValue(mapping)
        self._stems = Stems(mapping.weights[0].field)

    @classmethod
    def open(
        cls,
        addresses: str,
        mapping: RecordMapping,
        *,
        prefix: str = "",
        options: Options | None = None,
    ) -> ElasticEngine:
        """Return the engine at one or more comma-separated addresses, without connecting yet.

        Raises ConfigurationError if an address, the prefix or the mapping's name is invalid.
        """
        options = options or Options(prefix=prefix)
        return cls(mapping, Server(addresses, options), Names(options.prefix, mapping.name))

    def search(self, query: Query) -> SearchResult:
        """Answer a query in one request, plus one for each facet with more than 1,000 values.

        If a part of the index does not answer, the result is partial and says so.
        """
        with self._reading() as client:
            answer, info = self._answer(client, query)
            found = with_long_marks(client, info.name, query, self.mapping, answer["hits"]["hits"])
            partial, marks = is_partial(answer), (hit.get("highlight") for hit in found)
            sifted = sifted_words(marks, marked_clauses(query), self.mapping)
            stems = self._stems.of(client, info.name, sifted)
            hits, best = read_hits(found, query, self.mapping, stems)
            facets: tuple[FacetCounts, ...] = ()
            if query.facets:
                facets, cut = read_counts(answer["aggregations"], query, self.mapping)
                for request in () if partial else cut:
                    facets = self._every_value.count(
                        client, query, request, facets=facets, index=info.name
                    )
                facets = names_together(
                    query, facets, self.mapping,
                    lambda aggs: counted(client, info.name, aggs, whole=not partial),
                )  # fmt: skip
        return SearchResult(
            hits=hits,
            total=answer["hits"]["total"]["value"],
            facets=facets,
            index=info,
            partial=partial,
            best=best,
        )

    def count(self, clauses: Sequence[Query]) -> tuple[int, ...]:
        """Return the number of records that each query finds, in one request."""
        return self._totals([count_body(query, self.mapping) for query in clauses])

    def get(self, id: str) -> Record | None:
        """Return a complete record by its id, or by a former one."""
        return self.several((id,)).get(id)

    def several(self, ids: Sequence[str]) -> dict[str, Record]:
        """Return complete records by current or former ids, in one request."""
        found = self._hits(several_body(ids), self._names.live) if ids else []
        return read_several(found, ids)

    def collections(self) -> tuple[Collection, ...]:
        """Return all collections, by title."""
        body = {"query": EVERYTHING, "size": _COLLECTIONS}
        found = self._hits(body, self._names.live_collections)
        listed = (Collection.from_json(hit["_source"]) for hit in found)
        return tuple(sorted(listed, key=lambda item: (item.title, item.id)))

    def names(self) -> Iterator[NameEntry]:
        """Yield all names in the order of their ids."""
        found = scan_sources(self._server, self._names.live_names, EVERYTHING, by="id")
        with suppress(NoIndex):
            yield from map(NameEntry.from_json, found)

    def extents(
        self, facet: str, values: Sequence[str], *, without: tuple[Clause, ...] = ()
    ) -> tuple[Extent, ...]:
        """Return the number of records and their span of dates for each value of a facet."""
        declared = self.mapping.facet(facet)
        if declared is None or not declared.path or not values:
            return tuple(Extent(0) for _ in values)
        body = extents_body(declared.path, values, self.mapping, without)
        return read_extents(self._search(body, self._names.live), values)

    def scan(self, clause: Clause | None = None, *, index: str = "") -> Iterator[Record]:
        """Yield every complete record of the live index, or of another, as of the first step."""
        wanted = EVERYTHING if clause is None else translate(clause, self.mapping)
        try:
            yield from scan(self._server, index or self._names.live, wanted)
        except NoIndex:
            if index:
                raise

    def terms(self, path: str, prefix: str, limit: int) -> tuple[tuple[str, int], ...]:
        """Return indexed terms of a path that begin with a prefix, the most frequent first."""
        body = terms_body(self.mapping, path, prefix, limit)
        return read_terms(self._search(body, self._names.live), limit) if body else ()

    def spellings(
        self, path: str, word: str, edits: int, limit: int
    ) -> tuple[tuple[str, int], ...]:
        """Return indexed terms of a path of which a word may be a misspelling."""
        if not has_path(self.mapping, path):
            return ()
        answer = self._search(spellings_body(path, word, edits), self._names.live)
        return read_spellings(answer, word, edits, limit)

    def frequencies(self, path: str, words: Sequence[str]) -> tuple[int, ...]:
        """Return the number of records with each word at a path."""
        if not has_path(self.mapping, path):
            return (0,) * len(words)
        single = [len(cut(word, self.mapping)) == 1 for word in words]
        bodies = [
            frequency_body(path, word) for word, one in zip(words, single, strict=True) if one
        ]
        counts = iter(self._totals(bodies))
        return tuple(next(counts) if one else 0 for one in single)

    def met(self, ids: Sequence[str], clauses: Sequence[Clause]) -> dict[str, tuple[bool, ...]]:
        """Return which of the clauses each record of these ids matches."""
        hits = self._hits(met_body(ids, clauses, self.mapping), self._names.live) if ids else []
        return read_met(hits, len(clauses))

    def info(self) -> IndexInfo:
        """Return the live index."""
        with self._reading() as client:
            return self._live.info(client)

    def indices(self) -> tuple[IndexInfo, ...]:
        """Return every finished index of the catalogue, the newest first."""
        with self._reading() as client:
            builds = standing(client, self._names)
            before = before_live(builds)[:1]
            return tuple(
                replace(item.info(size_of(client, item.name)), previous=item in before)
                for item in builds
                if item.about
            )

    def begin(self, *, clone: bool = False, owner: str = "") -> ElasticBuild:
        """Begin a build, empty or as a copy of the live index, and take the lock."""
        lock = Lock.take(self._server, self._names, owner)
        try:
            self._lasting.prepare()
            with self._server.asking(PATIENCE) as client:
                builds = standing(client, self._names)
                for item in builds:
                    if not item.moves:  # no load but ours is under way: a killed one left it
                        remove(client, self._names, item.name)
            live = next((item for item in builds if item.is_live), None) if clone else None
            return ElasticBuild(
                self._server, self._names, self.mapping, lock, live, on_publish=self._live.forget
            )
        except BaseException:
            lock.release()
            raise

    def rollback(self) -> IndexInfo:
        """Make the index before the live one the live one."""
        lock = Lock.take(self._server, self._names, "a rollback")
        try:
            with self._server.asking(PATIENCE) as client:
                before = before_live(standing(client, self._names))
                if not before:
                    raise LoadError("there is no earlier index to go back to")
                move_to(client, self._names, before[0].name)
        finally:
            lock.release()
        self._live.forget()
        return self.info()

    def prune(self, keep: int) -> tuple[str, ...]:
        """Remove all but the live index and the `keep` before it."""
        lock = Lock.take(self._server, self._names, "pruning")
        try:
            with self._server.asking(PATIENCE) as client:
                builds = standing(client, self._names)
                kept = before_live(builds)[:keep]
                gone = [
                    item for item in builds if item.moves and not item.is_live and item not in kept
                ]
                for item in gone:
                    remove(client, self._names, item.name)
            return tuple(item.name for item in gone)
        finally:
            lock.release()

    def _totals(self, bodies: Sequence[Body]) -> tuple[int, ...]:
        if not bodies:
            return ()
        searches: list[Any] = []
        for body in bodies:
            searches += [{}, body]
        with self._reading() as client:
            answers = client.msearch(index=self._names.live, searches=searches)["responses"]
        return tuple(whole_total(answer) for answer in answers)

    def _hits(self, body: Body, index: str) -> list[Any]:
        return list(self._search(body, index)["hits"]["hits"])

    def _search(self, body: Body, index: str | None) -> ReadBody:
        """Return the answer to a search that must be complete."""
        with self._reading() as client:
            answer: ReadBody = client.search(
                index=index, body=body, allow_partial_search_results=False
            ).body
        return answer

    def _answer(self, client: Elasticsearch, query: Query) -> tuple[ReadBody, IndexInfo]:
        """Return the answer to a search and the live index that it came from."""
        body = search_body(query, self.mapping)
        allowed = min(float(self._server.options.timeout), max(clock.left(), _LEAST))
        body["timeout"] = f"{int(allowed * 1000)}ms"
        # the same words go to the same copy, whose scores page after page agree
        preference = f"{zlib.crc32(repr(query.clause).encode()):x}"
        for _ in range(_TRIES):
            answer = client.search(index=self._names.live, body=body, preference=preference).body
            index = answered_by(answer)
            info = self._live.info(client, index)
            if index in ("", info.name):
                return answer, info
        raise EngineUnavailable("another index was published again and again while searching")
