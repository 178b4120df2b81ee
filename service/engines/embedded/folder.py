"""The folder of an embedded index: builds side by side, a pointer to the live one, a lock.

<folder>/<catalogue>.json          the pointer (`pointer`, with its copy)
<folder>/<catalogue>.lock          held while a load is under way; freed by the kernel
<folder>/<catalogue>-<stamp>/      a build
    manifest.json                  what is in it, and checksums (`seal`); written last, so its
                                   absence says unfinished
    published                      an empty file: it has been live
    mapping.json                   the mapping it was built with
    collections.json
    names.sqlite                   the names that its sources list
    joined.json                    the names that its records have as one word each (`joined_names`)
    records/                       the tantivy index
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
import shutil
import socket
from datetime import UTC, datetime
from pathlib import Path
from shlex import quote

from service.engines.embedded.pointer import Pointer, PointerFile
from service.engines.embedded.seal import MANIFEST, PUBLISHED
from service.errors import ConfigurationError, IndexDamaged, LoadLocked, NoIndex, SearchroomError

RECORDS = "records"
MAPPING = "mapping.json"
COLLECTIONS = "collections.json"
_GONE = ".removed-"  # prefix of a build on its way out, so that a half removed one is never opened


class Folder:
    """The files of one catalogue under a folder. Nothing is made until something is written."""

    def __init__(self, root: Path, catalogue: str) -> None:
        self.root = root
        self.catalogue = catalogue
        self._pointer = PointerFile(root, catalogue)
        self._lock = root / f"{catalogue}.lock"
        self._names = re.compile(re.escape(catalogue) + r"-\d{8}T\d{12}Z")

    def build(self, name: str) -> Path:
        """Return the folder of a build."""
        return self.root / name

    def mark(self) -> tuple[int, ...] | None:
        """Return what changes whenever the pointer is moved, or None if there is no pointer."""
        return self._pointer.mark()

    def pointer(self) -> Pointer | None:
        """Read the pointer, or None if nothing has been published.

        Raises IndexDamaged if it is torn or may not be read.
        """
        return self._pointer.read()

    def pointer_or_copy(self) -> Pointer | None:
        """Return the pointer, or its copy if it is missing or damaged, or None if both are."""
        with contextlib.suppress(IndexDamaged):
            if pointer := self._pointer.read():
                return pointer
        return self.pointer_copy()

    def pointer_copy(self) -> Pointer | None:
        """Read the copy of the pointer, or None if it is gone or torn too."""
        return self._pointer.read_copy()

    def move(self, pointer: Pointer) -> None:
        """Replace the pointer in one step that survives a power cut."""
        (self.build(pointer.live) / PUBLISHED).touch()
        self._pointer.move(pointer)

    def move_to(self, name: str) -> None:
        """Make a build the live one, with the one before to go back to."""
        before = self.pointer_or_copy()
        if before is None:
            self.move(Pointer(name, (), 1))
            return
        # one that is gone is none to go back to
        there = (old for old in (*before.previous, before.live) if self.build(old).is_dir())
        self.move(Pointer(name, tuple(there), before.moves + 1))
        for left in before.left:  # the pointer has forgotten them
            self.remove(left)

    def absence(self, *, was_open: bool = False) -> SearchroomError:
        """Return why there is no pointer: nothing was ever published here, or it is gone.

        `was_open` says that this process had an index of the folder open: where the whole home is
        a disk that is not mounted, no file tells of it.
        """
        if any(self.published()):
            return IndexDamaged(
                f"{str(self._pointer.path)!r}, which names the live index, is gone; "
                "`searchroom recover` writes it again"
            )
        if self._pointer.lasting.exists():
            return IndexDamaged(
                f"the index in {str(self.root)!r} is gone, although {self._pointer.lasting.name} "
                "beside it says that there was one. Is a disk not mounted? "
                "`searchroom load --all` builds it again; "
                f"where it was removed on purpose, `rm {quote(str(self._pointer.lasting))}` says so"
            )
        if was_open:
            return IndexDamaged(
                f"the index in {str(self.root)!r}, which was open until now, is gone. Is a disk "
                "not mounted? `searchroom load --all` builds it again"
            )
        return NoIndex(
            f"nothing has been loaded into {str(self.root)!r} yet; "
            "`searchroom load` loads a catalogue"
        )

    def builds(self) -> tuple[str, ...]:
        """Return the names of the builds that are there, finished or not, the newest first."""
        try:
            found = [item.name for item in self.root.iterdir() if item.is_dir()]
        except (FileNotFoundError, NotADirectoryError):
            return ()
        except OSError as error:
            raise _unreadable(self.root, error) from error
        return tuple(sorted((n for n in found if self._names.fullmatch(n)), reverse=True))

    def published(self) -> tuple[str, ...]:
        """Return the names of the builds that have ever been live, the newest first."""
        return tuple(name for name in self.builds() if (self.build(name) / PUBLISHED).exists())

    def finished(self) -> tuple[str, ...]:
        """Return the names of the builds that are finished, the newest first."""
        return tuple(name for name in self.builds() if (self.build(name) / MANIFEST).exists())

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
        """Remove a build; a reader that has it open can still read it."""
        path = self.build(name)
        gone = self.root / f"{_GONE}{name}"
        with contextlib.suppress(FileNotFoundError):
            path.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)

    def clean(self) -> None:
        """Remove what killed loads left behind. Only for the holder of the lock."""
        pointer = self.pointer_or_copy()
        kept = {pointer.live, *pointer.previous, *pointer.left} if pointer else set(self.finished())
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
        with contextlib.suppress(OSError):  # on a full disk the lock holds, and names nobody
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


def _unusable(root: Path, error: OSError) -> ConfigurationError:
    return ConfigurationError(
        f"the index folder {str(root)!r} cannot be used: {error.strerror or error}; "
        "give another in SEARCHROOM_ENGINE=embedded:<folder>"
    )


def _unreadable(root: Path, error: OSError) -> IndexDamaged:
    return IndexDamaged(
        f"the index folder {str(root)!r} cannot be read: {error.strerror or error}; let the user "
        "of the server read it"
    )
