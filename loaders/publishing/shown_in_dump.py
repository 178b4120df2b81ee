"""Restricting a loaded dump to what may be shown now.

`service.upkeep.shown_again` finds its records that were held back since, or of which a part was:
these stay as they are in the live index.
"""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from index_mappings.record import Record
from loaders.drafts.draft import Held
from loaders.publishing.held_before import HeldBefore
from loaders.publishing.ledger import Entry, Ledger
from loaders.publishing.report import Report
from service.lasting.changes import OF_LOADS
from service.upkeep.shown_again import AsShownNow, Shown

_PART = "restricted since the dump"
_WHOLE = "held back since the dump"
_NOT_OF_A_DRAFT = OF_LOADS | {"source", "former_ids"}


def as_shown_now(
    ledger: Ledger, held: dict[str, set[str]], report: Report, before: HeldBefore
) -> None:
    """Remove or shorten drafts of a dump that show more than the live index does.

    `held` are ids by source, and gets those of removed drafts; so does `before`. A load without a
    dump changes nothing.
    """
    if before.engine is None or not before.copied:
        return
    rule = AsShownNow(before.engine, before.digests)
    if not rule:
        return
    changed: list[tuple[bytes, int]] = []
    for source in sorted(before.copied):
        for entry, shown in _shown(ledger, source, rule):
            if shown.now is None:
                report.hold(Held(entry.where, _WHOLE))
                held.setdefault(source, set()).add(entry.id)
                before.hold_record(source, entry.id, entry.values)
                changed.append((b"", entry.position))
            elif shown.is_less:
                values = shown.now.values.items()
                kept = {name: item for name, item in values if name not in _NOT_OF_A_DRAFT}
                report.hold(Held(entry.where, _PART, is_part=True))
                changed.append((orjson.dumps(kept), entry.position))
    for body, position in changed:  # only now: the drafts were being read
        if body:
            ledger.db.execute("UPDATE drafts SET body = ? WHERE position = ?", (body, position))
        else:
            ledger.remove(position)


def _shown(ledger: Ledger, source: str, rule: AsShownNow) -> Iterator[tuple[Entry, Shown]]:
    """Yield the drafts of a source, each with its public part."""
    entries = ledger.entries("WHERE source = ?", (source,))
    waiting: list[Entry] = []

    def records() -> Iterator[Record]:
        for entry in entries:
            waiting.append(entry)
            yield Record(entry.id, {**entry.values, "source": source})

    for shown in rule.of(records()):
        yield waiting.pop(0), shown
