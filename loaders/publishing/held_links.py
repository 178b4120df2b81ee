"""References to held records in the notes of others, as a load writes them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import orjson

from loaders.drafts.draft import Held
from loaders.publishing.held_before import HeldBefore
from loaders.publishing.held_parts import hold
from loaders.publishing.ledger import Ledger
from loaders.publishing.report import Report
from service.lasting.linking_notes import without_links


def leave_out_links(
    ledger: Ledger, held: Iterable[str], before: HeldBefore, report: Report
) -> None:
    """Remove lines that name a record held back now from notes; `held` are the sources."""
    changed: list[tuple[bytes, int]] = []
    for source in held:
        is_held = partial(before.holds_now, source)
        for entry in ledger.entries("WHERE source = ?", (source,)):
            if (values := without_links(entry.values, is_held)) is entry.values:
                continue
            changed.append((orjson.dumps(values), entry.position))
            hold(Held(entry.where, "a note on what is held back", is_part=True), report, ledger)
    ledger.db.executemany("UPDATE drafts SET body = ? WHERE position = ?", changed)
