"""Reading sources completely: fitting drafts, noting them in the ledger, and setting their ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date

from index_mappings.dates import DEFAULT, DateConventions
from index_mappings.json_values import Json
from index_mappings.mapping import MappingError, RecordMapping
from index_mappings.names import NameEntry
from index_mappings.record import Collection, Record
from loaders.drafts.access import DEFAULT_TERMS, AccessTerms, settle
from loaders.drafts.archive_rules import NO_RULES, rules_of
from loaders.drafts.date_conventions import conventions_of
from loaders.drafts.draft import Deletion, Draft, Held, Item, Nothing, Reject, Remark, Unsaid, Where
from loaders.drafts.fitting import Fitting
from loaders.drafts.format import Format, GivenOptions, Options
from loaders.drafts.identity import date_as_written, derived_id, fit_id
from loaders.drafts.progress import Progress
from loaders.drafts.special_files import refuse_special
from loaders.drafts.terms import languages_in_words
from loaders.publishing import repeats
from loaders.publishing.amending import Place
from loaders.publishing.correcting import Corrected, Correcting
from loaders.publishing.held_before import MARK, HeldBefore
from loaders.publishing.held_levels import hold_below, hold_live_below, is_below
from loaders.publishing.held_parts import hold, hold_notes, public_collection
from loaders.publishing.ledger import Ledger
from loaders.publishing.listed_names import settled
from loaders.publishing.one_source import blamed_on, unused_options
from loaders.publishing.reading_apart import read_apart
from loaders.publishing.rejects_file import Rejects
from loaders.publishing.report import Report
from loaders.publishing.ruled_drafts import ruled as apply_rules
from loaders.publishing.turned_private import add_kept, ids_are_derived, ids_not_shown
from loaders.publishing.waiting import Waiting
from loaders.publishing.withheld import WITHDRAWN, public_reject, ruled_reject
from service.engines.contract import Engine
from service.errors import LoadError, LoadRefused
from service.lasting.bearers import told_by
from service.lasting.gate import Gate
from service.lasting.withdrawals import NONE, Withdrawals


@dataclass(frozen=True, slots=True)
class Job:
    """The files and options for one source."""

    source: str
    format: Format
    paths: tuple[str, ...]
    extra: Mapping[str, str] = field(default_factory=dict)


class Intake:
    """The contents of the sources of one load.

    Records go to the ledger; `collections` (by id) and `deletions` (ids with their places, by
    source) are few and held here. `dates` are the site's conventions. `has_nothing` means that a
    source says it has no records and that this is not an error.
    """

    def __init__(
        self,
        mapping: RecordMapping,
        ledger: Ledger,
        rejects: Rejects,
        report: Report,
        *,
        dates: DateConventions = DEFAULT,
        withdrawals: Withdrawals = NONE,
        access: AccessTerms = DEFAULT_TERMS,
        correcting: Correcting | None = None,
        before: HeldBefore | None = None,
    ) -> None:
        self.before = before or HeldBefore("", mapping)
        self.correcting = correcting or Correcting(mapping)
        self._amends = False
        self._access = access
        self._gate = Gate(withdrawals, mapping)
        self._mapping = mapping
        self._dates = dates
        self._ledger = ledger
        self._rejects = rejects
        self._report = report
        self._fitting = Fitting(mapping)
        self.collections: dict[str, Collection] = {}
        self.deletions: dict[str, dict[str, Where]] = {}
        self.has_nothing = False
        self._held: dict[str, set[str]] = {}
        self._unknown: list[tuple[Job, Options]] = []  # of an update that holds records back
        self._waiting = Waiting(report, self.collections)
        self._publish_held = False
        self._rules = NO_RULES
        self._today = date.today()  # the archive's own day, by the clock of its machine

    def read(self, jobs: Sequence[Job], progress: Progress) -> None:
        """Read every source to its end, and give every draft its id.

        Raises LoadError if a file cannot be read, LoadRefused if it is empty.
        """
        known = {job.source for job in jobs}
        for job in jobs:
            with blamed_on(job.source, self._report):
                self._read_job(job, known, progress)
        self._ledger.close_drafts()
        hold_below(self._ledger, self._held, self._report, self.collections, self.before)
        for found in repeats.settle(self._ledger, self._mapping):
            if isinstance(found, Reject):
                self._rejects.add(found)
            else:
                self._report.remark(found)
        for job, options in self._unknown:
            if ids_are_derived(self._ledger, job.source):
                found_ids = ids_not_shown(job.format, job.paths, options, self._ledger)
                self._held.setdefault(job.source, set()).update(found_ids)
        others = self._report.held or self._report.kept_out.count or self.deletions
        is_empty = not (self._ledger.count() or any(self._ledger.name_digests()) or others)
        if is_empty and not self.has_nothing:
            raise LoadRefused("there is no record to load; nothing was published")

    def _read_job(self, job: Job, known: Set[str], progress: Progress) -> None:
        refuse_special(job.paths)
        given = GivenOptions(job.extra)
        dates = conventions_of(given, self._dates)
        self._publish_held = given.get("publish_held", "") == "yes"
        self._rules = rules_of(given)
        self._amends = self.correcting.is_update and getattr(job.format, "amends", False)
        options = Options(
            self._mapping, job.source, given, dates, self._publish_held, self._rules, self._access,
            self.correcting.live_if(self._amends),
        )  # fmt: skip
        ruled, held = self._report.ruled, self._report.held
        before = {rule.mark: ruled.setdefault(rule.mark, 0) for rule in self._rules}
        items = read_apart(job.format, job.paths, options)
        for item in progress(items, f"reading {job.source}"):
            self._take(item, job.source, known)
        self._waiting.end()
        is_here = not any("://" in path for path in job.paths)  # what is fetched has ids of its own
        if self.correcting.is_update and is_here and self._report.held > held:
            self._unknown.append((job, options))
        for mark, count in before.items():
            if ruled[mark] == count:
                self._report.remark(Remark(Where(job.source), f"no record met {mark}"))
        for remark in unused_options(given, job.source, job.format.name):
            self._report.remark(remark)

    def _take(self, item: Item, source: str, known: Set[str]) -> None:
        if isinstance(item, Draft):
            self._report.read += 1
            if item.source and item.source not in known:
                reason = f"the file does not list {item.source!r} among its sources"
                self._reject(Reject(item.where, reason, "source", dict(item.values)))
            else:
                self._take_draft(item, item.source or source)
        elif isinstance(item, Reject):
            self._report.read += 1
            self._reject(item)
        elif isinstance(item, Remark):
            self._waiting.remark(self._told(item))
        elif isinstance(item, Held):
            hold(item, self._report, self._ledger)
            if item.said and not item.is_published:
                self._ledger.note_hidden(item.said)
            if not (item.is_part or item.is_published):
                self._report.read += 1
                self._held.setdefault(source, set()).update(item.names)
                self.before.hold(source, item.names)
        elif isinstance(item, Nothing):
            self.has_nothing = not self._report.rejected
            self._report.remark(Remark(item.where, item.message))
        elif isinstance(item, Deletion):
            self.deletions.setdefault(source, {})[fit_id(item.own_id)] = item.where
        elif isinstance(item, Unsaid):
            self._ledger.note_hidden(item.names)
        elif isinstance(item, NameEntry):
            self._ledger.note_name(settled(item, source, publish_held=self._publish_held))
        else:
            self._waiting.collection(item if self._publish_held else public_collection(item))

    def _told(self, remark: Remark) -> Remark:
        """Return a remark for writing, with its quotation only if everything is public."""
        if not remark.quote:
            return remark
        quoted = f": {remark.quote}" if self._publish_held else ""
        return replace(remark, message=f"{remark.message}{quoted}", quote="")

    def _reject(self, reject: Reject) -> None:
        if self._rules:
            reject = ruled_reject(reject, self._rules)
        if self._gate.speaks_of(reject.raw):
            reject = replace(reject, raw=WITHDRAWN)
        elif not self._publish_held:
            reject = public_reject(reject, self._mapping, self._today, self._access)
        self._rejects.add(reject)

    def hold_kept(self, engine: Engine) -> None:
        """Also hold back live records below others, or that kept an id through a correction."""
        for job, _ in self._unknown:
            add_kept(self._held.setdefault(job.source, set()), engine, job.source)
        hold_live_below(engine, self._held, self.before)

    def held(self) -> Iterator[tuple[str, str]]:
        """Yield (source, id) of held records, so that an update removes them from the index."""
        for source, names in self._held.items():
            yield from ((source, fit_id(name)) for name in names)

    def _take_draft(self, draft: Draft, source: str) -> None:
        mapping = self._mapping
        corrected = self._corrected(draft, source)
        values, live = corrected.values, corrected.live
        if self._amends and live is None and not values.get(mapping.title):
            reason = f"there is no record {draft.own_id!r} to correct, and a new one wants a title"
            self._reject(Reject(draft.where, reason, mapping.title, values))
            return
        rule, dropped = apply_rules(values, self._rules, mapping)
        access = settle(
            values, mapping, self._today, stated=draft.stated, publish_held=self._publish_held,
            terms=self._access,
        )  # fmt: skip
        below_held = is_below(values, source, self._held.get(source, frozenset()), self.before)
        is_silent = bool(draft.source) or (self._amends and live is None)
        was_held = is_silent and not self._publish_held and self.before.holds(source, draft)
        if rule or access.held_by or below_held or was_held:  # what is published is not in `_held`
            mark = access.held_by or (MARK if was_held else "a level above it")
            held = Held(draft.where, mark, is_unclear=access.is_unclear)
            self._report.hold(rule.held(draft.where) if rule else held)
            name = draft.own_id or str(values.get(mapping.title, ""))
            self._held.setdefault(source, set()).update(filter(None, (name,)))
            self.before.hold_record(source, draft.own_id, draft.values)
            self.correcting.forget(source, corrected.id)
            self._hide(draft)
            if access.opens and not rule:
                self._note_waiting(source, self._id(draft, values, source), access.opens)
            return
        if not self._publish_held:
            hold_notes(values, mapping, draft.where, self._report, self._ledger)
        fitted, remarks = self._fitting.fit(draft, values)
        own_id = fit_id(draft.own_id)
        try:
            values = dict(mapping.ordered(Record("", languages_in_words(fitted))).values)
        except MappingError as error:
            raise LoadError(f"{draft.where}: {error}") from error
        id = corrected.id or self._id(draft, values, source)
        if stopped := self._gate.stops(Record(id, values)):
            self._report.kept_out.note(stopped)
            self._hide(draft)
            return
        for met in dropped:
            hold(met.left_out(draft.where), self._report, self._ledger)
        self._waiting.publish(draft)
        for name, message in access.remarks:
            self._report.remark(Remark(draft.where, message, name))
        for remark in remarks:
            self._report.remark(remark)
        if own_id != draft.own_id:
            self._report.remark(Remark(draft.where, f"the id was changed to fit: {own_id!r}", "id"))
        if access.opens:
            self._note_waiting(source, id, access.opens)
        if live is not None:
            for change in self.correcting.changes(source, live, values, corrected.places):
                self._report.amend(change)
        self._ledger.note_draft(source, id, values, draft.where, own=bool(own_id))

    def _hide(self, draft: Draft) -> None:
        """Drop the remarks on a record that is kept out, and note the people it names."""
        self._waiting.hold(draft)
        self._ledger.note_hidden(told_by(draft.values))

    def _corrected(self, draft: Draft, source: str) -> Corrected:
        """Return a draft's values after corrections."""
        id = fit_id(draft.own_id)
        if self._amends:
            cleared = [Place(*item) for item in draft.cleared]
            values, live, places = self.correcting.amend(source, id, draft.values, cleared)
            return Corrected(values, live.id if live else id, live, places)
        values = dict(draft.values)
        if not self.correcting.has_any(source):
            return Corrected(values, id)
        # Corrections were made of values that had been made fit, and an id is derived of these.
        fitted, _ = self._fitting.fit(draft)
        said = dict(self._mapping.ordered(Record("", languages_in_words(fitted))).values)
        id = self._id(draft, said, source)
        if not self.correcting.has(source, id):
            return Corrected(values, id)
        for message in self.correcting.apply(source, id, said):
            self._report.remark(Remark(draft.where, message))
        return Corrected(said, id)

    def _note_waiting(self, source: str, id: str, day: date) -> None:
        if self._gate.withdrawals.find(id) is None:
            self._ledger.note_waiting(source, id, day.isoformat())

    def _id(self, draft: Draft, values: Mapping[str, Json], source: str) -> str:
        mapping = self._mapping
        return fit_id(draft.own_id) or derived_id(
            source, date_as_written(values, mapping.date), str(values.get(mapping.title, ""))
        )
