"""Headings between the rows of a table: below "CLOSED FILES" what follows is closed.

Such a row has one cell. Another heading ends the section: "Open files", "Series B".
"""

from __future__ import annotations

from collections.abc import Iterator

from index_mappings.access import CLOSED
from index_mappings.folding import key
from loaders.drafts.access_around import bare
from loaders.drafts.access_words import sentence_words, shipped_words
from loaders.drafts.draft import Held, Where
from loaders.tables.delimited import Cells

_MARK = "a heading above the row"
_WORDS = 6  # of such a heading: "Files closed until 2050 (staff)"


class Sections:
    """The headings of one table; its rows come in order."""

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._is_closed = False

    def held(self, row: Cells, where: Where, *, publish_held: bool) -> Iterator[Held]:
        """Yield that a row is held back if it is, or is below, a heading that closes."""
        filled = [cell for cell in row.cells if cell.strip()]
        if len(filled) == 1 and self._columns > 1:  # a workbook's row ends with its last cell
            self._is_closed = _closes(filled[0])
        if self._is_closed:
            yield Held(where, _MARK, is_published=publish_held)


def _closes(heading: str) -> bool:
    """Return whether a heading says closed of what is below it, and nothing else."""
    words = shipped_words()
    plain_heading = key(heading)
    some = [word for word in plain_heading.split() if word not in sentence_words("pieces")]
    if not 0 < len(some) <= _WORDS:
        return False
    plain = " ".join(some)
    closed = words[CLOSED]
    return bare(plain, words) in closed or any(
        f"{plain} ".startswith(f"{word} {until} ")
        for word in closed
        for until in sentence_words("until")
    )
