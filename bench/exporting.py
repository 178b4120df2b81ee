"""The row of exports: all records of a search as a file, fast and in little memory."""

from __future__ import annotations

import time

from bench import indexes, memory
from bench.measuring import Outcome, Times
from bench.plan import Plan
from index_mappings.record import Record
from service.engines.embedded import EmbeddedEngine
from service.exports.citing import Cited
from service.exports.formats import BY_NAME, Taken
from service.exports.shown_set import shown_set
from service.search.arguments import PLAIN
from service.search.site import Site
from service.settings import Settings


def table(plan: Plan) -> Outcome:
    """All short records as CSV; the first bytes and what the memory grew by are in the detail."""
    engine = EmbeddedEngine.open(indexes.ours(plan.middle), indexes.MAPPING)
    site = Site.of(Settings(), engine)
    rates, firsts, grown = [], [], []
    for _ in range(plan.turns):
        before = memory.anonymous()
        with memory.Peak() as peak:
            start = time.perf_counter()
            shown = shown_set(site, PLAIN, whole=False)
            pieces = BY_NAME["csv"].write(Taken(shown.records, site.mapping, _uncited))
            next(pieces)
            firsts.append(time.perf_counter() - start)
            count = sum(1 for _ in pieces)
            rates.append(count / (time.perf_counter() - start))
        grown.append(peak.most - before)
    times = Times.of(rates, "records/s")
    detail = {"records": shown.total, "first_bytes_s": max(firsts), "grown_MB": max(grown)}
    return Outcome(times.median, times, detail=detail)


def _uncited(record: Record) -> Cited:
    raise NotImplementedError("a table cites nothing")
