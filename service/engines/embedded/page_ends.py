"""The ends of the pages of a sorted list, so that the next page is a range query.

tantivy reads every key that an offset skips. A reader who pages through a list has just seen the
previous page, so the keys at the ends of pages are kept for a while. The row `leafing` of `make
bench` pays for it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable

_LISTS = 128  # lists that are leafed through at one time by the readers of one process
_ENDS = 64  # pages of one of them


class PageEnds:
    """The keys at the ends of pages of one build, the lists last asked for. Safe to share."""

    def __init__(self) -> None:
        self._lists: OrderedDict[Hashable, OrderedDict[int, str]] = OrderedDict()
        self._guard = threading.Lock()

    def note(self, asked: Hashable, seen: int, key: str) -> None:
        """Keep the key of the last of the first `seen` records of a list."""
        with self._guard:
            ends = self._lists.setdefault(asked, OrderedDict())
            self._lists.move_to_end(asked)
            ends[seen] = key
            ends.move_to_end(seen)
            if len(ends) > _ENDS:
                ends.popitem(last=False)
            if len(self._lists) > _LISTS:
                self._lists.popitem(last=False)

    def before(self, asked: Hashable, offset: int) -> tuple[int, str]:
        """Return the nearest end before an offset: records seen and key, (0, "") for none."""
        with self._guard:
            ends = self._lists.get(asked) or OrderedDict[int, str]()
            seen = max((place for place in ends if place <= offset), default=0)
            return seen, ends[seen] if seen else ""
