"""Cells merged over several rows, and headers under a heading: what they say of access holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from ods_files import cell, row, write_ods
from ods_files import sheet as ods_sheet

from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Draft, Held, Item, Remark
from loaders.drafts.format import Options
from loaders.tables import merged_cells
from loaders.tables.csv_files import FORMAT
from loaders.tables.grouped_headers import under_their_headings
from service.errors import LoadError

HEADERS = ("Ref", "Title", "Date", "Series", "Public", "Opens")


def written(path: Path, rows: Sequence[Sequence[str | None]], *merged: str) -> Path:
    book = openpyxl.Workbook()
    for some in rows:
        book.active.append(list(some))
    for span in merged:
        book.active.merge_cells(span)
    book.save(path)
    return path


def read(path: Path, mapping: RecordMapping) -> list[Item]:
    return list(FORMAT.read([str(path)], Options(mapping, "town")))


def drafts(items: Sequence[Item]) -> list[dict[str, object]]:
    return [dict(item.values) for item in items if isinstance(item, Draft)]


def test_a_merged_mark_holds_back_every_row_it_is_over(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    rows = [
        HEADERS,
        ("a1", "Minutes", "1950", "Town", "yes", None),
        ("a2", "Adoption of one", "1951", "Town", "no", None),
        ("a3", "Adoption of two", "1952", "Town", None, None),
        ("a4", "Adoption of three", "1953", "Town", None, None),
        ("a5", "Maps", "1954", "Town", None, None),
    ]
    items = read(written(tmp_path / "m.xlsx", rows, "E3:E5"), mapping)
    assert [values["title"] for values in drafts(items)] == ["Minutes", "Maps"]
    assert sum(isinstance(item, Held) for item in items) == 3
    told = [item.message for item in items if isinstance(item, Remark) and "merged" in item.message]
    assert len(told) == 1  # for the column, not for each row


def test_a_merged_day_is_that_of_every_row(tmp_path: Path, mapping: RecordMapping) -> None:
    rows = [
        HEADERS,
        ("a1", "One", "1950", None, None, "2090"),
        ("a2", "Two", "1951", None, None, None),
    ]
    items = read(written(tmp_path / "m.xlsx", rows, "F2:F3"), mapping)
    assert [str(values["opens"])[:4] for values in drafts(items)] == ["2090", "2090"]


def test_other_merged_cells_are_values_too_and_ids_are_not(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    rows = [
        ("ID", "Title", "Date", "Extent"),
        ("7", "Letters", "1950", "1 box"),
        (None, "Letters to Roe", None, "2 boxes"),
        ("8", "Maps", "1960", "3 boxes"),
    ]
    items = read(written(tmp_path / "m.xlsx", rows, "A2:A3", "C2:C3"), mapping)
    assert [item.own_id for item in items if isinstance(item, Draft)] == ["7", "", "8"]
    assert [str(values["date"]["display"]) for values in drafts(items)] == ["1950", "1950", "1960"]  # type: ignore[index]


def test_a_row_that_is_held_back_gives_the_next_nothing_but_its_mark(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    rows = [
        HEADERS,
        ("a1", "Adoption of Ann", "1950", "Secret series", "no", None),
        ("a2", None, "1951", None, "yes", None),
        ("a3", "Maps", "1952", None, "yes", None),
    ]
    items = read(written(tmp_path / "m.xlsx", rows, "B2:B3", "D2:D4"), mapping)
    shown = repr([item for item in items if isinstance(item, Draft)])
    assert "Ann" not in shown
    assert "Secret" not in shown
    assert len(drafts(items)) == 2


def test_cells_of_open_documents_are_merged_too(tmp_path: Path, mapping: RecordMapping) -> None:
    over = cell("no").replace(
        "<table:table-cell ", '<table:table-cell table:number-rows-spanned="2" '
    )
    rows = [
        row("Ref", "Title", "Public"),
        row("a1", "Adoption", over),
        row("a2", "Adoption too", "<table:covered-table-cell/>"),
        row("a3", "Maps", "yes"),
    ]
    path = write_ods(tmp_path / "m.ods", [ods_sheet("One", *rows)])
    assert [values["title"] for values in drafts(read(path, mapping))] == ["Maps"]


def test_more_merged_cells_than_are_held_are_refused(
    tmp_path: Path, mapping: RecordMapping, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [HEADERS, *(("a", f"T{n}", "1950", None, None, None) for n in range(8))]
    path = written(tmp_path / "m.xlsx", rows, "E2:E3", "E4:E5", "E6:E7")
    monkeypatch.setattr(merged_cells, "_MOST", 2)
    with pytest.raises(LoadError, match="merged cells"):
        read(path, mapping)


HEADED = (
    (("", "", "Access", "", ""), ("Ref", "Title", "Status", "Until", "Reason"),
     ("Ref", "Title", "Access Status", "Access Until", "Access Reason")),
    (("", "Publish", ""), ("Title", "Web", "Print"), ("Title", "Web", "Print")),  # is a mark itself
    (("Access", "", ""), ("Ref", "Status", "Until"), ("Ref", "Status", "Until")),  # a sheet's title
    (("Identification", "", "Access"), ("Ref", "Title", "Closed until"),
     ("Ref", "Title", "Closed until")),
    (("Identification", "", "Access"), ("Ref", "Title", "Status"),
     ("Ref", "Title", "Access Status")),
    (("", "Internal", ""), ("Title", "Notes", "Date"), ("Title", "Internal Notes", "Date")),
)  # fmt: skip
"""Two rows, and the headers that they make."""


@pytest.mark.parametrize(("above", "headers", "made"), HEADED)
def test_headers_are_read_with_the_heading_they_are_under(
    above: tuple[str, ...], headers: tuple[str, ...], made: tuple[str, ...]
) -> None:
    assert under_their_headings(headers, above) == made


def test_a_heading_of_access_makes_its_columns_say_it(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "Identification,,Access,,\nShelfmark,Title,Status,Until,Reason\na1,Plan,open,,\n"
        "a2,Dossier of one,,2099,personal\na3,Dossier of two,,2099-12-31,\n"
    )
    items = read(path, mapping)
    stated = [item.stated for item in items if isinstance(item, Draft)]
    assert [[said.text for said in some if "2099" in said.text] for some in stated][1:] == [
        ["2099"], ["2099-12-31"],
    ]  # fmt: skip
