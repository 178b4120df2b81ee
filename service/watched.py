"""The engine of a site, with searches counted and limited in time, and each outage logged once."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from service import clock
from service.engines.contract import Engine
from service.errors import EngineUnavailable, IndexDamaged, IndexUnreadable, NoIndex, OutOfTime
from service.query.request import Query
from service.results import SearchResult
from service.upkeep.notice import GONE

log = logging.getLogger(__name__)

_ASKED = frozenset(
    {
        "count",
        "get",
        "several",
        "collections",
        "extents",
        "terms",
        "spellings",
        "frequencies",
        "met",
        "info",
    }
)
"""What an engine is asked beside searches. Streams of records have no such time."""


HOLDS = 60.0
"""Seconds that answers must hold before an outage is over: a lame node fails every few seconds."""


class Outage:
    """The availability of an engine: an outage is logged when it begins, and once it is over.

    Answers and failures that alternate are one outage. Its end is logged at the first answer after
    a minute of answers.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """`now` returns seconds of a clock that never goes back."""
        self._lock = threading.Lock()
        self._now = now
        self._since: float | None = None
        self._held_since: float | None = None
        self._failed = 0

    def began(self, error: EngineUnavailable) -> None:
        """Note that the engine did not answer."""
        with self._lock:
            self._held_since = None
            self._failed += 1
            if self._since is not None:
                return
            self._since = self._now()
        log.error("searches cannot be answered: %s", error)

    def ended(self) -> None:
        """Note that the engine answered."""
        if self._since is None:  # which is nearly always so: no lock for that
            return
        with self._lock:
            since, now = self._since, self._now()
            if self._held_since is None:
                self._held_since = now
            held_since = self._held_since
            if since is None or now - held_since < HOLDS:
                return
            failed, self._failed = self._failed, 0
            self._since = self._held_since = None
        log.warning(
            "searches are answered again: within %.0f s, %d were not", held_since - since, failed
        )


class Watched:
    """An engine that counts its searches and begins nothing after a request's time limit.

    `count` is called with the seconds of each search, whether its answer was partial, and how many
    records it found. Where it `is_loaded` no index is one that is gone, and never one that is still
    to be loaded. Everything else is the engine's own.
    """

    def __init__(
        self,
        engine: Engine,
        count: Callable[[float, bool, int], None],
        *,
        is_loaded: Callable[[], bool] = lambda: False,
    ) -> None:
        self._engine = engine
        self._count = count
        self._is_loaded = is_loaded
        self._outage = Outage()

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._engine, name)
        if name not in _ASKED:
            return found

        def asked(*given: Any, **named: Any) -> Any:
            return self._ask(lambda: found(*given, **named))

        return asked

    def search(self, query: Query) -> SearchResult:
        """Answer a query."""
        begun = time.perf_counter()
        result: SearchResult = self._ask(lambda: self._engine.search(query))
        self._count(time.perf_counter() - begun, result.partial, result.total)
        return result

    def health(self) -> str:
        """Return "" if a search can be answered, else the reason."""
        reason = self._engine.health()
        if not (reason and self._is_loaded()):
            return reason
        try:
            self._ask(self._engine.info)
        except EngineUnavailable as error:
            return error.detail
        return reason

    def _ask(self, question: Callable[[], Any]) -> Any:
        clock.check()
        try:
            answer = question()
        except NoIndex as error:
            if not self._is_loaded():
                raise
            gone = IndexDamaged(GONE)
            self._outage.began(gone)
            raise gone from error
        except (OutOfTime, IndexUnreadable):
            raise  # the engine is there, or has logged it itself
        except EngineUnavailable as error:
            self._outage.began(error)
            raise
        self._outage.ended()
        return answer
