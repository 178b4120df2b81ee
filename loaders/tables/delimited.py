"""Delimited text as rows of cells: finding the delimiter, and recovering from broken quotes."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from loaders.tables.text_files import LINE_CHARACTERS

DELIMITERS = (",", "\t", ";", "|", "\x1f", "^", "~", ":")
"""Delimiters that are tried, the likelier first; `-o delimiter=` says any other."""

_RARE = ":~^"  # common within addresses and times, so tried only where the headers have them

ROW_LINES = 5_000
"""The lines one row may have: a cell with a long text has some hundreds, a quote that is never
closed has all that follow."""

_SAMPLE_LINES = 200


_SHOWN = 20  # cells of a row that is too wide: enough to know it again


@dataclass(frozen=True, slots=True)
class Cells:
    """One row: its first line, from 1, and its cells. `fault` is the reason if it is unreadable.

    `is_wide` is whether it was for its columns. `covered` are the places of cells, from 0, that are
    merged with one of a row above; `hidden` those of columns that a workbook hides, and `is_hidden`
    is whether it hides the row.
    """

    line: int
    cells: Sequence[str]
    fault: str = ""
    is_wide: bool = False
    covered: frozenset[int] = frozenset()
    hidden: frozenset[int] = frozenset()
    is_hidden: bool = False


COLUMNS = 2_000
"""Of a table at most: ten times those of the widest catalogue seen. Each is compared with all known
names, and a row of a hundred thousand is a list with commas or a file of another kind."""


def bounded(row: Cells) -> Cells:
    """Return a row, or a fault if it has more columns than a table may have."""
    if len(row.cells) <= COLUMNS:
        return row
    fault = f"the row has {len(row.cells):,} columns, and a table has {COLUMNS:,} at most"
    return Cells(row.line, row.cells[:_SHOWN], fault, is_wide=True)


@dataclass(frozen=True, slots=True)
class Dialect:
    """The syntax of a file: its delimiter, blanks after it, backslashes before quotes, quotes.

    With the quotation mark “, cells end with ”.
    """

    delimiter: str
    blanks: bool = False
    escape: str = ""
    quote: str = '"'

    def parse(self, lines: Iterable[str], *, strict: bool = False) -> Iterator[list[str]]:
        """Yield the rows of some lines; `strict` raises csv.Error if quotes are misplaced."""
        csv.field_size_limit(LINE_CHARACTERS)  # the module's own limit is 131,072
        if self.quote == _CURLY[0]:
            lines = _straightened(lines, self.delimiter)
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote if self.quote != _CURLY[0] else '"',
            skipinitialspace=self.blanks,
            escapechar=self.escape or None,
            strict=strict,
        )


_CURLY = ("“", "”")


def _straightened(lines: Iterable[str], delimiter: str) -> Iterator[str]:
    """Yield lines with plain quotes in place of “ ” around cells."""
    mark = re.escape(delimiter)
    opening = re.compile(rf"(?:(?<={mark})|^)[ \t]*“")
    closing = re.compile(rf"”[ \t]*(?={mark}|[\r\n]*$)")
    return (closing.sub('"', opening.sub('"', line)) for line in lines)


def _quote_of(sample: Sequence[str], whole: str, delimiter: str) -> str:
    """Return the quotation mark of cells: ' or “ only if most quoted cells have it at both ends."""
    if '"' in whole:
        return '"'
    for first, last in (("'", "'"), _CURLY):
        between = f"{last}{delimiter}{first}"
        quoted = sum(
            between in line or line.strip().startswith(first) == line.strip().endswith(last) == 1
            for line in sample
        )
        if between in whole and quoted * 2 >= len(sample):
            return first
    return '"'


def dialect_of(text: Sequence[str], given: str = "") -> Dialect:
    """Return the dialect of a file from its first lines; `given` is a given delimiter."""
    sample = [line for line in text[:_SAMPLE_LINES] if line.strip()]
    whole = "".join(sample)
    escape = "\\" if '\\"' in whole and '""' not in whole else ""
    first = sample[0] if sample else ""
    tried = [char for char in DELIMITERS if char in (first if char in _RARE else whole)]
    tried = [given] if given else tried
    best, best_score = Dialect(given or ",", escape=escape), (0.0, 0)
    for delimiter in tried:
        blanks = f'{delimiter} "' in whole
        dialect = Dialect(delimiter, blanks, escape, _quote_of(sample, whole, delimiter))
        try:
            widths = Counter(len(row) for row in dialect.parse(sample) if row)
        except csv.Error:
            continue
        width, count = widths.most_common(1)[0] if widths else (0, 0)
        score = (count / sum(widths.values()) if width > 1 else 0.0, width)
        # A tenth more rows of one width decide; else the delimiter that makes more columns.
        if width > 1 and (
            score[0] > best_score[0] + 0.1
            or (score[0] > best_score[0] - 0.1 and score[1] > best_score[1])
        ):
            best, best_score = dialect, score
    return best


