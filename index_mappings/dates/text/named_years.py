"""Terms and years other than calendar years: WS 1950/51, FY 1951, school year 1950-51.

Their words and months are in `named_years.toml`. Where usage differs, the wider meaning is used:
the fiscal year 1951 may be that of any office, and a winter semester with one year may begin or end
in it. A name with two years covers both.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index_mappings.dates.text.languages import level
from index_mappings.dates.text.words import MONTH_NAMES

_WORDS = Path(__file__).with_name("named_years.toml")
_YEARS = r"(?P<one>\d{4}|\d\d)(?: ?[-/] ?(?P<other>\d{4}|\d\d))?"


@dataclass(frozen=True, slots=True)
class _Term:
    """A term: its first and last month, and whether it is a year that may be named by one year."""

    first: int
    last: int
    year: bool = False


def written_as_months(levelled: str) -> str:
    """Return the months of a text that consists of such terms; return any other text unchanged."""
    if not ("0" <= levelled[-1:] <= "9" or "0" <= levelled[:1] <= "9"):
        return levelled
    if (ends := _ends(levelled)) is None and (between := _BETWEEN.search(levelled)):
        begun, ended = _ends(levelled[: between.start()]), _ends(levelled[between.end() :])
        ends = (begun[0], ended[1]) if begun and ended else None
    return f"{ends[0]} - {ends[1]}" if ends else levelled


_MONTHS = 12
_BETWEEN = re.compile(r" (?:-|bis|to|until|till|through) ")


def _ends(levelled: str) -> tuple[str, str] | None:
    """Return the beginning and end of a term, or None if it is not a term."""
    terms, word_first, year_first = _known()
    match = word_first.fullmatch(levelled) or year_first.fullmatch(levelled)
    if match is None:
        return None
    word = _squeezed(match["word"])
    term, one, other = terms[word], match["one"], match["other"]
    if other is None:
        is_short = len(one) > 2 or len(word) <= _SHORT  # "season 12" is no year, "FY51" is
        over = _MONTHS * (term.last > _MONTHS and not term.year)
        return (_month(one, term.first - over), _month(one, term.last)) if is_short else None
    follows = (int(one) + 1) % 10 ** len(other) == int(other) and len(other) <= len(one)
    if not follows or not (term.year or term.last > _MONTHS):
        return None
    if term.year:
        return _year(one, 0), _year(one, 1)
    return _month(one, term.first), _month(one, term.last)


_SHORT = 4  # letters of an abbreviation: "WiSe", "FY"


def _month(year: str, number: int) -> str:
    on, month = divmod(number - 1, _MONTHS)
    return f"{MONTH_NAMES[month]} {_year(year, on)}"


def _year(year: str, on: int) -> str:
    """Return the year a number of years later, with as many digits."""
    moved = int(year) + on
    return str(moved) if len(year) > 2 else f"'{moved % 100:02}"


def _squeezed(word: str) -> str:
    return word.replace(".", "").replace(" ", "")


@cache
def _known() -> tuple[dict[str, _Term], re.Pattern[str], re.Pattern[str]]:
    """Return the terms by their words, and patterns for a term before its years and after them."""
    terms: dict[str, _Term] = {}
    words: list[str] = []
    for table in tomllib.loads(_WORDS.read_text(encoding="utf-8")).values():
        term = _Term(table["first"], table["last"], table.get("year", False))
        for word in table["words"].split():
            plain = level(word).replace("_", " ")
            words.append(re.escape(plain).replace(r"\ ", " "))
            terms[_squeezed(plain)] = term
    word = f"(?P<word>{'|'.join(sorted(words, key=len, reverse=True))})"
    before = re.compile(rf"(?:the )?{word}[.,:]? ?'?{_YEARS}")
    return terms, before, re.compile(rf"(?:the )?{_YEARS},? {word}")
