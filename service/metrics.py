"""`/metrics` in the format of Prometheus: requests, searches, the index, the engine.

A site has several processes, any of which may answer; if `searchroom serve` gave them a folder for
counting (`service.serving`), each answers for all. Labels never contain typed text or parts of an
address: a route is the rule that matched, not the path.
"""

from __future__ import annotations

import logging
import os
import struct
import time
from functools import partial
from typing import cast

from flask import Blueprint, Flask, Response, current_app, g, has_request_context, request
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.exposition import choose_encoder
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from service import clock
from service.engines.contract import Engine
from service.errors import Forbidden, TooMany
from service.front.connection import ARRIVED
from service.front.deadlines import LATE
from service.front.server import COUNTS
from service.late import late
from service.metrics_files import count_in_reserved_files
from service.networks import address, networks, within
from service.proxies import UNBELIEVED
from service.requests_log import SLOW
from service.search.addresses import METRICS
from service.serving import METRICS_FOLDER
from service.settings import Settings
from service.standing import EngineFigures, LoadFigures
from service.watched import Watched

# seconds: from a search of the embedded engine to one that runs into its time-out
_BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20)
_NO_ROUTE = "none"
# faults that a client has to correct: arguments, method, length; not an unknown address
_REJECTED = frozenset({400, 405, 411, 413, 414, 415, 431, 501, 505})

_was_loaded = late("service.upkeep.loads:was_loaded", is_rare=True)  # asked where no index is
# Temporary files are cleaned away, and damaged, like others: the figures that are asked for when
# they are read need none of them.
_UNREADABLE = (OSError, ValueError, KeyError, IndexError, struct.error)

log = logging.getLogger(__name__)


