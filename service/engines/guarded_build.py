"""A build without withdrawn records, which records the changes of its publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice

from index_mappings.folding import key
from index_mappings.names import NameEntry
from index_mappings.record import Collection, Record
from service.engines.contract import Build, Engine, Refusal
from service.errors import IndexUnreadable
from service.lasting.bearers import is_named, told_by
from service.lasting.changes import Change
from service.lasting.comparing import Comparison
from service.lasting.gate import Gate, KeptOut
from service.query.clauses import Value
from service.query.request import Query
from service.results import Hit

_AT_ONCE = 1_000  # ids in one clause: far below what Elasticsearch takes (65,536)

History = Callable[[], Iterable[Change]]


class GuardedBuild:
    """A build behind the gate; `kept_out` counts the records it refused.

    `over` is called once the build is published (True) or dropped.
    """

    def __init__(
        self,
        engine: Engine,
        build: Build,
        gate: Gate,
        *,
        clone: bool,
        moves: int,
        over: Callable[[bool], None],
    ) -> None:
        self.kept_out = KeptOut()
        self._engine = engine
        self._build = build
        self._gate = gate
        self._is_clone = clone
        self._moves = moves
        self._over = over
        self._comparison = Comparison(is_first=not moves)
        self._touched: set[str] = set()  # ids that an update takes out: few
        self._kept_out: list[str] = []  # what withdrawn records say: few
        self._named: set[int] = set()  # hashes of the names of the others, 10 MB for 200,000
        self._has_read = False
        self._history: History | None = None

    @property
    def name(self) -> str:
        """The name of the build."""
        return self._build.name

    def add(self, records: Iterable[Record]) -> Iterator[Refusal]:
        """Write the permitted records; yield refusals."""
        let_in = self._through(records) if self._gate.withdrawals else records
        for refusal in self._build.add(self._comparison.has(let_in)):
            self._comparison.has_not(refusal.id)
            yield refusal

    def delete(self, ids: Iterable[str]) -> None:
        """Delete records."""

        def noted() -> Iterator[str]:
            for id in ids:
                self._comparison.has_not(id)
                self._touched.add(id)
                yield id

        self._build.delete(noted())

    def add_collections(self, collections: Iterable[Collection]) -> None:
        """Write the collections, except those with the name of a withdrawn record."""
        self._build.add_collections(self._gate.collections(collections))

    def add_names(self, names: Iterable[NameEntry]) -> None:
        """Write names, replacing those of the same id; not those of a record that was kept out.

        Names that other records have too are kept.
        """
        self._build.add_names(entry for entry in names if not self._is_kept_out(entry))

    def delete_names(self, ids: Iterable[str]) -> None:
        """Delete names."""
        self._build.delete_names(ids)

    def finish(self) -> int:
        """Make everything durable and searchable; return the number of records."""
        return self._build.finish()

    def found(self, queries: Sequence[Query]) -> tuple[tuple[Hit, ...], ...]:
        """Return the first hits of each query in this build."""
        return self._build.found(queries)

    def follows(self, history: History) -> None:
        """Use the list of changes of the other catalogue that the records come from."""
        self._history = history

    def reading(self, records: Iterator[Record]) -> Iterator[Record]:
        """Yield all records of the live index, and note them as the previous state."""
        if self._is_clone or self._has_read:
            yield from records
            return
        yield from self._comparison.had(records)
        self._has_read = True

    def publish(self) -> None:
        """Write the changes, and make this build the live one.

        A failed publish changes nothing: the changes written for it do not count.
        """
        if self._history:
            changes = iter(self._history())
        else:
            self._read_before()
            withdrawn = self._engine.lasting.withdrawals().ids
            changes = self._comparison.changes(now(), withdrawn)
        self._engine.lasting.append(changes, move=self._moves + 1)
        self._build.publish()
        self._comparison.close()
        self._over(True)

    def drop(self) -> None:
        """Remove the build; does nothing if it has been published."""
        self._build.drop()
        self._comparison.close()
        self._over(False)

    def _through(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield the permitted records, and note the names in the others."""
        for record in records:
            if stopped := self._gate.stops(record):
                self.kept_out.note(stopped)
                self._kept_out.append(told_by(record.values))
                continue
            self._named.update(map(hash, self._names_in(record)))
            yield self._gate.passed(record)

    def _names_in(self, record: Record) -> Iterator[str]:
        for field in self._engine.mapping.fields:
            if field.kind.names_people:
                for party in record.named(field.name):
                    yield from map(key, (party.name, party.as_written))

    def _is_kept_out(self, entry: NameEntry) -> bool:
        return is_named(entry, self._kept_out) and not any(
            hash(key(form.text)) in self._named for form in entry.forms
        )

    def _read_before(self) -> None:
        """Note the live versions of this build's records, or all live records."""
        if not self._moves or self._has_read:
            return
        if not self._is_clone:
            try:
                _exhaust(self._comparison.had(self._engine.scan()))
            except IndexUnreadable:  # this build is what takes its place
                self._comparison.knew(self._engine.lasting.changes(0, move=self._moves))
            return
        ids = iter(sorted({*self._comparison.ids(), *self._touched}))
        while some := tuple(islice(ids, _AT_ONCE)):
            _exhaust(self._comparison.had(self._engine.scan(Value("id", some))))


def now() -> str:
    """Return the time of a change."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _exhaust(records: Iterator[Record]) -> None:
    for _ in records:
        pass
