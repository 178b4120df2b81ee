"""The format `csv`: tables with a row of headers, as CSV, TSV, XLSX, ODS or with any delimiter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace

from index_mappings.folding import key
from index_mappings.json_values import Json, elements
from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Draft, Held, Item, Reject, Remark, Where
from loaders.drafts.edited_text.markdown import is_markdown
from loaders.drafts.edited_text.values import NO_WORDS, take_markup
from loaders.drafts.field_maps.columns import Column, assign, is_comment
from loaders.drafts.field_maps.field_map import FIELD_MAP_OPTIONS, FieldMap, from_options
from loaders.drafts.field_maps.headers import refusal
from loaders.drafts.field_maps.mapped_rows import Rows
from loaders.drafts.field_maps.public_columns import public_values
from loaders.drafts.format import NamedByFile, Options, ReadInOneGo
from loaders.drafts.mistaken_format import refuse_other
from loaders.drafts.supplied_titles import supply_title
from loaders.tables import day_order
from loaders.tables.delimited import Cells
from loaders.tables.dittos import Dittos
from loaders.tables.hidden_cells import hidden_row, without_hidden
from loaders.tables.json_cells import values_in
from loaders.tables.mended_cells import Mending
from loaders.tables.merged_cells import Merged
from loaders.tables.named_texts import TEXTS, NamedTexts
from loaders.tables.rows import Table, open_tables
from loaders.tables.rows_apart import Apart
from loaders.tables.sections import Sections
from loaders.tables.serial_days import SERIALS, SerialDays
from loaders.tables.ticked_columns import Ticked
from loaders.tables.title_columns import (
    SUPPLIED,
    has_title_column,
    may_be_untitled,
    refuse_untitled,
)
from loaders.tables.unaligned_rows import Unaligned
from loaders.tables.unchanged_cells import Unchanged
from service.errors import LoadError

_LISTED = 20_000  # characters of such a row in the report: all of it, unless it is hostile


class CsvFiles(ReadInOneGo, NamedByFile):
    """The format `csv`; a row is held at a time."""

    name = "csv"
    summary = "a table with headers: CSV, TSV, XLSX, ODS, any delimiter and encoding"
    takes_field_map = True
    amends = True
    options = FIELD_MAP_OPTIONS | {
        "clear",
        "columns",
        "delimiter",
        "encoding",
        "header",
        "sheet",
        SERIALS,
        SUPPLIED,
        TEXTS,
    }

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield a record for each row; raise LoadError if a file cannot be read or has no rows.

        Options: those of a field map (`loaders.drafts.field_maps`), `delimiter`, `encoding`,
        `sheet` of a workbook, and `texts`, the column with the name of a file with the full text.
        """
        field_map = from_options(options.extra, options.mapping, options.conventions)
        for path in paths:
            with closing(self.open(path, options.mapping, options.extra)) as table:
                columns = columns_of(table, field_map, options)
                dated, message = day_order.agreed(
                    field_map, columns, table.sample, options.mapping, options.extra
                )
                rows = Rows(
                    options.mapping,
                    dated,
                    options.source,
                    publish_held=options.publish_held,
                    rules=options.rules,
                )
                yield from table.remarks
                yield from day_order.remark(path, message)
                yield from _before(table)
                has_column = has_title_column(columns, options.mapping)
                wants_titles = not (options.amends or may_be_untitled(options.extra))
                if wants_titles and not has_column and table.sample:
                    refuse_untitled(path, columns, table.sample, has_column=False)
                count = drafts = untitled = 0
                for item in _records(table, columns, rows, options):
                    count += isinstance(item, Draft | Held | Reject)
                    if isinstance(item, Draft):
                        drafts += 1
                        untitled += _is_untitled(item, options)
                    yield item
                yield from table.late_remarks()
                if not count:
                    raise LoadError(
                        f"{path} has no rows below its headers; if these are a record, name the "
                        "columns: -o header=no --columns number,title,date"
                    )
                if wants_titles and drafts and drafts == untitled:
                    refuse_untitled(path, columns, table.sample, has_column=True)

    def open(self, path: str, mapping: RecordMapping, extra: Mapping[str, str]) -> Table:
        """Return the table of a file; raise LoadError if there is none."""
        return open_tables(path, mapping, extra)

    def columns(self, path: str, options: Options) -> tuple[tuple[Column, ...], list[list[str]]]:
        """Return the columns of a file with their targets, and its first rows, for `inspect`."""
        field_map = from_options(options.extra, options.mapping, options.conventions)
        with closing(self.open(path, options.mapping, options.extra)) as table:
            return columns_of(table, field_map, options), [list(row) for row in table.sample]


FORMAT = CsvFiles()


def columns_of(table: Table, field_map: FieldMap, options: Options) -> tuple[Column, ...]:
    """Return the columns of a table; raise LoadError if it is not a table of records."""
    top = table.before[0].cells if table.before else table.headers
    refuse_other(table.path, top[0] if top else "", "table")
    if reason := refusal(table.headers):
        raise LoadError(f"{table.path}: {reason}")
    field_map = replace(
        field_map, drop=field_map.drop | options.rules.dropped_columns(table.headers)
    )
    return assign(table.headers, field_map, options.mapping, table.sample)


def _is_untitled(draft: Draft, options: Options) -> bool:
    return options.mapping.title in elements(draft.values.get("derived"))


