"""Decades: a figure, or a number in words, beside the word for one: "50. léta", "années vingt"."""

from __future__ import annotations

from index_mappings.dates.points import Point
from index_mappings.dates.text.tokens import Token


def take_decade_before(token: Token, result: list[Token]) -> bool:
    """Make a decade of "50." before the word for one ("50. léta"); tell whether it was."""
    if not result:
        return False
    made = _decade(result[-1], token.kind)
    if made is not None:
        result[-1] = made
    return made is not None


def take_decade_after(result: list[Token]) -> None:
    """Make a decade of the year after the word for one: "années 1950", "lata 50."."""
    if len(result) > 1 and result[-2].kind in ("d", "l"):
        made = _decade(result[-1], result[-2].kind)
        if made is not None:
            result[-2:] = [made]


def take_last_decade(result: list[Token]) -> None:
    """Make a decade of the second year of "années 1920-1930", if the first is one."""
    if len(result) > 2 and [token.kind for token in result[-3:]] == ["D", "-", "Y"]:
        made = _decade(result[-1], "d")
        if made is not None:
            result[-1] = made


def ten_years(token: Token, before: str) -> Token:
    """Return the decade of "cinquante" in "années cinquante"; without that word it says nothing."""
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
