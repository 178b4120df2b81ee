"""A day without a year in a head, completed from the document's folder.

"Memorandum from Roe to Doe, May 16. ... Timber, April-May 1961." is of 16 May 1961: only one day in
the folder's span is a 16 May. In a folder of 1960-1961 there are two, so none is used.
"""

from __future__ import annotations

from index_mappings.dates import DateConventions, read_date
from index_mappings.days import civil
from index_mappings.record import Date

_LONGEST = 30  # years of a folder: in more, each day comes more than once anyway


def in_span(day: str, span: Date | None, conventions: DateConventions) -> Date | None:
    """Return the only such day in a span, or None if there are none or several.

    `display` is unchanged from the head.
    """
    if span is None or span.start is None or span.end is None:
        return None
    first, last = civil(span.start)[0], civil(span.end)[0]
    if last - first > _LONGEST:
        return None
    found = [
        date
        for year in range(first, last + 1)
        if (date := read_date(f"{day}, {year}", conventions)).start is not None
        and date.end is not None
        and span.start <= date.start <= date.end <= span.end
    ]
    if len(found) != 1:
        return None
    one = found[0]
    return Date(day, one.edtf, one.start, one.end, one.precision, one.time, one.calendar)
