"""The days named in an editorial note, which are its date if it has no other.

Such a note replaces a document: "Editorial Note. At its meeting on January 5, 1955, the Council ...
On January 21 ...". Days without a year do not count by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index_mappings.dates import DEFAULT, DateConventions, find_dates, read_edtf
from index_mappings.record import Date
from loaders.drafts.xml.files import Element
from loaders.tei.text import line

_HEAD = re.compile(r"^\W*(?:\d+\W+)?(?:editorial|editors?['’]?s?['’]?)\s+note\b", re.IGNORECASE)
_DAYS = re.compile(r"\d{4}-\d\d-\d\d(?:/\d{4}-\d\d-\d\d)?")
_YEAR_FIRST = re.compile(r"\d{4}\b(?!-\d)")  # "in 1951, May 15-29, 1953" is of two sentences' parts
_PIECE = re.compile(r".{1,1900}(?:\s|$)", re.DOTALL)
"""As much text as `find_dates` looks through, cut between words."""
_LONGEST = 10 * 366  # days: a note that names days further apart looks back, and is not of them


def days_named(
    document: Element, title: str, conventions: DateConventions = DEFAULT
) -> Date | None:
    """Return the span of the days named in an editorial note, or None if there are none."""
    if not _HEAD.match(title):
        return None
    found = list(_days(document, conventions))
    if not found:
        return None
    first = min(found, key=lambda date: date.start or 0)
    last = max(found, key=lambda date: date.end or 0)
    low, high = first.edtf[:10], last.edtf[-10:]
    span = read_edtf(low if low == high else f"{low}/{high}")
    if span.start is None or span.end is None or span.end - span.start > _LONGEST:
        return None
    same = first.display == last.display
    display = first.display if same else f"{first.display} to {last.display}"
    return Date(display, span.edtf, span.start, span.end, span.precision)


def _days(document: Element, conventions: DateConventions) -> Iterator[Date]:
    for paragraph in document.iterfind(".//{*}p"):
        if any(True for _ in paragraph.iterancestors("{*}note")):
            continue
        for piece in _PIECE.findall(line(paragraph)):
            for found in find_dates(piece, conventions):
                if _DAYS.fullmatch(found.date.edtf) and not _YEAR_FIRST.match(found.date.display):
                    yield found.date
