"""The server: gunicorn with a few processes, each a loop and a few threads (`service.front`)."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from importlib import import_module
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.util import import_app

from service import budgets, missed
from service.front.worker import FrontWorker
from service.late import lasting
from service.search.etag import files_digest
from service.settings import Settings

APP = "service.app:create_app()"

METRICS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that tells the client library of Prometheus its folder when it is imported."""

_PLACES = ("/dev/shm", "/var/tmp")  # where the machine's temporary folder takes nothing


def options(settings: Settings, host: str) -> dict[str, Any]:
    """Return gunicorn's settings."""
    return {
        "bind": f"[{host}]:{settings.port}" if ":" in host else f"{host}:{settings.port}",
        "workers": settings.workers,
        "worker_class": FrontWorker,
        "threads": settings.threads,
        # Each process opens the engine for itself: what one opens cannot be shared by a fork.
        "preload_app": False,
        # When it listens: who connects meanwhile waits for the first process, and is not refused.
        "when_ready": lambda _arbiter: import_once(),
        # A control socket would be a file under HOME, which a service account may not have.
        "control_socket_disable": True,
        "errorlog": "-",
        # Searches are readers' own business, so no log of them is kept.
        "accesslog": None,
        # Seconds without a sign of life of a process, which gives one each second.
        "timeout": 30,
        "graceful_timeout": 10,
    }


def serve(settings: Settings, host: str) -> None:
    """Serve until told to stop by a signal; ends the process."""
    # Where the processes count together (`service.metrics`). It is new each time, for what an
    # earlier server counted is none of this one's.
    folder, first = _folder_for_counting(), os.getpid()
    if folder:
        os.environ[METRICS_FOLDER] = folder
    budgets.share()
    missed.share()
    try:
        _Server(options(settings, host)).run()
    finally:
        if folder and os.getpid() == first:  # its workers leave by this way too
            shutil.rmtree(folder, ignore_errors=True)


def import_once() -> None:
    """Import and read what every process needs, before they part: they share its memory then.

    "start" of `make bench` pays for it, and for when it is done.
    """
    with lasting():
        import_module("service.app")
        files_digest()


def _folder_for_counting() -> str:
    """Return a new folder for the files of one server, or "" if none can be made."""
    for place in (None, *_PLACES):
        with suppress(OSError):
            return tempfile.mkdtemp(prefix="searchroom-metrics-", dir=place)
    return ""


class _Server(BaseApplication):
    """gunicorn, with our settings alone: nothing in its environment changes them."""

    def __init__(self, chosen: dict[str, Any]) -> None:
        self._chosen = chosen
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        with lasting():
            return import_app(APP)
