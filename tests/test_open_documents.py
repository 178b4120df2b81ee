"""Spreadsheets of OpenDocument: cells as they are shown, repeats, and files made to do harm."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ods_files import cell, row, sheet, write_ods
from python_calamine import CalamineWorkbook

from index_mappings.mapping import RecordMapping
from loaders.commands.guessing import guess
from loaders.drafts.draft import Draft, Item, Remark
from loaders.drafts.format import Options
from loaders.tables.csv_files import FORMAT
from loaders.tables.open_documents import OpenDocument
from service.errors import LoadError

SAMPLE = Path(__file__).parents[1] / "samples" / "formats" / "catalogue.ods"
HEADERS = row("Number", "Title", "Date")


@pytest.fixture
def read(mapping: RecordMapping) -> Callable[..., list[Item]]:
    def read_file(path: Path, **extra: str) -> list[Item]:
        return list(FORMAT.read([str(path)], Options(mapping, "boats", extra)))

    return read_file


def drafts(items: list[Item]) -> list[dict[str, Any]]:
    return [dict(item.values) for item in items if isinstance(item, Draft)]


@pytest.mark.parametrize(
    ("style", "display", "precision"),
    [
        ("", "1949-08-01", "day"),
        ("day", "1949-08-01", "day"),
        ("month", "August 1949", "month"),
        ("bold", "August 1949", "month"),
        ("year", "1949", "year"),
    ],
)
def test_a_date_is_as_precise_as_its_cell_shows_it(
    tmp_path: Path, read: Callable[..., list[Item]], style: str, display: str, precision: str
) -> None:
    shown = cell("what it shows", "date", "1949-08-01", style)
    path = write_ods(tmp_path / "a.ods", [sheet("Boats", HEADERS, row("1", "Mary Ann", shown))])
    (draft,) = drafts(read(path))
    assert (draft["date"]["display"], draft["date"]["precision"]) == (display, precision)


def test_a_row_that_stands_for_several_gives_each_of_them(tmp_path: Path) -> None:
    path = write_ods(
        tmp_path / "a.ods",
        [sheet("Boats", HEADERS, row("1", "Mary Ann", times=3), row(times=5), row("2", "Daisy"))],
    )
    rows = list(OpenDocument(str(path)).rows("Boats"))
    assert [(item.line, item.cells[0]) for item in rows] == [
        (1, "Number"), (2, "1"), (3, "1"), (4, "1"), (10, "2"),
    ]  # fmt: skip


def test_cells_are_text_as_a_reader_sees_it(tmp_path: Path) -> None:
    spaced = '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="2"/>b</text:p>'
    noted = (
        f"{spaced}<office:annotation><text:p>for staff only</text:p></office:annotation>"
        "</table:table-cell>"
    )
    path = write_ods(
        tmp_path / "a.ods",
        [
            sheet(
                "Boats",
                row(
                    noted,
                    cell("1.949,00", "float", "1949"),
                    cell("WAHR", "boolean", "true"),
                    cell("one\ntwo"),
                    cell("12,5 %", "percentage", "0.125"),
                    cell("x", times=2),
                ),
            )
        ],
    )
    (only,) = OpenDocument(str(path)).rows("Boats")
    assert only.cells == ["a  b", "1949", "TRUE", "one\ntwo", "0.125", "x", "x"]


def test_what_was_deleted_or_stands_in_a_cell_is_no_row(tmp_path: Path) -> None:
    deleted = f"<table:deletion>{row('deleted')}</table:deletion>"
    old = f"<table:tracked-changes>{deleted}</table:tracked-changes>"
    inner = f"<table:table>{row('inner')}</table:table><text:p>outer</text:p>"
    inner = f"<table:table-cell>{inner}</table:table-cell>"
    path = write_ods(tmp_path / "a.ods", [old, sheet("Boats", row(inner), row("after"))])
    rows = OpenDocument(str(path)).rows("Boats")
    assert [item.cells for item in rows] == [["outer"], ["after"]]


def test_the_sheet_with_the_catalogue_is_read(
    tmp_path: Path, read: Callable[..., list[Item]]
) -> None:
    path = write_ods(
        tmp_path / "a.ods",
        [sheet("Notes", row("See the other sheet")), sheet("Boats", HEADERS, row("1", "Mary Ann"))],
    )
    items = read(path)
    assert [draft["title"] for draft in drafts(items)] == ["Mary Ann"]
    assert any("'Notes' was not read" in item.message for item in items if isinstance(item, Remark))
    assert guess(str(path)) == "csv"


def test_each_cell_is_as_another_reader_reads_it() -> None:
    other = CalamineWorkbook.from_path(str(SAMPLE))
    ours = OpenDocument(str(SAMPLE))
    assert ours.sheets == other.sheet_names
    for name in ours.sheets:
        theirs = [
            [_plain(value) for value in values]
            for values in other.get_sheet_by_name(name).to_python(skip_empty_area=False)
        ]
        theirs = [values for values in theirs if any(values)]
        rows = [list(item.cells) for item in ours.rows(name)]
        assert len(rows) == len(theirs) > 1
        for mine, its in zip(rows, theirs, strict=True):
            assert mine == its[: len(mine)] and not any(its[len(mine) :])


def _plain(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)


def test_repeats_without_end_cost_no_memory_and_are_refused(tmp_path: Path) -> None:
    wide = row(cell("x", times=2_000_000_000))
    path = write_ods(tmp_path / "a.ods", [sheet("Boats", wide)])
    (only,) = OpenDocument(str(path)).rows("Boats")
    assert only.is_wide and "at most" in only.fault
    tall = write_ods(tmp_path / "b.ods", [sheet("Boats", row("x", times=2_000_000_000))])
    with pytest.raises(LoadError, match="more than 1,048,576 rows"):
        next(OpenDocument(str(tall)).rows("Boats"))


@pytest.mark.parametrize(
    ("part", "content", "said"),
    [
        ("content.xml", b"<office:document-content", "is broken"),
        ("META-INF/manifest.xml", b"<manifest:encryption-data/>", "locked with a password"),
        ("other.xml", b"", "no content.xml"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, read: Callable[..., list[Item]], part: str, content: bytes, said: str
) -> None:
    whole = write_ods(tmp_path / "a.ods", [sheet("Boats", HEADERS, row("1", "Mary Ann"))])
    path = tmp_path / "b.ods"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for name in ("mimetype", "content.xml", "META-INF/manifest.xml"):
            if name == part:
                new.writestr(name, content)
            elif not (part == "other.xml" and name == "content.xml"):
                new.writestr(name, old.read(name))
    with pytest.raises(LoadError, match=said):
        read(path)


def test_an_entity_is_not_expanded(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "a.ods", [sheet("Boats", row("one", "two"))])
    bomb = tmp_path / "b.ods"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bomb, "w") as new:
        new.writestr(zipfile.ZipInfo("mimetype"), old.read("mimetype"))
        xml = old.read("content.xml").decode()
        start = '<!DOCTYPE a [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
        xml = xml.replace("?>", "?>" + start, 1).replace("one", "one &secret;")
        new.writestr("content.xml", xml)
    (only,) = OpenDocument(str(bomb)).rows("Boats")
    assert only.cells == ["one", "two"]
