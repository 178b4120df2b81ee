"""The live index as seen by a load: the records it replaces, and those of other sources.

A load that replaces its sources reads the whole live index, because it copies the others. An update
begins as a copy of the live index and needs far less: which of its ids exist and their sources, and
the records of its own sources that it changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from loaders.drafts.draft import Reject
from loaders.drafts.identity import date_as_written, derived_id
from loaders.drafts.progress import Progress
from loaders.publishing.ledger import Ledger
from loaders.publishing.rejects_file import Rejects
from loaders.publishing.report import Report
from service.engines.contract import Engine
from service.errors import LoadError, LoadRefused
from service.lasting.derived_ids import is_derived
from service.query.clauses import Value
from service.query.request import Query

SAMPLES = "samples"
"""The source of the sample collections, which the first other load takes out."""

_AT_ONCE = 100  # ids of one question, as the contract of `met` has it
_ONE_BY_ID = 20  # records read in a row in the time that one takes to be asked for by its id


class Survey:
    """The live index as seen by the load of some sources.

    `total` is the number of live records without the samples; `foreign` counts, by new and other
    source, the records of a new source that another source already has.
    """

    def __init__(
        self,
        engine: Engine,
        sources: Iterable[str],
        *,
        ledger: Ledger,
        rejects: Rejects,
        report: Report,
        progress: Progress,
    ) -> None:
        self._engine = engine
        self._mapping = engine.mapping
        self._sources = tuple(dict.fromkeys(sources))
        self._ledger = ledger
        self._rejects = rejects
        self._report = report
        self._progress = progress
        self._new: tuple[str, ...] = ()
        self.total = 0
        self.foreign: Counter[tuple[str, str]] = Counter()

    def carry(self) -> Iterator[Record]:
        """Read the live index once: note the records this load replaces, yield those it keeps.

        Raises LoadError for a record that no longer fits the mapping.
        """
        self._new = tuple(name for name in self._sources if not self._count(name))
        for record in self._progress(self._engine.scan(), "reading the live index"):
            source = record.source
            if source in self._sources:
                self.total += 1
                self._note(record)
            elif source == SAMPLES:
                self._report.samples_removed += 1
            else:
                if SAMPLES in self._sources:
                    raise LoadRefused(
                        f"the samples are for an empty index only, and {source!r} is in this one"
                    )
                self.total += 1
                self._report.kept += 1
                self._hold_against(record)
                yield carried(record, self._mapping)

    def update(self, records: int, deletions: Iterable[str]) -> None:
        """Note the records that an update changes, given the number of live records.

        The whole live index is read only if it has no records of a source, which may then be an old
        source under another name.
        """
        counts = {name: self._count(name) for name in self._sources}
        if not all(counts.values()):
            for _ in self.carry():
                pass  # they are in the clone already
            return
        own = sum(counts.values())
        self.total, self._report.kept = records, records - own
        if SAMPLES in self._sources and records > own:
            raise LoadRefused("the samples are for an empty index only, and this one has others")
        known, others, are_all_known = self._known(own // _ONE_BY_ID, deletions)
        for id in others:
            if (record := self._engine.get(id)) and record.id == id:
                self._reject_taken(record)
        if are_all_known:
            wanted: Iterable[Record | None] = map(self._engine.get, known)
        else:
            wanted = self._engine.scan(Value("source", self._sources))
        for found in self._progress(wanted, "reading what is live"):
            if found is not None:
                self._note(found)

    def refuse_another_name(self) -> None:
        """Raise LoadRefused if most records of a source are those of another."""
        for (new, other), count in self.foreign.most_common():
            all_of_it = self._ledger.count_of(new)
            if 2 * count > all_of_it:
                raise LoadRefused(
                    f"{count:,} of the {all_of_it:,} records of {new!r} are those of the source "
                    f"{other!r} already; nothing was published. To load {other!r} again, use "
                    f"--source {other!r}; to rename it, remove it first (searchroom sources "
                    f"remove {other!r}); if you want both, use --force"
                )

    def _count(self, source: str) -> int:
        return self._engine.count([Query(clause=Value("source", (source,)))])[0]

    def _known(self, most: int, deletions: Iterable[str]) -> tuple[list[str], list[str], bool]:
        """Return the live ids in these sources, those in others, and whether these are all.

        They are not all if an id is new (it may correct an existing one), or if there are more than
        `most`.
        """
        known: list[str] = []
        others: list[str] = []
        is_all = True
        own = Value("source", self._sources)
        drafts = self._ledger.ids()
        while some := list(islice(drafts, _AT_ONCE)):
            found = self._engine.met(some, [own])
            is_all = is_all and len(found) == len(some) and len(known) <= most
            for id, (is_own,) in found.items():
                if not is_own:
                    others.append(id)
                elif is_all:
                    known.append(id)
        gone = iter([id for id in deletions if not self._ledger.has(id)])
        while some := list(islice(gone, _AT_ONCE)):
            found = self._engine.met(some, [own])
            known += [id for id, (is_own,) in found.items() if is_own]
        return known, others, is_all and len(known) <= most

    def _note(self, record: Record) -> None:
        mapping = self._mapping
        date = date_as_written(record.values, mapping.date)
        title, summary = record.text(mapping.title), record.text(mapping.summary)
        self._ledger.note_live(record, date, title, summary)

    def _hold_against(self, other: Record) -> None:
        """Reject a draft with the id of a record of another source, and count identical ones."""
        is_taken = self._ledger.has(other.id)
        if is_taken:
            self._reject_taken(other)
        elif self._new and is_derived(other.id, other.source):
            mapping = self._mapping
            date = date_as_written(other.values, mapping.date)
            title, summary = other.text(mapping.title), other.text(mapping.summary)
            for name in self._new:
                if self._ledger.has(derived_id(name, date, title)) or (
                    self._ledger.has(derived_id(name, date, title, summary))
                ):
                    self.foreign[name, other.source] += 1

    def _reject_taken(self, other: Record) -> None:
        for entry in list(self._ledger.entries("WHERE id = ?", (other.id,))):
            if entry.source in self._new:
                self.foreign[entry.source, other.source] += 1
            reason = (
                f"the id {other.id!r} is not unique: the source {other.source!r} has it, "
                f"and the source {entry.source!r} claims it"
            )
            self._rejects.add(Reject(entry.where, reason, "id", entry.raw))
            self._ledger.remove(entry.position)


def carried(record: Record, mapping: RecordMapping) -> Record:
    """Return a record of the live index in the form for the next one.

    Raises LoadError if it has a value that the mapping no longer has a field for.
    """
    lost = [name for name in record.values if mapping.field(name) is None]
    if lost:
        raise LoadError(
            f"the record {record.id!r} of the source {record.source!r} has a value for "
            f"{lost[0]!r}, which the mapping {mapping.name!r} no longer has as a field; load all "
            "sources together (searchroom load --all), so that each is read again"
        )
    return record
