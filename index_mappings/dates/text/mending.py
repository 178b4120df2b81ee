"""Corrections and contractions of cataloguers, resolved before a date is split into tokens."""

from __future__ import annotations

import re

from index_mappings.dates.text.figures import valid
from index_mappings.dates.text.shorthand import written_out
from index_mappings.dates.text.words import HOLIDAYS, MONTH_NAMES, ROMAN

_CORRECTED = re.compile(r"^.*\b(?:i\.\s?e\.|recte)[,:]?\s*(?=.*\d)", re.DOTALL)
_CORRECTED_DAY = re.compile(r"\b\d{1,2} ?\[(\d{1,2})\]")
_OTHER_DAY = re.compile(
    r"(?<![\d:.])(\d{1,2}) ?\[(\d{1,2}) ?\?\](?!\s*(?::|[ap]\.?\s?m))"  # not of hours
)
_COMPLETED = re.compile(r"\[(\d\d)\](?=\d\d(?!\d))")
_COMPLETED_ALONE = re.compile(r"^(1[4-9]|20)\[(\d\d)(\??)\]$")  # with more, it may be a day
"""A year that a cataloguer completed: "[19]50", "19[50]"."""
_COMPLETED_WITHIN = re.compile(r"(?<!\d)(1\d|20)\[(\d)\](\d)(?!\d)")
_COMPLETED_FIGURE = re.compile(r"(?<!\d)(1\d\d|20\d)\[(\d)(\??)\]")
_SOME_TIME = re.compile(r"^(\d{4}) ?[x×] ?(\d{4})$")  # of charters: at some time between the two
_BULK = re.compile(
    r"(?<=\d)[^\d]{0,3}\(?\s*\b(?:bulk|predominantly|mainly|chiefly|mostly)\b[^)]*\)?"
)
_TWO_YEARS = re.compile(r"(?<!\d)(1[0-9]{3}|20[0-9]{2})(1[0-9]{3}|20[0-9]{2})(?!\d)")
_CORRECTED_HALF = re.compile(r"[ap]\.?\s?m\.?\s*\[([ap])\.?\s?m\.?\]")
_DOUBTED_TIME = re.compile(r"\[\?\](?=\s*[ap]\.?\s?m)")
_UNREADABLE_TIME = re.compile(r"[-,]\s*\[[^\]\d]*\]\s*[ap]\.?\s?m\.?")
_SECOND = re.compile(r"(?<=\d|s)\s*\((?=[^()]*\d{4})([^()]*)\)")
_YEAR = re.compile(r"\d{4}")
_DUAL_YEAR_FIRST = re.compile(
    r"(?<!\d)(1[1-7]\d\d)/(\d{1,2})\b,? (jan|feb|mar)([a-z]*\.? \d{1,2})(?![\d/])"
)
_THOUSANDS = re.compile(r"(?<![\d,])(\d{1,2}),(\d{3})(?= ?-? ?(?:b\.? ?c|\d{1,2},\d{3} ?b\.? ?c))")
_ERA_ENDINGS = ("c", "c.", "e", "e.")
_SHORT_BEFORE_ERA = re.compile(r"(?<=[a-z.,] )(\d{1,3})(?= ?b\.? ?c)")  # "1 Jan 44 BC"
_CLOSING = (")", "）")
_EASTERN_WEEKDAY = re.compile(r"\s?[(（][月火水木金土日월화수목금토일][)）]")
_ROMAN_MONTH = re.compile(
    r"^(?:(x?(?:ix|iv|vi{0,3}|i{1,3})|x)[./](?=\d{4}$)|(xii?|ix|iv|vi{1,3}|i{2,3})[./] (?=\d{4}$))"
)
_ARRIVED = re.compile(
    r"(?<=\d)(?: ?(?:г(?:ода)?|r)\b\.?)?[\])]?\s*[,;(\[-]*\s*(?:and )?"
    r"(?:received|rec'?d\b|post-?mark(?:ed)?|(?:date-?)?stamped"
    r"|forwarded|registered|filed|mailed|delivered|arrived|recu|erhalten|eingegangen|pras\b|praes\b"
    r"|recibid[ao]|ricevut[ao]|ontvangen|mottaget|otrzymano|получено|получ\b)\b.*$",
    re.DOTALL,
)
"""What happened to a record after it was written: of a date in front of it, nothing."""
_GROWN_ENDING = re.compile(r"(?<=[ivxхі])-(?:lea|й|го|ого|м|е|ий|ому)\b")  # "secolul al XIX-lea"
_AGAIN = re.compile(r"\bre-(?=[a-z]{4})")
_ERA_LETTER = re.compile(r"^(m|t|s|h|r)\.?(\d{1,2})([./])(\d{1,2})\3(\d{1,2})$")
_ERA_YEARS = {"m": (1867, 45), "t": (1911, 15), "s": (1925, 64), "h": (1988, 31), "r": (2018, 99)}
"""Of Japan's eras by their letter: the year before the first, and how many the era has."""
_ESTONIAN_YEAR = re.compile(r"(?<=\d{4})\.? a\.$")
_BESIDE_A_DAY = re.compile(r"(?:day|eve|vigil|morrow|octave)\b.*\b(?:before|after|of) ")
_HOLIDAYS = [(re.compile(rf"\b(?:{pattern})\b"), day) for pattern, day in HOLIDAYS]


