"""Plain questions: words that only ask, words for a kind of record, dates typed as words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index_mappings.dates import find_dates
from service.query.clauses import Days
from service.query.scanner import DATE, WORD, Token

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

_POLITE = frozenset({"tell", "show", "find", "give"})  # a question only before "me", "us" or "all"
_YEARS = range(1000, 2100)  # a bare number outside is a telegram's or a page's, hardly a year
_BARE = re.compile(r"\d+")


def asking_words(tokens: Sequence[Token], text: str) -> frozenset[str]:
    """Return the words, in lower case, that do not decide what is found in this text."""
    first = tokens[0].text.lower() if tokens and not is_name(tokens[0], text) else ""
    asks = first in _OPENING
    if first in _POLITE:
        asks = len(tokens) > 1 and tokens[1].text.lower() in ("me", "us", "all")
    return _RELATING | _ONLY_ASKING if asks or text.endswith("?") else _RELATING


def is_name(token: Token, text: str) -> bool:
    """Tell whether a token is an abbreviation in capitals: WHO is an organization, who is not."""
    return len(token.text) > 1 and token.text.isupper() and not text.isupper()


def join_dates(tokens: list[Token], text: str) -> list[Token]:
    """Return the tokens with the words of each typed date joined to one token of kind DATE."""
    if not any(char.isdigit() for char in text):
        return tokens
    spots = [
        (at, token)
        for at, token in enumerate(tokens)
        if token.kind == WORD and not (token.field or token.tail or token.starred)
    ]
    # What is no plain word parts the text, so that no date reaches across it.
    masked = ["|"] * len(text)
    last_at, last_end = -2, 0
    for at, token in spots:
        if at == last_at + 1:
            masked[last_end : token.start] = text[last_end : token.start]
        masked[token.start : token.end] = text[token.start : token.end]
        last_at, last_end = at, token.end
    joined = list(tokens)
    for found in reversed(find_dates("".join(masked))):
        date = found.date
        if date.start is None or date.end is None:
            continue
        said = text[found.start_offset : found.end_offset]
        if _BARE.fullmatch(said) and int(said) not in _YEARS:
            continue
        inside = [
            (at, token)
            for at, token in spots
            if token.start < found.end_offset and token.end > found.start_offset
        ]
        if not inside:
            continue
        first, last = inside[0], inside[-1]
        if first[1].start < found.start_offset or last[1].end > found.end_offset:
            continue  # part of a longer word, such as a number with a year in it
        joined[first[0] : last[0] + 1] = [
            Token(
                DATE,
                text[first[1].start : last[1].end],
                first[1].start,
                last[1].end,
                size=sum(token.size for _, token in inside),
                days=Days(date.start, date.end),
            )
        ]
    return joined
