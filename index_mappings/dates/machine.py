"""Dates written for machines: `unitdate@normal`, serials of spreadsheets, field 008 of MARC 21.

The coded date of a MARC record is in positions 06 to 14 of that field. By the Library of Congress,
"MARC 21 Format for Bibliographic Data", 008/06-14. `u` is an unknown digit, 9999 an open end.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace

from index_mappings.dates.conventions import DEFAULT, DateConventions
from index_mappings.dates.extended import read_edtf
from index_mappings.dates.free_text import read_date
from index_mappings.dates.spans.span import edtf_day
from index_mappings.dates.text.figures import LAST_YEAR, valid
from index_mappings.dates.text.words import MONTH_NAMES
from index_mappings.days import civil, day_number
from index_mappings.folding import clean
from index_mappings.record import Date

_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d\d)(\d\d)?(?!\d)")
_UNKNOWN_START = re.compile(r"0000(?:-00(?:-00)?)?(?=/)")
_NO_END = re.compile(r"(?<=/)9999.*")

_SECONDS_PER_DAY = 86_400


def read_unitdate_normal(
    text: str, conventions: DateConventions = DEFAULT, *, display: str = ""
) -> Date:
    """Return the date of an EAD `normal` attribute ("1950-01/1951-03", "19500111", "1950").

    `display` is the text of the element, by default the attribute itself; it is parsed instead if
    the attribute is empty or cannot be parsed.
    """
    shown = clean(display) or clean(text)
    normal = _COMPACT.sub(_spaced, clean(text).strip())
    normal = _NO_END.sub("..", _UNKNOWN_START.sub("..", normal))
    found = read_edtf(normal, conventions)
    if not found.is_dated:
        # What people write there all the same: "1950-1951", "ca. 1950".
        found = read_date(normal, replace(conventions, iso_months=True))
    if not found.is_dated:
        return read_date(shown, conventions)
    return replace(found, display=shown)


def _spaced(match: re.Match[str]) -> str:
    """Return "1950-01-11" of "19500111"."""
    return "-".join(part for part in match.groups() if part)


def read_excel_serial(serial: float, *, since_1904: bool = False) -> Date:
    """Return the day of a spreadsheet's date cell; its fraction is the time.

    `since_1904` is for workbooks that count from 1904-01-01. The display is the ISO form, because a
    serial has no wording of its own. The date is undated if the serial is not a finite number, is
    before the first day of spreadsheets, is the nonexistent 29 February 1900, or is after
    LAST_YEAR.
    """
    if not math.isfinite(serial) or serial < 0 or serial >= 3_000_000:  # 9999-12-31 is 2,958,465
        return Date(display=str(serial))
    seconds = round(serial * _SECONDS_PER_DAY)
    days, seconds = divmod(seconds, _SECONDS_PER_DAY)
    if since_1904:
        number = day_number(1904) + days
    elif days in (0, 60):
        return Date(display=str(serial))
    else:
        # Spreadsheets count 29 February 1900 as day 60, so the days before it are one later.
        number = day_number(1899, 12, 30) + days + (days < 60)
    if civil(number)[0] > LAST_YEAR:
        return Date(display=str(serial))
    day = edtf_day(number)
    if not seconds:
        return Date(day, day, number, number, "day")
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    time = f"{hours:02d}:{minutes:02d}" + (f":{seconds:02d}" if seconds else "")
    edtf = f"{day}T{time}" if seconds else day
    return Date(f"{day} {time}", edtf, number, number, "day", time)


_OPEN_END = re.compile(r"9999|[u|]{4}")


def read_marc_008(text: str, conventions: DateConventions = DEFAULT, *, display: str = "") -> Date:
    """Return the date in the 40 characters of a MARC 21 field 008 (positions 06 to 14).

    `display` is the statement shown (260$c, 264$c); without one the codes are put in words. For a
    reprint (r), a copyright beside a year (t, and c in older records) and a production date (p) the
    first date is used, which is that of the item described. Codes b (before our era), n and | give
    no date.
    """
    edtf = _edtf(text[6:7], text[7:11], text[11:15])
    found = read_edtf(edtf, conventions)
    words = _in_words(edtf) if found.is_dated else ""
    return replace(found, display=clean(display) or words)


def marc_years(text: str) -> tuple[int, int] | None:
    """Return the first and last possible day of the two coded years, None without any."""
    years = [_year(text[7:11]), "" if text[6:7] == "e" else _year(text[11:15])]
    known = [year for year in years if year and not _OPEN_END.fullmatch(year)]
    if text[6:7] in "bn|" or not known:
        return None
    low = min(int(year.replace("X", "0")) for year in known)
    high = max(int(year.replace("X", "9")) for year in known)
    return day_number(low), day_number(high, 12, 31)


def _year(text: str) -> str:
    """Return a year of field 008 in EDTF ("195u" is "195X"), or "" if it is unknown."""
    is_year = re.fullmatch(r"(?!0000)\d(?:\d{3}|\d\du|\duu|uuu)", text)
    return text.replace("u", "X") if is_year else ""


def _edtf(kind: str, first_date: str, second_date: str) -> str:
    first, second = _year(first_date), _year(second_date)
    has_no_end = _OPEN_END.fullmatch(second_date) is not None
    if kind in ("b", "n", "|", "") or not (first or second):
        return ""
    if kind == "e":
        return _detailed(first, second_date)
    if kind == "q":
        return _questionable(first, second, second_date)
    if kind in ("c", "u", " "):
        # "c" with two years is a year and a copyright, as before 1993; else the work goes on.
        # A blank is no code of the format: an end of 9999 still says what it says.
        is_open = has_no_end or (kind == "u" and not second)
        return _open(first) if is_open else first
    if kind in ("d", "i", "k", "m"):
        if has_no_end:
            return _open(first)
        if not second or first == second:
            return first
        return f"{first}/{second}" if first else f"../{second}"
    return first


def _open(first: str) -> str:
    """Return the years from the first possible one: EDTF has no open decades."""
    return f"{first.replace('X', '0')}/.." if first else ""


def _detailed(first: str, second_date: str) -> str:
    """Return the date of code e, "19500713", without the day if that does not exist."""
    month, day = second_date[:2], second_date[2:4]
    if not first.isdigit() or not month.isdigit() or not valid(int(first), int(month), 1):
        return first
    is_day = day.isdigit() and valid(int(first), int(month), int(day))
    return f"{first}-{month}-{day}" if is_day else f"{first}-{month}"


def _questionable(first: str, second: str, second_date: str) -> str:
    """Return one year between two; without a second year, the first as uncertain."""
    if second_date == "9999":
        return _open(first)
    if not first or not second:
        return f"{first or second}?"
    if first == second:
        return first
    return f"[{first}..{second}]" if (first + second).isdigit() else f"{first}/{second}"


def _in_words(edtf: str) -> str:
    """Return a coded date in a readable form, not as "1948-9999" or "19uu"."""
    if edtf.startswith("["):
        first, _, last = edtf.strip("[]").partition("..")
        return f"between {first} and {last}"
    first, slash, last = edtf.partition("/")
    if not slash:
        return _said(first)
    if last == "..":
        return f"from {_said(first)}"
    if first == "..":
        return f"until {_said(last)}"
    plain = (first + last).isdigit()
    return f"{first}-{last}" if plain else f"{_said(first)} to {_said(last)}"


def _said(text: str) -> str:
    doubt = "probably " if text.endswith("?") else ""
    text = text.rstrip("?")
    if "X" in text:
        return f"{doubt}the {text.replace('X', '0')}s"
    parts = text.split("-")
    if len(parts) == 1 or not 1 <= int(parts[1]) <= len(MONTH_NAMES):
        return doubt + parts[0]
    day = f"{int(parts[2])} " if len(parts) > 2 else ""
    return f"{doubt}{day}{MONTH_NAMES[int(parts[1]) - 1].capitalize()} {parts[0]}"
