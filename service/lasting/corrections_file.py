"""The file `corrections.jsonl` beside `sources.toml`: what people corrected, and a load would undo.

What is in a line is `loaders.publishing.kept_corrections`'s; here is what makes it last.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from index_mappings.json_values import Json
from service.errors import ConfigurationError
from service.lasting.lost import ANEW, FROM_BACKUP, Kept
from service.lasting.replacing import replaced
from service.lasting.sealed_lines import read_sealed, write_sealed

_LOST = "a load would undo corrections"
_ON = f"`{ANEW}` goes on without it"

CORRECTION_KEYS = frozenset({"mapping", "source", "id", "field", "label", "value", "was"})
"""The keys of one line."""

Line = TypeVar("Line")


class CorrectionsFile:
    """The file of one site, which need not be there if it never was."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.kept = Kept(self.path)

    def read(self, make: Callable[[dict[str, Json]], Line]) -> list[Line]:
        """Return what `make` makes of each line; it may raise KeyError, TypeError or ValueError.

        Raises ConfigurationError where the file is gone, cannot be read, or is not as it was
        written.
        """
        if self.kept.is_lost():
            raise ConfigurationError(f"{self.path} is gone, and {_LOST}; {FROM_BACKUP}{_ON}")
        return read_sealed(self.path, make, _LOST, f"{FROM_BACKUP}move it away, and {_ON}")

    def problem(self) -> str:
        """Return why the file cannot be read, "" where it can."""
        try:
            self.read(_known)
        except ConfigurationError as error:
            return str(error)
        return ""

    def write(self, lines: Sequence[Json]) -> None:
        """Write the file anew, in one step; without lines there is none. Raises OSError."""
        if lines:
            with replaced(self.path) as file:
                write_sealed(file, lines)
            self.remember()
        else:
            self.kept.forget()
            self.path.unlink(missing_ok=True)

    def remember(self) -> None:
        """Mark that the file is there, where it is, so that its loss is seen."""
        if self.path.is_file():
            self.kept.note()


def _known(line: dict[str, Json]) -> dict[str, Json]:
    """Return a line with the keys of a correction; KeyError for one that has others."""
    if line.keys() != CORRECTION_KEYS:
        raise KeyError(*CORRECTION_KEYS - line.keys())
    return line
