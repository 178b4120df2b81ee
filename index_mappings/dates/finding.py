"""Dates within the words of a search."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index_mappings.dates.conventions import DEFAULT, DateConventions
from index_mappings.dates.free_text import date_of
from index_mappings.dates.points import Point
from index_mappings.dates.spans.several import read_span
from index_mappings.dates.spans.span import Span
from index_mappings.dates.text.languages import level, vocabulary
from index_mappings.dates.text.tidying import tidy
from index_mappings.dates.text.tokens import ENGLISH, Token, tokens
from index_mappings.record import Date

_LONGEST = 2_000
"""Characters that are read at most, as many as a search reads of a question."""

_MOST_TOKENS = 12
"""The longest date that is looked for: "between January 30 and February 2, 1950" has eight."""

_FIRST_YEAR = 1000
"""A number below is not taken for a year: "200 men" and "document 855" are no dates."""

_IN_A_DATE = frozenset("YNOMSDCWAFPEeqbBaI-/,w&x")
_BEGINS = frozenset("YNOMSDCAFPeqbBaIw")
_ENDS = frozenset("YNOMSDCWPEe")
_NUMBERED = re.compile(
    r"(?:\b(?:no|nos|nr|number|document|doc|box|folder|file|page|p|vol)\.?|#)\s*$"
)

_LONGEST_LABEL = 12  # characters: "document no." and a blank


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: `text[start_offset:end_offset]` is its wording."""

    start_offset: int
    end_offset: int
    date: Date


def find_dates(text: str, conventions: DateConventions = DEFAULT) -> tuple[FoundDate, ...]:
    """Return the years, months, days and spans named in a text, in order, never overlapping.

    This is stricter than `read_date`, because the words around a date are not part of it: each date
    needs a year in four figures (1000 to 2199), a decade, a century or an era, or a whole date in
    figures. Several dates are found one by one, not joined by "and", "or" or a comma; "circa",
    "before", "after" and "between" are part of a date, "in" is not. A number after "no." or "box"
    is not a date.
    """
    if len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return ()
    levelled = level(text)
    left = [_in_question(token, levelled) for token in tokens(levelled, conventions)]
    found: list[FoundDate] = []
    while left:
        used, span = _longest(levelled, left, conventions)
        if span is not None:
            begin, stop = left[0].start, left[used - 1].end
            found.append(FoundDate(begin, stop, date_of(span, text[begin:stop])))
        left = left[used:]
    return tuple(found)


_SHORTEST_MONTH = 4
"""Letters. Shorter names of months in other languages are words of English: "set", "pro"."""


def _in_question(token: Token, levelled: str) -> Token:
    """Return a token, with kind "u" if it is a date word only in another language."""
    word = levelled[token.start : token.end]
    if word in ENGLISH or word not in vocabulary().kinds:
        return token
    if not word.isascii():
        # "в" and "с" come before anything; a sign of the East is a word.
        return token if len(word) > 2 or word > "\u2e80" else token._replace(kind="u", value=word)
    if token.kind == "M" and len(word) >= _SHORTEST_MONTH:
        return token
    return token._replace(kind="u", value=word)


def _longest(
    levelled: str, left: Sequence[Token], conventions: DateConventions
) -> tuple[int, Span | None]:
    """Return the number of tokens of the longest date at the start, and the date, or (1, None)."""
    before = levelled[max(0, left[0].start - _LONGEST_LABEL) : left[0].start]
    if left[0].kind not in _BEGINS or _NUMBERED.search(before):
        return 1, None
    last = 0
    while last < min(len(left), _MOST_TOKENS) and left[last].kind in _IN_A_DATE:
        last += 1
    for end in range(last, 0, -1):
        chosen = left[:end]
        if (
            chosen[-1].kind in _ENDS
            and _stands_alone(levelled, chosen)
            and _names_a_year(chosen)
            and not _is_list(tidied := tidy(chosen))
        ):
            span = read_span(tidied, conventions)
            if span is not None:
                return end, span
    return 1, None


def _is_list(tidied: Sequence[Token]) -> bool:
    """Return whether tokens are several dates; "between … and …" is one."""
    kinds = [token.kind for token in tidied]
    return "," in kinds or ("&" in kinds and kinds[0] != "w")


def _stands_alone(levelled: str, chosen: Sequence[Token]) -> bool:
    """Return whether nothing is attached to the date, unlike "1950a", "x1950" or "-1950"."""
    begin, stop = chosen[0].start, chosen[-1].end
    before, after = levelled[begin - 1 : begin], levelled[stop : stop + 1]
    return not (
        before.isalnum()
        or after.isalnum()
        or before in tuple("-$£€/_.:'")
        or after in tuple("%*~_")
    )


def _names_a_year(chosen: Sequence[Token]) -> bool:
    """Return whether tokens have a full year, or something that can only be a date."""
    kinds = {token.kind for token in chosen}
    if kinds & {"E", "e"} or ("W" in kinds and "O" in kinds):
        return True
    for token in chosen:
        if token.kind == "Y" and isinstance(token.value, int) and token.value >= _FIRST_YEAR:
            return token.end - token.start == len("1950")
        if token.kind in "DCP" and isinstance(token.value, Point):
            year = token.value.year
            return year is not None and year >= _FIRST_YEAR
    return False
