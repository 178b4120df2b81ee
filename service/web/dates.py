"""Dates in plain English: how a span of days, or a moment, is said on a page."""

from __future__ import annotations

from datetime import datetime

from index_mappings.days import civil, month_length
from index_mappings.folding import key
from index_mappings.record import Date

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def span(start: int | None, end: int | None) -> str:
    """Return a span of day numbers in words, as short as it stays exact; "" for an open side.

    A day is "11 January 1950", a whole month "August 1949", whole years "1949–1951".
    """
    if start is None or end is None:
        return ""
    (year, month, day), (last_year, last_month, last_day) = civil(start), civil(end)
    if start == end:
        return f"{day} {MONTHS[month - 1]} {_year(year)}"
    if day != 1 or last_day != month_length(last_year, last_month):
        return _days((year, month, day), (last_year, last_month, last_day))
    if month == 1 and last_month == 12:
        return _year(year) if year == last_year else f"{_year(year)}–{_year(last_year)}"
    if (year, month) == (last_year, last_month):
        return f"{MONTHS[month - 1]} {_year(year)}"
    if year == last_year:
        return f"{MONTHS[month - 1]}–{MONTHS[last_month - 1]} {_year(year)}"
    return f"{MONTHS[month - 1]} {_year(year)} – {MONTHS[last_month - 1]} {_year(last_year)}"


def _days(first: tuple[int, int, int], last: tuple[int, int, int]) -> str:
    end = f"{last[2]} {MONTHS[last[1] - 1]} {_year(last[0])}"
    if first[:2] == last[:2]:
        return f"{first[2]}–{end}"
    start = f"{first[2]} {MONTHS[first[1] - 1]}"
    return f"{start} – {end}" if first[0] == last[0] else f"{start} {_year(first[0])} – {end}"


def _year(year: int) -> str:
    return str(year) if year > 0 else f"{1 - year} BC"


def years(start: int | None, end: int | None) -> str:
    """Return the years from a first to a last day number: "1949–1951"."""
    if start is None or end is None:
        return ""
    first, last = civil(start)[0], civil(end)[0]
    return _year(first) if first == last else f"{_year(first)}–{_year(last)}"


def understood(date: Date) -> str:
    """Return what a date was understood as, "" where its own wording says the same.

    Wordings are alike when they have the same words, whatever their order: "May 13, 1950"
    says "13 May 1950".
    """
    if not date.is_dated:
        return "no date" if date.display else ""
    doubt = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}
    said = next((word for sign, word in doubt.items() if sign in date.edtf), "")
    words = said + span(date.start, date.end) + (f", {date.time}" if date.time else "")
    return "" if _words(date.display) == _words(words) else words


def _words(text: str) -> list[str]:
    return sorted(word.lstrip("0") for word in key(text).split() if word != "circa")


def moment(iso: str) -> str:
    """Return the day of an ISO 8601 moment in words; what is no such moment comes back as it is."""
    try:
        when = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"
