"""The coded date of a MARC 21 record: field 008, positions 06 to 14.

By the Library of Congress, "MARC 21 Format for Bibliographic Data", 008/06-14. `u` is a figure
that is not known, 9999 an end that has not come.
"""

from __future__ import annotations

import re
from dataclasses import replace

from index_mappings.dates.conventions import DEFAULT, DateConventions
from index_mappings.dates.extended import read_edtf
from index_mappings.dates.text.figures import valid
from index_mappings.days import day_number
from index_mappings.folding import clean
from index_mappings.record import Date

_NO_END = re.compile(r"9999|[u|]{4}")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def read_marc_008(text: str, conventions: DateConventions = DEFAULT, *, display: str = "") -> Date:
    """Return the date in the 40 characters of a MARC 21 field 008 (positions 06 to 14).

    `display` is the statement shown (260$c, 264$c); without one the codes are put in words. Of a
    reprint (r), a copyright beside a year (t, and c in older records) and a production date (p)
    the first date is taken, which is that of the item described. Codes b (before our era), n and |
    give no date.
    """
    edtf = _edtf(text[6:7], text[7:11], text[11:15])
    found = read_edtf(edtf, conventions)
    words = _in_words(edtf) if found.is_dated else ""
    return replace(found, display=clean(display) or words)


def marc_years(text: str) -> tuple[int, int] | None:
    """Return the first and the last day that either coded year may mean, None without any."""
    years = [_year(text[7:11]), "" if text[6:7] == "e" else _year(text[11:15])]
    known = [year for year in years if year and not _NO_END.fullmatch(year)]
    if text[6:7] in "bn|" or not known:
        return None
    low = min(int(year.replace("X", "0")) for year in known)
    high = max(int(year.replace("X", "9")) for year in known)
    return day_number(low), day_number(high, 12, 31)


def _year(text: str) -> str:
    """Return a year of field 008 in EDTF ("195u" is "195X"), "" where it says nothing."""
    is_year = re.fullmatch(r"(?!0000)\d(?:\d{3}|\d\du|\duu|uuu)", text)
    return text.replace("u", "X") if is_year else ""


def _edtf(kind: str, first_date: str, second_date: str) -> str:
    first, second = _year(first_date), _year(second_date)
    has_no_end = _NO_END.fullmatch(second_date) is not None
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
    """Return the years from the first that is meant: EDTF opens no decade."""
    return f"{first.replace('X', '0')}/.." if first else ""


def _detailed(first: str, second_date: str) -> str:
    """Return year, month and day of code e: "19500713"; of days that there are none, the month."""
    month, day = second_date[:2], second_date[2:4]
    if not first.isdigit() or not month.isdigit() or not valid(int(first), int(month), 1):
        return first
    is_day = day.isdigit() and valid(int(first), int(month), int(day))
    return f"{first}-{month}-{day}" if is_day else f"{first}-{month}"


def _questionable(first: str, second: str, second_date: str) -> str:
    """Return the years between which one is meant; with no second, the first with its doubt."""
    if second_date == "9999":
        return _open(first)
    if not first or not second:
        return f"{first or second}?"
    if first == second:
        return first
    return f"[{first}..{second}]" if (first + second).isdigit() else f"{first}/{second}"


def _in_words(edtf: str) -> str:
    """Return a coded date as readers write it: never "1948-9999" or "19uu"."""
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
    if len(parts) == 1 or not 1 <= int(parts[1]) <= len(_MONTHS):
        return doubt + parts[0]
    day = f"{int(parts[2])} " if len(parts) > 2 else ""
    return f"{doubt}{day}{_MONTHS[int(parts[1]) - 1]} {parts[0]}"
