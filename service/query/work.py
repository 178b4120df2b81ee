"""Estimates of the time that an engine needs for a query, to limit additional counts.

The unit is a millisecond of processor time on 27,000 records with full text (RECORDS). A larger
index takes longer for everything, so an estimate is relative to other queries. Plain words take
almost no time. A phrase does: the positions of its words are compared in each record that has them,
so its time grows with the frequency of its rarest word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from index_mappings.conditions import Days
from index_mappings.mapping import RecordMapping
from index_mappings.words import words
from service.query.clauses import (
    All,
    Any,
    Clause,
    Counted,
    Fuzzy,
    Lifted,
    Near,
    Not,
    Phrase,
    Prefix,
    Word,
)
from service.query.filters import facet_clauses
from service.query.request import Query

RECORDS = 27_000
"""Records of the index that times were measured on; in a smaller one all takes less."""

Share = Callable[[Word], float]
"""Returns the share of records that have a word, from 0 to 1: of all, or of RECORDS if there are
fewer."""

_WORD = 0.04
_PLACES = 4.5  # of a phrase, or of words near each other, that every record has the words of
_BEGINNINGS = {1: 2.4, 2: 1.4}  # by letters: thousands of words begin with one or two
_BEGINNING, _EDIT = 0.7, 1.3
_BLOCKS = 0.35  # alternatives are walked through in blocks, whatever else a record must have
_SEVERAL = 0.45  # of a word that every record has, where several of many words are asked for
_FACET = 0.3  # of all records
_NEAR = 260  # records before a page that are read one by one
_FAR = 5.0  # the time for a page after more records than these
_SPAN = 0.6  # of dates; of dates that must be within it, twice as much
_VALUE = 0.05


def finding(clause: Clause, share: Share, mapping: RecordMapping, among: float = 1.0) -> float:
    """Return the time to find a clause `among` a share of all records."""
    match clause:
        case Word(text) if _is_plainly_one(text):  # nearly every part of a long question
            return _WORD
        case All(parts):
            narrowest = min((among, *(most_found(part, share, mapping) for part in parts)))
            return sum(finding(part, share, mapping, narrowest) for part in parts)
        case Any(parts, least):
            walked = max(among, _BLOCKS)
            each = sum(finding(part, share, mapping, walked) for part in parts)
            if least > 1:
                each += _SEVERAL * walked * sum(most_found(part, share, mapping) for part in parts)
            return each
        case Not(inner) | Counted(inner) | Lifted(inner):
            return finding(inner, share, mapping, among)
        case Phrase() | Near() | Word() if len(several := words_of(clause, mapping)) > 1:
            return _WORD * len(several) + _PLACES * min(among, *map(share, several))
        case Prefix(text):
            return _BEGINNINGS.get(len(text), _BEGINNING)
        case Fuzzy():
            return _EDIT
        case Days():
            return _span(clause)
    return _WORD


def narrowing(query: Query, mapping: RecordMapping) -> float:
    """Return the time to find the records that match the filters of a query."""
    chosen = facet_clauses(query, mapping).values()
    return sum(map(_condition, (*(clause for some in chosen for clause in some), *query.days)))


def answering(query: Query, counting: float) -> float:
    """Return the time to find the records of a query and to count its facets.

    `counting` is the time to count its results. A facet with a choice is counted separately. For a
    far page the places of all records found are looked up, or those of equal score put in order.
    """
    is_far = (query.page - 1) * query.size > _NEAR
    return counting * (2 + len({one.facet for one in query.filters})) + is_far * _FAR


def facets(query: Query, found: float) -> float:
    """Return the time to count the facets of a query that finds a share of all records."""
    return _FACET * len(query.facets) * found


def most_found(clause: Clause, share: Share, mapping: RecordMapping) -> float:
    """Return the maximum share of all records that a clause finds."""
    match clause:
        case Word(text) if _is_plainly_one(text):
            return share(clause)
        case All(parts):
            return min((1.0, *(most_found(part, share, mapping) for part in parts)))
        case Any(parts, 1):
            return min(1.0, sum(most_found(part, share, mapping) for part in parts))
        case Counted(inner) | Lifted(inner):
            return most_found(inner, share, mapping)
        case Phrase() | Near() | Word():
            return min(map(share, words_of(clause, mapping)), default=1.0)
    return 1.0


def is_plain(clause: Clause, mapping: RecordMapping) -> bool:
    """Return whether a clause is of single words alone, and of these all or any, not several."""
    match clause:
        case Any(_, least) if least > 1:
            return False
        case All(parts) | Any(parts):
            return all(is_plain(part, mapping) for part in parts)
        case Not(inner) | Counted(inner) | Lifted(inner):
            return is_plain(inner, mapping)
        case Phrase() | Near() | Prefix() | Fuzzy() | Days():
            return False
        case Word(text):
            return _is_plainly_one(text) or len(words(text, mapping)) < 2
    return True


def words_of(
    clause: Clause, mapping: RecordMapping, *, of_phrases: bool = False
) -> tuple[Word, ...]:
    """Return the words of a clause, including each word of its phrases, or only the latter.

    Words are those of the index: "U.S." has two, and each Chinese character is one.
    """
    parts = (some for some in _parts(clause, mapping) if len(some) > 1 or not of_phrases)
    return tuple(dict.fromkeys(word for some in parts for word in some))


def _parts(clause: Clause, mapping: RecordMapping) -> Iterator[tuple[Word, ...]]:
    match clause:
        case All(parts) | Any(parts):
            for part in parts:
                yield from _parts(part, mapping)
        case Not(inner) | Counted(inner) | Lifted(inner):
            yield from _parts(inner, mapping)
        case Word(text) if _is_plainly_one(text):
            yield (clause,)
        case Phrase(text, field) | Near(text, _, field) | Word(text, field):
            yield tuple(Word(word, field) for word in words(text, mapping))


def _is_plainly_one(text: str) -> bool:
    return text.isascii() and text.isalnum()


def _condition(clause: Clause) -> float:
    match clause:
        case Any(parts) | All(parts):
            return sum(map(_condition, parts))
        case Not(inner):
            return _condition(inner)
        case Days():
            return _span(clause)
    return _VALUE


def _span(days: Days) -> float:
    return 2 * _SPAN if days.within else _SPAN
