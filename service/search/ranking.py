"""Boosts of relevance: names of records, dates, words near each other.

The weights are in the mapping (`_meta.search`), one setting for every catalogue; bench/relevance
measures them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from index_mappings.folding import key
from index_mappings.mapping import RecordMapping
from service.query.clauses import Any, Clause, Near, Phrase, Word
from service.query.request import Lift
from service.query.understanding import Reading
from service.search.name_keys import called, is_undated, without_date

_DATES = 8  # that lift records: a chronology has more, and no record is of them all
_LONGEST = 12  # words of a question of which neighbours count: they say little of a longer one
_NEIGHBOURS = 9  # words of which neighbours count: each pair is walked through with what is found
_NEIGHBOURS_OF_ANY = 5  # where any word is enough, for then nearly every record is found


def title_key(text: str) -> str:
    """Return the key of the title that a text may be, without a date at its end."""
    return key(without_date(text)) or key(text)


def names(reading: Reading, mapping: RecordMapping) -> tuple[str, ...]:
    """Return the keys of the records that a text may name by title, reference or address.

    A title with a date behind it is found by its words and the date, but where the words of the
    title exclude something ("United States -Japan") or the date is none.
    """
    text = reading.text
    if not text:
        return ()
    excludes = bool(reading.said.unmet_bare or reading.said.unmet_other)
    title = without_date(text) if excludes or is_undated(text) else ""
    return (*called(text, mapping), *called(title, mapping))


def lifts(reading: Reading, mapping: RecordMapping) -> tuple[Lift, ...]:
    """Return the lifts of found records.

    It is their date, a question's words that did not decide, and words near each other.
    """
    found = [Lift(days, mapping.dated) for days in reading.dates[:_DATES] if mapping.dated]
    words = (word for word in reading.said.aside if word.lower() in mapping.questions.reporting)
    found += [Lift(Word(word, reading.said.inside), 1.0, scored=True) for word in words]
    if mapping.near and len(reading.words) <= _LONGEST:
        near = mapping.near
        most = _NEIGHBOURS_OF_ANY if isinstance(reading.clause, Any) else _NEIGHBOURS
        for one, other in pairwise(_neighbours(reading.words[: min(near.words, most)])):
            keys = {key(one.text), key(other.text)}
            if one.field == other.field and len(keys) > 1 and keys - mapping.stop_words:
                pair = Near(f"{one.text} {other.text}", near.distance, one.field)
                found.append(Lift(pair, near.weight, scored=True))
    return tuple(found)


def _neighbours(clauses: Sequence[Clause]) -> Iterator[Word | Phrase]:
    """Yield the words of the top level as typed: of a word or something else, the word."""
    for clause in clauses:
        first = clause.clauses[0] if isinstance(clause, Any) and clause.clauses else clause
        if isinstance(first, Word | Phrase):
            yield first
