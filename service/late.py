"""What is imported when it is first asked for: the views of rooms that no search enters.

A server is asked for searches first, and most rooms are about something else: pages, files to
take away, protocols of others. So an address is declared with the place of its view and not with
the view. What readers soon ask for is imported meanwhile (`import_soon`), the rest by who needs it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pkgutil import resolve_name
from typing import Any

PLACES = dict.fromkeys(
    (
        "index_mappings.dates:find_dates",
        "index_mappings.dates:read_date",
        "rapidfuzz.process:extract",
        "service.search.tallies:with_tallies",
    ),
    False,
)
"""All places that are known, and whether few readers ask for it. A search may have a date in it, or
a word that is spelt otherwise, or ask for counts by time or by two facets.
"""


@cache
def late(
    place: str, before: Callable[[], None] | None = None, *, is_rare: bool = False
) -> Callable[..., Any]:
    """Return the function at a place, "module:name", which is imported when it is first called.

    `before` is called before each call. What `is_rare` is imported for nobody but who asks.
    """
    PLACES[place] = is_rare

    def called(*given: Any, **named: Any) -> Any:
        found = _at(place)
        if before is not None:
            before()
        return found(*given, **named)

    called.__name__ = place.rpartition(":")[2]  # which Flask makes the name of an endpoint of
    return called


@cache
def _at(place: str) -> Callable[..., Any]:
    found: Callable[..., Any] = resolve_name(place)
    return found


@contextmanager
def lasting() -> Iterator[None]:
    """Make what lasts as long as the process, within: modules, what is read once.

    None of it is garbage. So the collector does not look for any meanwhile, which takes a tenth of
    the time, nor later, where its marks would make each process a copy of what they share.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def import_soon() -> None:
    """Import all that readers soon ask for, so that none of them waits for it."""
    for place, is_rare in list(PLACES.items()):
        if not is_rare:
            _at(place)
