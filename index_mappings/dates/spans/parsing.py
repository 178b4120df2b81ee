"""From tokens to one date: their order determines what each is.

A date is looked up by the kinds of its tokens: "MNY" is month, day, year. Each order is a line of
`_SHAPES`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from index_mappings.dates.conventions import DateConventions
from index_mappings.dates.points import Point, century
from index_mappings.dates.text.figures import full_year, valid
from index_mappings.dates.text.languages import vocabulary
from index_mappings.dates.text.tokens import Token
from index_mappings.dates.text.words import PARTS

_Values = Sequence[Any]  # the values of a date's tokens, in the order of its kinds
_Reader = Callable[[_Values], Point | None]
_ShortReader = Callable[[_Values, DateConventions], Point | None]


def parse_point(found: Sequence[Token], conventions: DateConventions) -> Point | None:
    """Return the date of these tokens, complete or not, or None if they are not a date."""
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
    shape = shape.replace("N", "O") if "W" in shape else shape.replace("O", "N")
    for kind in "AF" if len(shape) > 1 else "":  # "19. század vége", "1950年代初期"
        place = shape.find(kind, 1)
        if place > 0:
            shape = kind + shape[:place] + shape[place + 1 :]
            values = [values[place], *values[:place], *values[place + 1 :]]
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
        if point is None:
            return None
    if shape == "N":
        point = replace(point, digits=next(t.end - t.start for t in found if t.kind in "NO"))
    if circa or doubt or time:
        point = replace(
            point, circa=circa or point.circa, doubt=doubt or point.doubt, time=time or point.time
        )
    return point


def _without_era(shape: str, values: list[Any]) -> tuple[str, list[Any]]:
    """Return kinds and values without the era, and with its number, of any length, as a year."""
    at = shape.find("E") if "E" in shape else shape.find("e")
    rest, kept = shape[:at] + shape[at + 1 :], values[:at] + values[at + 1 :]
    for place in (at - 1, at):
        if 0 <= place < len(rest) and rest[place] in "NHG" and "W" not in rest:
            return rest[:place] + "Y" + rest[place + 1 :], kept
    return rest, kept


_BEFORE_ERA = {"Y", "P", "MY", "MNY", "NMY", "SY", "OW", "WO", "AOW", "FOW"}


def _before_era(point: Point) -> Point | None:
    """Return a date of our era moved before it: 44 BC is year -43."""
    if point.unit == "century" and point.last_year and point.year is not None:
        moved = century(point.last_year // 100, before=True) or point
        return replace(moved, part=point.part, fraction=point.fraction)
    return None if point.year is None else replace(point, year=1 - point.year)


def _day(year: int, month: int, day: int) -> Point | None:
    return Point("day", year, month, day) if valid(year, month, day) else None


def _month_number(month: int, number: int, conventions: DateConventions) -> Point:
    """Return "January 11", which still needs a year, or "Jul 50", which has one."""
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
        return replace(point, fraction=part) if point.unit in ("decade", "century") else None
    if point.unit not in ("month", "year", "decade", "century"):
        return None
    return replace(point, part=_part_named(part))


def _part_named(word: str) -> str:
    return PARTS.get(word) or vocabulary().parts[word]


def _decade_of(decade: Point, ordinal: int) -> Point | None:
    """Return "50-е годы XX века": the decade of a century."""
    found = century(ordinal)
    if found is None or decade.number is None:
        return None
    year = 100 * (ordinal - 1) + decade.number
    return Point("decade", year, last_year=year + 9)


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
    "ASY": lambda v: _season(v[1], v[2]),  # the wider reading: EDTF has no part of a season
    "D": lambda v: v[0],
    "C": lambda v: v[0],
    "OW": lambda v: century(v[0]),
    "WO": lambda v: century(v[1]),
    "A": lambda v: Point(part=_part_named(v[0])),
    "AN": lambda v: Point(part=_part_named(v[0]), number=v[1]),
    "AY": lambda v: _part(Point("year", v[1]), v[0]),
    "AM": lambda v: Point("month", None, v[1], part=_part_named(v[0])),
    "AMY": lambda v: _part(Point("month", v[2], v[1]), v[0]),
    "AD": lambda v: _part(v[1], v[0]),
    "AC": lambda v: _part(v[1], v[0]),
    "AP": lambda v: _part(v[1], v[0]),
    "SP": lambda v: _season(v[0], v[1].year) if v[1].unit == "year" else None,
    "PN": lambda v: _day(v[0].year, v[0].month, v[1]) if v[0].unit == "month" else None,
    "DOW": lambda v: _decade_of(v[0], v[1]),
    "OWD": lambda v: _decade_of(v[2], v[0]),
    "ADOW": lambda v: _part(_decade_of(v[1], v[2]), v[0]),
    "AOWD": lambda v: _part(_decade_of(v[3], v[1]), v[0]),
    # of "5 May 195?" the ten years are sure, the day is of each of them
    **dict.fromkeys(("MNC", "NMC", "MND", "NMD"), lambda v: v[2]),
    **dict.fromkeys(("MC", "MD"), lambda v: v[1]),
    "AWO": lambda v: _part(century(v[2]), v[0]),
    "FWO": lambda v: _part(century(v[2]), v[0]),
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
