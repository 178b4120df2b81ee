"""gunicorn's worker: it starts and ends the loop of one process, and says that it lives."""

from __future__ import annotations

import os
import threading
import time
from typing import Any

from gunicorn.workers.base import Worker

from service.front.server import COUNTS, REFUSED, SOON, Loop
from service.front.temporary import see_to_folder

_TURN = 1.0  # seconds between two sweeps, and two signs of life


class FrontWorker(Worker):
    """A process that answers; gunicorn starts another where it ends."""

    def __init__(self, *given: Any) -> None:
        """Take what gunicorn gives, which then makes a temporary file: before the fork."""
        *_, log = given
        if warning := see_to_folder():
            log.warning("%s", warning)
        super().__init__(*given)

    def run(self) -> None:
        """Answer until stopped."""
        application: Any = self.wsgi
        listening: list[Any] = list(self.sockets)
        counts = application.extensions[COUNTS]
        refused = application.extensions.get(REFUSED, lambda: False)
        sockets = [each.sock for each in listening]
        loop = Loop(application, sockets, self.cfg.threads, counts, refused=refused)
        swept = 0.0
        # in the background, and not at once: the first answers come before it
        soon = threading.Timer(
            _TURN, application.extensions[SOON], kwargs={"is_first": self.age == 1}
        )
        soon.daemon = True
        soon.start()
        while self.alive and self.ppid == os.getppid():
            loop.turn(_TURN)
            now = time.monotonic()
            if now - swept >= _TURN:
                swept = now
                loop.sweep()
                self.notify()
        soon.cancel()
        loop.stop(self.cfg.graceful_timeout)
