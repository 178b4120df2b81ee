"""The format `csv`: tables with a row of headers, as CSV, TSV, XLSX or with any delimiter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace

from index_mappings.mapping import RecordMapping
from index_mappings.record import Json
from loaders.drafts.draft import Draft, Held, Item, Reject, Remark, Where
from loaders.drafts.field_maps.columns import Column, assign, is_comment
from loaders.drafts.field_maps.field_map import FIELD_MAP_OPTIONS, FieldMap, from_options
from loaders.drafts.field_maps.headers import refusal
from loaders.drafts.field_maps.mapped_rows import Rows
from loaders.drafts.field_maps.public_columns import public_values
from loaders.drafts.format import NamedByFile, Options
from loaders.drafts.mistaken_format import refuse_other
from loaders.drafts.supplied_titles import supply_title
from loaders.tables.delimited import Cells
from loaders.tables.json_cells import values_in
from loaders.tables.rows import Table, open_tables
from loaders.tables.title_columns import (
    SUPPLIED,
    has_title_column,
    may_be_untitled,
    refuse_untitled,
)
from service.errors import LoadError

_LISTED = 20_000  # characters of such a row in the report: all of it, unless it is hostile


class CsvFiles(NamedByFile):
    """The format `csv`; a row is held at a time."""

    name = "csv"
    summary = "a table with headers: CSV, TSV, XLSX, any delimiter and encoding"
    takes_field_map = True
    options = FIELD_MAP_OPTIONS | {"columns", "delimiter", "encoding", "header", "sheet", SUPPLIED}

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield a record for each row; LoadError where a file cannot be read or has no rows.

        Options: those of a field map (`loaders.drafts.field_maps`), `delimiter`, `encoding`, and
        `sheet` of a workbook.
        """
        said = from_options(options.extra, options.mapping, options.conventions)
        for path in paths:
            with closing(open_tables(path, options.mapping, options.extra)) as table:
                columns = columns_of(table, said, options)
                rows = Rows(
                    options.mapping,
                    said,
                    options.source,
                    publish_held=options.publish_held,
                    rules=options.rules,
                )
                yield from table.remarks
                yield from _before(table)
                has_column = has_title_column(columns, options.mapping)
                wants_titles = not may_be_untitled(options.extra)
                if wants_titles and not has_column and table.sample:
                    refuse_untitled(path, columns, table.sample, has_column=False)
                count = drafts = untitled = 0
                for item in _records(table, columns, rows, options.mapping):
                    count += isinstance(item, Draft | Held | Reject)
                    if isinstance(item, Draft):
                        drafts += 1
                        untitled += _is_untitled(item, options)
                    yield item
                yield from table.late_remarks()
                if not count:
                    raise LoadError(f"{path} has no rows below its headers")
                if wants_titles and drafts and drafts == untitled:
                    refuse_untitled(path, columns, table.sample, has_column=True)

    def columns(self, path: str, options: Options) -> tuple[tuple[Column, ...], list[list[str]]]:
        """Return the columns of a file with their targets, and its first rows, for `inspect`."""
        said = from_options(options.extra, options.mapping, options.conventions)
        with closing(open_tables(path, options.mapping, options.extra)) as table:
            return columns_of(table, said, options), [list(row) for row in table.sample]


FORMAT = CsvFiles()


def columns_of(table: Table, said: FieldMap, options: Options) -> tuple[Column, ...]:
    """Return the columns of a table; LoadError where it is not a table of records."""
    top = table.before[0].cells if table.before else table.headers
    refuse_other(table.path, top[0] if top else "", "table")
    if reason := refusal(table.headers):
        raise LoadError(f"{table.path}: {reason}")
    said = replace(said, drop=said.drop | options.rules.dropped_columns(table.headers))
    return assign(table.headers, said, options.mapping, table.sample)


def _is_untitled(draft: Draft, options: Options) -> bool:
    return options.mapping.title in (draft.values.get("derived") or ())


def _before(table: Table) -> Iterator[Remark]:
    for row in table.before:
        text = " | ".join(cell.strip() for cell in row.cells if cell.strip())
        message = "the row stands above the headers and is not a record"
        yield Remark(Where(table.path, row.line), message, quote=text[:_LISTED])


def _records(
    table: Table, columns: Sequence[Column], rows: Rows, mapping: RecordMapping
) -> Iterator[Item]:
    comments = [place for place, column in enumerate(columns) if is_comment(column)]
    number = 0
    for row in table.rows():
        if not row.fault and not any(cell.strip() for cell in row.cells):
            continue
        where = Where(table.path, row.line, number + 1)
        if not row.fault and any(
            place < len(row.cells) and row.cells[place].strip() for place in comments
        ):
            text = " | ".join(cell.strip() for cell in row.cells if cell.strip())
            message = "the row is about the columns and is not a record"
            yield Remark(where, message, quote=text[:_LISTED])
            continue
        number += 1
        if row.fault:
            yield Reject(where, row.fault, raw=row.cells[0][:_RAW] if row.cells else "")
            continue
        yield from _record(row, columns, rows, mapping, where)


_RAW = 1_000_000  # characters of a broken row that are kept to be mended: all, but of a bomb


def _record(
    row: Cells, columns: Sequence[Column], rows: Rows, mapping: RecordMapping, where: Where
) -> Iterator[Item]:
    more = [
        (rows.unnamed(place), cell)
        for place, cell in enumerate(row.cells[len(columns) :], len(columns) + 1)
    ]
    cells = (values_in(cell) for cell in row.cells)
    pairs, parts = public_values(
        zip(columns, cells, strict=False), where, publish_held=rows.publish_held
    )
    made = rows.make([*pairs, *more], where)
    yield from made.held
    if made.is_held:
        return
    yield from parts
    if any(cell.strip() for _, cell in more):
        message = f"the row has {len(row.cells)} cells and the table {len(columns)} columns"
        yield Remark(where, f"{message}; the extra cells are kept as notes")
    yield from made.collections
    yield from made.remarks
    if not made.values and not made.own_id:
        raw: Json = list(row.cells)
        yield Reject(where, "the row has values only in columns that are left out", raw=raw)
        return
    if remark := supply_title(made.values, mapping, where, made.own_id):
        yield remark
    yield Draft(made.values, where, made.own_id, stated=tuple(made.stated))
