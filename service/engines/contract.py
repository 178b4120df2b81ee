"""The interface of an engine. One test suite (tests/test_engine_contract.py) checks each engine.

A *build* has one name for its three indexes, records, collections and names; a *publish* moves
the pointer (on Elasticsearch all aliases, in one request) to a build in one step. Whatever is
published stays searchable until it is pruned, and every search is answered by one build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from index_mappings.mapping import RecordMapping
from index_mappings.names import NameEntry
from index_mappings.record import Collection, Record
from service.lasting.gate import KeptOut
from service.lasting.storing import Lasting
from service.query.clauses import Clause
from service.query.request import PairRequest, Query
from service.results import Extent, Hit, IndexInfo, NumbersFound, PairCounts, SearchResult


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that the engine refused: its id, the field if known, and the reason."""

    id: str
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Recovery:
    """The result of a recovery: the index that is live now, and the damage of earlier ones.

    `moved` tells whether anything was changed.
    """

    live: str
    wrong: tuple[str, ...]
    moved: bool


class Build(Protocol):
    """An index being built aside. It does not affect the live one until `publish`."""

    kept_out: KeptOut
    """What was not written because it was withdrawn; an engine alone lets everything in
    (`service.engines.guarded`)."""

    @property
    def name(self) -> str:
        """The name of the build: `<catalogue>-<stamp>`."""

    def add(self, records: Iterable[Record]) -> Iterator[Refusal]:
        """Write records; a record replaces an existing one with the same id.

        Nothing happens until the iterator is consumed; it yields refusals while the other records
        are written. Memory is bounded for any number of records.
        """

    def delete(self, ids: Iterable[str]) -> None:
        """Delete records (for an update)."""

    def add_collections(self, collections: Iterable[Collection]) -> None:
        """Write the collections, replacing those with the same id."""

    def add_names(self, names: Iterable[NameEntry]) -> None:
        """Write names, replacing those with the same id. Memory is bounded."""

    def delete_names(self, ids: Iterable[str]) -> None:
        """Delete names (for an update)."""

    def finish(self) -> int:
        """Make everything written durable and searchable, and return the number of records.

        Raises LoadError if the index is not complete.
        """

    def found(self, queries: Sequence[Query]) -> tuple[tuple[Hit, ...], ...]:
        """Return the first hits of each query in this finished build, by relevance.

        No words are highlighted. Raises LoadError if it is not finished.
        """

    def publish(self) -> None:
        """Make this build the live one in one step, and keep the previous one for a rollback."""

    def drop(self) -> None:
        """Remove the build; does nothing if it has been published."""


