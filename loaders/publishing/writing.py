"""Writing the records of a load from the ledger into the build."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cached_property

from index_mappings.json_values import Json, elements, text
from index_mappings.record import Record
from loaders.drafts.draft import LISTED, Reject
from loaders.drafts.progress import Progress
from loaders.publishing.ledger import Entry, Ledger, LiveEntry
from loaders.publishing.office_holders import OfficeHolders
from loaders.publishing.rejects_file import Rejects
from loaders.publishing.report import Report
from service.engines.contract import Build, Engine
from service.lasting.changes import OF_LOADS, deleted, record_digest
from service.lasting.gate import Gate


def moment() -> str:
    """Return the current time in UTC, to the second: "2026-11-29T14:00:00Z"."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class Writer:
    """Writes each draft of a ledger as a record, and counts differences from the live ones.

    `changes` then tells whether anything differs, including the order of records.
    """

    def __init__(
        self,
        engine: Engine,
        ledger: Ledger,
        rejects: Rejects,
        report: Report,
        holders: OfficeHolders,
        *,
        update: bool,
    ) -> None:
        self._holders = holders
        self._engine = engine
        self._ledger = ledger
        self._rejects = rejects
        self._report = report
        self._update = update
        self._gate = Gate(engine.lasting.withdrawals(), engine.mapping)
        mapping = engine.mapping
        self._keeps_moments = all(mapping.field(name) for name in ("first_seen", "changed"))
        self._now = moment()
        self._last: dict[str, int] = {}
        self.changes = False

    def write(self, build: Build, progress: Progress) -> None:
        """Write all drafts; records that the engine refuses are rejected."""
        total = self._ledger.count()
        for refusal in build.add(progress(self._records(), "writing", total)):
            for entry in list(self._ledger.entries("WHERE id = ?", (refusal.id,))):
                self._uncount(self._record(entry, self._ledger.live(entry.id), 0))
                reason = f"the engine refused it: {refusal.reason}"
                self._rejects.add(Reject(entry.where, reason, refusal.field, entry.raw))

    def _records(self) -> Iterator[Record]:
        for entry in self._ledger.entries():
            live = self._ledger.live(entry.id)
            if live is not None and self._update:
                position = live.position
            else:
                position = self._last.get(entry.source, self._begin(entry.source)) + 1
                self._last[entry.source] = position
            record = self._record(entry, live, position)
            if stopped := self._gate.stops(record):  # by the id that it has only now
                self._report.kept_out.note(stopped)
                continue
            record = self._dated(self._gate.passed(record), live)
            self._count(record, live)
            if live is None or live.position != position:
                self.changes = True
            yield record

    def _begin(self, source: str) -> int:
        """Return the last used position: in an update, that of the live records."""
        return self._ledger.last_position(source) if self._update else 0

    def _record(self, entry: Entry, live: LiveEntry | None, position: int) -> Record:
        """Return a draft as a record; its values are not yet in order, and none is empty."""
        values: dict[str, Json] = {**self._holders.beside(entry.values, entry.source)}
        values |= {"source": entry.source, "position": position}
        values.pop("former_ids", None)
        if former := self._former_ids(entry, live):
            values["former_ids"] = former
        return Record(entry.id, values)

    def _dated(self, record: Record, live: LiveEntry | None) -> Record:
        """Return a record in order, with the times when it was first seen and last changed."""
        if not self._keeps_moments:
            return self._engine.mapping.ordered(record)
        is_same = live is not None and live.digest == record_digest(record)
        moments = {
            "first_seen": live.first_seen if live and live.first_seen else self._now,
            "changed": live.changed if is_same and live and live.changed else self._now,
        }
        return self._engine.mapping.ordered(Record(record.id, {**record.values, **moments}))

    def _former_ids(self, entry: Entry, live: LiveEntry | None) -> list[str]:
        """Return the former ids of a record: from a loaded dump, the live index, and this load."""
        if live is None and "former_ids" not in entry.values and not self._ledger.has_live:
            return []  # a first load asks this for each of its records
        former = [
            *map(text, elements(entry.values.get("former_ids"))),
            *(live.former if live else ()),
        ]
        for was in self._ledger.former_ids(entry.id):
            before = self._ledger.live(was)
            former += [*(before.former if before else ()), was]
        return [was for was in dict.fromkeys(former) if was != entry.id]

    def _count(self, record: Record, live: LiveEntry | None) -> None:
        report = self._report
        if live is None:
            report.added += 1
            if record.id in self._deleted:
                report.came_back += 1
                if len(report.ids_back) < LISTED:
                    report.ids_back.append(record.id)
            if len(report.ids_added) < LISTED:
                report.ids_added.append(record.id)
        elif live.digest == record_digest(record):
            report.unchanged += 1
        else:
            self.changes = True
            report.changed += 1
            if len(report.ids_changed) < LISTED:
                report.ids_changed[record.id] = self._changed_fields(record)

    @cached_property
    def _deleted(self) -> set[str]:
        """The ids that were deleted before; only needed if a record is new."""
        moves = self._engine.moves()
        return deleted(self._engine.lasting.changes(0, move=moves)) if moves else set()

    def _uncount(self, record: Record) -> None:
        """Remove a refused record from the counts."""
        report = self._report
        live = self._ledger.live(record.id)
        if live is None:
            report.added -= 1
            if record.id in self._deleted:
                report.came_back -= 1
                if record.id in report.ids_back:
                    report.ids_back.remove(record.id)
            if record.id in report.ids_added:
                report.ids_added.remove(record.id)
        elif live.digest == record_digest(record):
            report.unchanged -= 1
        else:
            report.changed -= 1
            report.ids_changed.pop(record.id, None)

    def _changed_fields(self, record: Record) -> list[str]:
        before = self._engine.get(record.id)
        old = before.values if before else {}
        return [
            name
            for name in self._engine.mapping.field_names
            if name not in OF_LOADS and old.get(name) != record.values.get(name)
        ]
