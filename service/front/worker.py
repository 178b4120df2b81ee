"""gunicorn's worker: it starts and ends the loop of one process, and says that it lives."""

from __future__ import annotations

import mmap
import os
import sys
import threading
import time
from typing import Any

from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from service.errors import SearchroomError
from service.front.server import COUNTS, REFUSED, SOON, Loop
from service.front.temporary import see_to_folder

_TURN = 1.0  # seconds between two sweeps, and two signs of life
_begun = mmap.mmap(-1, 1)  # which all processes share: whether one of them could begin


class FrontWorker(Worker):
    """A process that answers; gunicorn starts another where it ends."""

    def __init__(self, *given: Any) -> None:
        """Take what gunicorn gives, which then makes a temporary file: before the fork."""
        *_, log = given
        if warning := see_to_folder():
            log.warning("%s", warning)
        super().__init__(*given)

    def load_wsgi(self) -> None:
        """Make the application.

        A process that takes the place of another waits where what it needs is damaged by now, such
        as the mapping: gunicorn would end them all, and the others answer.
        """
        told = ""
        while True:
            try:
                super().load_wsgi()
            except SearchroomError as error:
                if str(error) != told:
                    told = str(error)
                    self.log.error("a process cannot begin: %s", told)
                if not _begun[0]:
                    sys.exit(Arbiter.WORKER_BOOT_ERROR)
            else:
                _begun[0] = 1
                if told:
                    self.log.warning("the process has begun")
                return
            self.notify()
            time.sleep(_TURN)
            if not self.alive or self.ppid != os.getppid():
                sys.exit(0)

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