class Engine(Protocol):
    """A search engine that holds one catalogue.

    Methods that read raise NoIndex if nothing has been published, IndexDamaged if the published
    index is missing or damaged, and EngineUnavailable if the engine cannot answer; all recover by
    themselves without a restart.
    """

    mapping: RecordMapping
    kind: str
    """The name of the engine in metrics and messages: "embedded", "elasticsearch"."""
    lasting: Lasting
    """The data of the catalogue besides its indexes: the list of withdrawals."""

    def search(self, query: Query) -> SearchResult:
        """Answer a query."""

    def count(self, clauses: Sequence[Query]) -> tuple[int, ...]:
        """Return the number of records that each query finds, in one call."""

    def pairs(self, query: Query, request: PairRequest) -> PairCounts:
        """Return the pairs of values of two facets in the records that a query finds.

        Each count is exact. All filters of the query apply. Up to `pair_counting.MOST` pairs are
        ordered by count, more by value (by code point). Raises EngineUnavailable if a part of the
        index does not answer.
        """

    def numbers(self, query: Query, fields: Sequence[str]) -> NumbersFound:
        """Return the extremes of number fields in the records that a query finds.

        All filters of the query apply. Raises EngineUnavailable if a part of the index does not
        answer.
        """

    def get(self, id: str) -> Record | None:
        """Return a complete record by its id, or by an id that it had before a correction."""

    def several(self, ids: Sequence[str]) -> Mapping[str, Record]:
        """Return complete records by the given ids, found as by `get`.

        Unknown ids are not among the keys.
        """

    def collections(self) -> tuple[Collection, ...]:
        """Return all collections, by title."""

    def names(self) -> Iterator[NameEntry]:
        """Yield all names in the order of their ids; none if nothing has been published."""

    def extents(
        self, facet: str, values: Sequence[str], *, without: tuple[Clause, ...] = ()
    ) -> tuple[Extent, ...]:
        """Return the number of records and their span of dates for each value of a facet.

        Records that match any clause of `without` do not count.
        """

    def scan(self, clause: Clause | None = None, *, index: str = "") -> Iterator[Record]:
        """Yield every complete record of the live index (that a clause finds) as it was loaded.

        One index is read from beginning to end, even if another is published meanwhile. With
        `index`, one of `indices()` is read instead; NoIndex is raised if it no longer exists.
        """

    def terms(self, path: str, prefix: str, limit: int) -> tuple[tuple[str, int], ...]:
        """Return indexed terms of a path that begin with `prefix`, with their numbers of records.

        The most frequent come first, ties in order of term.
        """

    def spellings(
        self, path: str, word: str, edits: int, limit: int
    ) -> tuple[tuple[str, int], ...]:
        """Return indexed terms of an unstemmed path of which `word` may be a misspelling.

        They are at most `edits` (1 or 2) insertions, deletions, changes or swaps of neighbours
        away, those two away with the same first two letters; each with the number of records
        that have it. The nearest come first, then the most frequent, ties in order of term.
        The word itself is not among them.
        """

    def frequencies(self, path: str, words: Sequence[str]) -> tuple[int, ...]:
        """Return the number of records with each word, analysed, at a path.

        It is 0 for a word that analysis breaks into none or several.
        """

    def met(self, ids: Sequence[str], clauses: Sequence[Clause]) -> Mapping[str, tuple[bool, ...]]:
        """Return which of the clauses each record of these ids (at most 100) matches.

        Records that the live index does not have are not among the keys.
        """

    def info(self) -> IndexInfo:
        """Return the live index."""

    def moves(self) -> int:
        """Return how often an index became the live one, or 0 if none ever has.

        It is known even if the live index cannot be read.
        """

    def indices(self) -> tuple[IndexInfo, ...]:
        """Return all existing indexes of the catalogue, the newest first.

        The index that `rollback` would make live is marked as `previous`.
        """

    def begin(self, *, clone: bool = False, owner: str = "") -> Build:
        """Begin a build, empty or as a copy of the live index.

        Takes the lock that allows one load at a time, held until `publish` or `drop`; raises
        LoadLocked with its holder and time. Remains of killed loads are removed.
        """

    def rollback(self) -> IndexInfo:
        """Make the previous index the live one and return it; raise LoadError if there is none.

        It can be repeated as far as indexes are kept. The abandoned index is kept until the next
        publish or `prune`, and no rollback returns to it.
        """

    def prune(self, keep: int) -> tuple[str, ...]:
        """Remove all but the live index and the `keep` before it; return the names removed."""

    def health(self) -> str:
        """Return "" if the engine can answer, else the reason as one sentence."""

    def verify(self) -> None:
        """Read the complete live index; raise IndexDamaged if it is damaged.

        Takes a second for each 700 MB on the embedded engine.
        """

    def recover(self, fits: Callable[[str], bool]) -> Recovery:
        """If the live index is damaged, make the last intact one that was live the live one.

        `fits` tells whether an index may be shown, by its name. Raises NoIndex if nothing was ever
        published, IndexDamaged if no intact index is left.
        """

    def notices(self) -> Iterator[str]:
        """Yield sentences on problems that an operator should fix before they stop the engine."""

    def watch(self) -> None:
        """Monitor the live index of a server until `close`: damage is then reported by `health`."""

    def close(self) -> None:
        """Release the engine's resources."""
