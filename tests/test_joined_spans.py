"""Spans of days of which any is enough: those that overlap are one, and find the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index_mappings.conditions import Days
from service.query.filters import joined_days

ENDS = st.one_of(st.none(), st.integers(-6, 20))
SPANS = st.lists(st.builds(Days, ENDS, ENDS, st.booleans(), st.sampled_from(["", "made"])))


def is_met(span: Days, first: int, last: int) -> bool:
    low, high = (first, last) if span.within else (last, first)
    return (span.start is None or low >= span.start) and (span.end is None or high <= span.end)


@given(SPANS, st.integers(-8, 22), st.integers(0, 6), st.sampled_from(["", "made"]))
def test_they_find_what_they_found_apart(
    spans: list[Days], first: int, more: int, field: str
) -> None:
    def found(some: list[Days]) -> bool:
        return any(is_met(span, first, first + more) for span in some if span.field == field)

    assert found(list(joined_days(spans))) == found(spans)


def test_twenty_that_overlap_are_one() -> None:
    assert joined_days(Days(day, day + 5) for day in range(20)) == (Days(0, 24),)
    assert joined_days([Days(0, 4), Days(5, 9), Days(11, None)]) == (Days(0, 9), Days(11, None))


def test_a_span_that_dates_must_be_within_is_left_out_inside_another() -> None:
    wide, inner, other = Days(0, 9, within=True), Days(0, 5, within=True), Days(5, 12, within=True)
    assert joined_days([inner, other, wide, Days(11, 12, within=True)]) == (wide, other)
