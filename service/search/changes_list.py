"""The numbered list of changes, one part at a time."""

from __future__ import annotations

from itertools import islice
from urllib.parse import urlencode

from service.engines.public_changes import public_changes
from service.lasting.changes import Change, Kind
from service.schemas.answers import ChangedRecord, ChangesAnswer, ListLinks
from service.search.addresses import API, CHANGES
from service.search.answer import index_of
from service.search.links import Links
from service.search.site import Site

_GONE = (Kind.DELETED, Kind.WITHDRAWN)


def changes_answer(site: Site, since: int, size: int, links: Links) -> ChangesAnswer:
    """Return the changes with a number beyond `since`, in their order, at most `size`.

    The list continues over all publishes and rollbacks, so a number never expires.
    """
    info = site.engine.info()
    found = public_changes(site.engine, since)
    some = tuple(islice(found, size + 1))
    shown = some[:size]
    last = shown[-1].number if shown else since
    return ChangesAnswer(
        results=tuple(_entry(change, links) for change in shown),
        last=last,
        more=len(some) > size,
        links=ListLinks(_address(links, since, size), "", _address(links, last, size)),
        index=index_of(info),
    )


def _entry(change: Change, links: Links) -> ChangedRecord:
    is_gone = change.kind in _GONE
    return ChangedRecord(
        number=change.number,
        at=change.at,
        kind=str(change.kind),
        id=change.id,
        collections=change.collections,
        links=None if is_gone else links.record(change.id),
    )


def _address(links: Links, since: int, size: int) -> str:
    return f"{links.site}{API}{CHANGES}?{urlencode({'since': since, 'size': size})}"
