"""The computed part of an index entry, made once for every engine.

Facets by year, missing values, orders and exact titles must be the same on every engine, so their
values are made here and the engines only store and compare them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial

from index_mappings.filing import filing_key
from index_mappings.folding import key
from index_mappings.json_values import Json, members, text, whole
from index_mappings.mapping import RecordMapping
from index_mappings.orders import LAST_CHANGED, NEWEST_FIRST, OLDEST_FIRST, Sort
from index_mappings.ranking import Named
from index_mappings.record import Record

_PREFIX = "computed."
UNDATED = "~"  # sorts after every digit, so that undated records come last in both directions
_BIAS = 5_000_000_000  # makes every day number positive and ten digits wide
_LATEST = 99_999_999_999_999  # above any moment in figures, to the second
KEY_CHARS = 1000
"""Characters of a key; what is typed is cut alike."""
_SHORTEST_NAME = 5  # a year is typed as a year, not as an id of four figures
_SCHEME = re.compile(r"^\s*https?://(www\.)?", re.IGNORECASE)
_TITLE_BYTES = 200  # of a title in its sort key: titles alike so far are as good as tied


def computed(record: Record, mapping: RecordMapping) -> dict[str, Json]:
    """Return the value of the index's `computed` object for a record."""
    return Computing(mapping).of(record)


class Computing:
    """Makes the `computed` objects of the records of one mapping.

    What is the same for all records is looked up once. Pays for: "loading short records" of `make
    bench`: it was a fifth of the Python there.
    """

    def __init__(self, mapping: RecordMapping) -> None:
        self._title, self._date, self._named = mapping.title, mapping.date, mapping.named
        self._names = mapping.named.path.removeprefix(_PREFIX) if mapping.named else ""
        self._made = tuple(
            (one.name, one.field, one.kind.made, one) for one in mapping.made_at_load
        )
        self._facets = tuple(
            (one.name, one.field, one.kind.is_missing, one.kind.is_missing(None))
            for one in mapping.facets
        )
        self._sorts = tuple(
            (sort.path.removeprefix(_PREFIX), _head(sort, mapping))
            for sort in mapping.sorts
            if sort.path
        )

    def of(self, record: Record) -> dict[str, Json]:
        """Return the value of a record."""
        get = record.values.get
        date = members(get(self._date))
        values: dict[str, Json] = {"title_key": key(text(get(self._title)))[:KEY_CHARS]}
        if self._named:
            values[self._names] = names(record, self._named)
        for name, field, of_value, facet in self._made:
            values[name] = of_value(get(field), facet)
        values["missing"] = [
            name
            for name, field, is_in, is_in_for_none in self._facets
            if (is_in_for_none if (value := get(field)) is None else is_in(value))
        ]
        tail = _tail(record)
        for name, head in self._sorts:
            values[name] = head(record, date) + tail
        return {name: value for name, value in values.items() if value}


def names(record: Record, named: Named) -> list[str]:
    """Return the keys of a record's names: its id and the fields that name it."""
    texts = [record.id, *(value for name in named.fields if (value := record.text(name)))]
    found = map(name_key, texts)
    return [name for name in dict.fromkeys(found) if tells_apart(name)]


def name_key(text: str) -> str:
    """Return the key of a title, reference or address, ignoring how its punctuation is typed."""
    return key(_SCHEME.sub("", text) if "://" in text else text)[:KEY_CHARS]


def tells_apart(name: str) -> bool:
    """Return whether a key identifies something: a short number or one plain word does not."""
    return len(name) >= _SHORTEST_NAME and (" " in name or not name.isalpha())


def _head(sort: Sort, mapping: RecordMapping) -> Callable[[Record, Mapping[str, Json]], str]:
    """Return the function that makes the beginning of a sort key from a record and its date."""
    if sort.key in (OLDEST_FIRST, NEWEST_FIRST):
        return partial(_date_head, newest_first=sort.key == NEWEST_FIRST)
    if sort.key == LAST_CHANGED:
        field = sort.key[1:]
        return lambda record, _: _last_key(record.text(field))
    if sort.key == mapping.title:
        filed_by = mapping.orders_title[0] if mapping.orders_title else ""
        return lambda record, _: _filed(
            record.text(sort.key),
            record.text(filed_by) if filed_by else "",
            list(map(str, record.many("language"))),
        )
    return lambda record, _: _filed(record.text(sort.key))


def _filed(title: str, filed: str = "", languages: Sequence[str] = ()) -> str:
    found = filing_key(title, filed, languages)
    return found.encode()[:_TITLE_BYTES].hex() or UNDATED


def _date_head(record: Record, date: Mapping[str, Json], *, newest_first: bool) -> str:
    del record
    return _date_key(whole(date.get("from")), text(date.get("time")), newest_first=newest_first)


@lru_cache(maxsize=16)  # all records that a load changes have one moment
def _last_key(moment: str) -> str:
    """Return a key that sorts timestamps ("2026-11-29T14:00:00Z"), the latest first."""
    figures = "".join(filter(str.isdecimal, moment))
    return f"{_LATEST - int(figures[:14]):014d}" if len(figures) >= 14 else UNDATED


def _tail(record: Record) -> str:
    """Return `.<position>.<hex of the id>`: ties are sorted by place in the source, then by id."""
    return f".{record.values.get('position', 0):010d}.{record.id.encode().hex()}"


@lru_cache(maxsize=4096)  # records of one day come one after the other
def _date_key(start: int | None, time: str, *, newest_first: bool) -> str:
    if start is None:
        return UNDATED
    figures = time.replace(":", "")  # of words ("10 a.m.") nothing is made
    clock = int((figures + "000000")[:6]) if figures.isdecimal() else 0
    day = start + _BIAS
    if newest_first:
        day, clock = 2 * _BIAS - day, 999_999 - clock
    return f"{day:010d}{clock:06d}"
