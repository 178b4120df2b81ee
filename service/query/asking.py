"""Questions in plain language: words that only ask, words for a type of record, typed dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from index_mappings import dates
from index_mappings.conditions import Days
from index_mappings.wording import Questions
from service.query.scanner import DATE, OPEN, WORD, Token

_YEARS = range(1000, 2100)  # a bare number outside is a telegram's or a page's, hardly a year
_HINT = re.compile(r"\d{4}|\d\W\d|\d0s|\d(?:st|nd|rd|th)\s+c", re.IGNORECASE)
"""Without a year in four figures, a date in figures, a decade or a century there is no date."""
_SEARCHED = 200  # characters at the end of a text, where a date is put: looking is slow
_BARE = re.compile(r"\d+")


def asking_words(tokens: Sequence[Token], text: str, words: Questions) -> frozenset[str]:
    """Return the words of this text, in lower case, that do not affect what is found."""
    plain = [token for token in tokens if token.kind != OPEN][:2]
    first = ""
    if plain and plain[0].kind == WORD and not plain[0].field and not is_name(plain[0], text):
        first = plain[0].text.lower()
    asks = first in words.opening
    if first in words.polite:
        asks = len(plain) > 1 and plain[1].text.lower() in words.politely
    return words.all if asks or text.endswith("?") else words.relating


def is_name(token: Token, text: str) -> bool:
    """Return whether a token is an abbreviation in capitals: "WHO" is a name, "who" is not."""
    return len(token.text) > 1 and token.text.isupper() and not text.isupper()


def join_dates(tokens: Sequence[Token], text: str) -> list[Token]:
    """Return the tokens, joining the words of each typed date into one token of kind DATE.

    Only adjacent words make a date: syntax between them separates them.
    """
    joined: list[Token] = []
    for is_word, run in groupby(tokens, _may_be_dated):
        side_by_side = list(run)
        joined += _dated(side_by_side, text) if is_word else side_by_side
    return joined


def _may_be_dated(token: Token) -> bool:
    return token.kind == WORD and not (token.field or token.tail or token.starred)


def _dated(run: list[Token], text: str) -> list[Token]:
    end = run[-1].end
    begin = next(word.start for word in run if word.start >= end - _SEARCHED or word is run[-1])
    if not _HINT.search(text, begin, end):
        return run
    for found in reversed(dates.find_dates(text[begin:end])):
        date, wording = found.date, text[begin + found.start_offset : begin + found.end_offset]
        if date.start is None or date.end is None:
            continue
        if _BARE.fullmatch(wording) and int(wording) not in _YEARS:
            continue
        start, stop = begin + found.start_offset, begin + found.end_offset
        inside = [at for at, word in enumerate(run) if word.start < stop and word.end > start]
        if not inside:
            continue
        first, last = inside[0], inside[-1]
        if run[first].start < start or run[last].end > stop:
            continue  # part of a longer word, such as a number with a year in it
        size = sum(word.size for word in run[first : last + 1])
        wording = text[run[first].start : run[last].end]
        span = Days(date.start, date.end)
        run[first : last + 1] = [Token(DATE, wording, start, stop, size=size, days=span)]
    return run
