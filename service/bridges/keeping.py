"""The archive's own bridges, read again when their file changes, without restart or load."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from index_mappings.plain_files import Mark, NotUtf8, mark_of, read_plain, utf8_text
from service.bridges.file import read_bridges
from service.errors import ConfigurationError
from service.query.bridge import Bridge

log = logging.getLogger(__name__)

_LARGEST = 20_000_000  # bytes: some hundred thousand lines; more is not read by a person


@dataclass(frozen=True, slots=True)
class OwnBridges:
    """The bridges of a file in force; `digest` changes with every change of the file.

    `problem` is the fault of the current file, or "" if it has none.
    """

    bridges: tuple[Bridge, ...] = ()
    digest: str = ""
    problem: str = ""
    mark: Mark | None = None


class BridgeFile:
    """A file of bridges, or "" for none; if it is invalid, the last valid bridges stay in force."""

    def __init__(self, path: str = "") -> None:
        self._path = Path(path) if path else None
        self._known = OwnBridges()

    @property
    def now(self) -> OwnBridges:
        """The bridges in force. With a file, its time and size are checked."""
        if self._path is None:
            return self._known
        known, mark = self._known, mark_of(self._path)
        if mark == known.mark and (mark or known.problem):
            return known
        try:
            fresh = read_file(self._path, mark)
        except ConfigurationError as error:
            problem = f"SEARCHROOM_BRIDGES: {error} (those read before stay in force)"
            log.error("%s", problem)
            fresh = OwnBridges(known.bridges, known.digest, problem, mark)
        self._known = fresh
        return fresh


def read_file(path: Path, mark: Mark | None = None) -> OwnBridges:
    """Return the bridges of a file; raise ConfigurationError with the place of a fault."""
    try:
        raw = read_plain(path)
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror or error}") from error
    if len(raw) > _LARGEST:
        raise ConfigurationError(f"{path}: larger than {_LARGEST:,} bytes, so no file of bridges")
    try:
        text = utf8_text(raw)
    except NotUtf8 as error:
        raise ConfigurationError(f"{path}, {error}") from error
    bridges = tuple(read_bridges(text, str(path), "the archive"))
    return OwnBridges(bridges, blake2b(raw, digest_size=12).hexdigest(), "", mark)
