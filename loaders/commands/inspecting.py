"""`searchroom inspect`: showing how a file would be loaded, and its faults."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Unpack

import click

from index_mappings import mapping as mappings
from index_mappings.json_values import elements, members, text
from index_mappings.mapping import RecordMapping
from loaders.commands.date_options import date_options, dates_as_extra
from loaders.commands.guessing import guess
from loaders.commands.loading import option_pair
from loaders.drafts.archive_rules import HOLD, rules_of
from loaders.drafts.date_conventions import as_examples, conventions_of
from loaders.drafts.field_maps.columns import DROPPED, Column
from loaders.drafts.field_maps.field_map import from_options
from loaders.drafts.format import Options
from loaders.drafts.progress import shown
from loaders.drafts.special_files import refuse_special
from loaders.publishing.field_map_options import FieldMapOptions, as_extra, field_map_options
from loaders.publishing.intake import Intake, Job
from loaders.publishing.jobs import format_named
from loaders.publishing.kept_sources import KeptSources
from loaders.publishing.ledger import Entry, Ledger
from loaders.publishing.owed_sources import with_kept_rules
from loaders.publishing.rejects_file import Rejects
from loaders.publishing.report import Report
from loaders.publishing.report_lines import counted
from loaders.publishing.site_terms import terms_of
from service.errors import LoadError, LoadRefused
from service.settings import Settings

_WIDTH = 98  # characters of a line: a terminal of 100
_RECORDS = 3
_EXAMPLES = 100  # records in which an example is looked for: a field is filled in one of them
_LABEL = 60  # characters of a source's label: what leaves room for the count on its line
_VALUE = 600  # characters of a value: enough to see that it is the right one


@dataclass(slots=True)
class Coverage:
    """The number of records with each field and each label of a note."""

    records: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    dated: int = 0


def coverage(ledger: Ledger, date: str, notes: str) -> Coverage:
    """Return the coverage of a ledger's drafts; `date` and `notes` name those fields."""
    found = Coverage()
    for entry in ledger.entries():
        found.records += 1
        found.fields.update(entry.values.keys())
        found.dated += "from" in members(entry.values.get(date))
        if notes:
            found.labels.update(
                {text(members(note)["label"]) for note in elements(entry.values.get(notes))}
            )
    return found


@click.command(name="inspect")
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "format_name", help="The format; default: guessed from the file.")
@click.option("--mapping", help="The mapping to load into; default: SEARCHROOM_MAPPING.")
@click.option("--source", help="The name of the source; default: taken from the files.")
@click.option(
    "-o", "--option", "extra", multiple=True, metavar="NAME=VALUE", help="An option of the format."
)
@field_map_options
@date_options
def inspect(
    paths: tuple[str, ...],
    *,
    format_name: str | None,
    mapping: str | None,
    source: str | None,
    extra: tuple[str, ...],
    day_first: bool | None,
    century: int | None,
    circa_margin: int | None,
    **said: Unpack[FieldMapOptions],
) -> int:
    """Show how FILE would load: the columns, three records, and what is wrong. Nothing is loaded.

    Exit codes: 0 all would load, 1 some would be rejected, 2 nothing would.
    """
    dates = dates_as_extra(day_first, century, circa_margin)
    refuse_special(paths)
    found = format_named(format_name or guess(paths[0]))
    given = {**dict(option_pair(item) for item in extra), **dates}
    options = as_extra(found, given, **said)
    settings = Settings.from_env()
    settings = replace(settings, mapping=mapping) if mapping else settings
    chosen = mappings.load(settings.mapping)
    name = source or found.source_name(paths)
    click.echo(
        f"format {found.name}{'' if format_name else ' (guessed from the file)'}, source {name}"
    )
    job = Job(name, found, paths, options)
    (job,) = with_kept_rules([job], KeptSources(settings.sources), settings.mapping)
    options = dict(job.extra)
    conventions = conventions_of(options, settings.dates)
    field_map = from_options(options, chosen, conventions)
    click.echo(
        f"dates: {as_examples(field_map.conventions)} (--day-first, --century, --circa-margin)"
    )
    columns_of = getattr(found, "columns", None)
    proposed: Sequence[Column] = ()
    if columns_of is not None:
        wanted = Options(chosen, name, options, conventions, rules=rules_of(options))
        proposed, _ = columns_of(paths[0], wanted)
    return _show(job, chosen, proposed, settings)


def _show(job: Job, mapping: RecordMapping, proposed: Sequence[Column], settings: Settings) -> int:
    """Read the files of a job into a ledger, print the results, and return the exit code."""
    report = Report((job.source,), mapping.name)
    refusal = ""
    with Ledger() as ledger:
        intake = Intake(
            mapping,
            ledger,
            Rejects(report, None),
            report,
            dates=settings.dates,
            access=terms_of(settings, mapping),
        )
        try:
            intake.read([job], shown)
        except (LoadError, LoadRefused) as error:
            refusal = str(error)
        # What is in the file is shown only of records that may be shown.
        public = list(_first(ledger, _EXAMPLES)) if not refusal else []
        if proposed:
            _echo(_columns(proposed, public, mapping))
        if not refusal:
            notes = next((item.name for item in mapping.fields if item.kind.keeps_rest), "")
            _echo(_coverage(coverage(ledger, mapping.date, notes), mapping))
            _echo(_records(public[:_RECORDS], mapping))
            collections = ", ".join(item.title for item in intake.collections.values())
            if collections:
                click.echo(f"\nCollections: {textwrap.shorten(collections, _VALUE)}")
        _echo(_findings(report, refusal))
    if refusal:
        return 2
    return 1 if report.rejected else 0


