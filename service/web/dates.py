"""Dates in plain English on pages: spans of days, and times.

In another language `spoken_dates` writes them.
"""

from __future__ import annotations

import re
from datetime import datetime

from index_mappings.days import MONTHS, civil, day_number, month_length
from index_mappings.folding import key
from index_mappings.record import Date
from index_mappings.sayings import N_, Language, Saying, in_language, row, sentence
from service.web.spoken_dates import spoken_span, spoken_years


class _Days(Saying):
    __slots__ = ("ends",)
    ends: tuple[int, int]

    def said(self, language: Language) -> str:
        return str(self) if language.code == "en" else spoken_span(*self.ends, language)


class _Years(_Days):
    __slots__ = ()

    def said(self, language: Language) -> str:
        return spoken_years(civil(self.ends[0])[0], civil(self.ends[1])[0], language)


def span(start: int | None, end: int | None) -> str:
    """Return a span of day numbers in words, as short as it stays exact, or "" for an open side.

    A day is "11 January 1950", a whole month "August 1949", whole years "1949–1951".
    """
    if start is None or end is None:
        return ""
    days = _Days(_in_english(start, end))
    days.ends = (start, end)
    return days


def _in_english(start: int, end: int) -> str:
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
    shown = _Years(_year(first) if first == last else f"{_year(first)}–{_year(last)}")
    shown.ends = (start, end)
    return shown


def written(date: Date) -> str:
    """Return a date as its source wrote it; in another language, where it says no more than its
    days do, as that language says them."""
    if not date.is_dated or not date.display:
        return date.display
    wording = _AsWritten(date.display)
    wording.date = date
    return wording


class _AsWritten(Saying):
    __slots__ = ("date",)
    date: Date

    def said(self, language: Language) -> str:
        if language.code == "en":
            return str(self)
        meant = _meant(self.date)
        if year := _YEAR_IN_DOUBT.fullmatch(self.date.edtf):
            meant = sentence(_DOUBTS[year[2]], days=year[1])  # its days are those around it
        return in_language(meant, language) if _certain(self) == _certain(meant) else str(self)


def _certain(text: str) -> list[str]:
    """Return the words of a date without those that only doubt it: EDTF has kept these apart."""
    return [word for word in _words(text) if word not in _DOUBTING]


_YEAR_IN_DOUBT = re.compile(r"(\d{4})([~?%])", re.ASCII)
_DOUBTING = frozenset({"about", "around", "approximately", "c", "ca", "perhaps", "probably"})


def understood(date: Date) -> str:
    """Return the interpretation of a date, or "" if its wording says the same.

    Wordings are alike when they have the same words, whatever their order: "May 13, 1950"
    says "13 May 1950".
    """
    if not date.is_dated:
        return sentence("no date") if date.display else ""
    words = _meant(date)
    return "" if _words(date.display) == _words(words) else words


def _meant(date: Date) -> str:
    """Return the interpretation of a date, whatever its wording."""
    days = span(date.start, date.end)
    for sign, message in _DOUBTS.items():
        if sign in date.edtf:
            days = sentence(message, days=days)
            break
    return row(", ", (days, date.time)) if date.time else days


_DOUBTS = {
    "~": N_("about %(days)s"),
    "?": N_("perhaps %(days)s"),
    "%": N_("perhaps about %(days)s"),
}


def _words(text: str) -> list[str]:
    return sorted(word.lstrip("0") for word in key(text).split() if word != "circa")


def moment(iso: str) -> str:
    """Return the day of an ISO 8601 moment in words; what is no such moment comes back as it is."""
    try:
        when = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    day = day_number(when.year, when.month, when.day)
    return span(day, day)
