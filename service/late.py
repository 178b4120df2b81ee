"""Late imports: views in packages that searches do not need.

A server first answers searches, and most packages are for something else: pages, exports, other
protocols. So an address is declared with the name of its view, not the view itself. Views that
readers need soon are imported in the background (`import_soon`), others on first use.
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
    """Return a function that imports "module:name" when it is first called.

    `before` is called before each call. A function that `is_rare` is only imported on use.
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
    """Context manager for creating objects that live as long as the process, such as modules.

    They are never garbage. So the collector is paused meanwhile, which saves a tenth of the time,
    and ignores them later, because its marks would make each process copy shared memory.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def import_soon() -> None:
    """Import everything that readers need soon, so that none of them has to wait."""
    for place, is_rare in list(PLACES.items()):
        if not is_rare:
            _at(place)
