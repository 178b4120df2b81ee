"""Shorthand written out as words.

Cataloguers write C19, s. XV 2/4, saec. XV ex., 1950 ±5, -- May 1950. Offices and programs use
1951-Q1, 1Q 1951, H1 1951, 121500Z JAN 51. East Asian parts of a year (1951年第一季度,
1951년 상반기) become words too, and so does the hour in "22.15, 12 January 1951", whose full stop
could be that of a date in figures.
"""

from __future__ import annotations

import re

from index_mappings.dates.text.named_years import written_as_months
from index_mappings.dates.text.words import MONTH_NAMES, MONTHS, ROMAN

_CENTURY = re.compile(r"(?<![\w.])c(1\d|2[01]|[1-9])(?:th)?(?![\w.,-]?\d|\w| ?c(?:ent|\.|\b))")
_OF_CENTURY = r"(?P<century>(?:saec|sec|s)\.? ?[ivx]+)(?![^\W\d_])\.?"
_SHARE = re.compile(rf"^{_OF_CENTURY},? (?P<number>[1-4])/(?P<count>[234])$")
_LATIN = re.compile(rf"^{_OF_CENTURY},? (?P<part>in|med|ex)\.?$")
_LATIN_PARTS = {"in": "early", "med": "mid", "ex": "late"}
_SHARES = {"2": "half", "3": "third", "4": "quarter"}
_NUMBERS = {"1": "first", "2": "second", "3": "third", "4": "fourth"}
_MARGIN = re.compile(
    r"^(?:ca?\.? ?)?(\d{4}) ?(?:±|\+ ?/ ?-) ?(\d{1,2})(?: (?:years?|jahre?|ans?|anni))?$"
)
_DAY_LEFT_OUT = re.compile(
    r"^(?:-{1,2}|_+|\[ *\]|\.{2,}|xx)[ /.]+(?=(?:[^\W\d_]{3,}\.?|\d{1,2}/) ?\d{4}$)"
)
_ROMAN_MONTH = re.compile(
    r"^(?P<month>x?(?:ix|iv|vi{0,3}|i{1,3})|x) (?P<year>\d{4})$"
    r"|^(?P<year2>\d{4}) (?P<month2>x?(?:ix|iv|vi{0,3}|i{1,3})|x) (?P<day>\d{1,2})$"
)
_SLASHED_SPAN = re.compile(  # 5/5-6/6 1950, of Scandinavians
    r"^(\d{1,2})/(\d{1,2}) ?- ?(\d{1,2})/(\d{1,2}) (\d{4})$"
)
_GERMAN_SHARE = re.compile(r"(?<![\w.])([1-4])\. ?([hdv])\.? (?=\d\d?\. ?(?:jh|jahrh))")
_GERMAN_SHARES = {"h": "halfte", "d": "drittel", "v": "viertel"}
_DAY_MONTH_SPAN = re.compile(
    r"^(\d{1,2})\.(\d{1,2})\.? ?- ?(\d{1,2}\.\d{1,2}\.)(\d{4})$"  # 5.5.-6.6.1950
)
_MONTH_SPAN = re.compile(r"^(\d{1,2})([./])(\d{4}) ?- ?(\d{1,2})\2(\d{4})$")  # 05.1950-06.1950
_ISO_SPAN = re.compile(
    r"^(\d\d(\d\d)-(0[1-9]|1[0-2])) ?(?:/|-{1,2}|\.\.|to|bis) ?(\d\d(\d\d)-(0[1-9]|1[0-2]))$"
)
_YEAR_FIRST_SPAN = re.compile(r"^(\d{4})\.(\d{1,2})\.(\d{1,2}) ?- ?(\d{1,2})\.(\d{1,2})\.?$")
_COMMA_DAY = re.compile(r"^(\d{4}), (\d{1,2}) ([^\W\d_]{3,})$")
_NEXT_YEAR = re.compile(
    r"(?<=[^\W\d_])(\.?,? )(1[1-7]\d\d) ?[\[(](?:= ?)?(1[1-7]\d\d)[\])]$"  # behind a month
)


