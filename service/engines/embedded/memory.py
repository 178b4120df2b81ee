"""Builds in memory for tests, in place of the folder."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from service.engines.embedded.open_build import OpenBuild, scan
from service.engines.embedded.schema import IndexSchema
from service.errors import LoadError, LoadLocked, NoIndex
from service.results import IndexInfo

if TYPE_CHECKING:
    from service.engines.embedded.build import EmbeddedBuild


class Memory:
    """Builds in memory for tests, with the behaviour of the folder."""

    def __init__(self) -> None:
        self._builds: list[EmbeddedBuild] = []
        self._opened: dict[str, OpenBuild] = {}
        self._live = ""
        self._previous: tuple[str, ...] = ()
        self._left: tuple[str, ...] = ()
        self.moves = 0
        self._lock = threading.Lock()

    def live(self) -> OpenBuild:
        """Return the live build; raise NoIndex if there is none."""
        if not self._live:
            raise NoIndex("nothing has been loaded yet; `searchroom load` loads a catalogue")
        return self._opened[self._live]

    def standing(self, name: str) -> OpenBuild:
        """Return a published build; raise NoIndex if it no longer exists."""
        if name not in self._opened:
            raise NoIndex(f"the index {name!r} is not there any more")
        return self._opened[name]

    def indices(self) -> tuple[IndexInfo, ...]:
        """Return every published build, the newest first."""
        return tuple(self._describe(build.name) for build in reversed(self._builds))

    def begin(self, schema: IndexSchema, *, clone: bool, owner: str) -> EmbeddedBuild:
        """Begin a build, as a copy of the live one if requested."""
        from service.engines.embedded.build import EmbeddedBuild  # noqa: PLC0415 - for loads alone

        if not self._lock.acquire(blocking=False):
            raise LoadLocked(f"another load is under way in this process; {owner} has to wait")
        name = f"{schema.mapping.name}-{len(self._builds) + 1:06d}-{os.urandom(2).hex()}"
        build = EmbeddedBuild(name, None, schema, publish=self._publish, discard=self._let_go)
        if clone and self._live:
            live = self.live()
            build.add_collections(live.collections)
            build.add_names(live.names())
            for _ in build.add(scan(live, None)):
                pass
        return build

    def rollback(self) -> IndexInfo:
        """Make the build before the live one the live one."""
        if not self._previous:
            raise LoadError("there is no earlier index to go back to")
        self._left = (*self._left, self._live)
        self._live, self._previous = self._previous[-1], self._previous[:-1]
        self.moves += 1
        self._restamp()
        return self.live().info

    def prune(self, keep: int) -> tuple[str, ...]:
        """Remove all builds except the live one and the `keep` before it."""
        kept = self._previous[-keep:] if keep else ()
        removed = (*(name for name in self._previous if name not in kept), *self._left)
        self._previous, self._left = kept, ()
        self._builds = [build for build in self._builds if build.name not in removed]
        for name in removed:
            del self._opened[name]
        return removed

    def _publish(self, build: EmbeddedBuild) -> None:
        self._opened[build.name] = build.opened()
        self._builds.append(build)
        if self._live:
            self._previous = (*self._previous, self._live)
        self._live = build.name
        self.moves += 1
        self._restamp()

    def _restamp(self) -> None:
        live = self._opened[self._live]
        info = replace(live.info, version=f"{self._live}.{self.moves}")
        self._opened[self._live] = replace(live, info=info)

    def _describe(self, name: str) -> IndexInfo:
        is_previous = self._previous[-1:] == (name,)
        return replace(self._opened[name].info, live=name == self._live, previous=is_previous)

    def _let_go(self, _build: EmbeddedBuild) -> None:
        if self._lock.locked():
            self._lock.release()
