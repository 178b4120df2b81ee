"""What stands after `year:` and `date:`, as days."""

from __future__ import annotations

import pytest

from index_mappings.days import month_span, year_span
from service.query.spans import read_span


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("5", year_span(5)),  # a number is a year, also where no date would be read so
        ("79", year_span(79)),
        ("-44", year_span(-44)),
        ("0", year_span(0)),
        ("1950-7", month_span(1950, 7)),
        ("5..79", year_span(5, 79)),
        ("1950-1953", year_span(1950, 1953)),
    ],
)
def test_days_of_a_span(text: str, span: tuple[int, int]) -> None:
    found = read_span(text)
    assert found is not None
    days, _, swapped = found
    assert (days.start, days.end, swapped) == (*span, False)


@pytest.mark.parametrize("text", ["1950-00", "1950-02-30", "1950-13", "..", "/", "soon"])
def test_what_is_no_span(text: str) -> None:
    assert read_span(text) is None
