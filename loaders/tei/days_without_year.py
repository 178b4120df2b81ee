"""A day that a head names without its year, which the folder that it lies in may have.

"Memorandum from Roe to Doe, May 16. ... Timber, April-May 1961." is of 16 May 1961: of all days in
the folder's span one alone is a 16 May. In a folder of 1960-1961 there are two, and none is taken.
"""

from __future__ import annotations

from index_mappings.dates import DateConventions, read_date
from index_mappings.days import civil
from index_mappings.record import Date

_LONGEST = 30  # years of a folder: in more, each day comes more than once anyway


def in_span(day: str, span: Date | None, conventions: DateConventions) -> Date | None:
    """Return the one date in a span that is such a day; None where there are none or several.

    `display` stays as the head has it.
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
