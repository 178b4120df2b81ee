"""Writing a whole catalogue into one build: for a copy, a restored dump, a removed source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from index_mappings.names import NameEntry
from index_mappings.record import Collection, Record
from service.engines.contract import Build, Engine
from service.engines.guarded import guarded
from service.errors import LoadError
from service.lasting.changes import Change
from service.lasting.gate import KeptOut

_NAMED = 5  # refused records that a message names; more would only hide the reason


@dataclass(frozen=True, slots=True)
class Whole:
    """The contents of the next index.

    `collections`, `names` and `expected`, the number of records (None: any), are called when the
    records are written. `history` are the changes that led to these records, if they come from
    another catalogue with its own list.
    """

    records: Iterable[Record]
    collections: Callable[[], Iterable[Collection]]
    names: Callable[[], Iterable[NameEntry]]
    expected: Callable[[], int] | None = None
    history: Callable[[], Iterable[Change]] | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """The number of live records, and those kept out because they were withdrawn."""

    records: int
    kept_out: KeptOut


def publish_whole(engine: Engine, whole: Whole, owner: str) -> Published:
    """Write records and collections into a new build and publish it.

    Raises LoadLocked if a load is in progress, LoadError if a record was refused or is missing; the
    live index is then unchanged.
    """
    build = guarded(engine).begin(owner=owner)
    try:
        count = _fill(build, whole)
        if whole.history:
            build.follows(whole.history)
        build.publish()
    except BaseException:
        build.drop()
        raise
    return Published(count, build.kept_out)


def _fill(build: Build, whole: Whole) -> int:
    written = 0

    def counted() -> Iterator[Record]:
        nonlocal written
        for record in whole.records:
            written += 1
            yield record

    refused = [f"{one.id}: {one.field or 'record'}: {one.reason}" for one in build.add(counted())]
    if refused:
        raise LoadError(
            f"{len(refused):,} of {written:,} records were refused, as "
            f"{'; '.join(refused[:_NAMED])}; nothing was published"
        )
    build.add_collections(whole.collections())
    build.add_names(whole.names())
    count = build.finish()
    expected = (whole.expected() if whole.expected else written) - build.kept_out.count
    if count != expected:
        raise LoadError(f"{count:,} of {expected:,} records arrived; nothing was published")
    return count
