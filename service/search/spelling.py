"""A corrected spelling, from the words that the index itself has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from index_mappings.folding import fold, folded
from index_mappings.mapping import RecordMapping
from index_mappings.words import words as cut
from service.engines.contract import Engine
from service.query.clauses import All, Any, Clause, Lifted, Phrase, Word
from service.query.leaves import EDIT_LETTERS, TWO_EDITS_LETTERS
from service.query.reading import Reading
from service.query.request import Query
from service.search.arguments import Arguments
from service.search.question import question_of
from service.search.site import Site

_WORDS = 20  # words of a question of which the spelling is looked at: longer ones are pasted
_PARTS = 40  # words of all kinds, the shortest too: the whole question is read for each spelling
_WRONG = 4  # words that are put right: who mistypes more of them can hardly be helped
_EACH = 3  # spellings tried of each word
_TRIED = 9  # questions counted: three spellings of each of two words
_TIMES = 10  # as frequent must a spelling be to be offered in the place of a word that there is


@dataclass(frozen=True, slots=True)
class Correction:
    """A question with words spelt otherwise: its text, what it asks, how many records it finds."""

    text: str
    reading: Reading
    count: int


def corrections(
    site: Site, arguments: Arguments, reading: Reading, *, only_unknown: bool
) -> tuple[Correction, ...]:
    """Return spellings of a question, the best first; none where no word has a better one.

    With `only_unknown`, just the words are changed that no record has. The counts are those of
    the words alone, whatever narrows the search.
    """
    engine = site.engine
    if len(reading.text.split()) > _PARTS:
        return ()
    typed = tuple(dict.fromkeys(_typed(reading, site.mapping)))
    if not 0 < len(typed) <= _WORDS:
        return ()
    counts = engine.count([Query(Word(*word), size=1, highlight=False) for word in typed])
    better: dict[str, tuple[str, ...]] = {}
    for (word, _), count in zip(typed, counts, strict=True):
        if len(better) == _WRONG:
            break
        if (not count or not only_unknown) and (found := _spellings(engine, word, count)):
            better[word] = found
    texts = []
    for chosen in islice(product(*better.values()), _TRIED if better else 0):
        text = reading.text
        for word, spelling in zip(better, chosen, strict=True):
            text = _replaced(text, word, spelling)
        if text != reading.text:
            texts.append(text)
    readings = [_reading(site, arguments.changed(q=text)) for text in texts]
    asked = [Query(one.clause, size=1, highlight=False) for one in readings]
    return tuple(map(Correction, texts, readings, engine.count(asked)))


def _spellings(engine: Engine, word: str, count: int) -> tuple[str, ...]:
    path = folded(engine.mapping.weights[0].field)
    edits = 2 if len(word) >= TWO_EDITS_LETTERS else 1
    found = engine.spellings(path, fold(word), edits, _EACH)
    return tuple(term for term, times in found if times >= _TIMES * count)


def _typed(reading: Reading, mapping: RecordMapping) -> Iterator[tuple[str, str]]:
    """Yield the words that a question wants, with the field of each, that may be misspelt.

    Other names of a person are in the question too; only what was typed can be mistyped.
    """
    typed = frozenset(cut(reading.text, mapping))
    for text, field in _wanted(reading.clause):
        for word in cut(text, mapping):
            is_long = len(word) >= EDIT_LETTERS and not any(char.isdigit() for char in word)
            if is_long and word in typed:
                yield word, field


def _wanted(clause: Clause) -> Iterator[tuple[str, str]]:
    match clause:
        case All(parts) | Any(parts):
            for part in parts:
                yield from _wanted(part)
        case Lifted(inner, _, _):
            yield from _wanted(inner)
        case Word(text, field) | Phrase(text, field):
            yield text, field


def _reading(site: Site, arguments: Arguments) -> Reading:
    return question_of(arguments, site.mapping, site.names.rings, site.bridges).reading


def _replaced(text: str, word: str, spelling: str) -> str:
    if word[0].isupper():
        spelling = spelling.capitalize()
    return re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", spelling, text)


def best(found: Sequence[Correction], more_than: int) -> Correction | None:
    """Return the first correction that finds more than so many records, None where none does."""
    return next((one for one in found if one.count > more_than), None)
