"""Several tokens that are one year or one decade.

A day with two years: "11 February 1731/32" is in 1732, from the time when the English year began in
March. A decade: a number in figures or words beside the word for decade: "50. léta", "années
vingt".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index_mappings.dates.points import Point
from index_mappings.dates.text.tokens import Token

DUAL_SHAPE = re.compile("[YP][/-][NY]")
"""Kinds of tokens among which there may be two years of a day."""

_DUAL_YEARS = (1155, 1752)
"""From when to when the English year began on Lady Day: "11 February 1731/32" is in 1732."""


_LADY_DAY = (3, 25)


def without_dual_years(found: Sequence[Token]) -> Sequence[Token]:
    """Return tokens with only the later year where a day of January to March has two."""
    result: list[Token] = []
    place = 0
    while place < len(found):
        following = found[place + 2] if place + 2 < len(found) else None
        if (
            following
            and found[place + 1].kind in ("/", "-")
            and _is_next_year(found[place], following)
            and _is_early_day([*result, found[place]])
        ):
            result.append(_a_year_on(found[place], following))
            place += 3
        else:
            result.append(found[place])
            place += 1
    return result


def _is_next_year(token: Token, following: Token) -> bool:
    """Return whether a number is the year after a date's, in full or by its last digits."""
    year = token.value.year if isinstance(token.value, Point) else token.value
    if (
        not isinstance(year, int)
        or token.kind not in ("Y", "P")
        or following.kind not in ("N", "Y")
    ):
        return False
    figures = following.end - following.start
    is_dual = _DUAL_YEARS[0] <= year < _DUAL_YEARS[1]
    return is_dual and (year + 1) % 10**figures == following.value


def _is_early_day(found: Sequence[Token]) -> bool:
    """Return whether tokens end with a day from 1 January to 24 March, year and all."""
    last = found[-1].value
    if isinstance(last, Point):
        return last.unit == "day" and (1, 1) <= (last.month or 13, last.day or 0) < _LADY_DAY
    days = [token for token in found if token.kind not in ",x"][-3:-1]
    values = {"N" if token.kind == "O" else token.kind: token.value for token in days}
    month, day = values.get("M"), values.get("N")
    if not isinstance(month, int) or not isinstance(day, int):
        return False
    return (1, 1) <= (month, day) < _LADY_DAY


def _a_year_on(token: Token, following: Token) -> Token:
    value = token.value
    if isinstance(value, Point):
        moved: int | Point = replace(value, year=(value.year or 0) + 1)
    else:
        moved = int(str(value)) + 1
    return token._replace(value=moved, end=following.end)


def take_decade_before(token: Token, result: list[Token]) -> bool:
    """Make a decade of "50." before the word for one ("50. léta"); tell whether it was possible."""
    if not result:
        return False
    decade = _decade(result[-1], token.kind)
    if decade is not None:
        result[-1] = decade
    return decade is not None


def take_decade_after(result: list[Token]) -> None:
    """Make a decade of the year after the word for one: "années 1950", "lata 50."."""
    if len(result) > 1 and result[-2].kind in ("d", "l"):
        decade = _decade(result[-1], result[-2].kind)
        if decade is not None:
            result[-2:] = [decade]


def take_last_decade(result: list[Token]) -> None:
    """Make a decade of the second year of "années 1920-1930", if the first is one."""
    if len(result) > 2 and [token.kind for token in result[-3:]] == ["D", "-", "Y"]:
        decade = _decade(result[-1], "d")
        if decade is not None:
            result[-1] = decade


def ten_years(token: Token, before: str) -> Token:
    """Return the decade of "cinquante" in "années cinquante"; alone the word is not a decade."""
    if before not in ("d", "l"):
        return token._replace(kind="u")
    return token._replace(kind="D", value=Point("decade", number=int(token.value)))  # type: ignore[arg-type]


_FIRST_DECADE = 1700
"""Before it, "anni 1350" is the Latin year."""


def _decade(token: Token, kind: str) -> Token | None:
    number = token.value
    if not isinstance(number, int) or number % 10:
        return None
    if token.kind in ("N", "O") and number >= 10:
        return token._replace(kind="D", value=Point("decade", number=number))
    if token.kind == "Y" and kind == "d" and number >= _FIRST_DECADE:
        if number % 100 == 0:
            return None
        return token._replace(kind="D", value=Point("decade", number, last_year=number + 9))
    return None
