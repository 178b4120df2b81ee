"""Holders of offices according to the lists that will be live after a load."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from contextlib import suppress

from index_mappings.names import NameEntry
from index_mappings.record import Record
from loaders.publishing.intake import Intake
from loaders.publishing.ledger import Ledger
from loaders.publishing.listed_names import hidden_names
from loaders.publishing.office_holders import OfficeHolders
from loaders.publishing.writing import moment
from service.engines.contract import Build, Engine
from service.errors import LoadError, NoIndex


def holders_of_load(
    engine: Engine, ledger: Ledger, intake: Intake, loaded: Set[str], *, update: bool
) -> OfficeHolders:
    """Return the holders of offices, without those named only by records that are kept out."""
    theirs = [item for item in engine.names() if item.offices and item.source in loaded]
    left = theirs if update else []
    if not (left or any(item.offices for item in ledger.names())):
        hidden: Set[str] = frozenset()
    else:
        deleted = {id for ids in intake.deletions.values() for id in ids}
        gone = {*deleted, *(id for _, id in intake.held())} if update else None
        hidden = hidden_names(engine, ledger, left, loaded, gone)

    def names() -> Iterator[NameEntry]:
        new = {item.id for item in ledger.names()} if left else frozenset()
        yield from ledger.names()
        yield from (item for item in left if item.id not in new)
        yield from (item for item in engine.names() if item.source not in loaded)

    collections = [*intake.collections.values()]
    with suppress(NoIndex):
        collections[:0] = engine.collections()
    shown = (item for item in names() if item.offices and item.id not in hidden)
    return OfficeHolders(shown, collections, engine.mapping)


def carry_over(build: Build, records: Iterable[Record], holders: OfficeHolders) -> None:
    """Write the records of other sources with the holders known now."""
    now = moment()
    write_others(build, (holders.settled(record, now) for record in records))


def resettle(
    build: Build, engine: Engine, holders: OfficeHolders, ledger: Ledger, gone: Set[str]
) -> None:
    """Add the holders to the offices of live records that an update does not change.

    The live index is read only if an update changes the holders of an office.
    """
    before = OfficeHolders(engine.names(), engine.collections(), engine.mapping)
    if before.says_as(holders):
        return

    def changed() -> Iterator[Record]:
        now = moment()
        for record in engine.scan():
            if not (ledger.has(record.id) or record.id in gone):
                settled = holders.settled(record, now)
                if settled is not record:
                    yield settled

    write_others(build, changed())


def write_others(build: Build, records: Iterable[Record]) -> None:
    """Write records that this load did not read; raise LoadError if the engine refuses one."""
    for refusal in build.add(records):
        raise LoadError(
            f"the engine refused {refusal.id!r} of another source "
            f"({refusal.field}: {refusal.reason}); nothing was published"
        )