def _before(table: Table) -> Iterator[Remark]:
    for row in table.before:
        text = " | ".join(cell.strip() for cell in row.cells if cell.strip())
        message = "the row is above the headers and is not a record"
        yield Remark(Where(table.path, row.line), message, quote=text[:_LISTED])


def _records(
    table: Table, columns: Sequence[Column], rows: Rows, options: Options
) -> Iterator[Item]:
    clearing = _clearing(columns, options)
    comments = [place for place, column in enumerate(columns) if is_comment(column)]
    unaligned, ticked = Unaligned(table, columns), Ticked(table, columns)
    unchanged = Unchanged(table.headers, options.mapping, options.source, options.live)
    texts = NamedTexts(table.path, columns, options)
    dittos = Dittos(columns, table.sample, leaves_values=options.amends)
    serials = SerialDays(columns, table.sample, options.mapping, options.extra)
    yield from serials.remarks(table.path)
    mending, merged = Mending(columns), Merged(columns)
    sections = Sections(len(columns))
    number = 0
    for row, message in Apart(table.headers, columns, options.mapping).parted(table.rows()):
        if not row.fault and not any(cell.strip() for cell in row.cells):
            continue
        where = Where(table.path, row.line, number + 1)
        if not row.fault and any(
            place < len(row.cells) and row.cells[place].strip() for place in comments
        ):
            message = "the row is about the columns and is not a record"  # noqa: PLW2901
        if message:
            text = " | ".join(cell.strip() for cell in row.cells if cell.strip())
            yield Remark(where, message, quote=text[:_LISTED])
            continue
        number += 1
        if row.fault:
            yield Reject(where, row.fault, raw=row.cells[0][:_RAW] if row.cells else "")
            continue
        if table.workbook:
            row, messages = merged.filled(row, where)  # noqa: PLW2901
            yield from messages
        doubts = list(unaligned.held(row, where, publish_held=options.publish_held))
        doubts += hidden_row(row, where, publish_held=options.publish_held)
        doubts += sections.held(row, where, publish_held=options.publish_held)
        row, unseen = without_hidden(  # noqa: PLW2901
            row, columns, where, publish_held=options.publish_held
        )
        if ticked:
            doubts += ticked.held(row, where, publish_held=options.publish_held)
        row = mending.read(row)  # noqa: PLW2901
        row_read = unchanged.silent(dittos.resolved(serials.read(row) if serials else row))
        for item in _record(row_read, columns, rows, options, where, doubts=doubts):
            if not isinstance(item, Draft):
                if isinstance(item, Held) and not item.is_part:
                    dittos.forget()
                    merged.forget()
                yield item
                continue
            yield from unseen
            yield from mending.remarks(where)
            yield from dittos.remarks(where)
            cleared = _cleared(row, clearing, options.mapping) if clearing else ()
            yield from texts.with_text(replace(item, cleared=cleared), row_read.cells)


def _clearing(columns: Sequence[Column], options: Options) -> list[tuple[int, Column]]:
    """Return the columns whose empty cells empty a field; raise LoadError if one is missing."""
    names = [name.strip() for name in options.extra.get("clear", "").split(",") if name.strip()]
    found: list[tuple[int, Column]] = []
    for name in names:
        some = [item for item in enumerate(columns) if key(item[1].header) == key(name)]
        if not some:
            listed = ", ".join(column.header for column in columns[:30])
            raise LoadError(f"--clear {name!r}: there is no such column; there are {listed}")
        found += some
    return found


def _cleared(
    row: Cells, clearing: Sequence[tuple[int, Column]], mapping: RecordMapping
) -> tuple[tuple[str, str], ...]:
    notes = next((item.name for item in mapping.fields if item.kind.keeps_rest), "")
    return tuple(
        (column.target.field, "") if column.target.field else (notes, column.label)
        for place, column in clearing
        if not (row.cells[place].strip() if place < len(row.cells) else "")
    )


_RAW = 1_000_000  # characters of a broken row that are kept to be mended: all, but of a bomb


def _record(
    row: Cells,
    columns: Sequence[Column],
    rows: Rows,
    options: Options,
    where: Where,
    *,
    doubts: Sequence[Held],
) -> Iterator[Item]:
    more = [
        (rows.unnamed(place), cell)
        for place, cell in enumerate(row.cells[len(columns) :], len(columns) + 1)
    ]
    cells = (values_in(cell) for cell in row.cells)
    pairs, parts = public_values(
        zip(columns, cells, strict=False), where, publish_held=rows.publish_held
    )
    fitted = rows.make([*pairs, *more], where, doubts=doubts)
    yield from fitted.held
    if fitted.is_held:
        return
    yield from parts
    if any(cell.strip() for _, cell in more):
        message = f"the row has {len(row.cells)} cells and the table {len(columns)} columns"
        yield Remark(where, f"{message}; the extra cells are kept as notes")
    yield from fitted.collections
    yield from fitted.remarks
    if not fitted.values and not fitted.own_id:
        raw: Json = list(row.cells)
        yield Reject(where, "the row has values only in columns that are left out", raw=raw)
        return
    for name in take_markup(fitted.values, options.mapping, in_markdown=is_markdown(options.extra)):
        yield Remark(where, NO_WORDS, name)
    if not (options.amends and fitted.own_id) and (
        remark := supply_title(fitted.values, options.mapping, where, fitted.own_id)
    ):
        yield remark
    yield Draft(fitted.values, where, fitted.own_id, stated=tuple(fitted.stated))
