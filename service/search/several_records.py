"""Several records by their ids, as many at once as there is room for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import orjson

from index_mappings.record import Record
from service.results import IndexInfo
from service.schemas.answers import ListedRecord, ListLinks, ListPage, RecordsAnswer
from service.schemas.chosen_keys import ID, ChosenKeys
from service.search.addresses import API, RECORDS
from service.search.answer import index_of
from service.search.arguments import PLAIN
from service.search.cursor import Cursor, query_digest, read_cursor
from service.search.endpoint_arguments import RecordsRead
from service.search.links import Links
from service.search.paths import write_listed
from service.search.records import TRIES
from service.search.site import Site

_AT_ONCE = 20  # ids that an engine is asked for in one go: of the longest texts, some 20 MB
_ROOM = 1_500_000  # bytes of records in one answer; links and the rest of it stay below 2 MB


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a list: what was found, what was not, and how many of the ids that were."""

    found: tuple[ListedRecord, ...]
    missing: tuple[str, ...]
    withdrawn: tuple[str, ...]
    read: int


def records_answer(site: Site, read: RecordsRead, links: Links) -> RecordsAnswer:
    """Return the records with some ids, up to where the answer is full.

    What is left over is asked for by the cursor. All are of one index. Raises BadRequest for a
    cursor of other ids, IndexMoved for one of an index that has been replaced.
    """
    digest = query_digest(PLAIN, "records", *read.ids)
    for _ in range(TRIES):
        info = site.engine.info()
        start = _start(read, digest, info)
        part = _part(site, read.ids[start:], read.chosen, links)
        if site.engine.info().version == info.version:
            break
    seen = start + part.read
    following = None
    if seen < len(read.ids):
        following = Cursor(info.version, digest, seen, (seen,)).write()
    return RecordsAnswer(
        results=part.found,
        missing=part.missing,
        withdrawn=part.withdrawn,
        page=ListPage(len(read.ids), following),
        links=ListLinks(
            _address(links, read, read.cursor),
            "",
            _address(links, read, following) if following else "",
        ),
        index=index_of(info),
    )


def _start(read: RecordsRead, digest: str, info: IndexInfo) -> int:
    if not read.cursor:
        return 0
    cursor = read_cursor(read.cursor, digest, len(read.ids))
    cursor.check(info.version)
    return cursor.seen


def _part(site: Site, ids: Sequence[str], chosen: ChosenKeys | None, links: Links) -> _Part:
    withdrawn = site.engine.lasting.withdrawals()
    found: list[ListedRecord] = []
    missing: list[str] = []
    gone: list[str] = []
    room, read = _ROOM, 0
    for id, record in _records(site, ids, chosen):
        if record is None:
            (gone if withdrawn.find(id) else missing).append(id)
        else:
            room -= len(orjson.dumps(record.values))
            if room < 0 and found:
                break
            former = id if record.id != id else ""
            found.append(ListedRecord(record=record, asked=former, links=links.record(record.id)))
        read += 1
    return _Part(tuple(found), tuple(missing), tuple(gone), read)


def _records(
    site: Site, ids: Sequence[str], chosen: ChosenKeys | None
) -> Iterator[tuple[str, Record | None]]:
    mapping = site.mapping
    fields = chosen.of_record(mapping) if chosen else mapping.field_names
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        known = site.engine.several(some)
        for id in some:
            yield id, known[id].only(fields) if id in known else None


def _address(links: Links, read: RecordsRead, cursor: str) -> str:
    ids = ",".join(map(write_listed, read.ids))
    pairs = [("ids", ids)]
    if read.chosen is not None:
        pairs.append(("fields", ",".join(read.chosen.names) or ID))
    if cursor:
        pairs.append(("cursor", cursor))
    return f"{links.site}{API}{RECORDS}?{urlencode(pairs, safe=',~')}"
