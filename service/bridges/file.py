"""Files of bridges, ours or the archive's: CSV with a line for each.

    kind,forms,why,accepted
    place,St. Petersburg (-1914) | Petrograd (1914-1924) | Leningrad (1924-1991),one city,yes

Forms are separated by "|", each followed by its years, if any. If there is a column `accepted`,
only lines with "yes" are in force.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from index_mappings.name_kinds import BRIDGE_KINDS
from service.bridges.forms import read_form
from service.errors import ConfigurationError
from service.query.bridge import Bridge

COLUMNS = ("kind", "forms", "why", "accepted")
SHIPPED = "Searchroom's own list"
"""Where the bridges that come with the program are known from."""

_YES = frozenset({"yes", "y", "true"})
_MOST_FORMS = 20  # forms of one line: each is a part of a query


def read_bridges(text: str, file: str, known_from: str) -> Iterator[Bridge]:
    """Yield the bridges of a file that are in force.

    Raises ConfigurationError with the file and the line if one cannot be read.
    """
    for line, row in rows_of(text, file):
        bridge = _bridge(row, file, line, known_from)
        if row.get("accepted", "yes").lower() in _YES:
            yield bridge


def rows_of(text: str, file: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the number of each line and its cells by their column; errors as `read_bridges`."""
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    columns: Sequence[str] = ()
    try:
        for row in rows:
            cells = [cell.strip() for cell in row]
            if not any(cells) or cells[0].startswith("#"):
                continue
            if not columns:
                columns = [cell.lower() for cell in cells]
                if not {"kind", "forms"} <= set(columns):
                    raise _wrong(file, 1, "the first line must name the columns kind and forms")
                continue
            yield rows.line_num, dict(zip(columns, cells, strict=False))
    except csv.Error as error:
        raise _wrong(file, rows.line_num, f"not CSV: {error}") from error


@cache
def shipped() -> tuple[Bridge, ...]:
    """Return the shipped bridges."""
    folder = resources.files("service.bridges").joinpath("shipped")
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    return tuple(
        bridge
        for file in files
        if file.name.endswith(".csv")
        for bridge in read_bridges(file.read_text("utf-8"), file.name, SHIPPED)
    )


def _bridge(row: dict[str, str], file: str, line: int, known_from: str) -> Bridge:
    name = row.get("kind", "").lower()
    kind = BRIDGE_KINDS.get(name)
    if kind is None:
        raise _wrong(file, line, f"the kind is {name!r}; it is one of {', '.join(BRIDGE_KINDS)}")
    forms = [read_form(text) for text in row.get("forms", "").split("|")]
    if len(forms) < 2 or not all(form.key for form in forms):
        raise _wrong(file, line, "a bridge has two forms or more, parted by |, none of them empty")
    if len(forms) > _MOST_FORMS:
        raise _wrong(file, line, f"a bridge has at most {_MOST_FORMS} forms")
    return Bridge(tuple(forms), kind, row.get("why", ""), row.get("known_from") or known_from)


def _wrong(file: str, line: int, what: str) -> ConfigurationError:
    return ConfigurationError(f"{file}, line {line}: {what}")
