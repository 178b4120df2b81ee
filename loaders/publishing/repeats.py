"""Duplicate ids in one load: derived ids are made unique, others are rejected."""

from __future__ import annotations

from collections.abc import Iterator

from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Reject, Remark
from loaders.drafts.identity import date_as_written, derived_id
from loaders.publishing.ledger import Entry, Ledger

_REPEATED = "WHERE id IN (SELECT id FROM drafts GROUP BY id HAVING count(*) > 1)"

_REMARKS = 1_000  # nobody reads more of one kind, and memory stays flat


def settle(ledger: Ledger, mapping: RecordMapping) -> Iterator[Reject | Remark]:
    """Make the ids of drafts unique, and yield rejects and changed ids.

    The first draft with a source's own id keeps it, later ones are rejected. All duplicate derived
    ids are derived again with the summary, so that the order of records does not matter; those that
    are still duplicate are numbered.
    """
    yield from _reject_own(ledger)
    ledger.set_ids(_with_summaries(ledger, mapping))
    remarks: list[Remark] = []
    ledger.set_ids(_numbered(ledger, mapping, remarks))
    yield from remarks


def _reject_own(ledger: Ledger) -> Iterator[Reject]:
    rejected: list[int] = []
    for keeper, entry in _repeats(ledger):
        if not entry.own:
            continue
        whose = (
            f"{keeper.where} already has it"
            if entry.source == keeper.source
            else f"the source {keeper.source!r} ({keeper.where}) and the source "
            f"{entry.source!r} both claim it"
        )
        rejected.append(entry.position)
        reason = f"the id {entry.id!r} is not unique: {whose}"
        yield Reject(entry.where, reason, "id", entry.raw)
    for position in rejected:
        ledger.remove(position)


def _with_summaries(ledger: Ledger, mapping: RecordMapping) -> Iterator[tuple[str, int]]:
    for entry in ledger.entries(f"{_REPEATED} AND own = 0"):
        yield _id(entry, mapping), entry.position


def _numbered(
    ledger: Ledger, mapping: RecordMapping, remarks: list[Remark]
) -> Iterator[tuple[str, int]]:
    last, ordinal = "", 1
    for keeper, entry in _repeats(ledger):
        ordinal = ordinal + 1 if entry.id == last else 2
        last = entry.id
        # A number that is taken is the clash of two hashes of 48 bits: take the next one.
        while ledger.has(id := _id(entry, mapping, str(ordinal))):
            ordinal += 1
        if len(remarks) < _REMARKS:
            same = f"date, title and summary are the same as in {keeper.where}"
            remarks.append(Remark(entry.where, f"{same}; its id has the number {ordinal}", "id"))
        yield id, entry.position


def _repeats(ledger: Ledger) -> Iterator[tuple[Entry, Entry]]:
    """Yield each draft with the id of an earlier one, after that one; own ids come first."""
    keeper: Entry | None = None
    for entry in ledger.entries(f"{_REPEATED} ORDER BY id, own DESC, position"):
        if keeper is not None and keeper.id == entry.id:
            yield keeper, entry
        else:
            keeper = entry


def _id(entry: Entry, mapping: RecordMapping, *ordinal: str) -> str:
    values = entry.values
    return derived_id(
        entry.source,
        date_as_written(values, mapping.date),
        str(values.get(mapping.title, "")),
        str(values.get(mapping.summary, "")),
        *ordinal,
    )