_NUMBERED_MONTH = re.compile(  # of notaries: 7bre, 8ber, IXbris, Xber, by their Latin names
    r"(?<![\w.])(7|vii|8|viii|9|ix|10|x)(?:bre|bris|bri|ber|bro)(?!\w)"
)
_NUMBERED = {
    **dict.fromkeys(("7", "vii"), "september"), **dict.fromkeys(("8", "viii"), "october"),
    **dict.fromkeys(("9", "ix"), "november"), **dict.fromkeys(("10", "x"), "december"),
}  # fmt: skip


def written_out(levelled: str) -> str:
    """Return a levelled text with such shorthand in words; anything else unchanged."""
    if "b" in levelled:
        levelled = _NUMBERED_MONTH.sub(lambda match: _NUMBERED[match[1]], levelled)
    levelled = written_as_months(_of_programs(levelled))
    if "c" in levelled:
        levelled = _CENTURY.sub(r"\1th century", levelled)
    if levelled.startswith("s"):
        levelled = _LATIN.sub(lambda m: f"{_LATIN_PARTS[m['part']]} {m['century']}", levelled)
        levelled = _SHARE.sub(_share, levelled)
    if "±" in levelled or "+" in levelled:
        levelled = _MARGIN.sub(_margin, levelled)
    if "[" in levelled:
        levelled = _NEXT_YEAR.sub(_later, levelled)
    if "-" in levelled:
        levelled = _SLASHED_SPAN.sub(r"\5-\2-\1 / \5-\4-\3", levelled)
        levelled = _DAY_MONTH_SPAN.sub(r"\1.\2.\4 - \3\4", levelled)
        levelled = _YEAR_FIRST_SPAN.sub(r"\1-\2-\3 / \1-\4-\5", levelled)
        levelled = _MONTH_SPAN.sub(_months, levelled)
        levelled = _ISO_SPAN.sub(_iso_months, levelled)
    if "jh" in levelled or "jahrh" in levelled:
        levelled = _GERMAN_SHARE.sub(lambda m: f"{m[1]}. {_GERMAN_SHARES[m[2]]} ", levelled)
    levelled = _COMMA_DAY.sub(r"\2 \3 \1", levelled)
    levelled = _DAY_LEFT_OUT.sub("", levelled)
    return _ROMAN_MONTH.sub(_month_named, levelled)


def _share(match: re.Match[str]) -> str:
    if match["number"] > match["count"]:
        return match[0]
    return f"{_NUMBERS[match['number']]} {_SHARES[match['count']]} of {match['century']}"


def _margin(match: re.Match[str]) -> str:
    year, margin = int(match[1]), int(match[2])
    return f"between {year - margin} and {year + margin}"


def _later(match: re.Match[str]) -> str:
    """Return "1732" for "1731 [1732]": the year in modern reckoning, added by a cataloguer."""
    return match[1] + match[3] if int(match[3]) == int(match[2]) + 1 else match[0]


def _months(match: re.Match[str]) -> str:
    months = (int(match[1]), int(match[4]))
    if not all(1 <= month <= 12 for month in months):
        return match[0]
    first, last = (MONTH_NAMES[month - 1] for month in months)
    return f"{first} {match[3]} - {last} {match[5]}"


def _iso_months(match: re.Match[str]) -> str:
    """Return "1902-01/1903-12" with month names: an end before its start is not a span of years."""
    ends = ((match[1], match[2], match[3]), (match[4], match[5], match[6]))
    if not any(int(month) <= int(year) for _, year, month in ends):
        return match[0]
    first, last = (f"{MONTH_NAMES[int(month) - 1]} {whole[:4]}" for whole, _, month in ends)
    return f"{first} - {last}"


def _month_named(match: re.Match[str]) -> str:
    number = ROMAN.get(match["month"] or match["month2"], 0)
    if not 1 <= number <= len(MONTH_NAMES):
        return match[0]
    name = MONTH_NAMES[number - 1]
    return (
        f"{name} {match['year']}" if match["month"] else f"{match['day']} {name} {match['year2']}"
    )


