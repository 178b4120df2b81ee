"""Similar records: those with most of a record's distinctive words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index_mappings.folding import fold
from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from index_mappings.words import words as cut
from service.engines.contract import Engine
from service.query.clauses import All, Any, Clause, Counted, Word
from service.query.request import Query
from service.results import Hit

_READ = 100  # different words that are weighed: those of a title, the names, a long paragraph
_TELLING = 12  # words that are looked for: with more, similar records share but common ones
_LEAST = 1 / 3  # of them a similar record has
_BEGINNING = 1_000  # characters of a long text that serve as a summary: as long as one
_LETTERS = 3  # of a telling word; initials and ordinals are in too many names


@dataclass(frozen=True, slots=True)
class Similar:
    """Similar records, the most similar first; `partial` if a part of the index did not answer."""

    hits: tuple[Hit, ...] = ()
    partial: bool = False


def similar(engine: Engine, record: Record, size: int) -> Similar:
    """Return the records most similar to a record; none if it has too few words.

    A word is more distinctive the more often it is in the record's title, names and summary (or the
    beginning of its text) and the fewer other records have it (tf-idf); a word only in this record
    is ignored.
    """
    telling = telling_words(engine, record)
    if not telling or not size:
        return Similar()
    least = min(len(telling), max(1, math.ceil(len(telling) * _LEAST)))
    clause: Clause = Any(tuple(map(Word, telling)), least)
    if not _speaks_by_text(record, engine.mapping):
        short = _short(engine.mapping)
        in_short = tuple(Any(tuple(Word(word, name) for name in short)) for word in telling)
        # it counts the same for all, so the order stays
        clause = All((clause, Counted(Any(in_short, least))))
    found = engine.search(Query(clause, size=size + 1, highlight=False))
    others = tuple(hit for hit in found.hits if hit.record.id != record.id)
    return Similar(others[:size], found.partial)


def _short(mapping: RecordMapping) -> tuple[str, ...]:
    """Return the fields in which a record speaks in short: title, summary and names.

    A long text has a third of any record's words, so it is like none of these.
    """
    names = [field.name for field in mapping.fields if field.kind.names_people]
    return tuple(
        name for name in (mapping.title, mapping.summary, *names) if mapping.searched(name)
    )


def telling_words(engine: Engine, record: Record) -> list[str]:
    """Return the most distinctive words of a record, in order."""
    mapping = engine.mapping
    counted = _counted(record, mapping)
    words = list(counted)[:_READ]
    path = mapping.weights[0].field
    records = engine.info().records
    weighed: list[tuple[float, str]] = []
    for word, found in zip(words, engine.frequencies(path, words), strict=True):
        if 1 < found < records:
            weighed.append((-counted[word] * math.log(records / found), word))
    return [word for _, word in sorted(weighed)[:_TELLING]]


def _counted(record: Record, mapping: RecordMapping) -> Counter[str]:
    """Return how often each word is in the title, the names and the summary, in this order."""
    texts = [record.text(mapping.title), *_names(record, mapping), record.text(mapping.summary)]
    if _speaks_by_text(record, mapping):
        texts += (record.text(name)[:_BEGINNING] for name in _long(mapping))
    counted: Counter[str] = Counter()
    for text in texts:
        for word in cut(fold(text), mapping):
            if len(word) >= _LETTERS or not word.isascii():
                counted[word] += 1
    return Counter({w: n for w, n in counted.items() if w not in mapping.stop_words})


def _speaks_by_text(record: Record, mapping: RecordMapping) -> bool:
    """Return whether a record has no summary and a text of its own, as a volume's document has."""
    return not record.text(mapping.summary) and any(map(record.text, _long(mapping)))


def _long(mapping: RecordMapping) -> list[str]:
    shown = (mapping.title, mapping.summary)
    return [f.name for f in mapping.fields if f.kind.is_long and f.name not in shown]


def _names(record: Record, mapping: RecordMapping) -> Sequence[str]:
    """Return the names that a record has, each once."""
    fields = [field.name for field in mapping.fields if field.kind.names_people]
    return list(dict.fromkeys(party.name for name in fields for party in record.parties(name)))
