"""One thing that seems wrong in the catalogue, with the records it is about and what would do."""

from __future__ import annotations

from dataclasses import dataclass

SEVERITIES = ("error", "warning", "notice")
"""An error cannot be right; a warning is wrong more often than not; a notice is worth a look."""

CHECKS = {
    "date-impossible": "dates that cannot be",
    "date-future": "spans that end in the future",
    "date-open": "spans of more than fifty years with an open end",
    "date-inverted": "spans that end before they begin",
    "date-wording": "dates that do not read as they count",
    "date-unread": "dates that could not be read",
    "title-date": "titles that say another year than the date",
    "collection-absent": "collections referred to but absent",
    "same-record": "the same date and title twice",
    "summary-repeated": "the same summary twice",
    "bracket-open": "brackets never closed",
    "names-alike": "names one letter apart",
    "listed-role": "persons with the office of another in the list of persons",
    "summary-missing": "records without a summary",
    "field-absent": "fields that no record has: title, date, type",
}
"""Every check by its name, in the order in which findings of one severity are listed."""

LISTED = 100
"""Ids that a finding names; `count` is always whole."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding: its severity, its check, its records, what is seen, and what would mend it.

    `ids` are the first LISTED ids of the `count` records it is about; a finding about a
    collection alone has none.
    """

    severity: str
    check: str
    ids: tuple[str, ...]
    count: int
    message: str
    mend: str