def _echo(lines: Iterator[str]) -> None:
    for line in lines:
        click.echo(line.encode(errors="replace").decode())


def _first(ledger: Ledger, count: int) -> Iterator[Entry]:
    yield from ledger.entries("ORDER BY position LIMIT ?", (count,))


def _columns(
    columns: Sequence[Column], entries: Sequence[Entry], mapping: RecordMapping
) -> Iterator[str]:
    """Yield the proposed mapping: column, field, reason, and an example of the result."""
    yield "\nColumns (--map FIELD=COLUMN chooses another field, --drop COLUMN leaves a column out)"
    width = min(34, max((len(column.label) for column in columns), default=0))
    for column in columns:
        target = "left out" if column.target == DROPPED else str(column.target) or "notes"
        if column.is_id and target != "id":
            target = f"id, {target}"
        why = column.why or "no field takes it"
        example = next(filter(None, (_example(column, entry, mapping) for entry in entries)), "")
        shown = f": {textwrap.shorten(example, 40, placeholder='…')!r}" if example else ""
        yield f"  {column.label[:width]:{width}}  {target:16}  {why}{shown}"
    if any(column.likely for column in columns):
        yield "  (--accept uses the columns marked perhaps; --map FIELD=COLUMN uses only one)"


def _example(column: Column, entry: Entry, mapping: RecordMapping) -> str:
    """Return the value in a record from a column, or ""."""
    if column.target == DROPPED:
        return ""
    if column.is_id:
        return entry.id if entry.own else ""
    if field := mapping.field(column.target.field):
        value = entry.values.get(field.name)
        return "" if value in (None, "", []) else field.kind.line(value)
    notes = (item.name for item in mapping.fields if item.kind.keeps_rest)
    some = [members(note) for name in notes for note in elements(entry.values.get(name))]
    return next((text(note["text"]) for note in some if note["label"] == column.label), "")


def _coverage(found: Coverage, mapping: RecordMapping) -> Iterator[str]:
    fields = [item for item in mapping.fields if found.fields[item.name]]
    notes = [(_label(label), count) for label, count in found.labels.most_common(200)]
    width = max(map(len, [*(item.label for item in fields), *(label for label, _ in notes), ""]))
    yield f"\nFields of {found.records:,} records"
    for item in fields:
        more = f", {found.dated:,} of them read" if item.name == mapping.date else ""
        yield f"  {item.label:{width}}  {found.fields[item.name]:9,}{more}"
    if notes:
        yield "Kept as notes, under the source's own labels"
        for label, count in notes:
            yield f"  {label:{width}}  {count:9,}"


def _label(label: str) -> str:
    return label if len(label) <= _LABEL else f"{label[: _LABEL - 1]}…"


def _records(entries: Sequence[Entry], mapping: RecordMapping) -> Iterator[str]:
    for number, entry in enumerate(entries, 1):
        yield f"\nRecord {number} ({entry.where})"
        yield _pair("id", entry.id if entry.own else f"{entry.id} (made from source, date, title)")
        for item in mapping.fields:
            value = entry.values.get(item.name)
            if value not in (None, "", []):
                yield _pair(item.label, item.kind.line(value))


def _pair(label: str, text: str) -> str:
    short = text if len(text) <= _VALUE else f"{text[:_VALUE]}…"
    first, *rest = textwrap.wrap(short, _WIDTH - 24) or [""]
    return "\n".join([f"  {label[:20]:20}  {first}", *(f"{'':24}{line}" for line in rest)])


def _findings(report: Report, refusal: str) -> Iterator[str]:
    if refusal:
        yield f"\nIt would not load: {refusal}"
    for mark, count in report.ruled.items():
        yield f"\n{mark}: {counted(count, 'record' if mark.startswith(HOLD) else 'value')}"
    kinds = [*report.kinds_rejected.kinds.items(), *report.kinds.kinds.items()]
    if not kinds:
        if not refusal:
            yield "\nNothing is wrong with it."
        return
    held = f", {report.held:,} would be held back" if report.held else ""
    yield f"\nFindings ({report.read:,} read, {report.rejected:,} would be rejected{held})"
    for message, kind in kinds:
        if kind.count == 1:
            yield f"  {kind.examples[0][:_VALUE]}"
            continue
        yield f"  {kind.count:,} times: {message[:_VALUE]}"
        yield from (f"    {example[:_VALUE]}" for example in kind.examples)
