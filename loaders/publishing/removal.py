"""A source taken out of the catalogue: the next index is the live one without it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from index_mappings.record import Record
from loaders.drafts.progress import Progress, silent
from loaders.publishing.survey import carried
from service.engines.contract import Engine
from service.errors import LoadError, LoadLocked


def remove(engine: Engine, source: str, *, keep: int, progress: Progress = silent) -> int:
    """Take out the records and collections of a source in one switch; return how many records.

    Raises NoIndex where nothing is live, LoadLocked where a load is under way, LoadError where
    the new index is not whole; the live index is then as it was.
    """
    build = engine.begin(owner=f"taking out {source}")
    taken = kept = 0

    def rest() -> Iterator[Record]:
        nonlocal taken, kept
        for record in progress(engine.scan(), "reading the live index", total):
            if record.source == source:
                taken += 1
            else:
                kept += 1
                yield carried(record, engine.mapping)

    try:
        total = engine.info().records
        for refusal in build.add(rest()):
            raise LoadError(
                f"the engine would not take {refusal.id!r} of another source "
                f"({refusal.field}: {refusal.reason}); nothing was published"
            )
        build.add_collections(item for item in engine.collections() if item.source != source)
        count = build.finish()
        if count != kept:
            raise LoadError(
                f"the new index has {count:,} records where {kept:,} were written; nothing was "
                "published"
            )
        build.publish()
    except BaseException:
        build.drop()
        raise
    with suppress(LoadLocked):  # the next load has begun already, and will prune
        engine.prune(keep)
    return taken
