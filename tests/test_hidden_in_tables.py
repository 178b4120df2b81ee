"""What a workbook hides, headings that close what is below them, and errors of formulas."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from ods_files import row, sheet, write_ods

from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping
from loaders.drafts.access import settle
from loaders.drafts.draft import Draft, Held, Item
from loaders.drafts.format import Options
from loaders.tables.csv_files import FORMAT
from service.errors import LoadError

ROWS = (
    ["Ref", "Title", "Date", "Remarks", "Zettel"],
    ["1", "Mill", "1950", "fine", "quarrels"],
    ["2", "Roe", "1951", "fine", "quarrels"],
    ["3", "Weir", "1952", "fine", "quarrels"],
)


def read(
    path: Path, mapping: RecordMapping, *, publish_held: bool = False, **extra: str
) -> list[Item]:
    return list(FORMAT.read([str(path)], Options(mapping, "t", extra, publish_held=publish_held)))


def titles(items: list[Item]) -> list[Json]:
    return [item.values["title"] for item in items if isinstance(item, Draft)]


def held(items: list[Item]) -> list[str]:
    return [item.mark for item in items if isinstance(item, Held)]


def book(*rows: list[Any]) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    for some in rows:
        made.active.append(some)
    return made


@pytest.fixture
def hidden(tmp_path: Path) -> Path:
    made = book(*ROWS)
    made.active.row_dimensions[3].hidden = True
    for letter in "CE":
        made.active.column_dimensions[letter].hidden = True
    path = tmp_path / "mill.xlsx"
    made.save(path)
    return path


def test_a_hidden_row_is_held_back_and_a_hidden_column_that_no_field_takes(
    hidden: Path, mapping: RecordMapping
) -> None:
    items = read(hidden, mapping)
    assert titles(items) == ["Mill", "Weir"]
    assert held(items) == ["hidden column", "hidden row", "hidden column"]
    drafts = repr([item for item in items if isinstance(item, Draft)])
    assert "quarrels" not in drafts
    assert "1950" in drafts  # a field takes the date, which is hidden for room


def test_what_is_hidden_is_published_where_that_is_said(
    hidden: Path, mapping: RecordMapping
) -> None:
    items = read(hidden, mapping, publish_held=True)
    assert titles(items) == ["Mill", "Roe", "Weir"]
    assert "quarrels" in repr(items)


def test_nothing_is_hidden_in_a_plain_workbook(tmp_path: Path, mapping: RecordMapping) -> None:
    book(*ROWS).save(tmp_path / "mill.xlsx")
    items = read(tmp_path / "mill.xlsx", mapping)
    assert titles(items) == ["Mill", "Roe", "Weir"]
    assert held(items) == []


@pytest.mark.parametrize("kind", ["hidden", "veryHidden", "Closed files", "Gesperrt", "Intern"])
def test_a_hidden_sheet_is_not_the_catalogue(
    kind: str, tmp_path: Path, mapping: RecordMapping
) -> None:
    made = book(["Title", "Colour"], ["Mill", "red"])
    other = made.create_sheet(kind if " " in kind or kind[0].isupper() else "Others")
    if kind in ("hidden", "veryHidden"):
        other.sheet_state = kind
    for some in ROWS:
        other.append(some)
    path = tmp_path / "mill.xlsx"
    made.save(path)
    assert titles(read(path, mapping)) == ["Mill"]
    assert len(titles(read(path, mapping, sheet=other.title))) == 3  # whoever names it, wants it
    made.active.delete_rows(1, 2)
    made.save(path)
    with pytest.raises(LoadError, match="hidden"):
        read(path, mapping)


def test_a_spreadsheet_of_opendocument_hides_too(tmp_path: Path, mapping: RecordMapping) -> None:
    path = tmp_path / "mill.ods"
    hides = '<table:table-row table:visibility="collapse">'
    some = [row(*cells) for cells in ROWS]
    some[2] = some[2].replace("<table:table-row>", hides)
    columns = (
        '<table:table-column table:number-columns-repeated="4"/>'
        '<table:table-column table:visibility="filter"/>'
    )
    made = sheet("Mill", *some).replace(
        '<table:table-column table:number-columns-repeated="16384"/>', columns
    )
    write_ods(path, [made])
    items = read(path, mapping)
    assert titles(items) == ["Mill", "Weir"]
    assert "quarrels" not in repr([item for item in items if isinstance(item, Draft)])


def test_a_hidden_sheet_of_opendocument(tmp_path: Path, mapping: RecordMapping) -> None:
    style = (
        '<style:style style:name="ta2" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    plain = sheet("Plain", row("Title", "Colour"), row("Mill", "red"))
    other = sheet("Others", *(row(*cells) for cells in ROWS))
    other = other.replace("<table:table ", '<table:table table:style-name="ta2" ')
    write_ods(tmp_path / "mill.ods", [plain, other], styles=style)
    assert titles(read(tmp_path / "mill.ods", mapping)) == ["Mill"]


SECTIONS = (
    ("CLOSED FILES", ["Mill", "Weir"]),
    ("Closed until 2081", ["Mill", "Weir"]),
    ("Gesperrte Akten", ["Mill", "Weir"]),
    ("Gesperrt", ["Mill", "Weir"]),
    ("The closed shop", ["Mill", "The closed shop", "Roe", "Weir"]),
    ("Open files", ["Mill", "Open files", "Roe", "Weir"]),
)


@pytest.mark.parametrize(("heading", "shown"), SECTIONS)
def test_a_heading_closes_what_is_below_it(
    heading: str, shown: list[str], tmp_path: Path, mapping: RecordMapping
) -> None:
    path = tmp_path / "mill.csv"
    path.write_text(
        f"Ref,Title,Date\n1,Mill,1950\n,{heading},\n2,Roe,1951\n,Series B,\n3,Weir,1952\n"
    )
    found = titles(read(path, mapping))
    assert [title for title in found if title != "Series B"] == shown


@pytest.mark.parametrize("cell", ["#REF!", "#N/A", "#NAME?"])
def test_an_error_in_a_column_of_access_is_in_doubt(
    cell: str, tmp_path: Path, mapping: RecordMapping
) -> None:
    path = tmp_path / "mill.csv"
    path.write_text(f"Ref,Title,Date,Access,Notes\n1,Mill,1950,Open,{cell}\n2,Roe,1951,{cell},\n")
    drafts = [item for item in read(path, mapping) if isinstance(item, Draft)]
    mill, roe = (
        settle(dict(item.values), mapping, date(2024, 1, 1), stated=item.stated) for item in drafts
    )
    assert not mill.held_by
    assert (roe.held_by, roe.is_unclear) == ("access", True)
