"""The rings in force, read again when the curator's file changes, without restart or load."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from index_mappings.plain_files import Mark, mark_of, read_plain
from service.errors import ConfigurationError
from service.names.rings import NO_RINGS, Rings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _State:
    """The last valid contents of the file, and the fault of the current ones."""

    mark: Mark | None
    rings: Rings
    problem: str


class Names:
    """Provides the rings of a file, or none for ""; if it is invalid, the last valid ones stay.

    Two threads that find a changed file at once both read it, with the same result; a search never
    waits. `common` are the words that searches ignore.
    """

    def __init__(self, path: str = "", common: Collection[str] = ()) -> None:
        self._path = Path(path) if path else None
        self._common = common
        self._state = _State(None, NO_RINGS, "")

    @property
    def rings(self) -> Rings:
        """The rings in force. With a file, its time and size are checked."""
        return self._state.rings if self._path is None else self._now(self._path).rings

    @property
    def problem(self) -> str:
        """The fault of the current file, or "" if it has none."""
        return "" if self._path is None else self._now(self._path).problem

    def check(self) -> Rings:
        """Return the rings of the current file; raise ConfigurationError if it is invalid."""
        if self._path is None:
            return NO_RINGS
        # with the readers of CSV and YAML, which a site without such a file does not need
        from service.names.ring_building import rings_of  # noqa: PLC0415

        try:
            return rings_of(_content(self._path), self._path, self._common)
        except ConfigurationError as error:
            raise ConfigurationError(f"SEARCHROOM_NAMES: {error}") from error

    def _now(self, path: Path) -> _State:
        state, mark = self._state, mark_of(path)
        if mark == state.mark and (mark or state.problem):
            return state
        try:
            fresh = _State(mark, self.check(), "")
        except ConfigurationError as error:
            kept = f"the {len(state.rings)} rings read before stay in force" if state.rings else (
                "no names are searched together"
            )  # fmt: skip
            fresh = _State(mark, state.rings, f"{error} ({kept})")
            log.error("%s", fresh.problem)
        self._state = fresh
        return fresh


def _content(path: Path) -> bytes:
    try:
        return read_plain(path)
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror or error}") from error
