"""The catalogue doctor: reads the live index once and keeps what it finds on disk."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime

from index_mappings.days import day_number
from index_mappings.mapping import RecordMapping
from index_mappings.names import NameEntry
from index_mappings.record import Collection, Record
from service.engines.contract import Engine
from service.upkeep.absent_fields import AbsentFields
from service.upkeep.alike import Names
from service.upkeep.brackets import bracket_findings
from service.upkeep.dates import date_findings
from service.upkeep.finding import CHECKS, LISTED, SEVERITIES, Finding
from service.upkeep.listed_roles import ListedRoles
from service.upkeep.odd_values import examinable, examinable_collection, examinable_name
from service.upkeep.repeated import Repeats

_SCHEMA = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE;
PRAGMA cache_size=-32000;  -- 32 MB of pages in memory, the rest on disk
CREATE TABLE findings (
    severity INTEGER, "check" INTEGER, ids TEXT, count INTEGER, message TEXT, mend TEXT);
CREATE TABLE referred (collection TEXT PRIMARY KEY, count INTEGER, ids TEXT);
"""
_ORDER = 'ORDER BY severity, "check", rowid'
_CHECKS = tuple(CHECKS)
_BETWEEN = "\x1f"  # between ids: the ASCII unit separator, which no record has


class Examination:
    """What is wrong in a catalogue, the gravest first. Use it in a `with`; it holds a database.

    What is later than `built`, when its index was built, is in the future.
    """

    def __init__(self, mapping: RecordMapping, built: datetime) -> None:
        self.records = 0
        self._mapping = mapping
        # An empty name is a database of its own in a temporary file that is already unlinked.
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(_SCHEMA)
        self._db.execute("BEGIN")
        self._names = Names(self._db, mapping)
        self._listed_roles = ListedRoles(self._db, mapping)
        self._repeats = Repeats(self._db, mapping)
        self._fields = [item.name for item in mapping.fields if item.kind.of_collections]
        self._with_summary = 0
        self._absent_fields = AbsentFields(mapping)
        self._built = day_number(built.year, built.month, built.day)

    def __enter__(self) -> Examination:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def read(
        self,
        records: Iterable[Record],
        collections: Iterable[Collection],
        names: Iterable[NameEntry] = (),
    ) -> None:
        """Look at every record, then at what they have in common."""
        self._listed_roles.list_names(map(examinable_name, names))
        for record in map(examinable, records):
            self.records += 1
            self._note(record)
        self._keep(self._names.findings())
        self._keep(self._listed_roles.findings())
        self._keep(self._repeats.findings())
        self._keep(self._absent_fields.findings())
        known = map(examinable_collection, collections)
        self._keep(self._absent({item.id: item for item in known}))
        if self.records and not self._with_summary:
            self._db.execute(
                'DELETE FROM findings WHERE "check" = ?', (_CHECKS.index("summary-missing"),)
            )
            self._keep([_no_summaries(self.records)])

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many findings there are, by severity and check; empty ones are left out."""
        counted: dict[str, dict[str, int]] = {}
        rows = self._db.execute(
            'SELECT severity, "check", count(*) FROM findings GROUP BY severity, "check"'
        )
        for severity, check, count in rows:
            counted.setdefault(SEVERITIES[severity], {})[_CHECKS[check]] = count
        return counted

    def findings(self) -> Iterator[Finding]:
        """Yield every finding, by severity and then by check."""
        rows = self._db.execute(
            f'SELECT severity, "check", ids, count, message, mend FROM findings {_ORDER}'
        )
        for severity, check, ids, count, message, mend in rows:
            found = tuple(json.loads(ids))
            yield Finding(SEVERITIES[severity], _CHECKS[check], found, count, message, mend)

    def _note(self, record: Record) -> None:
        mapping = self._mapping
        found = [
            *date_findings(record, mapping, self._built),
            *bracket_findings(record, mapping),
        ]
        if record.text(mapping.summary):
            self._with_summary += 1
        else:
            found.append(_no_summary(record, mapping))
        if found:
            self._keep(found)
        self._names.note(record)
        self._absent_fields.note(record)
        self._listed_roles.note(record)
        self._repeats.note(record)
        for field in self._fields:
            if not record.values.get(field):
                continue
            self._db.executemany(
                "INSERT INTO referred VALUES (?, 1, ?) ON CONFLICT DO UPDATE SET"
                f" ids = CASE WHEN count < {LISTED} THEN ids || '{_BETWEEN}' || excluded.ids"
                " ELSE ids END, count = count + 1",
                [(str(id), record.id) for id in record.many(field)],
            )

    def _keep(self, findings: Iterable[Finding]) -> None:
        self._db.executemany(
            "INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?)",
            (
                (
                    SEVERITIES.index(item.severity), _CHECKS.index(item.check),
                    json.dumps(item.ids), item.count, item.message, item.mend,
                )
                for item in findings
            ),
        )  # fmt: skip

    def _absent(self, known: dict[str, Collection]) -> Iterator[Finding]:
        for id, count, ids in self._db.execute("SELECT * FROM referred ORDER BY collection"):
            if id not in known:
                yield Finding(
                    "error", "collection-absent", tuple(ids.split(_BETWEEN)), count,
                    f"the collection {id!r} that {count:,} records are in is not there",
                    "load the page or file that describes it, or take the id out",
                )  # fmt: skip
        titles = {item.title for item in known.values()} | known.keys()
        for item in known.values():
            for other in item.related:
                if other not in titles:
                    yield Finding(
                        "notice", "collection-absent", (), 0,
                        f"the collection {item.title!r} is related to {other!r}, which is not "
                        "there", "load that one too, or write its title as it has it",
                    )  # fmt: skip


def examine(engine: Engine, records: Iterable[Record] | None = None) -> Examination:
    """Return what is wrong in the live index; `records` is its scan, where it is shown.

    Raises NoIndex where nothing has been loaded. Close it when done with it.
    """
    collections = engine.collections()
    examination = Examination(engine.mapping, datetime.fromisoformat(engine.info().built))
    try:
        whole = engine.scan() if records is None else records
        examination.read(whole, collections, engine.names())
    except BaseException:
        examination.__exit__()
        raise
    return examination


def _no_summary(record: Record, mapping: RecordMapping) -> Finding:
    title = record.text(mapping.title)[:100]
    return Finding(
        "notice", "summary-missing", (record.id,), 1, f"{title!r} has no summary",
        "write a sentence or two on what it says",
    )  # fmt: skip


def _no_summaries(records: int) -> Finding:
    return Finding(
        "notice", "summary-missing", (), records, "no record has a summary",
        "where the source has them in another column, say so with --map",
    )  # fmt: skip
