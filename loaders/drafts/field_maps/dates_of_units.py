"""The dates of a row with separate columns for days, months and years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from index_mappings.dates import DateConventions, read_date
from index_mappings.days import MONTHS
from index_mappings.field_kinds.plain_text import plain_text
from loaders.drafts.field_maps.dates_in_columns import ENDS, UNITS
from loaders.drafts.field_maps.made_rows import OpenRow, Pair

_NONE = frozenset({"0", "00", "0000", "-", "--", "?", "??", "x", "xx", "n/a", "n.a."})
"""What is in the column of a day or a month that nobody knows."""

_FIGURES = re.compile(r"\d{1,2}")
_YEAR = re.compile(r"\d{4}")


def dates_of_units(
    units: Mapping[str, Pair], row: OpenRow, conventions: DateConventions
) -> Iterator[tuple[str, Pair]]:
    """Yield each date made from the columns of its units: its part ("", "start", "end") and text.

    `units` are the columns and values by part ("day", "start_year"). If they do not make a date,
    only the year is used, the rest becomes notes, and a remark is made.
    """
    for part, prefix in ENDS.items():
        own = {unit: units[f"{prefix}{unit}"] for unit in UNITS if f"{prefix}{unit}" in units}
        texts = {unit: text for unit, pair in own.items() if (text := _said(pair, unit))}
        if not texts:
            continue
        text = _composed(**texts)
        year = texts.get("year", "")
        if year and (len(texts) == 1 or read_date(text, conventions).is_dated):
            yield part, (own["year"][0], text)
            continue
        for unit in ("day", "month"):
            if unit in texts:
                row.note(*own[unit])
        why = "the year counts" if year else "there is no year"
        row.remark(f"{text!r} is not a date; {why}, and the rest is kept as notes", own_label(own))
        if year:
            yield part, own["year"]


def own_label(units: Mapping[str, Pair]) -> str:
    """Return the label of the first of some columns."""
    return next(iter(units.values()))[0].label


def _said(pair: Pair, unit: str) -> str:
    text = plain_text(pair[1]).strip()
    if unit != "year" and re.fullmatch(r"\d{1,2}\.0*", text):
        text = text.partition(".")[0]  # 3.0, as a table of numbers is written with empty cells
    return "" if text.casefold() in _NONE else text


def _composed(day: str = "", month: str = "", year: str = "") -> str:
    """Return "3 avril 1931", or "1931-04-03" if all parts are numbers."""
    is_month = _FIGURES.fullmatch(month) is not None and 0 < int(month) <= len(MONTHS)
    if _FIGURES.fullmatch(day) and is_month and _YEAR.fullmatch(year):
        return f"{year}-{int(month):02}-{int(day):02}"
    if is_month:
        month = MONTHS[int(month) - 1]
    return " ".join(filter(None, (day, month, year)))
