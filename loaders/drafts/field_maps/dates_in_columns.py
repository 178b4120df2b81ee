"""Dates with separate columns for day, month and year: Day, Month, Year; Jahr, Monat.

The columns are recognised together: a year alone is already a date, and "Tag" without "Monat" and
"Jahr" is a keyword.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from index_mappings.folding import key
from loaders.drafts.field_maps.field_map import Target
from loaders.drafts.field_maps.headers import camel_words, header_key, synonyms

UNITS = ("day", "month", "year")
WHY = "the day, month and year of a date"

ENDS = {"": "", "start": "start_", "end": "end_"}


def dates_in_columns(names: Sequence[str]) -> Mapping[int, Target]:
    """Return the targets of the columns that together make a date, by their positions.

    There are some if a year and a month of one date have separate columns, unless the whole date
    has its own column ("Date" beside "Year").
    """
    groups: dict[tuple[int, str], dict[str, int]] = {}
    for place, name in enumerate(names):
        for row, unit, part in _readings(name):
            groups.setdefault((row, part), {}).setdefault(unit, place)
    found: dict[int, Target] = {}
    done: set[str] = set()
    for (_, part), places in sorted(groups.items(), key=lambda item: -len(item[1])):
        own = set(places.values())
        is_taken = any(
            _date_of(name) == Target("date", part)
            for place, name in enumerate(names)
            if place not in own
        )
        if {"month", "year"} <= places.keys() and part not in done:
            done.add(part)
            if not is_taken:
                units = {place: f"{ENDS[part]}{unit}" for unit, place in places.items()}
                found |= {place: Target("date", unit) for place, unit in units.items()}
    return found


def _date_of(name: str) -> Target | None:
    """Return the part of a record's date that a header names, or None."""
    target = synonyms().targets.get(header_key(name), (Target(), 0))[0]
    return target if target.field == "date" and target.part in ENDS else None


def _readings(name: str) -> Iterator[tuple[int, str, str]]:
    """Yield the possible meanings of a header: its row in the table of words, unit and end."""
    words = key(camel_words(name)).split()
    for row, (*units, date) in enumerate(synonyms().dates_in_columns):
        found = [word for word in words if word in units]
        if len(found) != 1:
            continue
        rest = [word for word in words if word != found[0]]
        whole = rest if date in rest else [date if word == found[0] else word for word in words]
        known = _date_of(" ".join(whole))
        if known is not None:
            yield row, UNITS[units.index(found[0])], known.part
