"""The report of a load: counts that add up, rejects that can be corrected, lines to read."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from pathlib import Path

from index_mappings.json_values import Json
from loaders.drafts.archive_rules import DROP
from loaders.drafts.draft import LISTED, Held, Reject, Remark, Where
from loaders.publishing.amending import FieldChange, as_text
from loaders.publishing.corrections import Correction
from loaders.publishing.findings import Findings
from loaders.publishing.report_lines import (
    SHOWN,
    all_in_a_file,
    back_lines,
    by_kind,
    counted,
    described,
    named,
    shortened,
)
from service.errors import LoadError
from service.lasting.gate import KeptOut


@dataclass(slots=True)
class Report:
    """The counts of one load.

    `read` is `loaded` + `rejected` + `held` + `kept_out` (what was withdrawn); `loaded` is `added`
    + `changed` + `unchanged`. `deleted` are the records that the same sources no longer have,
    including those held back now. `kept` are the records of other sources that were copied, `names`
    the entries of lists of persons and of authority files. `failing` is the source that ended the
    load, `failed` are the sources left out after an earlier try, each with the reason.
    """

    sources: tuple[str, ...]
    mapping: str
    is_update: bool = False
    is_dry_run: bool = False
    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0
    rejected: int = 0
    held: int = 0
    kept_out: KeptOut = field(default_factory=KeptOut)
    held_parts: int = 0
    held_published: int = 0
    marks: dict[str, int] = field(default_factory=dict)
    unclear_marks: dict[str, int] = field(default_factory=dict)
    ruled: dict[str, int] = field(default_factory=dict)
    amended: int = 0
    amendments: list[FieldChange] = field(default_factory=list)
    kept: int = 0
    samples_removed: int = 0
    collections: int = 0
    names: int = 0
    index: str = ""
    published: bool = False
    outcome: str = ""
    failing: str = ""
    failed: dict[str, str] = field(default_factory=dict)
    remarked: int = 0
    ids_added: list[str] = field(default_factory=list)
    came_back: int = 0
    ids_back: list[str] = field(default_factory=list)
    ids_changed: dict[str, list[str]] = field(default_factory=dict)
    ids_deleted: list[str] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    corrected: int = 0
    remarks: list[Remark] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    kinds: Findings = field(default_factory=Findings)
    kinds_rejected: Findings = field(default_factory=Findings)

    @property
    def loaded(self) -> int:
        """The number of records read that are in the index."""
        return self.added + self.changed + self.unchanged

    def remark(self, remark: Remark) -> None:
        """Count a remark, and list it if there is room."""
        self.remarked += 1
        self.kinds.add(remark)
        if len(self.remarks) < LISTED:
            self.remarks.append(remark)

    def _held_lines(self) -> Iterator[str]:
        """Yield the lines on held records, without their contents."""
        for mark, count in self.ruled.items():
            yield f"by your rules: {mark}: {count:,}"
        by_marks = self.held - sum(
            count for mark, count in self.ruled.items() if not mark.startswith(f"{DROP} ")
        )
        if by_marks or self.held_parts:
            some = [
                counted(number, noun)
                for number, noun in ((by_marks, "record"), (self.held_parts, "part"))
                if number
            ]
            yield f"held back: {' and '.join(some)}; the source marks them as not public"
            if self.marks:
                yield f"  by {named(self.marks)}"
            if self.unclear_marks:
                yield (
                    f"  by a value that is neither yes nor no in {named(self.unclear_marks)}; "
                    "correct it in the source, or publish all with --publish-held"
                )
        if self.held_published:
            yield (
                f"published although the source marks them as not public: {self.held_published:,} "
                "(--publish-held)"
            )

    def amend(self, change: FieldChange) -> None:
        """Count a place changed by an update, and list it if there is room."""
        self.amended += 1
        if len(self.amendments) < LISTED:
            self.amendments.append(change)

    def forget(self, places: Set[Where]) -> None:
        """Drop the remarks on some places, whose records were later held back."""
        kept = [remark for remark in self.remarks if remark.where not in places]
        self.remarked, self.remarks = self.remarked - len(self.remarks) + len(kept), kept
        self.kinds.forget(frozenset(map(str, places)))

    def hold(self, held: Held) -> None:
        """Count a record or part by its mark that is held back, or published despite it."""
        if held.is_published:
            self.held_published += 1
            return
        if held.is_by_rule:
            self.held += not held.is_part
            self.ruled[held.mark] = self.ruled.get(held.mark, 0) + 1
            return
        if held.is_part:
            self.held_parts += 1
        else:
            self.held += 1
        marks = self.unclear_marks if held.is_unclear else self.marks
        if held.mark in marks or len(marks) < _MARKS:
            marks[held.mark] = marks.get(held.mark, 0) + 1

    def to_json(self) -> dict[str, Json]:
        """Return the report as JSON: the counts, then the details."""
        return {
            "sources": list(self.sources),
            "failed": self.failed,
            "mapping": self.mapping,
            "update": self.is_update,
            "dry_run": self.is_dry_run,
            "published": self.published,
            "index": self.index,
            "outcome": self.outcome,
            "read": self.read,
            "loaded": self.loaded,
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "deleted": self.deleted,
            "rejected": self.rejected,
            "held_back": {
                "records": self.held,
                "parts": self.held_parts,
                "marks": self.marks,
                "unclear_marks": self.unclear_marks,
                "published_all_the_same": self.held_published,
                "by_rules": self.ruled,
            },
            "withdrawn": {
                "kept_out": self.kept_out.count,
                "records": [
                    {"id": item.id, "of": item.of, "alike": item.alike}
                    for item in self.kept_out.first
                ],
            },
            "kept_of_other_sources": self.kept,
            "samples_removed": self.samples_removed,
            "collections": self.collections,
            "names": self.names,
            "ids": {
                "added": self.ids_added,
                "changed": self.ids_changed,
                "deleted": self.ids_deleted,
                "deleted_before_and_back": self.ids_back,
            },
            "corrections": [
                {"id": item.id, "was": item.was, "changed": list(item.changed),
                 **_place(item.where)}
                for item in self.corrections
            ],
            "changes": [
                {"id": item.id, "field": item.place.field, "label": item.place.label,
                 "before": item.before, "after": item.after}
                for item in self.amendments
            ],
            "remarks": [
                {**_place(item.where), "field": item.field, "message": item.message}
                for item in self.remarks
            ],
            "rejects": [reject_json(item) for item in self.rejects],
        }  # fmt: skip

    def lines(self) -> Iterator[str]:
        """Yield the report for a screen or a log."""
        yield from by_kind(self.kinds_rejected, self.rejected, "rejected", "rejected")
        yield from by_kind(self.kinds, self.remarked, "note", "notes")
        for item in self.corrections[:SHOWN]:
            yield shortened(f"corrected: {item.where}: {described(item)}")
        if self.corrected > SHOWN:
            yield all_in_a_file(self.corrected, "corrections")
        for change in self.amendments[:SHOWN]:
            before, after = as_text(change.before), as_text(change.after)
            yield shortened(f"changed: {change.id}: {change.place}: {before!r} to {after!r}")
        if self.amended > SHOWN:
            yield all_in_a_file(self.amended, "changes")
        yield from self._held_lines()
        yield from self.kept_out.lines()
        yield from back_lines(self.came_back, self.ids_back)
        if self.samples_removed:
            yield f"the {counted(self.samples_removed, 'sample record')} were removed"
        yield (
            f"{', '.join(self.sources)}: {self.read:,} read, {self.loaded:,} loaded "
            f"({self.added:,} new, {self.changed:,} changed, {self.unchanged:,} unchanged), "
            f"{self.deleted:,} deleted, {self.rejected:,} rejected"
            + (f", {self.held:,} held back" if self.held else "")
            + (f", {self.kept_out.count:,} withdrawn" if self.kept_out.count else "")
            + (f"; {counted(self.names, 'name')} listed" if self.names else "")
        )
        if self.kept:
            yield f"{counted(self.kept, 'record')} of other sources kept"
        for source in self.failed:
            yield f"{source}: not loaded; its live records stay"
        yield self.outcome


_MARKS = 100  # kinds of marks that a report counts: a source has a few


def reject_json(reject: Reject) -> dict[str, Json]:
    """Return one reject in the form of a rejects file."""
    return {
        **_place(reject.where),
        "field": reject.field,
        "reason": reject.reason,
        "raw": reject.raw,
    }


def _place(where: Where) -> dict[str, Json]:
    return {"source": where.file, "line": where.line, "record": where.number}


def write_report(path: Path, report: Report) -> None:
    """Write the report as JSON; raise LoadError if it cannot be written."""
    try:
        with os.fdopen(_at_once(path), "wb") as file:
            file.write(json.dumps(report.to_json(), indent=2, default=str).encode() + b"\n")
    except OSError as error:
        raise LoadError(f"the report {path} cannot be written: {error.strerror}") from error


def _at_once(path: Path) -> int:
    """Open a file; raise OSError for a pipe without a reader, which would block forever."""
    handle = os.open(
        path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NONBLOCK, 0o666
    )
    os.set_blocking(handle, True)
    return handle
