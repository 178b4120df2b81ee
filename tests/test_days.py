"""Days as numbers, held against `datetime` where that reaches, and moved by 400 years beyond it."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest

from index_mappings.days import civil, day_number, is_leap, month_length, month_span, year_span

EPOCH = date(1970, 1, 1)
ERA = 146_097  # days in 400 years, after which the calendar repeats
FIRST = date(1600, 3, 1)  # of an era as the arithmetic counts them; its last is 29 February 2000


def test_every_day_of_an_era_has_its_number_and_back() -> None:
    for offset in range(ERA):
        day = FIRST + timedelta(offset)
        number = (day - EPOCH).days
        assert day_number(day.year, day.month, day.day) == number
        assert civil(number) == (day.year, day.month, day.day)


@pytest.mark.parametrize("eras", [-10, -4, -1, 20])
def test_the_calendar_repeats_beyond_the_years_that_datetime_knows(eras: int) -> None:
    for day in (FIRST, date(1999, 12, 31), date(2000, 2, 29), date(1900, 3, 1)):
        year, number = day.year + 400 * eras, (day - EPOCH).days + ERA * eras
        assert day_number(year, day.month, day.day) == number
        assert civil(number) == (year, day.month, day.day)


@pytest.mark.parametrize("year", [1600, 1700, 1899, 1900, 1904, 1950, 1952, 2000])
def test_months_are_as_long_as_they_are(year: int) -> None:
    assert is_leap(year) is calendar.isleap(year)
    for month in range(1, 13):
        length = calendar.monthrange(year, month)[1]
        assert month_length(year, month) == length
        assert month_span(year, month) == (day_number(year, month), day_number(year, month, length))


def test_a_leap_year_before_our_era_is_counted_astronomically() -> None:
    assert [year for year in range(-9, 1) if is_leap(year)] == [-8, -4, 0]


def test_a_span_of_years_has_its_first_and_its_last_day() -> None:
    assert year_span(1950) == (day_number(1950, 1, 1), day_number(1950, 12, 31))
    assert year_span(1950, 1953) == (day_number(1950, 1, 1), day_number(1953, 12, 31))
    assert year_span(-44, 0) == (day_number(-44, 1, 1), day_number(0, 12, 31))


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1900, 2, 29), (2000, 2, 30), (1950, 0, 1), (1950, 13, 1), (1950, 4, 31), (1950, 1, 0)],
)
def test_a_day_that_does_not_exist_is_refused(year: int, month: int, day: int) -> None:
    with pytest.raises(ValueError, match=f"no such day: {year}-{month:02d}-{day:02d}"):
        day_number(year, month, day)