_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-/ ]?([qh])([1-4])(?!\w)")
_QUARTER_FIRST = re.compile(r"(?<!\w)(?:([1-4])([qh])|([qh])([1-4]))[-/ ]?(?=\d{4}(?!\d))")
_SENT = re.compile(  # the day, hour and minute of a telegram, and its zone by a letter
    r"(?<![\w-])(?P<day>\d\d) ?(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d) ?[a-z]?"
    rf" ?(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.? ?"
    r"(?P<year>\d{4}|\d\d)(?!\d)"
)
_PUBLISHED = re.compile(r"(?<!\w)p(?=(?:1[89]|20)\d\d(?!\d))")  # of a sound recording: ℗
_YEAR_DOT_MONTH = re.compile(  # 1950.7, 1950.7-8, 1950.12-1951.2: years have no dots between them
    r"^(?P<year>\d{4})\. ?(?P<month>\d{1,2})\.?"
    r"(?: ?- ?(?:(?P<last_year>\d{4})\. ?)?(?P<last>\d{1,2})\.?)?$"
)
_EAST_MONTHS = re.compile(  # 1950年7-8月: the sign of the month is behind the last alone
    r"(?<=[年년])( ?(?:0?[1-9]|1[0-2]))( ?[-至到、,] ?)(?=\d{1,2} ?[月월])"
)
_EAST_QUARTER = re.compile(
    r"(?:제|第)? ?([1-4一二三四]) ?(?:/ ?4 ?)?(?:个|個)?(?:季度?|四半期|분기|사분기)"
)
_EAST_HALF = re.compile(  # 후반 is a late part
    r"(?:(?P<first>上半|前半|전반|상반)|下半|[後后]半|하반)(?:年度?|期|기|叶|葉)?"
)
_EAST_FIGURES = {"一": "1", "二": "2", "三": "3", "四": "4"}
_CLOCK_FIRST = re.compile(
    r"^([01]?\d|2[0-3])\.([0-5]\d),? (?=(?:on )?\d{1,2}(?:st|nd|rd|th)?\.? (?:of )?[^\W\d]{3})"
)
_CLOCK_LAST = re.compile(r"(?<=[^\W\d_]) (\d{4}),? (?:at |um )?([01]?\d|2[0-3])\.([0-5]\d)$")
_HALVES = {"1": "first half of ", "2": "second half of "}


def _of_programs(levelled: str) -> str:
    """Return a levelled text with the short forms of offices and programs in words."""
    if "q" in levelled or "h" in levelled:
        levelled = _YEAR_FIRST.sub(lambda m: _part(m[0], m[2], m[3]) + m[1], levelled)
        levelled = _QUARTER_FIRST.sub(lambda m: _part(m[0], m[2] or m[3], m[1] or m[4]), levelled)
    if "p" in levelled:
        levelled = _PUBLISHED.sub("", levelled)
    if "." in levelled:
        levelled = _YEAR_DOT_MONTH.sub(_dotted_month, levelled)
        levelled = _CLOCK_FIRST.sub(r"\1:\2, ", levelled)
        levelled = _CLOCK_LAST.sub(r" \1 \2:\3", levelled)
    if not levelled.isascii():
        levelled = _EAST_MONTHS.sub(lambda m: f"{m[1]}月{m[2].replace('、', ',')}", levelled)
        levelled = _EAST_QUARTER.sub(lambda m: f" q{_EAST_FIGURES.get(m[1], m[1])} ", levelled)
        levelled = _EAST_HALF.sub(
            lambda m: " first half " if m["first"] else " second half ", levelled
        )
    return _SENT.sub(r"\g<day> \g<month> \g<year> \g<hour>:\g<minute>", levelled)


def _dotted_month(match: re.Match[str]) -> str:
    """Return months by their names; "1950.1" may be 1950.10 truncated by a spreadsheet.

    "1950.0" is a year that a program stored as a number.
    """
    year, month, last = match["year"], match["month"], match["last"]
    if month == "0" and not last:
        return year
    numbers = [int(month), *([int(last)] if last else [])]
    if not all(1 <= number <= len(MONTH_NAMES) for number in numbers):
        return match[0]
    first = f"{MONTH_NAMES[numbers[0] - 1]} {year}"
    if last:
        return f"{first} - {MONTH_NAMES[numbers[1] - 1]} {match['last_year'] or year}"
    return f"january {year} or october {year}" if match[0] == f"{year}.1" else first


def _part(whole: str, letter: str, number: str) -> str:
    if letter == "q":
        return f"q{number} "
    return _HALVES.get(number, f"{whole} ")
