"""The work of a process after its first second of serving, not needed for its start."""

from __future__ import annotations

import logging
from contextlib import suppress

from service.errors import SearchroomError
from service.late import import_soon
from service.search.site import Site
from service.upkeep.notice import stale_mapping

log = logging.getLogger(__name__)


def make_ready(site: Site, *, is_first: bool) -> None:
    """Import and read what readers need soon, so that none of them has to wait.

    The first process of a server also says whether the index needs a load.
    """
    import_soon()
    with suppress(SearchroomError):  # a site begins without its engine, and waits for it
        if is_first and (stale := stale_mapping(site.engine.info(), site.mapping)):
            log.warning("%s", stale)
        site.bridges.table.read()
