"""Years by the cycle of sixty, beside an era or a year: 光绪二十四年戊戌, 光緒甲午, 1966年(丙午).

A sign of the cycle alone does not determine a year. With an era and no number it gives the matching
year of that era; with a number the two must agree, or the text stays undated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_STEMS_KOREAN, _BRANCHES_KOREAN = "갑을병정무기경신임계", "자축인묘진사오미신유술해"
_SIGN = rf"(?:[{_STEMS}][{_BRANCHES}]|[{_STEMS_KOREAN}][{_BRANCHES_KOREAN}](?=년))"
_BESIDE = re.compile(
    rf"(?P<year>\d{{4}}) ?年?\s?[(（,]?\s?(?P<sign>{_SIGN})[年歲岁년]?[)）]?(?!\w)"
    rf"|(?<!\w)(?P<sign2>{_SIGN})[年歲岁년]?\s?[(（]?(?P<year2>\d{{4}})[年년]?[)）]?"
)


def place_of(sign: str) -> int:
    """Return the place of a sign in the cycle, 0 to 59, or -1 for two other characters."""
    stems, branches = (
        (_STEMS, _BRANCHES) if sign[0] in _STEMS else (_STEMS_KOREAN, _BRANCHES_KOREAN)
    )
    stem, branch = stems.index(sign[0]), branches.index(sign[1])
    return next((n for n in range(60) if n % 10 == stem and n % 12 == branch), -1)


def agrees(sign: str, year: int) -> bool:
    """Return whether most of a year of ours has this sign of the cycle."""
    return place_of(sign) == (year - 4) % 60


def beside_years(levelled: str) -> str:
    """Return a levelled text without the signs that agree with the Gregorian year beside them."""
    return _BESIDE.sub(_year_alone, levelled)


def _year_alone(match: re.Match[str]) -> str:
    year = match["year"] or match["year2"]
    return f"{year}年" if agrees(match["sign"] or match["sign2"], int(year)) else match[0]


def in_eras(levelled: str, names: str, first_and_last: Mapping[str, tuple[int, int]]) -> str:
    """Return a levelled text with "光緒甲午" as "光緒20年"; `names` is a pattern of eras.

    `first_and_last` are each era's first and last year. A sign that agrees with the number before
    it is removed.
    """
    pattern = re.compile(
        rf"(?P<name>{names})(?:\s?(?P<number>\d{{1,2}}|元)年?)?\s?[(（]?(?P<sign>{_SIGN})[年歲岁]?[)）]?"
    )

    def placed(match: re.Match[str]) -> str:
        first, last = first_and_last[match["name"]]
        if match["number"]:
            number = 1 if match["number"] == "元" else int(match["number"])
            years = [first + number - 1]
        else:
            years = list(range(first, last + 1))
        found = [year for year in years if agrees(match["sign"], year)]
        return f"{match['name']}{found[0] - first + 1}年" if len(found) == 1 else match[0]

    return pattern.sub(placed, levelled)
