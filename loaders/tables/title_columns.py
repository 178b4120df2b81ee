"""Columns that could be titles if no header says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index_mappings.dates import read_date
from index_mappings.mapping import RecordMapping
from index_mappings.web_addresses import is_web_address
from loaders.drafts.field_maps.columns import DROPPED, Column
from service.errors import LoadError

SUPPLIED = "titles"
"""The option that loads a table without titles: `-o titles=supplied`."""

_NAMED = 5  # columns that a message names
_SHORTEST, _LONGEST = 4, 300  # letters of a usual title: a code has fewer, a summary more


def may_be_untitled(extra: Mapping[str, str]) -> bool:
    """Return whether the archivist accepts records without titles."""
    return extra.get(SUPPLIED, "") == "supplied"


def refuse_untitled(
    path: str,
    columns: Sequence[Column],
    sample: Sequence[Sequence[str]],
    *,
    has_column: bool,
) -> None:
    """Raise LoadError for a table without titles."""
    what = "no row has a title" if has_column else "no column is a title"
    likely = likely_titles(columns, sample)
    if likely:
        listed = ", ".join(repr(name) for name in likely[:_NAMED])
        would = f"These columns could be titles: {listed}. Say --map title={likely[0]!r}"
    else:
        would = "Say --map title=COLUMN"
    raise LoadError(
        f"{path}: {what}, so each record would be called “Untitled”. {would}, or load it without "
        f"titles: -o {SUPPLIED}=supplied"
    )


def has_title_column(columns: Sequence[Column], mapping: RecordMapping) -> bool:
    """Return whether a column gives titles."""
    return any(column.target.field == mapping.title for column in columns)


def likely_titles(columns: Sequence[Column], sample: Sequence[Sequence[str]]) -> list[str]:
    """Return the headers of the columns with likely titles, the likeliest first.

    Titles differ from row to row, have letters, and are neither dates nor addresses.
    """
    found: list[tuple[float, int, str]] = []
    for place, column in enumerate(columns):
        if not column.header or column.target == DROPPED:
            continue
        values = [row[place].strip() for row in sample if place < len(row) and row[place].strip()]
        score = _like_titles(values)
        if score:
            found.append((-score, place, column.header))
    return [header for _, _, header in sorted(found)]


def _like_titles(values: Sequence[str]) -> float:
    """Return the likeness of values to titles, from 0 (none) to 2."""
    like = [
        value
        for value in values
        if _SHORTEST <= len(value) <= _LONGEST
        and any(letter.isalpha() for letter in value)
        and not is_web_address(value)
        and not read_date(value[:40]).is_dated
    ]
    if len(like) * 2 < len(values) or not values:
        return 0
    different = len(set(like)) / len(like)
    in_words = sum(" " in value for value in like) / len(like)
    return different + in_words
