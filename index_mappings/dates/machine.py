"""Dates written for machines: `unitdate@normal`, MARC 008, spreadsheet serials."""

from __future__ import annotations

import math
import re
from dataclasses import replace

from index_mappings.dates.conventions import DEFAULT, DateConventions
from index_mappings.dates.extended import read_edtf
from index_mappings.dates.figures import LAST_YEAR
from index_mappings.dates.reading import read_date
from index_mappings.dates.spans import edtf_day
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


def read_marc_008(text: str, conventions: DateConventions = DEFAULT, *, display: str = "") -> Date:
    """Return the date in the 40 characters of a MARC 21 field 008 (positions 06 to 14).

    `display` is the statement shown (260$c, 264$c), by default the years of the field. Of a
    reprint, a copyright beside a year and a production date the first date is taken, which is
    that of the item described. Codes b (before our era), n and | give no date.
    """
    kind, first, second = text[6:7], text[7:11], text[11:15]
    shown = clean(display) or clean("-".join(year for year in (first, second) if year.strip(" |")))
    edtf = _marc_edtf(kind, _marc_year(first), _marc_year(second), second)
    return replace(read_edtf(edtf, conventions), display=shown)


def _marc_year(text: str) -> str:
    """Return a year of field 008 in EDTF ("195u" is "195X"), "" where it says nothing."""
    return text.replace("u", "X") if re.fullmatch(r"\d[\du]{3}", text) else ""


def _marc_edtf(kind: str, first: str, second: str, raw: str) -> str:
    if kind in "bn|" or not (first or second):
        return ""
    if kind in ("c", "u"):
        return f"{first}/.." if first else ""
    if kind in ("d", "i", "k", "m", "q"):
        if not second.strip("9") and raw.strip():  # "9999" and "uuuu": no end, or an unknown one
            return f"{first}/.." if first and kind != "q" else first
        if not second:
            return first
        if not first:
            return f"../{second}"
        if first == second:
            return first
        plain = (first + second).isdigit()
        return f"[{first}..{second}]" if kind == "q" and plain else f"{first}/{second}"
    if kind == "e" and first.isdigit():
        month, day = raw[:2], raw[2:4]
        if month.isdigit() and day.isdigit():
            return f"{first}-{month}-{day}"
        return f"{first}-{month}" if month.isdigit() else first
    return first


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
