"""Dates as archives write them, read into spans of days.

Both the loaders and the search box read dates, so the reading lives in the room that both
reach. Everything here is pure: the same text and conventions give the same `Date`, no text
raises, and what cannot be read stays as written, undated. docs/dates.md has every form.
"""

from __future__ import annotations

from index_mappings.dates.conventions import DEFAULT, DateConventions
from index_mappings.dates.extended import read_edtf
from index_mappings.dates.finding import FoundDate, find_dates
from index_mappings.dates.free_text import read_date, says_undated, without_place
from index_mappings.dates.machine import (
    marc_years,
    read_excel_serial,
    read_marc_008,
    read_unitdate_normal,
)

__all__ = [
    "DEFAULT",
    "DateConventions",
    "FoundDate",
    "find_dates",
    "marc_years",
    "read_date",
    "read_edtf",
    "read_excel_serial",
    "read_marc_008",
    "read_unitdate_normal",
    "says_undated",
    "without_place",
]
