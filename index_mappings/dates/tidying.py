"""Tokens without what stands in a date for the eye only, and each in its right kind."""

from __future__ import annotations

from collections.abc import Sequence

from index_mappings.dates.lexing import Token
from index_mappings.dates.words import ROMAN


def tidy(found: Sequence[Token]) -> list[Token]:
    """Return tokens without silent words and commas inside one date."""
    if len(found) == 1:
        return list(found)
    kept = _right_kinds([token for token in found if token.kind != "x"])
    has_month = any(token.kind == "M" for token in kept)
    result: list[Token] = []
    for place, token in enumerate(kept):
        before = result[-1].kind if result else ""
        after = kept[place + 1].kind if place + 1 < len(kept) else ""
        if before == "?" and len(result) > 1:
            before = result[-2].kind  # "August 27?, 1956"
        if token.kind == "," and _is_inside_date(kept, place, before, after, has_month):
            continue
        if token.kind == "-" and _is_silent_dash(token, before, after):
            continue
        # "3, 5, and 7"; "c. 1829, or later"
        if token.kind in ",;&|" and after and after in ",;&|[]":
            continue
        result.append(token)
    while result and result[-1].kind in (",", ";"):
        result.pop()
    while result and result[0].kind in (",", ";"):
        result.pop(0)
    return result


def _is_silent_dash(token: Token, before: str, after: str) -> bool:
    """Tell whether a dash joins no two dates: "1950—6 p.m.", "mid-1950s", "early- to mid-1950s"."""
    if after in ("T", "-") or before == "-":
        return True
    return before == "A" and token.value == "-" and after != "A"


def _is_inside_date(
    kept: Sequence[Token], place: int, before: str, after: str, has_month: bool
) -> bool:
    """Tell whether a comma parts the pieces of one date and not two dates."""
    if after == "T":
        return True
    if after in ("Y", "E", "e"):
        return before in ("M", "S") or (before in ("N", "O") and has_month)
    if after in ("N", "H") and before in ("N", "O") and has_month:
        return "E" in [token.kind for token in kept[place + 2 : place + 3]]  # March 15, 44 BC
    if after in ("M", "S") and before == "Y":
        # "1950, July 13" is one date, "1950, July 1951" two.
        following = [token.kind for token in kept[place + 2 : place + 4]]
        return "Y" not in following
    return False


def _right_kinds(found: list[Token]) -> list[Token]:
    """Return tokens with "18th c." as a century, and the Roman numeral beside one as a number."""
    kinds = [token.kind for token in found]
    result: list[Token] = []
    for place, token in enumerate(found):
        before = result[-1].kind if result else ""
        after = kinds[place + 1] if place + 1 < len(found) else ""
        if token.kind == "q" and token.value in ("c", "ca") and before == "O":
            result.append(token._replace(kind="W"))
        elif token.kind == "u" and "W" in (before, after) and _roman(token):
            result.append(token._replace(kind="O", value=_roman(token)))
        else:
            result.append(token)
    return result


def _roman(token: Token) -> int:
    """Return the number that "xix", "xixe" or "xixeme" writes, 0 for any other word."""
    word = str(token.value)
    return (
        ROMAN.get(word)
        or ROMAN.get(word.removesuffix("e"))
        or ROMAN.get(word.removesuffix("eme"))
        or 0
    )
