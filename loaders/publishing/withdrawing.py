"""Withdrawing records: they are hidden at once, then removed from every index permanently.

    the list says so (every answer obeys it) -> the live index is rebuilt without them ->
    the earlier indexes are removed -> the list says that it is done

An interrupted withdrawal is still in effect; `searchroom withdraw` without ids completes it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from index_mappings.json_values import members, text
from index_mappings.names import NameEntry
from index_mappings.record import Collection, Record
from loaders.drafts.identity import fit_id
from loaders.drafts.progress import Progress, show_line, silent
from loaders.publishing.office_holders import OfficeHolders
from loaders.publishing.whole import Whole, publish_whole
from service.engines.contract import Engine
from service.engines.guarded import GuardedEngine
from service.errors import LoadLocked, NoIndex
from service.lasting.bearers import Bearers, told_by
from service.lasting.linking_notes import without_links
from service.lasting.marks import marks_of, title_mark
from service.lasting.withdrawals import Withdrawal, Withdrawals
from service.query.clauses import Value

_AT_ONCE = 1_000  # ids of one question: far below what Elasticsearch takes
_POLL = 0.5  # seconds between two tries for the lock of loads

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Order:
    """The records to withdraw, and the reason. `only` keeps the records below a level."""

    ids: tuple[str, ...]
    reason: str = ""
    notice: str = ""
    only: bool = False


@dataclass(slots=True)
class Done:
    """The result of a withdrawal.

    `withdrawn` are the ids it added to the list, `unknown` those of them that no index had, `alike`
    ids of identical records that stay. `index` is the new live index, `removed` are the earlier
    ones that were removed. `lost` are fields of the old index that the mapping no longer has.
    """

    withdrawn: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    alike: dict[str, set[str]] = field(default_factory=dict)
    index: str = ""
    removed: tuple[str, ...] = ()
    lost: set[str] = field(default_factory=set)


def withdraw(engine: GuardedEngine, order: Order, *, progress: Progress = silent) -> Done:
    """Withdraw records and those below them from the catalogue and all of its indexes.

    Interrupted withdrawals are completed too; without ids, only these. If a load is in progress
    this waits for its end; every answer already hides the records.
    """
    done = Done()
    known = engine.lasting.change(lambda list: list.ready())
    taken = _Taken(engine)
    for said in _said(order, known):
        record = _anywhere(engine.unguarded, said.id)
        if record is None and known.find(said.id) is None:
            done.unknown.append(said.id)
        taken.take(said, record, known.secrets[0])
    found = taken.entries
    _hide(engine, found)
    levels = [item.id for item in found.values() if not (item.only or item.level)]
    for record, level in _below(engine.unguarded, levels):
        if record.id not in found:
            said = replace(found[level], id=record.id, level=level)
            taken.take(said, record, known.secrets[0])
    _hide(engine, found)
    done.withdrawn = list(found)
    with suppress(NoIndex):
        engine.info()
        done.index = waiting(lambda: _rebuild(engine, taken, done, progress))
        done.removed = waiting(lambda: engine.prune(0))
    _settle(engine, found, done)
    return done


class _Taken:
    """The effects of a withdrawal: entries of the list by id, and what only these records have.

    `theirs` are the collections they name, `bearers` knows the listed names they have.
    """

    def __init__(self, engine: GuardedEngine) -> None:
        self._engine = engine
        self.entries: dict[str, Withdrawal] = {}
        self.theirs: set[str] = set()
        self.bearers = Bearers(())
        with suppress(NoIndex):
            self.bearers = Bearers(engine.names())

    def take(self, said: Withdrawal, record: Record | None, secret: str) -> None:
        """Add a record by its current entry; None means that no index has it."""
        entry = said
        if record is not None:
            entry = _entry(said, record, self._engine, secret)
            self.theirs.update(map(str, record.many("collections")))
            self.bearers.hide(told_by(record.values))
        self.entries[entry.id] = entry

    def show_the_others(self) -> None:
        """Keep the listed names that another record has too."""
        for record in self._engine.scan() if self.bearers.ids else ():
            self.bearers.show(told_by(record.values))
            if not self.bearers.ids:  # mostly after a few records
                return

    def names(self) -> Iterator[NameEntry]:
        """Yield the listed names that stay."""
        return (item for item in self._engine.names() if item.id not in self.bearers.ids)


def _said(order: Order, known: Withdrawals) -> Iterator[Withdrawal]:
    """Yield an entry for each given id, and the entries of interrupted withdrawals."""
    today = date.today().isoformat()
    named = dict.fromkeys(map(fit_id, order.ids))
    for id in named:
        yield Withdrawal(id, today, order.reason, order.notice, only=order.only)
    yield from (item for item in known.pending if item.id not in named)


def _hide(engine: GuardedEngine, found: Mapping[str, Withdrawal]) -> None:
    """Add entries to the list, so that every answer hides them.

    They have no marks yet: a scan distinguishes copies from other identical records.
    """
    bare = [replace(item, marks=(), title="", alike=()) for item in found.values()]
    engine.lasting.change(lambda list: list.adding(bare))


def _rebuild(engine: GuardedEngine, taken: _Taken, done: Done, progress: Progress) -> str:
    """Rebuild the live index without withdrawn records; return its name.

    Collections and listed names of only withdrawn records are removed.
    """
    mapping = engine.mapping
    found, theirs = taken.entries, taken.theirs
    marked = {mark: item.id for item in found.values() for mark in item.marks}
    secret = engine.lasting.withdrawals().secrets[0]
    titles = {item.title for item in found.values() if item.title}
    named: set[str] = set()
    taken.show_the_others()
    holders = OfficeHolders(taken.names(), engine.collections(), mapping)

    def rest() -> Iterator[Record]:
        for record in progress(engine.scan(), "rebuilding the index", engine.info().records):
            for mark in marks_of(record, mapping, secret) if marked else ():
                if id := marked.get(mark):
                    done.alike.setdefault(id, set()).add(record.id)
            named.update(map(str, record.many("collections")))
            lost = {name for name in record.values if mapping.field(name) is None}
            done.lost |= lost
            values = {name: item for name, item in record.values.items() if name not in lost}
            public = without_links(values, is_gone)
            yield Record(record.id, holders.beside(public, record.source))

    def is_gone(title: str) -> bool:
        return title_mark(title, secret) in titles

    def collections() -> Iterator[Collection]:
        for item in engine.collections():
            is_empty = item.id in theirs and item.id not in named
            if not (is_empty or is_gone(item.title)):
                yield item

    publish_whole(engine, Whole(rest(), collections, taken.names), "a withdrawal")
    return engine.info().name


def _settle(engine: GuardedEngine, found: Mapping[str, Withdrawal], done: Done) -> None:
    """Add the marks of copies to the list, and that no index has the records now."""
    whole = [
        replace(item, alike=tuple(sorted(done.alike.get(item.id, ())))) for item in found.values()
    ]
    engine.lasting.change(lambda list: list.adding(whole).settled(found))


def waiting(act: Callable[[], Made]) -> Made:
    """Call a function that needs the lock of loads; if a load has it, report once and wait."""
    is_told = False
    while True:
        try:
            return act()
        except LoadLocked as error:
            if not is_told:
                show_line(f"waiting: {error}")
                is_told = True
            time.sleep(_POLL)


def _entry(withdrawal: Withdrawal, record: Record, engine: Engine, secret: str) -> Withdrawal:
    """Return an entry of the list for the current record."""
    mapping = engine.mapping
    return replace(
        withdrawal,
        id=record.id,
        former=tuple(map(str, record.many("former_ids"))),
        marks=marks_of(record, mapping, secret),
        title=title_mark(record.text(mapping.title), secret),
    )


def _anywhere(engine: Engine, id: str) -> Record | None:
    """Return a record of the live index or of an earlier one."""
    with suppress(NoIndex):
        if record := engine.get(id):
            return record
    for info in engine.indices():
        with suppress(NoIndex):
            for record in engine.scan(Value("id", (id,)), index=info.name):
                return record
    return None


def _below(engine: Engine, levels: Sequence[str]) -> Iterator[tuple[Record, str]]:
    """Yield each record below one of these, with the id of its level."""
    ours = frozenset(levels)
    for name in (item.name for item in engine.mapping.fields if item.kind.leads_up):
        for start in range(0, len(levels), _AT_ONCE):
            below = Value(f"{name}.id", tuple(levels[start : start + _AT_ONCE]))
            for record in engine.scan(below):
                named = (text(members(item).get("id")) for item in record.many(name))
                yield record, next(id for id in named if id in ours)
