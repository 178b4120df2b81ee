"""Whole days as numbers, on the proleptic Gregorian calendar.

Day 0 is 1 January 1970; earlier days are negative. Years are astronomical: year 0 is 1 BC.
`datetime.date` begins with year 1, which is too late for an archive, so the arithmetic is done here
(Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil and
civil_from_days).
"""

from __future__ import annotations

_DAYS_PER_ERA = 146_097  # days in the 400 years after which the Gregorian calendar repeats
_DAYS_TO_EPOCH = 719_468  # days from 1 March of year 0 to 1 January 1970
_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
"""Their names in English."""


def is_leap(year: int) -> bool:
    """Return whether an astronomical year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Return the number of days of a month (1 to 12)."""
    return 29 if month == 2 and is_leap(year) else _MONTH_LENGTHS[month - 1]


def day_number(year: int, month: int = 1, day: int = 1) -> int:
    """Return the number of a day, counted from 1970-01-01.

    Raises ValueError if the month or the day does not exist.
    """
    if not 1 <= month <= 12 or not 1 <= day <= month_length(year, month):
        raise ValueError(f"no such day: {year}-{month:02d}-{day:02d}")
    shifted = year - (month <= 2)
    era, year_of_era = divmod(shifted, 400)
    day_of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
    return era * _DAYS_PER_ERA + day_of_era - _DAYS_TO_EPOCH


def civil(number: int) -> tuple[int, int, int]:
    """Return (year, month, day) of a day number: the inverse of `day_number`."""
    era, day_of_era = divmod(number + _DAYS_TO_EPOCH, _DAYS_PER_ERA)
    year_of_era = (
        day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096
    ) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted_month = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted_month + 2) // 5 + 1
    month = shifted_month + (3 if shifted_month < 10 else -9)
    return year_of_era + era * 400 + (month <= 2), month, day


def year_span(first: int, last: int | None = None) -> tuple[int, int]:
    """Return the first and last day number of the years `first` to `last`."""
    return day_number(first), day_number((first if last is None else last), 12, 31)


def month_span(year: int, month: int) -> tuple[int, int]:
    """Return the first and last day number of one month."""
    return day_number(year, month), day_number(year, month, month_length(year, month))