class Metrics:
    """The counters of one application, and the figures of its engine at reading time."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        count_in_reserved_files()
        self.registry = registry = CollectorRegistry()
        self._requests = Counter(
            "searchroom_requests", "Requests answered.", ("route", "status"), registry=registry
        )
        self._seconds = Histogram(
            "searchroom_request_seconds", "Time from a request to its answer.", ("route",),
            buckets=_BUCKETS, registry=registry,
        )  # fmt: skip
        searches = Histogram(
            "searchroom_search_seconds", "Time that the engine took for a search.", ("engine",),
            buckets=_BUCKETS, registry=registry,
        )  # fmt: skip
        partial = Counter(
            "searchroom_partial_searches", "Searches that a part of the index did not answer.",
            ("engine",), registry=registry,
        )  # fmt: skip
        self._empty = Counter(
            "searchroom_empty_searches", "Requests whose search found nothing.", registry=registry
        )
        self._rejected = Counter(
            "searchroom_rejected_requests", "Requests that could not be taken as they were.",
            registry=registry,
        )  # fmt: skip
        self._limited = Counter(
            "searchroom_limited_requests", "Requests of clients that had used up their budget.",
            registry=registry,
        )  # fmt: skip
        self._slow = Counter(
            "searchroom_slow_requests", "Requests that took longer than is usual.",
            ("route",), registry=registry,
        )  # fmt: skip
        self._closed = Counter(
            "searchroom_connections_closed", "Connections closed because they were late.",
            ("reason",), registry=registry,
        )  # fmt: skip
        for reason in LATE:  # so that each is there before the first, and an alarm can be made
            self._closed.labels(reason)
        self._searches = searches.labels(engine.kind)
        self._partial = partial.labels(engine.kind)
        # looked up by the rule itself: to find a child by its labels takes as long as to count
        self._children: dict[tuple[str, int], tuple[Counter, Histogram]] = {}
        self._told = False
        self._standing = (EngineFigures(engine), LoadFigures(settings))

    def count_search(self, seconds: float, partial: bool, total: int) -> None:
        """Count a search of the engine, and keep the result of the last one of a request."""
        if has_request_context():
            g.found = total
        self._searches.observe(seconds)
        if partial:
            self._partial.inc()

    def count_closed(self, reason: str) -> None:
        """Count a connection that was closed because of a time-out, by its kind."""
        self._closed.labels(reason).inc()

    def count_refused(self, status: int) -> None:
        """Count a request that was refused before any route was found for it."""
        self._requests.labels(_NO_ROUTE, str(status)).inc()
        self._count_status(status)

    def _count_status(self, status: int) -> None:
        if status == TooMany.status:
            self._limited.inc()
        elif status in _REJECTED:
            self._rejected.inc()

    def count_request(self, route: str, status: int, seconds: float) -> None:
        """Count an answered request."""
        found = self._children.get((route, status))
        if found is None:
            found = (self._requests.labels(route, str(status)), self._seconds.labels(route))
            self._children[(route, status)] = found
        found[0].inc()
        found[1].observe(seconds)
        self._count_status(status)
        if seconds >= SLOW:
            self._slow.labels(route).inc()

    def count_empty(self) -> None:
        """Count a request whose search found nothing, in any form."""
        self._empty.inc()

    def text(self, accept: str) -> tuple[bytes, str]:
        """Return all available figures, and their media type."""
        encode, media_type = choose_encoder(accept)
        try:
            shown = CollectorRegistry()
            if os.environ.get(METRICS_FOLDER):
                MultiProcessCollector(shown)  # type: ignore[no-untyped-call]
            else:
                shown.register(cast(Collector, self.registry))
            return encode(self._standing_in(shown)), media_type
        except _UNREADABLE as error:
            if not self._told:
                self._told = True
                log.warning("what was counted cannot be read, and is left out: %s", error)
            return encode(self._standing_in(CollectorRegistry())), media_type

    def _standing_in(self, shown: CollectorRegistry) -> CollectorRegistry:
        for collector in self._standing:
            shown.register(collector)
        return shown


def measure(app: Flask, settings: Settings, engine: Engine) -> Engine:
    """Count the requests of an application and serve /metrics; return the counted engine.

    Raises ConfigurationError if SEARCHROOM_METRICS cannot be read.
    """
    metrics = Metrics(engine, settings)
    app.extensions["searchroom.metrics"] = metrics, networks("SEARCHROOM_METRICS", settings.metrics)
    app.extensions[COUNTS] = metrics
    app.before_request(_begin)
    app.after_request(_end)
    app.teardown_request(_done)
    rooms = Blueprint("metrics", __name__)
    rooms.add_url_rule(METRICS, view_func=show)
    app.register_blueprint(rooms)
    return cast(
        Engine, Watched(engine, metrics.count_search, is_loaded=partial(_was_loaded, settings))
    )


def show() -> Response:
    """Answer with the figures; raise Forbidden if the client may not read them."""
    metrics, _ = current_app.extensions["searchroom.metrics"]
    if not may_read():
        raise Forbidden(
            "this address may not read the metrics; SEARCHROOM_METRICS names those that may"
        )
    body, media_type = metrics.text(request.headers.get("Accept", ""))
    response = Response(body, content_type=media_type)
    response.headers["Cache-Control"] = "no-store"
    return response


def may_read() -> bool:
    """Return whether the client is in SEARCHROOM_METRICS, such as an operator's tool."""
    _, allowed = current_app.extensions["searchroom.metrics"]
    # the request came by a proxy that the settings do not name: its address is not the reader's
    if request.environ.get(UNBELIEVED) and allowed is not None:
        return False
    return within(address(request.remote_addr or ""), allowed)


def _begin() -> None:
    g.begun = time.perf_counter()
    arrived = request.environ.get(ARRIVED, time.monotonic())
    clock.start(arrived + current_app.extensions["searchroom"].settings.time)


def _done(_: BaseException | None) -> None:
    clock.stop()


def _end(response: Response) -> Response:
    metrics, _ = current_app.extensions["searchroom.metrics"]
    route = request.url_rule.rule if request.url_rule else _NO_ROUTE
    metrics.count_request(route, response.status_code, time.perf_counter() - g.begun)
    if g.get("found") == 0 and response.status_code == 200:
        metrics.count_empty()
    return response
