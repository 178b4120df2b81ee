"""Tokens without decoration, each of the right kind."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from index_mappings.dates.text.languages import vocabulary
from index_mappings.dates.text.tokens import Token
from index_mappings.dates.text.words import KINDS, ROMAN
from index_mappings.dates.text.years_and_decades import (
    DUAL_SHAPE,
    take_decade_after,
    take_decade_before,
    take_last_decade,
    ten_years,
    without_dual_years,
)

_UNSETTLED = frozenset("uqVhdlz")
"""Kinds of tokens that are another one beside a century or a decade."""


def tidy(found: Sequence[Token]) -> list[Token]:
    """Return tokens without silent words and commas inside one date."""
    if len(found) == 1:
        return list(found)
    kinds = "".join([token.kind for token in found])
    if DUAL_SHAPE.search(kinds):
        found = without_dual_years(found)
    kept = _spoken(_settled(found))
    if not _UNSETTLED.isdisjoint(kinds):
        kept = _right_kinds(kept)
    has_month = "M" in kinds
    result: list[Token] = []
    for place, token in enumerate(kept):
        before = result[-1].kind if result else ""
        after = kept[place + 1].kind if place + 1 < len(kept) else ""
        if before == "?" and len(result) > 1:
            before = result[-2].kind  # "August 27?, 1956"
        whole = after == "Y" and _has_year(result)  # "1979 November, 1987 February"
        if (
            token.kind == ","
            and not whole
            and _is_inside_date(kept, place, before, after, has_month)
        ):
            continue
        if token.kind == "-" and (_is_silent_dash(token, before, after) or _is_within(kept, place)):
            continue
        # "3, 5, and 7"; "c. 1829, or later"
        if token.kind in ",;&|" and after and after in ",;&|[]":
            continue
        if before == "/" and token.kind == "M" and _is_month_again(result, token):
            result.pop()
            continue
        if token.kind == "q" and token.value == "~" and before and before in "YPMN":
            token = token._replace(kind="-") if after in ("Y", "P", "M", "o") else token  # noqa: PLW2901
        result.append(token)
    while result and result[-1].kind in (",", ";"):
        result.pop()
    while result and result[0].kind in (",", ";"):
        result.pop(0)
    return result


def _spoken(found: Sequence[Token]) -> list[Token]:
    """Return tokens without silent words; the dash of "1950er-Jahre" is not an open end."""
    if len(found) > 2 and found[-1].kind == "x" and found[-2].kind == "-":
        is_grown = found[-3].end == found[-2].start and found[-2].end == found[-1].start
        found = found[:-2] if is_grown else found
    if len(found) == 2 and any(one.value in _OF_OTHER_CALENDARS for one in found):
        found = [one._replace(kind="u") if one.kind == "x" else one for one in found]
    return [token for token in found if token.kind != "x"]


_OF_OTHER_CALENDARS = frozenset({"am", "tir"})
"""Silent beside a day. Beside a year alone "A.M." is of the World or the Martyrs, Tir of Iran."""


def _is_month_again(result: Sequence[Token], token: Token) -> bool:
    """Return whether a month is named twice, as in Arabic with both of its names: "يوليو/تموز"."""
    return len(result) > 1 and result[-2].kind == "M" and result[-2].value == token.value


def _has_year(result: Sequence[Token]) -> bool:
    """Return whether the date at the end of the tokens begins with its year: "1979 November"."""
    kinds = "".join(token.kind for token in result[-3:])
    return kinds.endswith(("YM", "YMN", "YMO"))


def _is_silent_dash(token: Token, before: str, after: str) -> bool:
    """Return whether a dash joins no dates: "1950—6 p.m.", "mid-1950s", "early- to mid-1950s"."""
    if after in ("T", "-") or before == "-":
        return True
    return before == "A" and token.value == "-" and after != "A"


def _is_within(kept: Sequence[Token], place: int) -> bool:
    """Return whether the dash between the only two tokens is within a date: "post-1950", "Apr-50".

    "Sep-05" is not: its number may be a day or a year.
    """
    if place != 1:
        return False
    first, *rest = kept[0].kind, *(token.kind for token in kept[2:])
    if first in _BEFORE_OR_AFTER:
        return kept[0].end == kept[1].start
    if first != "M" or len(rest) != 1:
        return False
    number = kept[2].value
    return rest[0] == "Y" or (rest[0] == "N" and isinstance(number, int) and number > _LAST_DAY)


_BEFORE_OR_AFTER = frozenset("abBIq")
_LAST_DAY = 31


def _is_inside_date(
    kept: Sequence[Token], place: int, before: str, after: str, has_month: bool
) -> bool:
    """Return whether a comma separates parts of one date, not two dates."""
    if after == "T" or (before == "T" and place == 1):  # "10 p.m., January 12, 1951"
        return True
    if after in ("A", "F") and "W" in (before, _kind(kept, place - 2)):
        return True  # "XIX век, начало"
    if after == "N" and [token.kind for token in kept[:place]] in (["Y", "M"], ["Y", ",", "M"]):
        return len(kept) == place + 2  # "1950, julio, 13"
    if after in ("Y", "E", "e"):
        return before in ("M", "S") or (before in ("N", "O") and has_month)
    if after in ("N", "H") and before in ("N", "O") and has_month:
        return "E" in [token.kind for token in kept[place + 2 : place + 3]]  # March 15, 44 BC
    if after in ("M", "S") and before == "Y":
        # "1950, July 13" is one date, "1950, July 1951" two.
        following = [token.kind for token in kept[place + 2 : place + 4]]
        return "Y" not in following
    return False


def _kind(found: Sequence[Token], place: int) -> str:
    return found[place].kind if 0 <= place < len(found) else ""


_DATED = frozenset("YNOMSDCWHP")


def _settled(found: Sequence[Token]) -> Sequence[Token]:
    """Return tokens with foreign words interpreted by their neighbours.

    "do 1950" is until 1950, "od 1949 do 1951" a span and "início do século XIX" a part of a
    century; "13 en 15 juli 1950" is two days and "en 1950" is one year.
    """
    foreign = _foreign_words()
    for token in found:
        if token.value in foreign:
            break
    else:
        return found
    result: list[Token] = []
    for place, token in enumerate(found):
        value = token.value
        if isinstance(value, str) and value in foreign:
            after = _kind(found, place + 1)
            token = token._replace(kind=_settled_kind(token, result, after))  # noqa: PLW2901
        result.append(token)
    return result


@cache
def _foreign_words() -> frozenset[str]:
    """Return the words that have a meaning only in a language other than English."""
    return (frozenset(vocabulary().kinds) | {"till", "until"}) - (frozenset(KINDS) - _IN_BETWEEN)


_IN_BETWEEN = frozenset({"en", "till", "until"})
"""Words that are or look English and mean something else between two dates: "1949 till 1951"."""


def _settled_kind(token: Token, before: Sequence[Token], after: str) -> str:
    """Return the kind of a foreign word between the tokens before it and the kind after it."""
    kind = token.kind
    leading = not any(one.kind in _DATED for one in before)
    last = before[-1].kind if before else ""
    if kind in ("<", ">") and leading:
        return "b" if kind == "<" else "a"  # "jälkeen 1950" beside "1950 jälkeen"
    if token.value == "i" and leading and after in ("h", "V", "W"):
        return "u"  # "I kwartał", not the "and" of Polish
    if kind in ("-", "|", "&") and leading:
        return kind if kind == "&" and any(one.kind == "w" for one in before) else "x"
    if kind == "-" and last == "W":
        return "x"  # "secolul al XIX-lea"
    if kind == "-" and last == "h" and token.value == "a":
        return "x"  # "prima jumătate a secolului XX"
    if kind in ("B", "b") and (last in ("A", "h") or after in ("W", "V", "d", "l")):
        return "x" if token.value == "do" else kind
    if kind == "a" and after in ("S", "A"):
        return "x" if token.value == "na" else kind  # "na jaře 1950" is in spring
    if kind in ("B", "b") and not leading:
        return "-"  # "od 1949 do 1951"
    if kind == "I" and not leading:
        return "x"  # "22 da"
    if kind == "[" and not after and any(one.kind == "-" for one in before):
        return "x"
    if kind in ("[", "]") and after and after not in ("[", "]", "x", "?"):
        return "-" if kind == "]" else "x"  # "1945부터 1950까지"
    if token.value == "en" and not leading and after in _DATED:
        return "&"
    return kind


def _right_kinds(found: list[Token]) -> list[Token]:
    """Return tokens with "18th c." as a century, and the Roman numeral beside one as a number."""
    kinds = [token.kind for token in found]
    has_century = "W" in kinds or any(
        kind == "V" and (_is_roman(found, place - 1) or _is_roman(found, place + 1))
        for place, kind in enumerate(kinds)
    )
    result: list[Token] = []
    for place, token in enumerate(found):
        before = result[-1] if result else None
        kind_before = before.kind if before else ""
        after = kinds[place + 1] if place + 1 < len(found) else ""
        if token.kind == "q" and token.value in ("c", "ca") and kind_before == "O":
            result.append(token._replace(kind="W"))
        elif _roman(token) and (has_century or not _COUNTED.isdisjoint((kind_before, after))):
            result.append(token._replace(kind="O", value=_roman(token)))
        elif token.kind == "V":
            if kind_before in ("O", "N") or _is_roman(found, place + 1):
                result.append(token._replace(kind="W"))
        elif token.kind == "z":
            result.append(ten_years(token, kind_before))
        elif token.kind == "h":
            _take_half(token, result)
        elif token.kind in ("d", "l"):
            if not take_decade_before(token, result):
                result.append(token)
        else:
            result.append(token)
            take_decade_after(result)
            if "d" in kinds:
                take_last_decade(result)
    return [token for token in result if token.kind not in ("d", "l")]


def _is_roman(found: Sequence[Token], place: int) -> bool:
    return 0 <= place < len(found) and found[place].kind == "u" and _roman(found[place]) > 0


_COUNTED = frozenset("Vh")
"""Kinds that a Roman numeral may count: "XIX w.", "II kwartał"."""


def _take_half(token: Token, result: list[Token]) -> None:
    """Join a half or quarter to the ordinal before it; "polovina" alone is the middle."""
    count = vocabulary().counts.get(str(token.value), 2)
    if result and result[-1].kind in ("O", "N") and isinstance(result[-1].value, int):
        number = result[-1].value or count  # 0 stands for the last one
        if 1 <= number <= count:
            start = result.pop().start
            result.append(Token("F", (number, count), start, token.end))
            return
    # A quarter that is not said to be which is no date.
    result.append(token._replace(kind="A" if count == 2 else "u", value="mid"))


_CYRILLIC = str.maketrans("хіімсл", "xiimcl")
_ROMAN_ENDINGS = ("eme", "e", "o", "a", "th")


def _roman(token: Token) -> int:
    """Return the number of "xix", "xixe" or "xixeme", or 0 for any other word."""
    if token.kind != "u":
        return 0
    word = str(token.value).translate(_CYRILLIC)
    if word in ROMAN:
        return ROMAN[word]
    for ending in _ROMAN_ENDINGS:
        if word.removesuffix(ending) in ROMAN:
            return ROMAN[word.removesuffix(ending)]
    return 0
