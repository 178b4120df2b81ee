"""A span of days in the words of a language, by the patterns of the CLDR that Babel ships."""

from __future__ import annotations

from datetime import date

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton

from index_mappings.days import civil, month_length
from index_mappings.sayings import Language, sentence

_LEAP = 2000  # a year with all days, in whose place another is put where Python's end


def spoken_span(start: int, end: int, language: Language) -> str:
    """Return a span of day numbers, as short as it stays exact: "12.–14. März 1950"."""
    (year, month, day), (last_year, last_month, last_day) = civil(start), civil(end)
    if start != end and day == 1 and last_day == month_length(last_year, last_month):
        if month == 1 and last_month == 12:
            return spoken_years(year, last_year, language)
        return _between((year, month, 0), (last_year, last_month, 0), language)
    return _between((year, month, day), (last_year, last_month, last_day), language)


def spoken_years(first: int, last: int, language: Language) -> str:
    """Return years: "1949–1951"."""
    year = _year(first, language)
    return year if first == last else f"{year}–{_year(last, language)}"


def _between(first: tuple[int, int, int], last: tuple[int, int, int], language: Language) -> str:
    if first == last:
        return _one(first, language)
    if first[0] == last[0] and _is_of_python(first[0]):
        skeleton = "yMMMMd" if first[2] else "yMMMM"
        start, end = (date(year, month, day or 1) for year, month, day in (first, last))
        return str(format_interval(start, end, skeleton, locale=_locale(language)))
    return f"{_one(first, language)} – {_one(last, language)}"


def _one(day: tuple[int, int, int], language: Language) -> str:
    year, month, number = day
    locale = _locale(language)
    if _is_of_python(year):
        when = date(year, month, number or 1)
        if number:
            return str(format_date(when, "long", locale=locale))
        return str(format_skeleton("yMMMM", when, locale=locale))
    skeleton = "MMMMd" if number else "LLLL"
    spoken = format_skeleton(skeleton, date(_LEAP, month, number or 1), locale=locale)
    return f"{spoken} {_year(year, language)}"


def _year(year: int, language: Language) -> str:
    return str(year) if year > 0 else sentence("%(year)s BC", year=str(1 - year)).said(language)


def _is_of_python(year: int) -> bool:
    return 1 <= year <= 9999


def _locale(language: Language) -> Locale:
    return Locale.parse(language.code)
