"""The day on which something opens, as archives write it: a day, or a number of years after one."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from itertools import pairwise

from index_mappings.dates import read_date
from index_mappings.days import civil
from index_mappings.folding import key
from index_mappings.json_values import Json
from index_mappings.record import Date
from loaders.drafts.access_words import AccessWords, shipped_words

_PLAIN_DAY = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")
_YEAR = re.compile(r"(?<!\d)[1-9]\d{3}(?!\d)")
_BEHIND = re.compile(
    r"(?<!\d)([12]\d{3})(?:\.|년|年)?[\s-]*(?:ig\b|asti\b|saakka\b|까지|まで|前|止)"
)
"""A year with "until" behind it: Hungarian, Finnish, Korean, Japanese, Chinese."""
_FIGURES = re.compile(r"\d{1,3}")  # of years: nothing is closed for a thousand
_TOKEN = re.compile(r"\w+")
_LAST_YEAR = 9998  # Python's dates end a year later
_CYCLE = 400  # years after which the Gregorian calendar repeats
_STAND_IN = 1600  # begins such a cycle, and is no year that a date of today is held to be wrong for


def day_after(wording: str, list_name: str, words: AccessWords) -> date | None:
    """Return the day after a word such as "until", or None if it cannot be read.

    "Until the end of 2050" is the first day of 2051.
    """
    if list_name == "until" and (behind := _BEHIND.search(wording)) is not None:
        return date(int(behind[1]), 1, 1)
    for phrase in words[list_name]:
        rest = _after(wording, phrase)
        if rest is None:
            continue
        for ending in words["end_of"]:
            whole = key(rest)
            if whole.startswith(f"{ending} ") and (day := first_day(rest)) is not None:
                return date(day.year + 1, 1, 1) if day.year < _LAST_YEAR else None
        if (day := first_day(rest)) is not None:
            return day
    return None


def first_day(text: str) -> date | None:
    """Return the first day of a date as written, or None if it cannot be read.

    "Until 2050" is the day on which 2050 begins, not a span that ends then.
    """
    text = _without_until(text).strip().rstrip(".")
    years = {int(year) for year in _YEAR.findall(text)}
    if (day := _read(text)) is not None and (not years or day.year in years):
        return day
    if found := _PLAIN_DAY.search(text):
        with suppress(ValueError):
            return date.fromisoformat(found[0])
    figures = [int(year) for year in _YEAR.findall(text)]
    return date(figures[0], 1, 1) if len(figures) == 1 and figures[0] <= _LAST_YEAR else None


def _without_until(text: str) -> str:
    plain = key(text)
    for phrase in sorted(shipped_words()["until"], key=len, reverse=True):
        if plain.startswith(f"{phrase} "):
            return _after(text, phrase) or text
    return text


def is_a_day(text: str) -> bool:
    """Return whether a text is only a day or a year ("2050", "1.1.2050")."""
    return _read(text.strip().rstrip(".")) is not None


def years_after(words: str, dated: Json, known: AccessWords) -> tuple[bool, date | None]:
    """Return whether a wording has a number of years, and the day on which they end.

    They are counted from the end of the record's date, or of the year after them ("30 years from
    1990"). Counted from a birth or a death, whose day is unknown, they never end.
    """
    parts = words.split()
    for place, (number, unit) in enumerate(pairwise(parts)):
        if unit not in known["years"] or not _FIGURES.fullmatch(number):
            continue
        rest = parts[place + 2 :]
        if any(word in known["life"] for word in rest):
            return True, None
        named = [int(word) for word in rest if _YEAR.fullmatch(word)]
        if len(named) == 1 and named[0] + int(number) + 1 <= _LAST_YEAR:
            return True, date(named[0] + int(number) + 1, 1, 1)
        return True, None if named else _from_end_of(dated, int(number))
    return False, None


def _read(text: str) -> date | None:
    """Return the first day of a date, which may be centuries ahead.

    Parsing of record dates stops soon after today, but an embargo may end in three hundred years.
    So such a date is read in an earlier year with the same calendar.
    """
    if (day := _as_date(read_date(text).start)) is not None:
        return day
    figures = _YEAR.findall(text)
    if len(figures) != 1 or int(figures[0]) > _LAST_YEAR:
        return None
    year = int(figures[0])
    stand_in = _STAND_IN + year % _CYCLE
    day = _as_date(read_date(text.replace(figures[0], str(stand_in))).start)
    return day.replace(year=year) if day is not None and day.year == stand_in else None


def _after(wording: str, phrase: str) -> str | None:
    """Return what follows a phrase in a wording, ignoring accents and case, or None without it."""
    wanted = phrase.split()
    tokens = [(key(found[0]), found.end()) for found in _TOKEN.finditer(wording)]
    for place in range(len(tokens) - len(wanted) + 1):
        some = tokens[place : place + len(wanted)]
        if [word for word, _ in some] == wanted:
            return wording[some[-1][1] :].lstrip(" ,:'’")
    return None


def _from_end_of(dated: Json, years: int) -> date | None:
    """Return the day a number of years after the end of a date, or None without a date."""
    end = Date.from_json(dated).end if isinstance(dated, dict) else None
    last = _as_date(end)
    if last is None or last.year + years + 1 > _LAST_YEAR:
        return None
    after = date.fromordinal(last.toordinal() + 1)
    is_leap_day = (after.month, after.day) == (2, 29)
    return date(after.year + years, 3, 1) if is_leap_day else after.replace(year=after.year + years)


def _as_date(day: int | None) -> date | None:
    """Return a day number as a date, or None before the year 1 or after 9998."""
    if day is None:
        return None
    year, month, number = civil(day)
    return date(year, month, number) if 1 <= year <= _LAST_YEAR else None
