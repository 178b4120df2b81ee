"""Updates that hide something write a new index instead of changing a copy.

A copy of an index keeps removed data in its lists of words and values and in its files until the
engine merges them, and suggestions come from these lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import partial
from itertools import chain

from index_mappings.access import RESTRICTED
from index_mappings.record import Record
from loaders.publishing.held_before import HeldBefore
from loaders.publishing.holders_of_load import write_others
from loaders.publishing.intake import Intake
from loaders.publishing.ledger import Ledger
from loaders.publishing.office_holders import OfficeHolders
from loaders.publishing.report import Report
from loaders.publishing.writing import moment
from service.engines.contract import Build, Engine
from service.lasting.linking_notes import without_links
from service.upkeep.shown_again import is_shown_whole


def takes_out(engine: Engine, intake: Intake, ledger: Ledger, report: Report) -> bool:
    """Return whether an update removes live records, or may remove a part of one.

    It is unknown which part the live record had, so any held part counts.
    """
    intake.hold_kept(engine)
    if report.held_parts or report.ruled:
        return True
    if _restricts(engine, ledger):
        return True
    held = (id for _, id in intake.held())
    ids = dict.fromkeys(chain(held, *intake.deletions.values()))
    return any(engine.get(id) is not None for id in ids)


def _restricts(engine: Engine, ledger: Ledger) -> bool:
    """Return whether an update hides the text of a live record that was open."""
    where = "WHERE instr(CAST(body AS TEXT), '\"restricted\"') > 0"
    for entry in ledger.entries(where):
        if entry.values.get("access") == RESTRICTED:
            live = engine.get(entry.id)
            if live is not None and is_shown_whole(live):
                return True
    return False


def write_what_stays(
    build: Build,
    engine: Engine,
    holders: OfficeHolders,
    ledger: Ledger,
    gone: Set[str],
    *,
    before: HeldBefore,
) -> None:
    """Write the live records and names that an update does not change, with current holders.

    Their notes no longer name what is held back now.
    """

    def staying() -> Iterator[Record]:
        now = moment()
        for record in engine.scan():
            if not (ledger.has(record.id) or record.id in gone):
                is_held = partial(before.holds_now, record.source)
                if (values := without_links(record.values, is_held)) is not record.values:
                    changed = {"changed": now} if "changed" in values else {}
                    record = Record(record.id, {**values, **changed})  # noqa: PLW2901
                yield holders.settled(record, now)

    write_others(build, staying())
    build.add_names(engine.names())
