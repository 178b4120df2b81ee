"""Rows of a spreadsheet that are not records: sums, units, repeated headers, footers.

    Total,,,5      ,,cm,cm      Ref,Title,Date      Prepared by the archivist 12 May 2019,,

Each is left out and reported with its line. A row that could be a record is kept: "Total" with a
date or a reference, or a last row with only a title.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from index_mappings.folding import key
from index_mappings.mapping import RecordMapping
from loaders.drafts.field_maps.columns import Column
from loaders.drafts.field_maps.field_map import Target
from loaders.drafts.field_maps.headers import header_key, synonyms
from loaders.tables.delimited import Cells

SUM = "the row is a sum of the others and is not a record"
UNITS = "the row has units of the columns and is not a record"
ABOUT = "the row is about the columns and is not a record"
HEADERS = "the row repeats the headers and is not a record"
BELOW = "the row is below the table and is not a record"

_PATTERN = re.compile(r"\b(?:YYYY|JJJJ|AAAA|ГГГГ)\b")
_FIGURE = re.compile(r"[\d\s.,'’\u00a0€$£%()-]*\d[\d\s.,'’\u00a0€$£%()-]*(?:m|cm|kg|lm|lfm)?\.?")
_WORDS = 3
"""Words of a text in a column of references that make it a sentence: "Ask the town clerk"."""

_MOST_BELOW = 20  # rows; what is longer is a list of records with little in each


@dataclass(frozen=True, slots=True)
class _Known:
    """The words of `rows_apart.toml` in lower case; `below` is a pattern for a whole cell."""

    sums: frozenset[str]
    units: frozenset[str]
    wishes: frozenset[str]
    below: re.Pattern[str]


@cache
def _known() -> _Known:
    file = resources.files("loaders.tables").joinpath("rows_apart.toml")
    read = tomllib.loads(file.read_text("utf-8"))
    sums, units, wishes = (
        {word.replace("_", " ") for line in read[name].values() for word in line.split()}
        for name in ("sums", "units", "wishes")
    )
    some = {name: "|".join(parts) for name, parts in read["below"].items()}
    below = re.compile(
        rf"^\W*(?:{some['ends']})\W*$"
        rf"|^\(?\d[\d,. ]* (?:{some['counted']})\b[^.]{{0,20}}$"
        rf"|^(?:{some['pages']}) \d+(?:\W+\w+ \d+)?$"
        rf"|^(?:{some['made']})\b\s?(?:{some['joins']})|^(?:©|\*+\s?\w)",
        re.IGNORECASE,
    )
    return _Known(frozenset({*sums, *map(key, sums)}), frozenset(units), frozenset(wishes), below)


class Apart:
    """Finds the rows of one table that are not records."""

    def __init__(
        self, headers: Sequence[str], columns: Sequence[Column], mapping: RecordMapping
    ) -> None:
        self._headers = [header.strip().casefold() for header in headers]
        self._is_wide = sum(map(bool, self._headers)) > 1
        own = {mapping.date, "opens", "reference"} - {""}
        self._said_by = {
            place for place, column in enumerate(columns) if column.target.field in own
        }
        self._targets = {place: column.target for place, column in enumerate(columns)}
        self._titles = {
            place for place, column in enumerate(columns) if column.target.field == mapping.title
        }

    def parted(self, rows: Iterable[Cells]) -> Iterator[tuple[Cells, str]]:
        """Yield each row with the reason if it is not a record, else with ""."""
        waiting: list[Cells] = []
        is_first, before = True, ""
        for row in rows:
            filled = (
                []
                if row.fault
                else [at for at, cell in enumerate(row.cells) if cell and not cell.isspace()]
            )
            if self._is_wide and len(filled) <= 1 and not row.fault and len(waiting) < _MOST_BELOW:
                waiting.append(row)  # whether anything is below it is not known yet
                continue
            yield from ((one, self._alone(one)) for one in waiting)
            waiting.clear()
            before = self._of(row, filled, is_first=is_first) if self._is_wide else ""
            yield row, before
            is_first = False
        blank = bool(before)  # no record comes below a sum
        for row in waiting:
            place = next((at for at, cell in enumerate(row.cells) if cell.strip()), -1)
            reason = self._alone(row)
            if place >= 0 and not reason and self._is_below(row.cells[place], place, blank=blank):
                reason = BELOW
            blank = blank or place < 0 or reason == BELOW
            yield row, reason

    def _of(self, row: Cells, filled: Sequence[int], *, is_first: bool) -> str:
        cells = row.cells
        if not filled:
            return ""
        if _is_sum(cells[filled[0]]) or (len(filled) > 1 and _is_sum(cells[filled[1]])):
            return SUM if self._sums(cells, filled) else ""
        if is_first and (reason := self._below_headers(cells, filled)):
            return reason
        first = filled[0]
        if first < len(self._headers) and cells[first].strip().casefold() == self._headers[first]:
            same = sum(
                at < len(self._headers) and cells[at].strip().casefold() == self._headers[at]
                for at in filled
            )
            return HEADERS if same == len(filled) > 1 else ""
        return ""

    def _below_headers(self, cells: Sequence[str], filled: Sequence[int]) -> str:
        """Return the reason for a row that continues the headers: units, numbers, instructions."""
        some = [cells[at].strip().strip("()[]*").casefold() for at in filled]
        if all(text in _known().units for text in some):
            return UNITS
        if len(some) > 1 and all(text in _known().wishes for text in some):
            return ABOUT
        counted = len(some) > 2 and all(
            text == str(at + 1) for at, text in zip(filled, some, strict=True)
        )
        if counted or any(_PATTERN.search(cells[at]) for at in filled):
            return ABOUT
        named = [synonyms().targets.get(header_key(cells[at]), (Target(),))[0] for at in filled]
        own = [self._targets.get(at) for at in filled]
        is_again = len(some) > 1 and all(one.field for one in named) and named == own
        return HEADERS if is_again else ""

    def _sums(self, cells: Sequence[str], filled: Sequence[int]) -> bool:
        """Return whether a row has a word for a sum and numbers, and no values of a record."""
        words = [at for at in filled if not _FIGURE.fullmatch(cells[at].strip())]
        if len(words) != 1 or not _is_sum(cells[words[0]]):
            return False
        return not any(at in self._said_by and at != words[0] for at in filled)

    def _alone(self, row: Cells) -> str:
        """Return the reason for a row with one cell: a word for a sum is not a title."""
        return SUM if any(_is_sum(cell) for cell in row.cells) else ""

    def _is_below(self, cell: str, place: int, *, blank: bool) -> bool:
        """Return whether the only cell of one of the last rows is not a record.

        In the title column it is a title, unless it is a known footer.
        """
        text = cell.strip()
        if _known().below.search(text):
            return place not in self._titles or blank or not text[:1].isalpha()
        return place not in self._titles and len(text.split()) >= _WORDS


_LONGEST_SUM = 24  # characters of such a word; no other cell need be looked up


def _is_sum(cell: str) -> bool:
    if len(cell) > 2 * _LONGEST_SUM:
        return False
    text = cell.strip().rstrip(":= ")
    return len(text) < _LONGEST_SUM and text.casefold() in _known().sums
