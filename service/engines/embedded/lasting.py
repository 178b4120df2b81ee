"""The list of what was withdrawn, as a file beside the pointer.

<folder>/<catalogue>-withdrawn.json    the list, only ever replaced whole
<folder>/<catalogue>-withdrawn.lock    held while it is changed
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from service.engines.embedded.durable import write_json
from service.errors import ConfigurationError, EngineUnavailable
from service.lasting.storing import Change
from service.lasting.withdrawals import NONE, Withdrawals

_Mark = tuple[int, int, int] | None


class LastingFiles:
    """What is kept in the folder of an index, beside the builds."""

    def __init__(self, root: Path, catalogue: str) -> None:
        self._root = root
        self._list = root / f"{catalogue}-withdrawn.json"
        self._lock = root / f"{catalogue}-withdrawn.lock"
        self._known: tuple[_Mark, Withdrawals] = (None, NONE)

    def withdrawals(self) -> Withdrawals:
        """Return the list; read anew where the file has changed."""
        mark = self._mark()
        known, found = self._known
        if known != mark:
            found = self._read()
            self._known = (mark, found)
        return found

    def change(self, change: Change) -> Withdrawals:
        """Change the list in one step that survives a power cut."""
        with self._alone():
            made = change(self._read())
            write_json(self._list, made.to_json())
        return made

    def _mark(self) -> _Mark:
        try:
            stat = self._list.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return stat.st_ino, stat.st_mtime_ns, stat.st_size

    def _read(self) -> Withdrawals:
        try:
            return Withdrawals.from_json(json.loads(self._list.read_bytes()))
        except (FileNotFoundError, NotADirectoryError):
            return NONE
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise EngineUnavailable(
                "the list of withdrawn records cannot be read, so nothing is shown; bring "
                f"{self._list.name} back from a backup, or from a dump by `searchroom restore`"
            ) from error

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise ConfigurationError(
                f"{self._lock} cannot be written: {error.strerror or error}"
            ) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)
