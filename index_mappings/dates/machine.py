"""Dates written for machines: `unitdate@normal`, spreadsheet serials."""

from __future__ import annotations

import math
import re
from dataclasses import replace

from index_mappings.dates.conventions import DEFAULT, DateConventions
from index_mappings.dates.extended import read_edtf
from index_mappings.dates.free_text import read_date
from index_mappings.dates.spans.span import edtf_day
from index_mappings.dates.text.figures import LAST_YEAR
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

    `display` is the text of the element, by default the attribute itself; it is read instead
    where the attribute is empty or not to be read.
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

    `since_1904` is for workbooks that count from 1904-01-01. The display is the ISO form,
    for a serial has no wording of its own. Undated: what is no finite number, comes before the
    first day a spreadsheet knows, is the 29 February 1900 that never was, or after LAST_YEAR.
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
