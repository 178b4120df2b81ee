"""What an engine must do. One test suite (tests/test_engine_contract.py) holds each to it.

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
    """A record that the engine would not take: its id, the field if it said one, and why."""

    id: str
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Recovery:
    """What a recovery did: the index that is live now, and what was wrong with those before it.

    `moved` tells whether anything had to be changed.
    """

    live: str
    wrong: tuple[str, ...]
    moved: bool


class Build(Protocol):
    """An index being built aside. The live one knows nothing of it until `publish`."""

    kept_out: KeptOut
    """What was not written because it was withdrawn; an engine alone lets everything in
    (`service.engines.guarded`)."""

    @property
    def name(self) -> str:
        """The name of the build: `<catalogue>-<stamp>`."""

    def add(self, records: Iterable[Record]) -> Iterator[Refusal]:
        """Write records; a record with an id that is already there replaces it.

        Nothing happens until the iterator is consumed; it yields what was refused, while the
        rest goes in. Memory stays flat however many records there are.
        """

    def delete(self, ids: Iterable[str]) -> None:
        """Take records out (an update does)."""

    def add_collections(self, collections: Iterable[Collection]) -> None:
        """Write the collections; those of the same id are replaced."""

    def add_names(self, names: Iterable[NameEntry]) -> None:
        """Write names; those of the same id are replaced. Memory stays flat."""

    def delete_names(self, ids: Iterable[str]) -> None:
        """Take names out (an update does)."""

    def finish(self) -> int:
        """Make everything written durable and searchable, and return the number of records.

        Raises LoadError if the index is not whole.
        """

    def found(self, queries: Sequence[Query]) -> tuple[tuple[Hit, ...], ...]:
        """Return the first hits of each query in this build, which is finished, by relevance.

        No words are marked. Raises LoadError if it is not finished.
        """

    def publish(self) -> None:
        """Make this build the live one, in one step, and keep the one before for a rollback."""

    def drop(self) -> None:
        """Remove the build; does nothing if it has been published."""


class Engine(Protocol):
    """A search engine that holds one catalogue.

    Methods that read raise NoIndex if nothing has been published, IndexDamaged where what was
    published is gone or not as it was written, and EngineUnavailable where the engine cannot
    answer; all recover by themselves, with no restart.
    """

    mapping: RecordMapping
    kind: str
    """What the engine is called in figures and messages: "embedded", "elasticsearch"."""
    lasting: Lasting
    """What is kept of the catalogue beside its indexes: the list of what was withdrawn."""

    def search(self, query: Query) -> SearchResult:
        """Answer a query."""

    def count(self, clauses: Sequence[Query]) -> tuple[int, ...]:
        """Return the number of records that each query finds, in one go."""

    def pairs(self, query: Query, request: PairRequest) -> PairCounts:
        """Return the pairs of values of two facets of the records that a query finds.

        Each count is exact. All filters of the query hold. Up to `pair_counting.MOST` pairs are in
        the order of their counts, more in the order of their values (by code point). Raises
        EngineUnavailable if a part of the index does not answer.
        """

    def numbers(self, query: Query, fields: Sequence[str]) -> NumbersFound:
        """Return the extremes of some fields of numbers in the records that a query finds.

        All filters of the query hold. Raises EngineUnavailable if a part of the index does
        not answer.
        """

    def get(self, id: str) -> Record | None:
        """Return a whole record by its id, or by one that it had before a correction."""

    def several(self, ids: Sequence[str]) -> Mapping[str, Record]:
        """Return whole records under the ids that they were asked by, as `get` finds them.

        An id that no record has or had is not among the keys.
        """

    def collections(self) -> tuple[Collection, ...]:
        """Return all collections, by title."""

    def names(self) -> Iterator[NameEntry]:
        """Yield all names in the order of their ids; none where nothing has been published."""

    def extents(
        self, facet: str, values: Sequence[str], *, without: tuple[Clause, ...] = ()
    ) -> tuple[Extent, ...]:
        """Return, for each value of a facet, how many records have it and from when to when.

        Records that meet any clause of `without` do not count.
        """

    def scan(self, clause: Clause | None = None, *, index: str = "") -> Iterator[Record]:
        """Yield every whole record of the live index (that a clause finds), as it was loaded.

        One index is read from beginning to end, even if another is published meanwhile. With
        `index`, one of `indices()` is read instead; NoIndex where it is not there any more.
        """

    def terms(self, path: str, prefix: str, limit: int) -> tuple[tuple[str, int], ...]:
        """Return indexed terms of a path that begin with `prefix` and in how many records.

        The most frequent come first, ties in order of term.
        """

    def spellings(
        self, path: str, word: str, edits: int, limit: int
    ) -> tuple[tuple[str, int], ...]:
        """Return indexed terms of an unstemmed path that `word` may be a misspelling of.

        They are at most `edits` (1 or 2) insertions, deletions, changes or swaps of neighbours
        away, those two away with the same first two letters; each with the number of records
        that have it. The nearest come first, then the most frequent, ties in order of term.
        The word itself is not among them.
        """

    def frequencies(self, path: str, words: Sequence[str]) -> tuple[int, ...]:
        """Return in how many records each word is found at a path, as its analysis finds it.

        0 for a word that analysis breaks into none or several.
        """

    def met(self, ids: Sequence[str], clauses: Sequence[Clause]) -> Mapping[str, tuple[bool, ...]]:
        """Return for each record of these ids (at most 100) which of the clauses it meets.

        A record that the live index does not have is not among the keys.
        """

    def info(self) -> IndexInfo:
        """Return the live index."""

    def moves(self) -> int:
        """Return how often an index became the live one, or 0 if none ever has.

        It is known where the live index cannot be read, too.
        """

    def indices(self) -> tuple[IndexInfo, ...]:
        """Return every index of the catalogue that is there, the newest first.

        The one that `rollback` would make live is marked as `previous`.
        """

    def begin(self, *, clone: bool = False, owner: str = "") -> Build:
        """Begin a build, empty or as a copy of the live index.

        Takes the lock that allows one load at a time, held until `publish` or `drop`; raises
        LoadLocked naming who holds it and since when. What killed loads left is removed.
        """

    def rollback(self) -> IndexInfo:
        """Make the index before the live one the live one, and return it; LoadError if none.

        Again and again it goes back as far as indexes are kept. What was left is kept until the
        next publish or `prune`, and no rollback goes there.
        """

    def prune(self, keep: int) -> tuple[str, ...]:
        """Remove all but the live index and the `keep` before it; return the names removed."""

    def health(self) -> str:
        """Return "" where the engine can answer, else one sentence that says why not."""

    def verify(self) -> None:
        """Read the live index whole; raise IndexDamaged if it is not as it was written.

        Takes a second for each 700 MB on the embedded engine.
        """

    def recover(self, fits: Callable[[str], bool]) -> Recovery:
        """Make the last whole index that has been live the live one, where the live one is not.

        `fits` says whether the index of a name may be shown. Raises NoIndex if nothing was
        ever published, IndexDamaged where no whole index is left.
        """

    def notices(self) -> Iterator[str]:
        """Yield in sentences what an operator should see to before it stops the engine."""

    def watch(self) -> None:
        """Look after the live index until `close`, as a server does: damage makes it unwell."""

    def close(self) -> None:
        """Let go of what the engine holds."""
