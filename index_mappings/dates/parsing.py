"""From tokens to one date: what stands in it for the eye only goes, its order says what is what.

A date is looked up by the kinds of its tokens: "MNY" is month, day, year. A new order is a
new line of `_SHAPES`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from index_mappings.dates.conventions import DateConventions
from index_mappings.dates.figures import full_year, valid
from index_mappings.dates.points import Point, century
from index_mappings.dates.tokens import Token
from index_mappings.dates.words import PARTS, ROMAN


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


_Values = Sequence[Any]  # the values of a date's tokens, in the order of its kinds
_Reader = Callable[[_Values], Point | None]
_ShortReader = Callable[[_Values, DateConventions], Point | None]


def parse_point(found: Sequence[Token], conventions: DateConventions) -> Point | None:
    """Return the date that these tokens say, complete or not; None where they say none."""
    if len(found) == 1 and isinstance(found[0].value, Point):
        return found[0].value
    circa = doubt = False
    time = ""
    kinds: list[str] = []
    values: list[Any] = []
    for token in found:
        if token.kind in "q?%":
            circa, doubt = circa or token.kind in "q%", doubt or token.kind in "?%"
        elif token.kind == "T" and not time:
            time = str(token.value)
        else:
            kinds.append(token.kind)
            values.append(token.value)
    shape = "".join(kinds)
    before = "E" in shape
    if before or "e" in shape:
        shape, values = _without_era(shape, values)
    elif "H" in shape and (circa or "M" in shape):
        # Three figures are a year only where something else says so.
        shape = shape.replace("H", "Y")
    if "W" not in shape:
        shape = shape.replace("O", "N")
    if before and shape not in _BEFORE_ERA:
        return None
    if shape in _SHAPES:
        point = _SHAPES[shape](values)
    elif shape in _SHORT_SHAPES:
        point = _SHORT_SHAPES[shape](values, conventions)
    else:
        return None
    if point is None:
        return None
    if before:
        point = _before_era(point)
    if shape == "N":
        point = replace(point, digits=next(t.end - t.start for t in found if t.kind in "NO"))
    if circa or doubt or time:
        point = replace(
            point, circa=circa or point.circa, doubt=doubt or point.doubt, time=time or point.time
        )
    return point


def _without_era(shape: str, values: list[Any]) -> tuple[str, list[Any]]:
    """Return kinds and values with the era gone and its number, of any length, a year."""
    at = shape.find("E") if "E" in shape else shape.find("e")
    rest, kept = shape[:at] + shape[at + 1 :], values[:at] + values[at + 1 :]
    for place in (at - 1, at):
        if 0 <= place < len(rest) and rest[place] in "NH" and "W" not in rest:
            return rest[:place] + "Y" + rest[place + 1 :], kept
    return rest, kept


_BEFORE_ERA = {"Y", "MY", "MNY", "NMY", "SY", "OW", "WO", "AOW", "FOW"}


def _before_era(point: Point) -> Point:
    """Return a date of our era moved before it: 44 BC is year -43."""
    if point.unit == "century" and point.last_year and point.year is not None:
        moved = century(point.last_year // 100, before=True) or point
        return replace(moved, part=point.part, fraction=point.fraction)
    return replace(point, year=1 - (point.year or 0))


def _day(year: int, month: int, day: int) -> Point | None:
    return Point("day", year, month, day) if valid(year, month, day) else None


def _month_number(month: int, number: int, conventions: DateConventions) -> Point:
    """Return "January 11", which has yet to borrow a year, or "Jul 50", which has one."""
    if number > 31:
        return Point("month", full_year(f"{number:02d}", conventions), month)
    return Point("day", None, month, number)


def _short_day(month: int, day: int, number: int, conventions: DateConventions) -> Point | None:
    return _day(full_year(f"{number:02d}", conventions), month, day)


def _number(number: int) -> Point:
    return Point(number=number)


def _part(point: Point | None, part: Any) -> Point | None:
    if point is None:
        return None
    if isinstance(part, tuple):
        number, count = part
        if point.unit == "year" and count in (2, 4):
            # EDTF numbers the quarters of a year from 33 and its halves from 40.
            return Point("season", point.year, season=(33 if count == 4 else 40) + number - 1)
        return replace(point, fraction=part) if point.unit == "century" else None
    return replace(point, part=PARTS[part])


def _season(season: int, year: int) -> Point:
    return Point("season", year, season=season)


_SHAPES: dict[str, _Reader] = {
    "P": lambda v: v[0],
    "MNY": lambda v: _day(v[2], v[0], v[1]),
    "NMY": lambda v: _day(v[2], v[1], v[0]),
    "YMN": lambda v: _day(v[0], v[1], v[2]),
    "YNM": lambda v: _day(v[0], v[2], v[1]),
    "MY": lambda v: Point("month", v[1], v[0]),
    "YM": lambda v: Point("month", v[0], v[1]),
    "NM": lambda v: Point("day", None, v[1], v[0]),
    "NY": lambda v: Point("day", v[1], None, v[0]),
    "Y": lambda v: Point("year", v[0]),
    "M": lambda v: Point("month", None, v[0]),
    "N": lambda v: _number(v[0]),
    "S": lambda v: Point("season", None, season=v[0]),
    "SY": lambda v: _season(v[0], v[1]),
    "YS": lambda v: _season(v[1], v[0]),
    "D": lambda v: v[0],
    "C": lambda v: v[0],
    "OW": lambda v: century(v[0]),
    "WO": lambda v: century(v[1]),
    "A": lambda v: Point(part=PARTS[v[0]]),
    "AN": lambda v: Point(part=PARTS[v[0]], number=v[1]),
    "AY": lambda v: _part(Point("year", v[1]), v[0]),
    "AM": lambda v: Point("month", None, v[1], part=PARTS[v[0]]),
    "AMY": lambda v: _part(Point("month", v[2], v[1]), v[0]),
    "AD": lambda v: _part(v[1], v[0]),
    "AC": lambda v: _part(v[1], v[0]),
    "AOW": lambda v: _part(century(v[1]), v[0]),
    "FY": lambda v: _part(Point("year", v[1]), v[0]),
    "FD": lambda v: _part(v[1], v[0]),
    "FOW": lambda v: _part(century(v[1]), v[0]),
}

# Those that may have a year of two figures, which the source's conventions put in a century.
_SHORT_SHAPES: dict[str, _ShortReader] = {
    "MNN": lambda v, c: _short_day(v[0], v[1], v[2], c),
    "NMN": lambda v, c: _short_day(v[1], v[0], v[2], c),
    "MN": lambda v, c: _month_number(v[0], v[1], c),
    "SN": lambda v, c: _season(v[0], full_year(f"{v[1]:02d}", c)),
}
