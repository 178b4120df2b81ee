"""Withdrawn records that are still in an index: the clauses that find them, and their words.

The index's lists of words and values include theirs. Words of such a record are never returned,
even if other records have them; this is safe whatever the engine counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from index_mappings.folding import fold
from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.lasting.bearers import said_by
from service.lasting.withdrawals import Withdrawal, Withdrawals
from service.query.clauses import Clause, Value

AT_ONCE = 1_000
"""Ids in one clause: far below what Elasticsearch takes (65,536)."""


def hiding(known: Withdrawals, mapping: RecordMapping) -> tuple[Clause, ...]:
    """Return the clauses that find all withdrawn records that an index may still have.

    Records below a withdrawn level are found by the level, and hidden even if they stay: they have
    the title of the level until the index is rebuilt.
    """
    named = [item.id for item in known.pending if not _is_below(item, known)]
    return (*_having("id", named), *_below(named, mapping))


def stopped(known: Withdrawals, mapping: RecordMapping) -> tuple[Clause, ...]:
    """Return the clauses that find exactly the records to remove from an index."""
    levels = [item.id for item in known.pending if not item.only]
    return (*_having("id", [item.id for item in known.pending]), *_below(levels, mapping))


def _below(ids: Sequence[str], mapping: RecordMapping) -> Iterator[Clause]:
    for field in mapping.fields:
        if field.kind.leads_up:
            yield from _having(f"{field.name}.id", ids)


def _having(path: str, ids: Sequence[str]) -> Iterator[Clause]:
    for start in range(0, len(ids), AT_ONCE):
        yield Value(path, tuple(ids[start : start + AT_ONCE]))


def _is_below(item: Withdrawal, known: Withdrawals) -> bool:
    """Return whether an entry is covered by that of its level."""
    level = known.find(item.level) if item.level else None
    return level is not None and level.pending


_LONGEST = 1_000_000  # characters that a term is looked for in; of more, nothing is given

Terms = tuple[tuple[str, int], ...]


class HiddenWords:
    """The folded text of some records, or None if it is too much to search."""

    def __init__(self, records: Iterable[Record]) -> None:
        texts: list[str] = []
        self._text: str | None = ""
        length = 0
        for record in records:
            texts.append(fold(said_by(record.values)))
            length += len(texts[-1])
            if length > _LONGEST:
                self._text = None
                return
        self._text = "\n".join(texts)

    def without(self, terms: Terms) -> Terms:
        """Return terms or values with their counts, except those in the records."""
        text = self._text
        if text is None:
            return ()
        return tuple(term for term in terms if fold(term[0]) not in text)
