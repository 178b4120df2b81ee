"""Dates as archives write them, read into spans of days.

Loaders and the search box both parse dates, so the parser is in the package that both import.
Everything here is pure: the same text and conventions give the same `Date`, no text raises an
error, and a text that cannot be parsed stays as written, undated. docs/dates.md lists every form.

conventions  what the dates of one source leave unsaid
points       one date before it has a span, with what it leaves open
text         a text taken apart: its words by language, its figures, tokens in their kinds
spans        tokens as spans of days
calendars    dates of other calendars, eras and feasts, a module for each
extended     EDTF, both ways
free_text    a date as a person wrote it; `finding` dates within a text
machine      dates that programs write: EAD's `normal`, spreadsheets, MARC

The parser is imported on first use: its patterns take a tenth of a server's start, and most
searches have no date in words. So `service` calls it as `dates.read_date`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from index_mappings.dates.conventions import DEFAULT, DateConventions

if TYPE_CHECKING:
    from index_mappings.dates.extended import read_edtf
    from index_mappings.dates.finding import FoundDate, find_dates
    from index_mappings.dates.free_text import read_date, says_undated, without_place
    from index_mappings.dates.machine import (
        marc_years,
        read_excel_serial,
        read_marc_008,
        read_unitdate_normal,
    )
    from index_mappings.dates.spans.span import edtf_span

__all__ = [
    "DEFAULT",
    "DateConventions",
    "FoundDate",
    "edtf_span",
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

_MODULES = {
    "FoundDate": "finding",
    "edtf_span": "spans.span",
    "find_dates": "finding",
    "marc_years": "machine",
    "read_date": "free_text",
    "read_edtf": "extended",
    "read_excel_serial": "machine",
    "read_marc_008": "machine",
    "read_unitdate_normal": "machine",
    "says_undated": "free_text",
    "without_place": "free_text",
}

if not TYPE_CHECKING:  # which knows each name from above, and no other

    def __getattr__(name: str) -> Any:
        """Return what another module of this room has, and keep it here (PEP 562)."""
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
        globals()[name] = found
        return found
