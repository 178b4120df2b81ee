"""Years counted from the beginning of an era: 昭和25年, 民國三十九年, Meiji 5, 단기 4283년.

Where the days of the era's year are those of our months (Japan from 1873, China from 1912, Korea
from 1896) the year is simply replaced. Earlier years and months were lunar: such a date covers its
whole year, from the earliest new year (21 January) to the latest end of one (20 February). Years of
eras: National Diet Library; Academia Sinica.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from index_mappings.dates.calendars import cycle
from index_mappings.dates.points import Signs, days_point
from index_mappings.days import day_number


class _Era(NamedTuple):
    """An era: its calendar, the year before its first, its last year and its first solar one."""

    calendar: str
    zero: int
    last: int
    solar: int


_JAPAN = """
慶長 1596 元和 1615 寛永 1624 正保 1644 慶安 1648 承応 1652 明暦 1655 万治 1658 寛文 1661 延宝 1673
天和 1681 貞享 1684 元禄 1688 宝永 1704 正徳 1711 享保 1716 元文 1736 寛保 1741 延享 1744 寛延 1748
宝暦 1751 明和 1764 安永 1772 天明 1781 寛政 1789 享和 1801 文化 1804 文政 1818 天保 1830 弘化 1844
嘉永 1848 安政 1854 万延 1860 文久 1861 元治 1864 慶応 1865 明治 1868 大正 1912 昭和 1926 平成 1989
令和 2019
"""
_CHINA = """
順治 1644 康熙 1662 雍正 1723 乾隆 1736 嘉慶 1796 道光 1821 咸豐 1851 同治 1862 光緒 1875 宣統 1909
民國 1912
"""
_ALIASES = {
    "meiji": "明治", "taisho": "大正", "showa": "昭和", "heisei": "平成", "reiwa": "令和",
    "shunzhi": "順治", "kangxi": "康熙", "yongzheng": "雍正", "qianlong": "乾隆",
    "jiaqing": "嘉慶", "daoguang": "道光", "xianfeng": "咸豐", "tongzhi": "同治",
    "guangxu": "光緒", "xuantong": "宣統", "minguo": "民國",
    "民国": "民國", "中華民國": "民國", "中华民国": "民國", "光绪": "光緒", "宣统": "宣統",
    "顺治": "順治", "嘉庆": "嘉慶", "咸丰": "咸豐", "明": "明治", "大": "大正", "昭": "昭和",
    "平": "平成", "令": "令和", "慶應": "慶応", "단군기원": "단기", "檀紀": "단기", "檀纪": "단기",
}  # fmt: skip
_ALWAYS = -9999  # solar as far back as it goes


def _eras(calendar: str, table: str, solar: int, last: int) -> dict[str, _Era]:
    words = table.split()
    starts = dict(zip(words[::2], map(int, words[1::2]), strict=True))
    ends = [*list(starts.values())[1:], last]
    return {
        name: _Era(calendar, first - 1, end, solar)
        for (name, first), end in zip(starts.items(), ends, strict=True)
    }


_ERAS = {
    **_eras("japanese", _JAPAN, 1873, 2199),
    **_eras("chinese", _CHINA, 1912, 2199),
    "建陽": _Era("korean", 1895, 1897, 1896), "光武": _Era("korean", 1896, 1907, 1896),
    "隆熙": _Era("korean", 1906, 1910, 1896), "건양": _Era("korean", 1895, 1897, 1896),
    "광무": _Era("korean", 1896, 1907, 1896), "융희": _Era("korean", 1906, 1910, 1896),
    "단기": _Era("korean", -2333, 2199, 1896), "주체": _Era("juche", 1911, 2199, _ALWAYS),
    "juche": _Era("juche", 1911, 2199, _ALWAYS), "大同": _Era("chinese", 1931, 1934, _ALWAYS),
    "康德": _Era("chinese", 1933, 1945, _ALWAYS),
}  # fmt: skip
_NAMES = "|".join(sorted({*_ERAS, *_ALIASES}, key=len, reverse=True))
_SPANS = {
    name: (era.zero + 1, era.last)
    for name in {*_ERAS, *_ALIASES}
    for era in (_ERAS[_ALIASES.get(name, name)],)
}
_HAN_OR_HANGUL = re.compile("[\u4e00-\u9fff\uac00-\ud7a3]")
_YEAR = re.compile(
    rf"(?<![^\W\d_])(?:大?清|大?明)?(?P<name>{_NAMES})\s?(?P<number>\d{{1,4}}|元)\s?"
    r"(?P<unit>[年년]|(?=[./-]\d)|(?!\w))"
    r"(?:\s?[(\[]\s?(?P<ours>\d{4})\s?年?\s?[)\]])?(?P<unit2>年?)(?P<rest>[^~,;、-]*)"
)
_YEARS = re.compile(
    rf"(?<![^\W\d_])(?P<name>{_NAMES})\s?(?P<first>\d{{1,2}})"
    r"(?:(?P<decade>年代)|\s?年?\s?[-~]\s?(?P<last>\d{1,2})年(?![-~]))"
)
_WHOLE = re.compile(
    rf"^(?:大?清|大?明)?(?P<name>{'|'.join(sorted(_ERAS, key=len, reverse=True))})"
    r"(?:年間|年间|時代|时代|시대|연간)$"
)
_SOLAR_REST = re.compile(r"\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{1,2})(?!\d)")


def replaced(levelled: str, signs: Signs) -> str:
    """Return a levelled text with the years of eras converted.

    A year outside its era is left unchanged, and so is one that contradicts the year in brackets
    after it.
    """
    if _HAN_OR_HANGUL.search(levelled):
        levelled = cycle.beside_years(cycle.in_eras(levelled, _NAMES, _SPANS))
        levelled = _WHOLE.sub(lambda match: _whole(match, signs), levelled)
    levelled = _YEARS.sub(lambda match: _several(match, signs) or match[0], levelled)
    return _YEAR.sub(lambda match: _placed(match, signs) or match[0], levelled)


def _several(match: re.Match[str], signs: Signs) -> str:
    """Return the years of "昭和20年代", a decade of the era, or of "昭和25-27年"."""
    era = _ERAS[_ALIASES.get(match["name"], match["name"])]
    first = int(match["first"])
    if match["decade"] and first % 10:
        return ""
    last = first + 9 if match["decade"] else int(match["last"])
    if era.zero + first < era.solar or not first <= last <= era.last - era.zero:
        return ""
    days = day_number(era.zero + first), day_number(era.zero + last, 12, 31)
    return signs.sign(days_point("decade" if match["decade"] else "year", *days), era.calendar)


def _whole(match: re.Match[str], signs: Signs) -> str:
    """Return the years of "天保年間": those of the era, unless it has not ended."""
    era = _ERAS[_ALIASES.get(match["name"], match["name"])]
    if era.last >= _GOES_ON:
        return match[0]
    days = day_number(era.zero + 1), day_number(era.last, 12, 31)
    return signs.sign(days_point("year", *days), era.calendar)


_GOES_ON = 2199  # the last year of an era that has no end yet


def _placed(match: re.Match[str], signs: Signs) -> str:
    name = match["name"]
    if len(name) == 1 and not (match["unit"] or match["rest"].startswith((".", "/", "-"))):
        return ""
    era = _ERAS[_ALIASES.get(name, name)]
    year = era.zero + (1 if match["number"] == "元" else int(match["number"]))
    if not era.zero < year <= era.last or (match["ours"] and int(match["ours"]) != year):
        return ""
    if year < era.solar:
        first, last = day_number(year, 1, 21), day_number(year + 1, 2, 20)
        rest = match["rest"]
        if any(map(str.isdecimal, rest)):  # a month of the moon, and a day
            rest = ""
        return signs.sign(days_point("year", first, last), era.calendar) + rest
    signs.calendar = signs.calendar or era.calendar
    rest = _SOLAR_REST.sub(r"-\1-\2", match["rest"], count=1)
    unit = "" if rest.startswith("-") else "年"
    return f"{year}{unit}{rest}"
