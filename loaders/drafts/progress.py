"""The progress of a load: a bar with rate and remaining time on a terminal, lines in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from tqdm import tqdm

Item = TypeVar("Item")

_EVERY = 10.0  # seconds between two lines of a log: a load of an hour leaves 360


class Progress(Protocol):
    """Yields items and shows their number."""

    def __call__(
        self, items: Iterable[Item], what: str, total: int | None = None
    ) -> Iterator[Item]:
        """Yield the items; `what` names the action, `total` is the expected number."""


def silent(items: Iterable[Item], what: str, total: int | None = None) -> Iterator[Item]:
    """Yield the items and show nothing."""
    del what, total
    yield from items


def show_line(line: str) -> None:
    """Show a line on standard error, above the bar if there is one."""
    tqdm.write(line, file=sys.stderr)
    sys.stderr.flush()


def shown(items: Iterable[Item], what: str, total: int | None = None) -> Iterator[Item]:
    """Yield the items and show progress on standard error."""
    if sys.stderr.isatty():
        tqdm.monitor_interval = 0  # no thread of its own for a bar
        yield from tqdm(items, what, total, leave=False, unit=" records", unit_scale=True)
        return
    begun = last = time.monotonic()
    number = 0
    for number, item in enumerate(items, 1):
        yield item
        if number % 100 == 0 and (now := time.monotonic()) - last >= _EVERY:
            last = now
            of = f" of {total:,}" if total else ""
            rate = number / (now - begun)
            print(f"{what}: {number:,}{of}, {rate:,.0f} a second", file=sys.stderr, flush=True)
    took = time.monotonic() - begun
    if took >= _EVERY:
        print(f"{what}: {number:,} in {took:,.0f} s", file=sys.stderr, flush=True)
