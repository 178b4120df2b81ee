"""What can be wrong with a record's date, by itself and beside its title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index_mappings import dates as written_dates
from index_mappings.days import civil, month_length
from index_mappings.mapping import RecordMapping
from index_mappings.record import Date, Record
from service.upkeep.finding import Finding

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_WRITTEN = (
    (re.compile(rf"\b{_NAME}\s+{_DAY},?\s+(\d{{4}})\b", re.IGNORECASE), (3, 1, 2)),
    (re.compile(rf"\b{_DAY}\s+{_NAME},?\s+(\d{{4}})\b", re.IGNORECASE), (3, 2, 1)),
    (re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b"), (1, 2, 3)),
)
_SPAN = re.compile(r"(?<![\d./-])(1\d{3}|20\d\d)\s*(?:-|–|—|/|\bto\b)\s*(1\d{3}|20\d\d)(?![\d./-])")
_YEAR = re.compile(r"(?<!\d)(?:1\d{3}|20\d\d)(?!\d)")
_LONG_AGO = 100  # years: a number of four figures that is further off is more often no year
_OPEN = re.compile(r"^\[?\.\.|\.\.\]?$")  # in EDTF: "1950/..", "../1950", "[1950..]", "[..1950]"
_FAR = 50 * 365.25  # days: nobody means a letter of half a century
_EXACT = frozenset({"day", "month"})
_PLAIN = _EXACT | {"year"}  # "after 1836" is a range, which a source may well code as 1836


def date_findings(record: Record, mapping: RecordMapping, built: int) -> Iterator[Finding]:
    """Yield what is wrong with the date of a record; `built` is the day number of the build."""
    date = record.date(mapping.date)
    title = record.text(mapping.title)
    yield from _inverted_title(record.id, title)
    if date is None:
        return
    if date.start is None or date.end is None:
        yield from _unread(record.id, date)
    elif date.start > date.end:
        yield _made(
            "error", "date-inverted", record.id,
            f"the date {date.display!r} ends before it begins", "swap the two ends of the span",
        )  # fmt: skip
    elif date.start > built:
        yield _made(
            "error", "date-impossible", record.id,
            f"the date {date.display!r} is in the future", "look up the year in the source",
        )  # fmt: skip
    else:
        yield from _too_far(record.id, date, date.start, date.end, built)
        yield from _at_odds(record.id, title, date, date.start, date.end)


def _too_far(id: str, date: Date, start: int, end: int, built: int) -> Iterator[Finding]:
    """Yield that a span ends later than anything can, or so far off since nobody says where."""
    first, last = civil(start)[0], civil(end)[0]
    if _OPEN.search(date.edtf):
        if end - start > _FAR:
            yield _made(
                "warning", "date-open", id,
                f"the date {date.display!r} has an open end and counts as {first} to {last}",
                f"write both ends, as in '{_closed(date, first, last)}'",
            )  # fmt: skip
    elif date.precision == "range" and "~" not in date.edtf and last > civil(built)[0]:
        yield _made(
            "warning", "date-future", id,
            f"the date {date.display!r} ends in the future, in {last}",
            f"look up the last year in the source; write '{first}-' where it still goes on",
        )  # fmt: skip


def _closed(date: Date, first: int, last: int) -> str:
    """Return a span with both ends, as an example of how this one could be written."""
    if date.edtf.startswith(("../", "[..")):
        return f"{last - 5}-{last}"
    return f"{first}-{first + 5}"


def _unread(id: str, date: Date) -> Iterator[Finding]:
    text = date.display
    if span := _inverted(text):
        yield _made(
            "error", "date-inverted", id,
            f"the date {text!r} ends before it begins", f"write {span}, if that is meant",
        )  # fmt: skip
    elif reason := _impossible(text):
        yield _made(
            "error", "date-impossible", id, f"the date {text!r} cannot be: {reason}",
            "look it up in the source",
        )  # fmt: skip
    elif any(map(str.isdigit, text)):
        yield _made(
            "warning", "date-unread", id,
            f"the date {text!r} could not be read, so the record counts as undated",
            "write it as docs/dates.md has it, as in 1950-05-13 or 'circa 1950'",
        )  # fmt: skip


def _inverted_title(id: str, title: str) -> Iterator[Finding]:
    if span := _inverted(title):
        yield _made(
            "warning", "date-inverted", id,
            f"the title {_short(title)!r} has a span that ends before it begins",
            f"write {span}, if that is meant",
        )  # fmt: skip


def _inverted(text: str) -> str:
    """Return the span of years that was meant where one in the text is inverted, else ""."""
    for first, last in _SPAN.findall(text):
        if int(first) > int(last):
            return f"{last}-{first}"
    return ""


def _impossible(text: str) -> str:
    """Return why a day cannot be, "" where it can or none is found."""
    for pattern, (year_at, month_at, day_at) in _WRITTEN:
        if found := pattern.search(text):
            year, day = int(found[year_at]), int(found[day_at])
            name = found[month_at].lower()
            month = _MONTHS.index(name[:3]) + 1 if name[:3] in _MONTHS else int(name)
            if not 1 <= month <= 12:
                return f"there is no month {month}"
            if not 1 <= day <= month_length(year, month):
                return f"that month has {month_length(year, month)} days"
    return ""


def _at_odds(id: str, title: str, date: Date, start: int, end: int) -> Iterator[Finding]:
    """Compare the years of a date with its own wording, then with what the title names."""
    years = civil(start)[0], civil(end)[0]
    named = [one for one in _others(date.display, years) if one.precision in _PLAIN]
    if named:
        yield _made(
            "warning", "date-wording", id,
            f"the date reads {date.display!r} and counts as {date.edtf or _span(years)}",
            f"see whether the source means {_span(_all(named))}, and mend its coded date or its "
            "wording",
        )  # fmt: skip
    elif named := _others(title, years):
        # a year alone may be what the record is about; a day or a month is when it was written
        is_exact = any(one.precision in _EXACT for one in named)
        yield _made(
            "warning" if is_exact else "notice", "title-date", id,
            f"the title {_short(title)!r} says {_span(_all(named))}, the date {date.display!r}",
            "see which of the two the source has, and mend the other",
        )  # fmt: skip


def _others(text: str, years: tuple[int, int]) -> list[Date]:
    """Return the dates that a text names if none of them is in these years, else nothing."""
    first, last = years
    figures = _YEAR.findall(text)
    if not figures or any(first <= int(year) <= last for year in figures):
        return []  # nearly every record: it says no year, or its own
    named = [
        found.date
        for found in written_dates.find_dates(text)
        if found.date.is_dated and _is_near(found.date, first, last)
    ]
    spans = map(_years, named)
    return [] if any(a <= last and b >= first for a, b in spans) else named


def _all(dates: list[Date]) -> tuple[int, int]:
    spans = [_years(date) for date in dates]
    return min(first for first, _ in spans), max(last for _, last in spans)


def _span(years: tuple[int, int]) -> str:
    return f"{years[0]}" if years[0] == years[1] else f"{years[0]} to {years[1]}"


def _is_near(named: Date, first: int, last: int) -> bool:
    """Return whether a date in a title is one: "Telegram 1810" of 1963 is none, May 1810 is."""
    begins, ends = _years(named)
    return named.precision in _EXACT or (ends > first - _LONG_AGO and begins < last + _LONG_AGO)


def _years(date: Date) -> tuple[int, int]:
    return civil(date.start or 0)[0], civil(date.end or 0)[0]


def _short(text: str) -> str:
    return text if len(text) <= 100 else f"{text[:99]}…"  # a line of a screen


def _made(severity: str, check: str, id: str, message: str, mend: str) -> Finding:
    return Finding(severity, check, (id,), 1, message, mend)
