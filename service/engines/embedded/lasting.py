"""The list of what was withdrawn, as a file beside the pointer.

<folder>/<catalogue>-withdrawn.json    the list, only ever replaced whole
<folder>/<catalogue>-withdrawn.lock    held while it is changed
<folder>/../.<folder>.<catalogue>-withdrawn.json
                                       the same list, for the day on which the folder is gone:
                                       the load that builds it again must obey it
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from index_mappings.json_values import Json
from index_mappings.plain_files import read_plain
from service.engines.embedded.changes_file import ChangesFile
from service.engines.embedded.durable import write_json
from service.errors import ConfigurationError, EngineUnavailable
from service.lasting.lost import ANEW, Kept, forget_lost
from service.lasting.storing import Revise
from service.lasting.withdrawals import NONE, Withdrawals

_SUM = "sum"
_Mark = tuple[tuple[int, int, int] | None, ...]


class LastingFiles(ChangesFile):
    """The files in the folder of an index besides the builds."""

    def __init__(self, root: Path, catalogue: str) -> None:
        super().__init__(root, catalogue)
        self._kept_list = Kept(root / f"{catalogue}-withdrawn.json")
        self._root = root
        self._list = root / f"{catalogue}-withdrawn.json"
        self._lock = root / f"{catalogue}-withdrawn.lock"
        whole = root.absolute()
        self._outside = whole.parent / f".{whole.name}.{catalogue}-withdrawn.json"
        self._known: tuple[_Mark, Withdrawals] = ((), NONE)

    def withdrawals(self) -> Withdrawals:
        """Return the list; read anew where the file has changed."""
        mark = self._mark()
        known, found = self._known
        if known != mark:
            found = self._read()
            self._known = (mark, found)
        return found

    def change(self, revise: Revise) -> Withdrawals:
        """Change the list in one step that survives a power cut.

        Raises ConfigurationError if it cannot be written; nothing is changed then.
        """
        with self._alone():
            revised = revise(self._read())
            value = _sealed(revised)
            try:
                write_json(self._list, value)
            except OSError as error:
                raise ConfigurationError(
                    f"the list of withdrawn records, {self._list}, cannot be written: "
                    f"{error.strerror or error}; it is as it was, so run this again"
                ) from error
            self._kept_list.note()
            with suppress(OSError):  # the folder may be a mount where nothing else can be written
                write_json(self._outside, value)
        return revised

    def begin_anew(self) -> tuple[str, ...]:
        """Take the lists that are gone for empty, and return their names."""
        return tuple(forget_lost((self._kept, self._kept_list)))

    def _mark(self) -> _Mark:
        return _mark(self._list), _mark(self._outside)

    def _read(self) -> Withdrawals:
        for path in (self._list, self._outside):
            try:
                return _unsealed(json.loads(read_plain(path)))
            except (FileNotFoundError, NotADirectoryError):
                continue
            except PermissionError as error:
                raise EngineUnavailable(
                    f"the list of withdrawn records, {str(path)!r}, cannot be read, so nothing is "
                    f"shown: {error.strerror}; let the user of the server read it"
                ) from error
            except (
                OSError,
                ValueError,
                KeyError,
                TypeError,
                AttributeError,
                RecursionError,
            ) as error:
                raise EngineUnavailable(
                    "the list of withdrawn records cannot be read, so nothing is shown; bring "
                    f"{path.name} back from a backup, or from a dump by `searchroom restore`"
                ) from error
        if self._kept_list.is_lost():
            raise EngineUnavailable(
                f"the list of withdrawn records is gone, so nothing is shown; put {self._list.name}"
                f" back from a backup. Where there is none, `{ANEW}` begins a new one, and "
                "`searchroom restore` takes over that of a dump"
            )
        return NONE

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


def _mark(path: Path) -> tuple[int, int, int] | None:
    try:
        stat = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:  # reading the file reports the fault
        return 0, 0, error.errno or 0
    return stat.st_ino, stat.st_mtime_ns, stat.st_size


def _sealed(made: Withdrawals) -> dict[str, Json]:
    """Return the list as JSON with its checksum: with one letter of an id another, it is shown."""
    value = made.to_json()
    return {**value, _SUM: _sum(value)}


def _unsealed(value: dict[str, Json]) -> Withdrawals:
    """Return a list; ValueError where it differs from its checksum, as an earlier one has none."""
    said = value.pop(_SUM, None)
    if said is not None and said != _sum(value):
        raise ValueError("its checksum differs")
    return Withdrawals.from_json(value)


def _sum(value: dict[str, Json]) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
