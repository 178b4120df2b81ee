"""Health of the live build: opening, checking, monitoring and recovery."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from service.engines.contract import Recovery
from service.engines.embedded.background import Background
from service.engines.embedded.changes_file import ChangesFile
from service.engines.embedded.failed_reads import doubted
from service.engines.embedded.folder import Folder
from service.engines.embedded.live_build import LiveBuild
from service.engines.embedded.memory import Memory
from service.engines.embedded.open_build import OpenBuild
from service.engines.embedded.recovery import recover
from service.errors import EngineUnavailable

T = TypeVar("T")


class Care:
    """The part of the embedded engine for damage; builds in memory have none."""

    def __init__(
        self, folder: Folder | None, live: LiveBuild | None, changes: ChangesFile | None = None
    ) -> None:
        self._folder = folder
        self._memory = Memory()
        self._live_build = live
        self._changes = changes
        self._background: Background | None = None

    def moves(self) -> int:
        """Return how often an index became the live one, or 0 if none ever has."""
        if self._folder is None:
            return self._memory.moves
        pointer = self._folder.pointer()
        return pointer.moves if pointer else 0

    def health(self) -> str:
        """Return "" if a search can be answered, else the reason."""
        try:
            self._live()
            if self._live_build:
                self._live_build.look()
        except EngineUnavailable as error:
            return error.detail
        return ""

    def verify(self) -> None:
        """Read the complete live index; raise IndexDamaged if it is damaged."""
        self._live()
        if self._live_build:
            self._live_build.verify()

    def recover(self, fits: Callable[[str], bool]) -> Recovery:
        """If the live index is damaged, make the last intact one the live one."""
        if self._folder is None:
            return Recovery(self._live().info.name, (), moved=False)
        return recover(self._folder, fits)

    def notices(self) -> Iterator[str]:
        """Yield nothing: the engine has no other machines."""
        return iter(())

    def watch(self) -> None:
        """Monitor the live index in a thread until `close`."""
        if self._live_build and self._background is None:
            self._live_build.tells = True
            if self._changes:
                self._changes.tells = True
            self._background = Background(self._live_build, self._changes)
            self._background.start()

    def close(self) -> None:
        """Release the open build."""
        if self._background:
            self._background.stop()
            self._background = None
        if self._live_build:
            self._live_build.close()

    def doubt(self, build: OpenBuild | None = None) -> None:
        """Read the whole (live) build after a failed read; raise IndexDamaged if it is damaged."""
        if self._live_build and (build := build or self._live_build.opened()):
            self._live_build.suspect(build)

    def _doubting(self, build: OpenBuild, items: Iterator[T]) -> Iterator[T]:
        try:
            yield from items
        except BaseException as error:
            doubted(error, lambda: self.doubt(build))
            raise

    def _live(self) -> OpenBuild:
        """Return the live build, reopened if the pointer has moved since the last request."""
        return self._live_build.get() if self._live_build else self._memory.live()
