"""Short forms of offices and programs, as words: 1951-Q1, 1Q 1951, H1 1951, 121500Z JAN 51.

So are the parts of a year in the East (1951年第一季度, 1951년 상반기), and the hour of "22.15, 12
January 1951", which has a full stop as well as a day's figures might.
"""

from __future__ import annotations

import re

from index_mappings.dates.text.words import MONTHS

_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-/ ]?([qh])([1-4])(?!\w)")
_QUARTER_FIRST = re.compile(r"(?<!\w)(?:([1-4])([qh])|([qh])([1-4]))[-/ ]?(?=\d{4}(?!\d))")
_SENT = re.compile(  # the day, hour and minute of a telegram, and its zone by a letter
    r"(?<![\w-])(?P<day>\d\d) ?(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d) ?[a-z]?"
    rf" ?(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.? ?"
    r"(?P<year>\d{4}|\d\d)(?!\d)"
)
_PUBLISHED = re.compile(r"(?<!\w)p(?=(?:1[89]|20)\d\d(?!\d))")  # of a sound recording: ℗
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


def in_words(levelled: str) -> str:
    """Return a levelled text with such forms in words; anything else as it is."""
    if "q" in levelled or "h" in levelled:
        levelled = _YEAR_FIRST.sub(lambda m: _part(m[0], m[2], m[3]) + m[1], levelled)
        levelled = _QUARTER_FIRST.sub(lambda m: _part(m[0], m[2] or m[3], m[1] or m[4]), levelled)
    if "p" in levelled:
        levelled = _PUBLISHED.sub("", levelled)
    if "." in levelled:
        levelled = _CLOCK_FIRST.sub(r"\1:\2, ", levelled)
        levelled = _CLOCK_LAST.sub(r" \1 \2:\3", levelled)
    if not levelled.isascii():
        levelled = _EAST_QUARTER.sub(lambda m: f" q{_EAST_FIGURES.get(m[1], m[1])} ", levelled)
        levelled = _EAST_HALF.sub(
            lambda m: " first half " if m["first"] else " second half ", levelled
        )
    return _SENT.sub(r"\g<day> \g<month> \g<year> \g<hour>:\g<minute>", levelled)


def _part(whole: str, letter: str, number: str) -> str:
    if letter == "q":
        return f"q{number} "
    return _HALVES.get(number, f"{whole} ")