def rows(lines: Iterable[str], dialect: Dialect, width: int = 0) -> Iterator[Cells]:
    """Yield the rows of a file; `width` is the number of columns of its header, if known.

    An unclosed quote would swallow the rest of the file. Such a row is split again: its lines are
    read one by one, and those that are not rows are faults.
    """
    feed = _Feed(lines)
    while True:
        feed.begin()
        try:
            row = next(dialect.parse(feed), None)
        except (csv.Error, _TooLong) as error:
            yield from _one_by_one(feed, dialect, width, str(error))
            if feed.ended:
                return
            continue
        if row is None:
            return
        # The parser asks for what follows the last line only where a quote is open in it.
        if feed.ended or (len(feed.taken) > 1 and _is_run_together(feed, row, width, dialect)):
            yield from _one_by_one(feed, dialect, width, "a quote is opened and never closed")
        elif row:
            yield bounded(Cells(feed.first, row))


def sample(lines: Iterable[str]) -> list[str]:
    """Return the first lines of a file, enough to find its dialect."""
    some: list[str] = []
    characters = 0
    for line in lines:
        some.append(line)
        characters += len(line)
        if len(some) == _SAMPLE_LINES or characters > LINE_CHARACTERS:
            break
    return some


class _TooLong(Exception):
    pass


class _Feed:
    """Lines passed to the parser, keeping those of the current row."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._number = 0
        self._characters = 0
        self.taken: list[str] = []
        self.first = 1
        self.ended = False

    def begin(self) -> None:
        self.taken = []
        self._characters = 0
        self.first = self._number + 1

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line = next(self._lines, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self._number += 1
        if len(line) >= LINE_CHARACTERS and not line.endswith(("\n", "\r")):
            self._skip_line()
            self.taken.append(line[:1000])
            raise _TooLong(f"the line is longer than {LINE_CHARACTERS:,} characters")
        self.taken.append(line)
        self._characters += len(line)
        if len(self.taken) > ROW_LINES or self._characters > LINE_CHARACTERS:
            raise _TooLong("a quote is opened and never closed")
        return line

    def _skip_line(self) -> None:
        for line in self._lines:
            if len(line) < LINE_CHARACTERS or line.endswith(("\n", "\r")):
                return


def _one_by_one(feed: _Feed, dialect: Dialect, width: int, reason: str) -> Iterator[Cells]:
    for number, line in enumerate(feed.taken, feed.first):
        if not line.strip():
            continue
        try:
            row = next(dialect.parse([line]), [])
        except csv.Error as error:
            yield Cells(number, [line], str(error))
            continue
        is_open = _is_open([line], dialect)
        if is_open or (width and len(row) != width) or len(feed.taken) == 1:
            yield Cells(number, [line.rstrip("\r\n")], reason)
        else:
            yield Cells(number, row)


def _is_open(lines: Sequence[str], dialect: Dialect) -> bool:
    """Return whether a quote is still open after some lines."""
    mark = "\x00end"  # no file has this as a line of its own
    found = list(dialect.parse([*lines, mark]))
    return bool(found) and found[-1] != [mark]


def _is_run_together(feed: _Feed, row: Sequence[str], width: int, dialect: Dialect) -> bool:
    """Return whether a row consists of rows joined by a broken quote.

    It has the wrong width, or something directly after a closing quote; and most of its lines by
    themselves are rows of the right width.
    """
    if not width or (len(row) == width and _is_strict(feed.taken, dialect)):
        return False
    alone = [next(dialect.parse([line]), []) for line in feed.taken[1:]]
    return sum(len(cells) == width for cells in alone) * 2 >= len(alone)


def _is_strict(lines: Sequence[str], dialect: Dialect) -> bool:
    try:
        list(dialect.parse(lines, strict=True))
    except csv.Error:
        return False
    return True
