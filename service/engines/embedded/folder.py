"""The folder of an embedded index: builds side by side, a pointer to the live one, a lock.

<folder>/<catalogue>.json          the pointer, only ever replaced whole
<folder>/<catalogue>.lock          held while a load is under way; freed by the kernel
<folder>/<catalogue>-<stamp>/      a build
    manifest.json                  what is in it; written last, so its absence says unfinished
    mapping.json                   the mapping it was built with
    collections.json
    names.sqlite                   the names that its sources list
    records/                       the tantivy index
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import re
import shutil
import socket
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from index_mappings.record import Json
from service.errors import ConfigurationError, LoadLocked

RECORDS = "records"
MANIFEST = "manifest.json"
MAPPING = "mapping.json"
COLLECTIONS = "collections.json"
_GONE = ".removed-"  # prefix of a build on its way out, so that a half removed one is never opened


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which build is live, those before it (oldest first), and how often that has changed."""

    live: str
    previous: tuple[str, ...] = ()
    moves: int = 0


class Folder:
    """The files of one catalogue under a folder. Nothing is made until something is written."""

    def __init__(self, root: Path, catalogue: str) -> None:
        self.root = root
        self.catalogue = catalogue
        self._pointer = root / f"{catalogue}.json"
        self._lock = root / f"{catalogue}.lock"
        self._names = re.compile(re.escape(catalogue) + r"-\d{8}T\d{12}Z")

    def build(self, name: str) -> Path:
        """Return the folder of a build."""
        return self.root / name

    def mark(self) -> tuple[int, int, int] | None:
        """Return what changes whenever the pointer is moved, None where there is no pointer."""
        try:
            stat = self._pointer.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return stat.st_ino, stat.st_mtime_ns, stat.st_size

    def pointer(self) -> Pointer | None:
        """Read the pointer; None where nothing has been published."""
        try:
            value = json.loads(self._pointer.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return None
        return Pointer(value["live"], tuple(value["previous"]), value["moves"])

    def move(self, pointer: Pointer) -> None:
        """Replace the pointer in one step that survives a power cut."""
        write_json(self._pointer, asdict(pointer))

    def builds(self) -> tuple[str, ...]:
        """Return the names of the builds that are there, finished or not, the newest first."""
        if not self.root.is_dir():
            return ()
        found = (item.name for item in self.root.iterdir() if item.is_dir())
        return tuple(sorted((n for n in found if self._names.fullmatch(n)), reverse=True))

    def new_build(self) -> Path:
        """Make the folder of a new build and return it."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unusable(self.root, error) from error
        while True:
            # microseconds, so that the names of builds are in the order of their making
            path = self.root / f"{self.catalogue}-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"
            with contextlib.suppress(FileExistsError):
                path.mkdir()
                return path

    def remove(self, name: str) -> None:
        """Remove a build; a reader that has it open goes on reading it."""
        path = self.build(name)
        gone = self.root / f"{_GONE}{name}"
        with contextlib.suppress(FileNotFoundError):
            path.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)

    def clean(self) -> None:
        """Remove what killed loads left behind. Only for the holder of the lock."""
        pointer = self.pointer()
        kept = {pointer.live, *pointer.previous} if pointer else set()
        for name in self.builds():
            if name not in kept:
                self.remove(name)
        for path in self.root.glob(f"{_GONE}{self.catalogue}-*"):
            shutil.rmtree(path, ignore_errors=True)

    def lock(self, owner: str) -> Lock:
        """Take the lock of loads; LoadLocked says who holds it and since when."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise _unusable(self.root, error) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.read(handle, 1000).decode(errors="replace") or "another process"
            os.close(handle)
            if error.errno not in (errno.EAGAIN, errno.EACCES):
                raise
            raise LoadLocked(
                f"another load of {self.catalogue!r} is under way: {holder}. "
                "Wait until it ends, or end that process."
            ) from error
        since = datetime.now(UTC).isoformat(timespec="seconds")
        who = f"{owner or 'a load'} (process {os.getpid()} on {socket.gethostname()}) since {since}"
        os.ftruncate(handle, 0)
        os.write(handle, who.encode())
        return Lock(handle)


class Lock:
    """A lock that is held; the kernel frees it when its process ends, however that happens."""

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle

    def release(self) -> None:
        """Free the lock; doing so twice does no harm."""
        if self._handle is not None:
            os.ftruncate(self._handle, 0)
            os.close(self._handle)
            self._handle = None


def write_json(path: Path, value: Json) -> None:
    """Write a JSON file in one step: readers see the old one or the new one, never a part."""
    aside = path.with_name(f".{path.name}.new")
    with aside.open("w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make the names in a folder survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unusable(root: Path, error: OSError) -> ConfigurationError:
    return ConfigurationError(
        f"the index folder {str(root)!r} cannot be used: {error.strerror or error}; "
        "give another in SEARCHROOM_ENGINE=embedded:<folder>"
    )
