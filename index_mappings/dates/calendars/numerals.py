"""Numerals converted to figures: 一九五〇年七月, MCMXLVI; and dates with numbered months.

Examples of the latter are Vietnamese (ngày 13 tháng 7 năm 1950) and Mongolian (1950 оны 7 сарын
13).
"""

from __future__ import annotations

import re

from index_mappings.dates.points import Signs

_FIGURES = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "○": 0, "两": 2, "兩": 2, "元": 1,
}  # fmt: skip
_UNITS = {"十": 10, "百": 100, "千": 1000}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_CHINESE = re.compile(
    r"[〇零○一二三四五六七八九十百千廿卅卌两兩元]+(?=\s?(?:年|月|日|世紀|世纪|号|號|세기|代))"
)
_ROMAN = re.compile(
    r"(?<!\w)(?=[mdclxvi]{4,})m{1,2}(?:cm|cd|d?c{0,4})(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4})(?!\w)"
)
_BEFORE_ERA = re.compile(r"^前(?=\d{1,4} ?(?:年|世))")
_VIETNAMESE = re.compile(
    r"(?:ngay )?(?:(?P<day>\d{1,2}) )?thang (?P<month>\d{1,2})(?: nam|,)? (?P<year>\d{4})(?!\d)"
)
_MONGOLIAN_MONTHS = (
    "нэгдүгээр", "хоердугаар", "гуравдугаар", "дөрөвдүгээр", "тавдугаар", "зургадугаар",
    "долдугаар", "наимдугаар", "есдүгээр", "аравдугаар", "арваннэгдүгээр", "арванхоердугаар",
)  # fmt: skip
_MONGOLIAN = re.compile(
    rf"(?P<year>\d{{4}}) ?он(?:ы|д)?(?: (?P<month>\d{{1,2}}|{'|'.join(_MONGOLIAN_MONTHS)})"
    r"(?:[- ]?(?:дугаар|дүгээр|р))? сар(?:ын|д)?(?: (?P<day>\d{1,2})(?:[- ]?(?:ны|нии|нд))?"
    r"(?: өдөр)?)?)?(?!\w)"
)
_LETTERS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def replaced(levelled: str, _: Signs) -> str:
    """Return a levelled text with Chinese numerals before a unit and Roman years as figures."""
    levelled = _VIETNAMESE.sub(_in_figures, levelled)
    levelled = _MONGOLIAN.sub(_in_figures, levelled)
    levelled = _CHINESE.sub(lambda match: str(_chinese(match[0])), levelled)
    levelled = _BEFORE_ERA.sub("公元前", levelled)
    return _ROMAN.sub(lambda match: str(_roman(match[0])), levelled)


def _in_figures(match: re.Match[str]) -> str:
    """Return "1950-07-13" for "ngày 13 tháng 7 năm 1950"."""
    month = match["month"]
    if month in _MONGOLIAN_MONTHS:
        month = str(_MONGOLIAN_MONTHS.index(month) + 1)
    parts = (match["year"], month and month.zfill(2), match["day"])
    return "-".join(part for part in parts if part)


def _chinese(text: str) -> int:
    if not any(char in _UNITS or char in _TENS for char in text):
        return int("".join(str(_FIGURES[char]) for char in text))
    whole, figure = 0, 0
    for char in text:
        if char in _UNITS:
            whole += (figure or 1) * _UNITS[char]
            figure = 0
        elif char in _TENS:
            whole += _TENS[char]
        else:
            figure = _FIGURES[char]
    return whole + figure


def _roman(text: str) -> int:
    values = [_LETTERS[char] for char in text]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
