"""The private memory of a process, without pages of mapped files."""

from __future__ import annotations

import re
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType

_ANONYMOUS = re.compile(r"RssAnon:\s+(\d+) kB")
_EVERY = 0.02  # seconds between two looks


def with_children() -> float:
    """Return the private memory of this process and of those that it started, in MB."""
    pids = {"self"}
    for listed in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):  # a thread that has ended
            pids.update(listed.read_text().split())
    return sum(map(anonymous, pids))


def anonymous(pid: int | str = "self") -> float:
    """Return the private (anonymous) memory of a process in MB, or 0 if it is gone."""
    try:
        found = _ANONYMOUS.search(Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0.0
    return int(found.group(1)) / 1024 if found else 0.0


class Peak:
    """Watches this process and its children during the `with` block.

    `most` is the highest total in MB.
    """

    def __init__(self) -> None:
        self.most = 0.0
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Peak:
        self._watch.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._watch.join()

    def _look(self) -> None:
        while True:
            self.most = max(self.most, with_children())
            if self._over.wait(_EVERY):
                return
