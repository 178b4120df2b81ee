"""An engine without withdrawn records in reads and writes, used by every command and site.

The list of withdrawals takes effect at once: withdrawn records still in an index are hidden from
every answer until it is rebuilt. All writes pass the gate: loads, updates, copies, restores. The
version of the index changes with the list, so that cached answers are made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import replace

from index_mappings.mapping import RecordMapping
from index_mappings.names import NameEntry
from index_mappings.record import Collection, Record
from service.engines.contract import Engine, Recovery
from service.engines.guarded_build import GuardedBuild, now
from service.engines.hidden import AT_ONCE, HiddenWords, Terms, hiding, stopped
from service.engines.public_changes import forget_collections, public_changes
from service.errors import LoadError, SearchroomError
from service.lasting.changes import Change
from service.lasting.comparing import Comparison
from service.lasting.gate import Gate, KeptOut
from service.lasting.storing import Lasting
from service.lasting.withdrawals import Withdrawals
from service.query.clauses import Any, Clause, Value, Word
from service.query.request import PairRequest, Query
from service.results import Extent, IndexInfo, NumbersFound, PairCounts, SearchResult


class GuardedEngine:
    """An engine behind the list of withdrawals. Thread-safe."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.mapping: RecordMapping = engine.mapping
        self.kind = engine.kind
        self.lasting: Lasting = engine.lasting
        self._known: tuple[Withdrawals, Gate, tuple[Clause, ...]] | None = None
        self._building: GuardedBuild | None = None
        self._words: tuple[tuple[Clause, ...], HiddenWords] | None = None

    @property
    def unguarded(self) -> Engine:
        """The engine itself, for a withdrawal, which has to see the records it removes."""
        return self._engine

    def search(self, query: Query) -> SearchResult:
        """Answer a query without withdrawn records."""
        known, gate, hidden = self._list()
        result = self._engine.search(_without(query, hidden))
        if not known:
            return result
        hits = result.hits
        if hidden:
            hits = tuple(replace(hit, record=gate.passed(hit.record)) for hit in hits)
        return replace(result, hits=hits, index=_stamped(result.index, known))

    def count(self, clauses: Sequence[Query]) -> tuple[int, ...]:
        """Return the number of records that each query finds, without withdrawn ones."""
        _, _, hidden = self._list()
        return self._engine.count([_without(query, hidden) for query in clauses])

    def pairs(self, query: Query, request: PairRequest) -> PairCounts:
        """Return pairs of values of the records that were not withdrawn."""
        known, _, hidden = self._list()
        found = self._engine.pairs(_without(query, hidden), request)
        return replace(found, index=_stamped(found.index, known))

    def numbers(self, query: Query, fields: Sequence[str]) -> NumbersFound:
        """Return the extremes of numbers of the records that were not withdrawn."""
        known, _, hidden = self._list()
        found = self._engine.numbers(_without(query, hidden), fields)
        return replace(found, index=_stamped(found.index, known))

    def get(self, id: str) -> Record | None:
        """Return a record that was not withdrawn."""
        return self.several((id,)).get(id)

    def several(self, ids: Sequence[str]) -> Mapping[str, Record]:
        """Return records that were not withdrawn."""
        known, gate, hidden = self._list()
        found = self._engine.several([id for id in ids if not known.find(id)])
        if not known:
            return found
        return {
            id: gate.passed(record)
            for id, record in found.items()
            if not known.find(record.id) and not (hidden and gate.stops(record))
        }

    def collections(self) -> tuple[Collection, ...]:
        """Return the collections, except those with the name of a withdrawn record.

        Collections with only hidden records are left out too.
        """
        _, gate, hidden = self._list()
        found = tuple(gate.collections(self._engine.collections()))
        facet = self.mapping.collection_facet
        if not (hidden and facet and found):
            return found
        ids = [item.id for item in found]
        before = self._engine.extents(facet.name, ids)
        after = self._engine.extents(facet.name, ids, without=hidden)
        return tuple(
            item
            for item, had, has in zip(found, before, after, strict=True)
            if has.count or not had.count
        )

    def names(self) -> Iterator[NameEntry]:
        """Yield all names listed by sources."""
        return self._engine.names()

    def extents(
        self, facet: str, values: Sequence[str], *, without: tuple[Clause, ...] = ()
    ) -> tuple[Extent, ...]:
        """Return the number of records and their span of dates for each value."""
        _, _, hidden = self._list()
        return self._engine.extents(facet, values, without=(*without, *hidden))

    def scan(self, clause: Clause | None = None, *, index: str = "") -> Iterator[Record]:
        """Yield every record that was not withdrawn, in the form that may be shown."""
        _, gate, _ = self._list()
        found = self._engine.scan(clause, index=index)
        if self._building and clause is None and not index:
            found = self._building.reading(found)  # once is enough: it need not read it again
        return gate.through(found, KeptOut())

    def changes(self, after: int = 0) -> Iterator[Change]:
        """Yield the numbered changes beyond a number, in their order, up to the live index."""
        return public_changes(self, after)

    def moves(self) -> int:
        """Return how often an index became the live one, or 0 if none ever has."""
        return self._engine.moves()

    def terms(self, path: str, prefix: str, limit: int) -> tuple[tuple[str, int], ...]:
        """Return indexed terms, without those of withdrawn records still in an index."""
        return self._shown(self._engine.terms(path, prefix, limit))

    def spellings(
        self, path: str, word: str, edits: int, limit: int
    ) -> tuple[tuple[str, int], ...]:
        """Return terms near a word, without those of withdrawn records still in an index."""
        return self._shown(self._engine.spellings(path, word, edits, limit))

    def _shown(self, terms: Terms) -> Terms:
        _, _, hidden = self._list()
        if not hidden or not terms:
            return terms
        known = self._words
        if known is None or known[0] is not hidden:
            records = self._engine.scan(Any(hidden))
            known = self._words = (hidden, HiddenWords(records))
        return known[1].without(terms)

    def frequencies(self, path: str, words: Sequence[str]) -> tuple[int, ...]:
        """Return the number of records with each word; 0 if only a withdrawn one has it."""
        _, _, hidden = self._list()
        found = self._engine.frequencies(path, words)
        if not hidden or not words:
            return found
        counts = self.count([Query(Word(word), size=1, highlight=False) for word in words])
        return tuple(n if count else 0 for n, count in zip(found, counts, strict=True))

    def met(self, ids: Sequence[str], clauses: Sequence[Clause]) -> Mapping[str, tuple[bool, ...]]:
        """Return which clauses each record matches, without withdrawn records."""
        known, _, _ = self._list()
        return self._engine.met([id for id in ids if known.find(id) is None], clauses)

    def info(self) -> IndexInfo:
        """Return the live index, without counting withdrawn records."""
        known, _, hidden = self._list()
        info = _stamped(self._engine.info(), known)
        if not hidden:
            return info
        (count,) = self._engine.count([Query(Any(stopped(known, self.mapping)))])
        return replace(info, records=info.records - count)

    def indices(self) -> tuple[IndexInfo, ...]:
        """Return every index that is there."""
        known, _, _ = self._list()
        return tuple(
            _stamped(info, known) if info.live else info for info in self._engine.indices()
        )

    def begin(self, *, clone: bool = False, owner: str = "") -> GuardedBuild:
        """Begin a build without withdrawn records."""
        build = self._engine.begin(clone=clone, owner=owner)
        try:
            known, gate, _ = self._list()
            guarded = GuardedBuild(
                self._engine, build, gate, clone=clone, moves=self.moves(), over=self._end
            )
            if clone and known.pending:
                gone = Any(stopped(known, self.mapping))
                guarded.delete(record.id for record in self._engine.scan(gone))
        except BaseException:
            build.drop()
            raise
        self._building = guarded
        return guarded

    def _end(self, is_published: bool) -> None:
        self._building = None
        if is_published:
            forget_collections(self)

    def rollback(self) -> IndexInfo:
        """Make the previous index the live one, unless it has withdrawn records."""
        known, _, _ = self._list()
        back = next((info for info in self._engine.indices() if info.previous), None)
        if back and self._holds(known, back.name):
            self._engine.prune(0)
            raise LoadError(
                f"the earlier index {back.name} held a record that was withdrawn since, so it was "
                "removed; nothing else was changed"
            )
        if back:
            with suppress(SearchroomError):  # a damaged index must be left, whatever it was
                self._note_rollback(back.name)
        info = self._engine.rollback()
        forget_collections(self)
        return _stamped(info, known)

    def prune(self, keep: int) -> tuple[str, ...]:
        """Remove all but the live index and the `keep` before it."""
        return self._engine.prune(keep)

    def verify(self) -> None:
        """Read the live index whole; raise IndexDamaged if it is not as it was written."""
        self._engine.verify()

    def recover(self, fits: Callable[[str], bool] = lambda _: True) -> Recovery:
        """Make the last intact index without withdrawn records the live one."""
        known, _, _ = self._list()
        return self._engine.recover(lambda name: fits(name) and not self._holds(known, name))

    def notices(self) -> Iterator[str]:
        """Yield problems for the operator."""
        return self._engine.notices()

    def watch(self) -> None:
        """Monitor the live index in the background if the engine supports it."""
        self._engine.watch()

    def health(self) -> str:
        """Return "" if the engine can answer, without withdrawn records, else the reason."""
        try:
            self._list()
        except SearchroomError as error:
            return self._engine.health() or error.detail
        return self._engine.health()

    def close(self) -> None:
        """Release the engine's resources."""
        self._engine.close()

    def _list(self) -> tuple[Withdrawals, Gate, tuple[Clause, ...]]:
        """Return the list in force, its gate, and the clauses of the records to hide."""
        found = self.lasting.withdrawals()
        known = self._known
        if known is None or known[0] is not found:
            known = self._known = (found, Gate(found, self.mapping), hiding(found, self.mapping))
        return known

    def _note_rollback(self, name: str) -> None:
        with closing(Comparison()) as comparison:
            for _ in comparison.had(self._engine.scan()):
                pass
            for _ in comparison.has(self._engine.scan(index=name)):
                pass
            gone = self.lasting.withdrawals().ids
            self.lasting.append(comparison.changes(now(), gone), move=self.moves() + 1)

    def _holds(self, known: Withdrawals, index: str) -> bool:
        ids = tuple(known.entries)
        for start in range(0, len(ids), AT_ONCE):
            some = Value("id", ids[start : start + AT_ONCE])
            if next(self._engine.scan(some, index=index), None) is not None:
                return True
        return False


def guarded(engine: Engine) -> GuardedEngine:
    """Return an engine behind the list of withdrawals, or the engine itself if it already is."""
    return engine if isinstance(engine, GuardedEngine) else GuardedEngine(engine)


def _without(query: Query, hidden: tuple[Clause, ...]) -> Query:
    return replace(query, without=(*query.without, *hidden)) if hidden else query


def _stamped(info: IndexInfo, known: Withdrawals) -> IndexInfo:
    """Return the info of an index, with a version that changes when the list does."""
    if not known.version or not info.version:
        return info
    return replace(info, version=f"{info.version}~{known.version}")