def mended(levelled: str) -> str:
    """Return a levelled text with its corrections applied; offsets no longer match the text.

    "1905 [i.e. 1950]" is 1950, "August 12 [13], 1955" the 13th, "September 9 [30?], 1955" the 9th
    to the 30th, "10 a.m. [p.m.]" the evening, "1920-1950 (bulk 1930-1940)" 1920 to 1950,
    "[19]50" 1950, "1 May 1950, received 3 May 1950" the first of them, "<1950" before it,
    "19201939" two years (unless it is a day: "19201112").
    """
    if "e" in levelled:  # of i.e. and recte
        levelled = _CORRECTED.sub("", levelled)
    if (arrived := _ARRIVED.search(levelled)) and _YEAR.search(levelled, 0, arrived.start()):
        levelled = levelled[: arrived.start()]
    if "[" in levelled:
        levelled = _COMPLETED_ALONE.sub(r"\1\2\3", levelled)
        levelled = _COMPLETED_WITHIN.sub(r"\1\2\3", levelled)
        levelled = _CORRECTED_DAY.sub(r"\1", levelled)
        levelled = _OTHER_DAY.sub(_either_day, levelled)
        levelled = _CORRECTED_HALF.sub(r"\1.m.", levelled)
        levelled = _DOUBTED_TIME.sub("", _UNREADABLE_TIME.sub("", levelled))
        levelled = _COMPLETED.sub(r"\1", levelled)
        levelled = _COMPLETED_FIGURE.sub(r"\1\2\3", levelled)
    if "x" in levelled or "×" in levelled:
        levelled = _SOME_TIME.sub(r"between \1 and \2", levelled)
    if "l" in levelled:
        levelled = _BULK.sub("", levelled)
    if "-" in levelled:
        levelled = _GROWN_ENDING.sub("", levelled)
    if levelled.endswith(_ERA_ENDINGS):
        levelled = _SHORT_BEFORE_ERA.sub(lambda match: match[1].zfill(4), levelled)
    if "," in levelled:
        levelled = _THOUSANDS.sub(r"\1\2", levelled)
    if levelled.endswith(_CLOSING) and not levelled.isascii():
        levelled = _EASTERN_WEEKDAY.sub("", levelled)
    if levelled.endswith(_FIGURES) and levelled.startswith(_ROMAN_LETTERS):
        levelled = _ROMAN_MONTH.sub(_month_named, levelled)
    if levelled.endswith("a."):
        levelled = _ESTONIAN_YEAR.sub("", levelled)
    if levelled.startswith(_ERA_LETTERS) and levelled.endswith(_FIGURES):
        levelled = _ERA_LETTER.sub(_of_era, levelled)
    if ("year" in levelled or "christmas" in levelled) and not _BESIDE_A_DAY.search(levelled):
        for pattern, day in _HOLIDAYS:
            levelled = pattern.sub(day, levelled)
    if levelled.startswith(_COMPARED):
        levelled = _COMPARISON.sub(_compared, levelled)
    levelled = written_out(levelled)
    if "re-" in levelled:  # "re-fabricated" is one word
        levelled = _AGAIN.sub("re", levelled)
    if "/" in levelled:
        levelled = _DUAL_YEAR_FIRST.sub(_later_year_first, levelled)
    return _TWO_YEARS.sub(_parted, levelled)


_COMPARED = ("<", ">", "\u2264", "\u2265")
_COMPARISON = re.compile(r"^([<>\u2264\u2265])(=?) ?(?=\w[^<>]*$)")


def _compared(match: re.Match[str]) -> str:
    """Return "before " for the "<" of "<1950"; in "<1950>" it is a bracket."""
    includes = bool(match[2]) or match[1] in "\u2264\u2265"
    if match[1] in "<\u2264":
        return "not after " if includes else "before "
    return "not before " if includes else "after "


def with_second(levelled: str) -> str:
    """Return a levelled text with its bracketed second date after a comma, or "" without one.

    In "1852-1860 (1981)" the bracket usually has the date of a copy: the record has both. Only for
    texts that cannot be parsed as they are, because "January 11 (1950)" is one date.
    """
    found = _SECOND.search(levelled)
    if found is None or not _YEAR.search(levelled[: found.start()]):
        return ""
    return _SECOND.sub(r", \1", levelled)


def _either_day(match: re.Match[str]) -> str:
    first, last = sorted(map(int, match.groups()))
    return f"{first}-{last}" if first < last else str(first)


def _of_era(match: re.Match[str]) -> str:
    """Return "1950-07-13" for "S25.7.13", a date of Showa; a year outside its era stays."""
    zero, years = _ERA_YEARS[match[1]]
    year, month, day = zero + int(match[2]), int(match[4]), int(match[5])
    if not 1 <= int(match[2]) <= years or not valid(year, month, day):
        return match[0]
    return f"{year}-{month:02}-{day:02}"


_ERA_LETTERS = ("m", "t", "s", "h", "r")
_FIGURES, _ROMAN_LETTERS = tuple("0123456789"), ("i", "v", "x")


def _month_named(match: re.Match[str]) -> str:
    """Return "december " for the "xii." of "xii.1950"; other numbers stay."""
    number = ROMAN.get(match[1] or match[2], 0)
    return f"{MONTH_NAMES[number - 1]} " if 1 <= number <= len(MONTH_NAMES) else match[0]


def _later_year_first(match: re.Match[str]) -> str:
    """Return "1732 february 11" for "1731/2 february 11", anything else unchanged."""
    year = int(match[1]) + 1
    if year % 10 ** len(match[2]) != int(match[2]):
        return match[0]
    return f"{year} {match[3]}{match[4]}"


def _parted(match: re.Match[str]) -> str:
    year, month, day = int(match[1]), int(match[2][:2]), int(match[2][2:])
    if valid(year, month, day) or match[1] > match[2]:
        return match[0]
    return f"{match[1]}-{match[2]}"
