"""The records and the deletions that are in a part of the list of changes.

The list is in the order of time and only grows, so a place in it is all that a harvest needs.
A record that changed again later is left to its later place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from index_mappings.record import Record
from service import clock
from service.engines.public_changes import public_changes
from service.lasting.changes import Change, Kind
from service.oai_pmh.tokens import Harvest
from service.search.site import Site

PAGE = 100  # records of one answer: with long summaries a few hundred kilobytes
_GONE = (Kind.DELETED, Kind.WITHDRAWN)
_AT_ONCE = 20  # records asked of the engine in one go
_FAR = 2**53
_LOOKED = 1_000  # changes between two looks at the clock: two milliseconds


@dataclass(frozen=True, slots=True)
class Item:
    """A record, or with None the deletion of one; `at` is when it changed, to the second."""

    id: str
    at: str
    collections: tuple[str, ...]
    record: Record | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some items, and the harvest that continues after them, or None if they are the last."""

    items: tuple[Item, ...]
    following: Harvest | None


def page_of(site: Site, harvest: Harvest) -> Page:
    """Return the next items of a harvest, at most `PAGE`."""
    after = harvest.after or _before(site, harvest.first)
    found: list[Item] = []
    changes = _wanted(site, harvest, after)
    while some := list(islice(changes, _AT_ONCE)):
        for change, item in _items(site, some):
            if item is not None and len(found) == PAGE:
                return Page(tuple(found), harvest.at(after))
            if item is not None:
                found.append(item)
            after = change.number
    return Page(tuple(found), None)


def item_of(site: Site, id: str) -> Item | None:
    """Return one record, its deletion, or None where no such record was ever there."""
    record = site.engine.several((id,)).get(id)
    if record is not None:
        return _item(site, record, moment(record.text("changed")))
    gone: Change | None = None
    for change in _changes(site, 0):
        if change.id == id:
            gone = change if change.kind in _GONE else None
    return Item(id, moment(gone.at), gone.collections, None) if gone else None


def earliest(site: Site) -> str:
    """Return the moment of the first change; the beginning of all time if there is none."""
    for change in _changes(site, 0):
        return moment(change.at)
    return "1970-01-01T00:00:00Z"


def moment(written: str) -> str:
    """Return a moment in UTC as the protocol writes it: to the second, with a Z."""
    return f"{written[:19]}Z" if written else "1970-01-01T00:00:00Z"


def _changes(site: Site, after: int) -> Iterator[Change]:
    """Yield the changes beyond a number; OutOfTime where that takes longer than a request may."""
    found = public_changes(site.engine, after)
    for seen, change in enumerate(found):
        if seen % _LOOKED == 0:
            clock.check()
        yield change


def _wanted(site: Site, harvest: Harvest, after: int) -> Iterator[Change]:
    """Yield the changes beyond a number that are in the set, up to the last moment."""
    for change in _changes(site, after):
        if harvest.last and moment(change.at) > harvest.last:
            return
        if not harvest.set or harvest.set in change.collections:
            yield change


def _items(site: Site, changes: list[Change]) -> Iterator[tuple[Change, Item | None]]:
    """Yield each change with what it is to a harvester, or None if a later one tells."""
    known = site.engine.several([change.id for change in changes])
    for change in changes:
        at = moment(change.at)
        record = known.get(change.id)
        if record is not None and record.id != change.id:
            record = None  # the id is a former one, which leads to the record
        if change.kind in _GONE:
            gone = Item(change.id, at, change.collections, None)
            yield change, gone if record is None else None
        elif record is None or moment(record.text("changed")) > at:
            yield change, None
        else:
            yield change, _item(site, record, at)


def _item(site: Site, record: Record, at: str) -> Item:
    facet = site.mapping.collection_facet
    ids = tuple(str(id) for id in record.many(facet.field)) if facet else ()
    return Item(record.id, at, ids, record)


def _before(site: Site, first: str) -> int:
    """Return the number of the last change before a moment, by halving, or 0 if there is none."""
    if not first:
        return 0
    low, high = 0, 1
    while high < _FAR and _is_before(site, high, first):
        low, high = high, high * 2
    while low + 1 < high:
        middle = (low + high) // 2
        low, high = (middle, high) if _is_before(site, middle, first) else (low, middle)
    return low


def _is_before(site: Site, number: int, first: str) -> bool:
    """Return whether a change is of a time before a moment; one that is not there yet is none."""
    for change in _changes(site, number - 1):
        return moment(change.at) < first
    return False
