"""A load: formats yield drafts, drafts become records, records become the next live index.

    format -> drafts -> fit -> ledger -> ids -> a new build -> checks -> publish -> prune

The live index is never changed: any error drops the build without effect on the site. No step holds
more than a batch of records (`ledger` holds the rest on disk).
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from contextlib import suppress
from functools import partial
from itertools import chain

from index_mappings.record import Collection
from loaders.drafts.draft import LISTED, Remark, Where
from loaders.drafts.progress import Progress, silent
from loaders.publishing import corrections
from loaders.publishing.checks import refuse_unsafe
from loaders.publishing.correcting import correcting_of
from loaders.publishing.held_before import HeldBefore
from loaders.publishing.held_collections import still_shown
from loaders.publishing.holders_of_load import carry_over, holders_of_load, resettle
from loaders.publishing.intake import Intake, Job
from loaders.publishing.known_items import refuse_lost_items
from loaders.publishing.ledger import Ledger
from loaders.publishing.listed_names import write_names
from loaders.publishing.rejects_file import Rejects
from loaders.publishing.report import Report
from loaders.publishing.report_lines import counted
from loaders.publishing.rules import Rules
from loaders.publishing.survey import SAMPLES, Survey
from loaders.publishing.what_stays import note_what_stays
from loaders.publishing.writing import Writer
from loaders.publishing.written_anew import takes_out, write_what_stays
from service.engines.contract import Build, Engine
from service.errors import LoadLocked, LoadRefused, NoIndex
from service.results import IndexInfo


def load(
    engine: Engine,
    jobs: Sequence[Job],
    rules: Rules,
    *,
    rejects: Rejects,
    report: Report,
    progress: Progress = silent,
) -> None:
    """Load sources in one build and one switch, adding to the report.

    Raises LoadRefused by a check, LoadLocked, LoadError for a file; the live index is unchanged.
    """
    with Ledger() as ledger:
        before = HeldBefore(rules.held, engine.mapping, engine, anew=rules.whole)
        correcting = correcting_of(engine, report.sources, rules.corrections, update=rules.update)
        intake = Intake(
            engine.mapping, ledger, rejects, report, access=rules.access, before=before,
            dates=rules.dates, withdrawals=engine.lasting.withdrawals(), correcting=correcting,
        )  # fmt: skip
        intake.read(jobs, progress)
        if rules.update and intake.has_nothing and not (ledger.count() or intake.deletions):
            report.outcome = "nothing has changed: the source has nothing new"
            return
        load = _Load(
            engine, jobs, rules, rejects=rejects, report=report, progress=progress, ledger=ledger,
            intake=intake)  # fmt: skip
        is_clone = load.is_clone()
        # The lock is taken before the live index is read, so that no other load gets between.
        build = engine.begin(clone=is_clone, owner=", ".join(report.sources))
        try:
            if load.is_clone() != is_clone:
                raise LoadLocked("another load has just ended; load again")
            load.build(build)
        except BaseException:
            build.drop()
            raise
        if rules.openings and not rules.dry_run:
            note_what_stays(rules, intake, ledger, report)
    if report.published:
        with suppress(LoadLocked):  # the next load has begun already, and will prune
            engine.prune(rules.keep)


class _Load:
    """One load in progress."""

    def __init__(
        self,
        engine: Engine,
        jobs: Sequence[Job],
        rules: Rules,
        *,
        rejects: Rejects,
        report: Report,
        progress: Progress,
        ledger: Ledger,
        intake: Intake,
    ) -> None:
        self._engine = engine
        self._mapping = engine.mapping
        self._jobs = jobs
        self._sources = {job.source for job in jobs}
        self._rules = rules
        self._rejects = rejects
        self._report = report
        self._progress = progress
        self._ledger = ledger
        self._intake = intake
        self._survey = Survey(
            engine, (job.source for job in jobs), ledger=ledger, rejects=rejects, report=report,
            progress=progress)  # fmt: skip
        self._update = self._is_anew = False

    def is_clone(self) -> bool:
        """Return whether the build begins as a copy of the live index, as for most updates.

        If the samples are live nothing else is, so an update is then a first load.
        """
        live = self._live()
        collections = self._engine.collections() if live else ()
        has_samples = any(item.source == SAMPLES for item in collections)
        self._update = self._rules.update and live is not None and not has_samples
        if self._update and live and live.mapping != self._mapping.digest:
            raise LoadRefused(
                f"the live index was built with another version of the mapping "
                f"{self._mapping.name!r}, so it cannot be updated; `searchroom load --all` "
                "rebuilds it"
            )
        known = self._engine, self._intake, self._ledger, self._report
        self._is_anew = self._update and takes_out(*known)
        return self._update and not self._is_anew

    def build(self, build: Build) -> None:
        """Fill the build, check it, and publish it."""
        live = self._live()
        survey = self._survey
        if live and self._update:
            survey.update(
                live.records,
                chain(*self._intake.deletions.values(), (id for _, id in self._intake.held())),
            )
        holders = holders_of_load(
            self._engine, self._ledger, self._intake, self._sources, update=self._update
        )
        if live and not self._update:
            carry_over(build, survey.carry(), holders)
        self._ledger.close_live()
        if not self._rules.force:
            survey.refuse_another_name()
        self._keep_ids()
        writer = Writer(
            self._engine, self._ledger, self._rejects, self._report, holders, update=self._update
        )
        writer.write(build, self._progress)
        gone = self._delete(build)
        if self._update:
            stays = partial(write_what_stays, before=self._intake.before)
            (stays if self._is_anew else resettle)(build, self._engine, holders, self._ledger, gone)
        self._note_replaced()
        has_new_collections = self._write_collections(build, live)
        replaced = {*self._sources, SAMPLES}
        has_new_names = write_names(
            build, self._engine, self._ledger, replaced, gone=gone if self._update else None
        )
        self._report.names = sum(1 for _ in self._ledger.name_digests())
        count = build.finish()
        refuse_unsafe(
            self._report,
            count + build.kept_out.count,
            total=self._survey.total,
            is_update=self._update,
            max_drop=None if self._rules.force else self._rules.max_drop,
        )
        if live and not self._rules.force:
            refuse_lost_items(self._engine, build, self._ledger, self._rules.questions)
        if self._rules.dry_run:
            build.drop()
            self._report.outcome = "dry run: nothing was published"
        elif not (writer.changes or has_new_collections or has_new_names or self._changes(live)):
            build.drop()
            self._report.index = live.name if live else ""
            self._report.outcome = "nothing has changed: the live index stays as it is"
        else:
            build.publish()
            self._report.published = True
            self._report.index = build.name
            self._report.outcome = f"published {build.name} with {count:,} records"

    def _live(self) -> IndexInfo | None:
        try:
            return self._engine.info()
        except NoIndex:
            return None

    def _keep_ids(self) -> None:
        for source in dict.fromkeys(job.source for job in self._jobs):
            found = corrections.keep_ids(self._ledger, source, self._mapping, update=self._update)
            self._report.corrected += len(found)
            self._report.corrections.extend(found[: LISTED - len(self._report.corrections)])

    def _delete(self, build: Build) -> Set[str]:
        """Remove or count records that the sources no longer have; return those removed."""
        if not self._update:
            for id in self._ledger.gone():
                self._note_deleted(id)
            return frozenset()
        gone: set[str] = set()
        for source, ids in self._intake.deletions.items():
            for id, where in sorted(ids.items()):
                live = self._ledger.live(id)
                if self._ledger.has(id):
                    message = f"the record {id!r} is both loaded and deleted; it stays"
                elif live is None or live.source != source:
                    message = f"there is no record {id!r} of {source!r} to delete"
                else:
                    gone.add(id)
                    continue
                self._report.remark(Remark(where, message, "id"))
        for source, id in self._intake.held():
            live = self._ledger.live(id)
            if live is not None and live.source == source and not self._ledger.has(id):
                gone.add(id)
        for id in sorted(gone):
            build.delete([id])
            self._note_deleted(id)
        return gone

    def _note_deleted(self, id: str) -> None:
        self._report.deleted += 1
        if len(self._report.ids_deleted) < LISTED:
            self._report.ids_deleted.append(id)

    def _note_replaced(self) -> None:
        """Report a source that lost all its records: two files may have the same name by chance."""
        report, own = self._report, self._survey.total - self._report.kept
        stayed = report.changed + report.unchanged
        if self._update or len(self._sources) > 1 or not own or stayed or report.deleted < own:
            return
        job = self._jobs[0]
        message = (
            f"nothing is left of the {counted(own, 'record')} that {job.source!r} had; to keep "
            "them too, run `searchroom indices rollback` and load this with another --source"
        )
        report.remark(Remark(Where(job.paths[0]), message))

    def _write_collections(self, build: Build, live: IndexInfo | None) -> bool:
        """Write this load's collections and those it keeps; tell whether any is new."""
        before = {item.id: item for item in self._engine.collections()} if live else {}
        for item in self._intake.collections.values():
            old = before.get(item.id)
            if old and old.source not in {*self._sources, SAMPLES}:
                message = f"until now the collection {item.id!r} belonged to {old.source!r}"
                self._report.remark(Remark(Where(item.source), message, "collections"))
        after: dict[str, Collection] = {}
        for item in still_shown(before.values(), self._engine, self._intake, self._ledger):
            if self._update or item.source not in {*self._sources, SAMPLES}:
                after[item.id] = item
        after.update(self._intake.collections)
        build.add_collections(after.values())
        self._report.collections = len(self._intake.collections)
        return before != after

    def _changes(self, live: IndexInfo | None) -> bool:
        return bool(
            live is None
            or live.mapping != self._mapping.digest
            or live.notice
            or self._report.samples_removed
            or self._report.deleted
            or self._rules.force
        )
