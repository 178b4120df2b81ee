"""Removing a source from the catalogue: the next index is the live one without it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import partial

from index_mappings.record import Collection, Record
from loaders.drafts.progress import Progress, silent
from loaders.publishing.listed_names import names_of_others
from loaders.publishing.office_holders import OfficeHolders
from loaders.publishing.survey import carried
from loaders.publishing.whole import Whole, publish_whole
from loaders.publishing.writing import moment
from service.engines.contract import Engine
from service.errors import LoadLocked


def remove(engine: Engine, source: str, *, keep: int, progress: Progress = silent) -> int:
    """Remove the records and collections of a source in one switch; return the number of records.

    Raises NoIndex if nothing is live, LoadLocked if a load is in progress, LoadError if the new
    index is not complete; the live index is then unchanged.
    """
    engine.verify()
    taken = 0

    def rest() -> Iterator[Record]:
        nonlocal taken
        for record in progress(engine.scan(), "reading the live index", engine.info().records):
            if record.source == source:
                taken += 1
            else:
                yield holders.settled(carried(record, engine.mapping), moment())

    def collections() -> Iterator[Collection]:
        return (item for item in engine.collections() if item.source != source)

    holders = OfficeHolders(names_of_others(engine, source), collections(), engine.mapping)
    publish_whole(
        engine,
        Whole(rest(), collections, partial(names_of_others, engine, source)),
        f"taking out {source}",
    )
    with suppress(LoadLocked):  # the next load has begun already, and will prune
        engine.prune(keep)
    return taken
