"""Fields of a date: as written, and as a span of days."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from types import MappingProxyType

from index_mappings import dates as written_dates
from index_mappings.dates import DateConventions
from index_mappings.days import day_number
from index_mappings.field_kinds.kind import Field, FieldKind
from index_mappings.field_kinds.plain_text import plain_text
from index_mappings.json_values import Json, members
from index_mappings.record import Date
from index_mappings.unfit import Unfit

_ISO_DAY = re.compile(r"(-?\d{4,6})-(\d\d)-(\d\d)", re.ASCII)
_TEXTS = ("display", "edtf", "precision", "time", "calendar")
_WRITTEN = tuple(Date("d", "e", 0, 0, "p", "t", "c").to_json())  # the parts in their order
_PARTS = {*_WRITTEN}
_OF_A_DAY = ("display", "edtf", "from", "to", "precision")  # in their order
_FAR = 10**9  # days: beyond any year that a date can be meant to have


class Dates(FieldKind):
    """A day, a month, a year or a span, as written and as days."""

    name = "date"
    parts = MappingProxyType({"from": "long", "to": "long"})
    by_date = True
    column_parts = frozenset(
        {"display", "start", "end"}
        | {f"{end}{unit}" for end in ("", "start_", "end_") for unit in ("day", "month", "year")}
    )

    def _made(self, given: Json, field: Field, dates: DateConventions) -> Json:
        if isinstance(given, dict):
            return _of_parts(given)
        if isinstance(given, list):
            if len(given) != 1:
                raise Unfit("several dates where one was expected")
            return self.value(given[0], field, dates)
        text = plain_text(given)
        return written_dates.read_date(text, dates).to_json() if text else None

    def holds(self, field: Field) -> type:
        """Return the type of a date."""
        return Date

    def line(self, value: Json) -> str:
        """Return a date with the days read from it."""
        date = Date.from_json(members(value))
        if not date.is_dated:
            return f"{date.display} (not read: undated)"
        time = date.time and f", {date.time}"
        return f"{date.display} ({date.precision}: {date.edtf}{time})"


def _whole(value: dict[str, Json]) -> dict[str, Json] | None:
    """Return a date in our own form without time and calendar, or None for any other.

    Pays for: "loading short records" of `make bench`; most dates in dumps have this form.
    """
    if tuple(value) != _OF_A_DAY:
        return None
    display, edtf, first, last, precision = value.values()
    are_days = type(first) is type(last) is int and -_FAR < first <= last < _FAR
    are_texts = type(display) is type(edtf) is type(precision) is str
    return value if are_days and are_texts and display and edtf and precision else None


def _of_parts(value: dict[str, Json]) -> Json:
    if whole := _whole(value):
        return {**whole}
    ends = [value.get(name) for name in ("from", "to")]
    if not value.keys() <= _PARTS or ends.count(None) == 1:
        raise Unfit(
            "a date has display, edtf, from, to (both or neither), precision, time, calendar"
        )
    texts = {name: value[name] for name in _TEXTS if name in value}
    if not all(isinstance(text, str) for text in texts.values()):
        raise Unfit("display, edtf, precision, time and calendar of a date are text")
    if ends[0] is None:
        return Date.from_json(texts).to_json()
    first, last = map(_day, ends)
    if first > last:
        raise Unfit("the date ends before it begins")
    parts: dict[str, Json] = {**texts, "from": first, "to": last}
    if texts.get("precision"):  # it is what `Date.to_json()` gives, and millions of dates are
        return {name: parts[name] for name in _WRITTEN if parts.get(name, "") != ""}
    return _named(Date.from_json(parts)).to_json()


def _day(value: Json) -> int:
    """Return a day as a number, from a number of the index or YYYY-MM-DD of the API."""
    if type(value) is int and abs(value) < _FAR:
        return value
    if match := _ISO_DAY.fullmatch(value) if isinstance(value, str) else None:
        with suppress(ValueError):
            return day_number(*map(int, match.groups()))
    raise Unfit("from and to of a date are days as YYYY-MM-DD, or counted from 1970-01-01")


def _named(date: Date) -> Date:
    """Return a span of days, adding the precision, EDTF and wording that are missing."""
    assert date.start is not None
    assert date.end is not None
    read = written_dates.read_edtf(written_dates.edtf_span(date.start, date.end))
    edtf = date.edtf or read.edtf
    return replace(
        date, display=date.display or edtf, edtf=edtf, precision=read.precision or "range"
    )
