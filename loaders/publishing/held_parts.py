"""Records of which a load holds back a part, so that nothing earlier shows it again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from index_mappings.access import ACCESS, RESTRICTED
from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping
from index_mappings.record import Collection
from loaders.drafts.draft import Held, Where
from loaders.drafts.private_notes import without_private, without_private_notes
from loaders.publishing.ledger import Ledger, place
from loaders.publishing.report import Report


def hold(held: Held, report: Report, ledger: Ledger) -> None:
    """Count a held record or part; for a part, also note the place of its record in the ledger."""
    report.hold(held)
    if held.is_part and not held.is_published:
        _make(ledger)
        ledger.db.execute("INSERT INTO parts VALUES (?, ?, ?)", place(held.where))


def hold_notes(
    values: dict[str, Json], mapping: RecordMapping, where: Where, report: Report, ledger: Ledger
) -> None:
    """Remove the notes of a record that are for the staff, in place, and count them as a part."""
    if without_private_notes(values, mapping):
        hold(Held(where, "notes", is_part=True), report, ledger)


def public_collection(collection: Collection) -> Collection:
    """Return a collection without what its description says to the staff alone."""
    return replace(collection, description=without_private(collection.description).strip())


def with_parts(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Yield source and id of the drafts that are held back in part or restricted."""
    _make(ledger)
    yield from ledger.db.execute(
        "SELECT source, id FROM drafts WHERE (file, line, number) IN (SELECT * FROM parts) "
        "OR json_extract(CAST(body AS TEXT), ?) = ?",
        (f"$.{ACCESS}", RESTRICTED),
    )


def _make(ledger: Ledger) -> None:
    ledger.db.execute(
        "CREATE TABLE IF NOT EXISTS parts "
        "(file TEXT NOT NULL, line INTEGER NOT NULL, number INTEGER NOT NULL)"
    )
