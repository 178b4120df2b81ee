"""The words of records that an index still holds and that nobody may see.

Until the index is rebuilt, its lists of words and values have theirs too. What stands in such a
record is given to nobody, whoever else has it; that is sure, whatever the engine counts.
"""

from __future__ import annotations

from collections.abc import Iterable

from index_mappings.folding import fold
from index_mappings.record import Record
from service.lasting.bearers import said_by

_LONGEST = 1_000_000  # characters that a term is looked for in; of more, nothing is given

Terms = tuple[tuple[str, int], ...]


class HiddenWords:
    """All that some records say, folded; "None" where that is too much to look through."""

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
        """Return terms or values with their counts, but for those in the records."""
        text = self._text
        if text is None:
            return ()
        return tuple(term for term in terms if fold(term[0]) not in text)
