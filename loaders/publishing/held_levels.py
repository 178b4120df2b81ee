"""Holding back everything below a held level, in any order of reading."""

from __future__ import annotations

from collections.abc import Mapping, Set

from index_mappings.json_values import Json, elements, members, text
from index_mappings.record import Collection
from loaders.drafts.draft import Held, Where
from loaders.publishing.held_before import HeldBefore
from loaders.publishing.held_links import leave_out_links
from loaders.publishing.ledger import Ledger
from loaders.publishing.report import Report
from loaders.publishing.shown_in_dump import as_shown_now
from service.engines.contract import Engine
from service.query.clauses import Value


def hold_below(
    ledger: Ledger,
    held: dict[str, set[str]],
    report: Report,
    collections: dict[str, Collection],
    before: HeldBefore,
) -> None:
    """Remove drafts from the ledger that are below records held back later.

    `held` are the names of held records by source; the ids of removed drafts are added. A
    collection that only such records name is removed too. Each is added to `before`.
    """
    as_shown_now(ledger, held, report, before)
    if report.is_update:
        before.carry_over(ledger, report.sources)
        for source in report.sources:
            held.setdefault(source, set())
    gone: set[Where] = set()
    named: set[str] = set()
    for source, known in held.items():
        new, is_first = set(known), True
        while new or is_first:  # what was held back before is known by its digests alone
            is_first = False
            below = [
                entry
                for entry in ledger.entries("WHERE source = ?", (source,))
                if is_below(entry.values, source, new, before)
            ]
            for entry in below:
                ledger.remove(entry.position)
                before.hold_record(source, entry.id, entry.values)
                report.hold(Held(entry.where, "a level above it"))
                gone.add(entry.where)
                named.update(map(text, elements(entry.values.get("collections"))))
            new = {entry.id for entry in below}
            known.update(new)
    report.forget(gone)
    leave_out_links(ledger, held, before, report)
    for entry in ledger.entries("") if named else ():
        named.difference_update(map(text, elements(entry.values.get("collections"))))
    for id in named:
        collections.pop(id, None)


def hold_live_below(engine: Engine, held: dict[str, set[str]], before: HeldBefore) -> None:
    """Add the ids of the live records below those that an update holds back, by source."""
    for source, known in held.items():
        below = [
            record
            for record in (engine.scan(Value("source", (source,))) if known else ())
            if record.id not in known and is_below(record.values, source, known, before)
        ]
        for record in below:
            known.add(record.id)
            before.hold_record(source, record.id, record.values)


def is_below(values: Mapping[str, Json], source: str, held: Set[str], before: HeldBefore) -> bool:
    """Return whether a record is below one that is held back, of which `held` are the ids.

    What is above a record may be known by its title or shelf mark only, as a host of MODS is. In a
    dump it may be what was above it once, and `as_shown_now` tells.
    """
    is_copy = source in before.copied
    above = (text(members(item).get("id")) for item in elements(values.get("ancestors")))
    return any(id in held or (not is_copy and before.holds_now(source, id)) for id in above)
