"""Plain questions: words that only ask, words for a kind of record, dates typed as words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from index_mappings.dates import find_dates
from service.query.clauses import Days
from service.query.scanner import DATE, OPEN, WORD, Token

_RELATING = frozenset(
    {
        "about", "between", "concerning", "during", "from", "how", "regarding", "what", "when",
        "where", "which", "who", "whom", "whose", "why",
    }
)  # fmt: skip
"""Words that say how the others hang together, wherever they stand."""

_OPENING = frozenset(
    {
        "are", "can", "could", "did", "do", "does", "find", "give", "had", "has", "have", "how",
        "is", "should", "show", "tell", "was", "were", "what", "when", "where", "which", "who",
        "whom", "whose", "why", "would",
    }
)  # fmt: skip
"""Words that begin a question."""

_ONLY_ASKING = _OPENING | frozenset(
    {
        "after", "again", "all", "also", "any", "anything", "around", "because", "before",
        "being", "been", "ever", "happened", "he", "her", "him", "his", "i", "its", "know",
        "many", "me", "much", "must", "my", "our", "said", "say", "says", "she", "some",
        "something", "talk", "talked", "telling", "tells", "them", "think", "thought", "told",
        "us", "we", "wrote", "you", "your",
    }
)  # fmt: skip
"""Words that ask for nothing in a text that is a question; elsewhere each is a word."""

_REPORTING = frozenset(
    {
        "ask", "asked", "asks", "believe", "believed", "bring", "brought", "expect", "expected",
        "feel", "felt", "hope", "hoped", "keep", "kept", "mean", "meant", "promise", "promised",
        "propose", "proposed", "report", "reported", "suggest", "suggested", "take", "taken",
        "took", "tried", "try", "want", "wanted", "wants", "warn", "warned", "wish", "wished",
        "worried", "worry", "write", "written",
    }
)  # fmt: skip
"""Words by which a question says what somebody did: the record may well say it by others, so they
do not decide what is found in a question, but what has them is put higher."""

_POLITE = frozenset({"tell", "show", "find", "give"})  # a question only before "me", "us" or "all"
_YEARS = range(1000, 2100)  # a bare number outside is a telegram's or a page's, hardly a year
_HINT = re.compile(r"\d{4}|\d\W\d|\d0s|\d(?:st|nd|rd|th)\s+c", re.IGNORECASE)
"""Without a year in four figures, a date in figures, a decade or a century there is no date."""
_SEARCHED = 200  # characters at the end of a text, where a date is put: looking is slow
_BARE = re.compile(r"\d+")


_ALL = _RELATING | _ONLY_ASKING | _REPORTING
_IN_QUESTIONS = _ALL - _RELATING


def asking_words(tokens: Sequence[Token], text: str) -> frozenset[str]:
    """Return the words, in lower case, that do not decide what is found in this text."""
    plain = [token for token in tokens if token.kind != OPEN][:2]
    first = ""
    if plain and plain[0].kind == WORD and not plain[0].field and not is_name(plain[0], text):
        first = plain[0].text.lower()
    asks = first in _OPENING
    if first in _POLITE:
        asks = len(plain) > 1 and plain[1].text.lower() in ("me", "us", "all")
    return _ALL if asks or text.endswith("?") else _RELATING


def opens_question(word: str) -> bool:
    """Tell whether a word makes the text that it begins a question."""
    return word.lower() in _OPENING


def asks_in_questions_only(word: str) -> bool:
    """Tell whether a word asks for nothing in a question, but for itself elsewhere."""
    return word.lower() in _IN_QUESTIONS


def still_tells(word: str) -> bool:
    """Tell whether a word that was left aside tells something of the records that are meant."""
    return word.lower() in _REPORTING


def may_ask(word: str) -> bool:
    """Tell whether a word asks for nothing in some texts."""
    return word.lower() in _ALL


def is_name(token: Token, text: str) -> bool:
    """Tell whether a token is an abbreviation in capitals: WHO is an organization, who is not."""
    return len(token.text) > 1 and token.text.isupper() and not text.isupper()


def join_dates(tokens: Sequence[Token], text: str) -> list[Token]:
    """Return the tokens with the words of each typed date joined to one token of kind DATE.

    Only words side by side make a date: whatever is syntax between them parts them.
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
    for found in reversed(find_dates(text[begin:end])):
        date, said = found.date, text[begin + found.start_offset : begin + found.end_offset]
        if date.start is None or date.end is None:
            continue
        if _BARE.fullmatch(said) and int(said) not in _YEARS:
            continue
        start, stop = begin + found.start_offset, begin + found.end_offset
        inside = [at for at, word in enumerate(run) if word.start < stop and word.end > start]
        if not inside:
            continue
        first, last = inside[0], inside[-1]
        if run[first].start < start or run[last].end > stop:
            continue  # part of a longer word, such as a number with a year in it
        size = sum(word.size for word in run[first : last + 1])
        said = text[run[first].start : run[last].end]
        span = Days(date.start, date.end)
        run[first : last + 1] = [Token(DATE, said, start, stop, size=size, days=span)]
    return run
