"""One record as an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from index_mappings.record import Record
from index_mappings.sayings import sentence
from service.errors import NotFound, Withdrawn
from service.schemas.answers import RecordAbove, RecordAnswer, RecordCollection, RecordLinks
from service.search.ancestors import above
from service.search.answer import index_of, result_of
from service.search.links import Links
from service.search.paths import ids_of, is_named, read_path
from service.search.similar import similar
from service.search.site import Site

Made = TypeVar("Made")
TRIES = 3  # makings of an answer; nobody publishes three times while one is made

NOTICE = sentence("this record was withdrawn by the archive, and can no longer be seen here")
"""What a reader reads where the archive gives no notice of its own."""


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """A record, and whether its address is different: a new id, or no slash at its end.

    `version` is that of the index that was live before it was read.
    """

    record: Record
    moved: bool
    version: str = ""


def find_record(site: Site, part: str) -> FoundRecord:
    """Return the record that a part of a path names (`service.search.paths`).

    An id with a slash at its end takes precedence over the one without. Raises NotFound, or
    Withdrawn if the archive has withdrawn the record.
    """
    version = site.engine.info().version
    withdrawn = site.engine.lasting.withdrawals()
    for wanted in ids_of(part):
        if entry := withdrawn.find(wanted):
            raise Withdrawn(entry.notice or NOTICE)
        record = site.engine.get(wanted)
        if record is not None:
            return FoundRecord(record, record.id != wanted or not is_named(wanted, part), version)
    id = read_path(part)
    shown = id if len(id) <= 200 else f"{id[:200]}…"
    raise NotFound(
        sentence(
            "no record has the id %(id)s; it may have been withdrawn, or mistyped", id=repr(shown)
        )
    )


def of_one_index(site: Site, part: str, first: FoundRecord, make: Callable[[Record], Made]) -> Made:
    """Return the result of `make` for a record and others, all from one index.

    Where another index was published meanwhile, the record is read and all is made again. What
    `first` found is used where it is still of the live index.
    """
    found, version = first, first.version
    for _ in range(TRIES):
        answer = make(found.record)
        if site.engine.info().version == version:
            return answer
        version = site.engine.info().version
        found = find_record(site, part)
    return make(found.record)


def record_answer(site: Site, record: Record, links: Links, like: int = 0) -> RecordAnswer:
    """Return the record's fields in the mapping's order, with its links and those of its parts.

    With `like`, that number of similar records is under "similar", each as in a search; "partial"
    means that some may be missing.
    """
    info = site.engine.info()
    catalogue = site.catalogues.of(info.version)
    facet = site.mapping.collection_facet
    ids = [str(id) for id in record.many(facet.field)] if facet else []
    here = links.record(record.id)
    found = similar(site.engine, record, like) if like else None
    return RecordAnswer(
        record=site.mapping.ordered(record),
        similar=tuple(result_of(hit, links) for hit in found.hits) if found else None,
        partial=found.partial if found else None,
        links=RecordLinks(
            self_=here.self_,
            html=here.html,
            collections=tuple(
                RecordCollection(id, catalogue.title(id), links.collection(id)) for id in ids
            ),
            ancestors=tuple(
                RecordAbove(item.id, item.title, links.record(item.id))
                for item in above(site.engine, record)
                if item.is_here
            ),
        ),
        index=index_of(info),
    )
