"""Short forms of offices and programs, as words: 1951-Q1, 1Q 1951, H1 1951, 121500Z JAN 51."""

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
_HALVES = {"1": "first half of ", "2": "second half of "}


def in_words(levelled: str) -> str:
    """Return a levelled text with such forms in words; anything else as it is."""
    if "q" in levelled or "h" in levelled:
        levelled = _YEAR_FIRST.sub(lambda m: _part(m[0], m[2], m[3]) + m[1], levelled)
        levelled = _QUARTER_FIRST.sub(lambda m: _part(m[0], m[2] or m[3], m[1] or m[4]), levelled)
    if "p" in levelled:
        levelled = _PUBLISHED.sub("", levelled)
    return _SENT.sub(r"\g<day> \g<month> \g<year> \g<hour>:\g<minute>", levelled)


def _part(whole: str, letter: str, number: str) -> str:
    if letter == "q":
        return f"q{number} "
    return _HALVES.get(number, f"{whole} ")
