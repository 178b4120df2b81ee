"""Workbooks: cells as they are shown, the sheet with the catalogue, and files made to do harm."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.xml.constants import SHEET_MAIN_NS

from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Draft, Item, Remark
from loaders.drafts.format import Options
from loaders.tables import workbooks
from loaders.tables.csv_files import FORMAT
from loaders.tables.shared_strings import SharedStrings
from service.errors import LoadError

Write = Callable[..., Path]
SAMPLE = Path(__file__).parents[1] / "samples" / "formats" / "catalogue.xlsx"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_rows(*rows: list[Any], formats: dict[str, str] | None = None) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        for row in rows:
            sheet.append(row)
        for cell, number_format in (formats or {}).items():
            sheet[cell].number_format = number_format
        path = tmp_path / "boats.xlsx"
        book.save(path)
        return path

    return write_rows


@pytest.fixture
def read(mapping: RecordMapping) -> Callable[..., list[Item]]:
    def read_file(path: Path, **extra: str) -> list[Item]:
        return list(FORMAT.read([str(path)], Options(mapping, "boats", extra)))

    return read_file


def drafts(items: list[Item]) -> list[dict[str, Any]]:
    return [dict(item.values) for item in items if isinstance(item, Draft)]


def changed(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """Write the workbook anew with one part of it changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts.get(part, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("shown", "display", "precision"),
    [
        ("yyyy-mm-dd", "1949-08-01", "day"),
        ("d. mmmm yyyy", "1949-08-01", "day"),
        ("mmmm yyyy", "August 1949", "month"),
        ("mmm-yy", "August 1949", "month"),
        ("yyyy", "1949", "year"),
        ('"circa" yyyy', "1949", "year"),
    ],
)
def test_a_date_cell_says_no_more_than_it_shows(
    write: Write, read: Any, shown: str, display: str, precision: str
) -> None:
    path = write(["Title", "Date"], ["A", datetime.datetime(1949, 8, 1)], formats={"B2": shown})
    (row,) = drafts(read(path))
    assert (row["date"]["display"], row["date"]["precision"]) == (display, precision)


def test_a_date_cell_with_a_time_keeps_it(write: Write, read: Any) -> None:
    path = write(
        ["Title", "Date"],
        ["A", datetime.datetime(1949, 8, 1, 14, 30)],
        formats={"B2": "yyyy-mm-dd hh:mm"},
    )
    (row,) = drafts(read(path))
    assert (row["date"]["display"], row["date"]["time"]) == ("1949-08-01 14:30", "14:30")


def test_numbers_and_booleans_are_text_as_shown(write: Write, read: Any) -> None:
    path = write(["Title", "Ref", "Ink", "Torn"], ["A", 12.0, 0.5, True], [1950, 3, None, False])
    first, second = drafts(read(path))
    assert (first["reference"], second["title"]) == ("12", "1950")
    assert [note["text"] for note in first["notes"]] == ["0.5", "TRUE"]


def test_a_formula_without_its_result_is_text(write: Write, read: Any) -> None:
    items = read(write(["Title", "Ref"], ["A", '=HYPERLINK("http://x","y")']))
    assert drafts(items)[0]["reference"] == '=HYPERLINK("http://x","y")'
    assert any(isinstance(i, Remark) and "no result saved" in i.message for i in items)


def test_what_a_sheet_says_of_its_size_cuts_nothing_off(write: Write, read: Any) -> None:
    path = write(["Title", "Date"], ["A", 1950], ["B", 1951])
    changed(path, SHEET, lambda data: data.replace(b'ref="A1:B3"', b'ref="A1:A1"'))
    assert [row["title"] for row in drafts(read(path))] == ["A", "B"]


def test_the_sheet_with_the_catalogue_is_read_and_others_are_told(read: Any) -> None:
    items = read(SAMPLE)
    assert len(drafts(items)) == 4
    assert drafts(items)[1]["date"]["display"] == "August 1949"
    (remark,) = [item for item in items if isinstance(item, Remark)]
    assert "The shelf marks were given in the spring." in remark.quote
    with pytest.raises(LoadError, match="no sheet 'Boats'; it has Catalogue, Notes"):
        read(SAMPLE, sheet="Boats")


def test_empty_rows_are_no_records(write: Write, read: Any) -> None:
    path = write(["Title"], ["A"], [None], [""], ["B"])
    assert [row["title"] for row in drafts(read(path))] == ["A", "B"]


def test_an_empty_workbook_is_refused(write: Write, read: Any) -> None:
    with pytest.raises(LoadError, match="no rows"):
        read(write())


def test_what_is_no_workbook_is_refused(tmp_path: Path, read: Any) -> None:
    path = tmp_path / "boats.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("boats.txt", "x")
    with pytest.raises(LoadError, match="not a workbook"):
        read(path)
    path.write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(LoadError, match="not a readable workbook"):
        read(path)


@pytest.mark.slow
def test_a_bomb_is_refused_before_it_is_unpacked(write: Write, read: Any) -> None:
    bomb = b"<sst>" + b"<si><t>a</t></si>" * 12_000_000 + b"</sst>"  # 204 MB in some 500 KB
    path = changed(write(["Title"], ["A"]), "xl/sharedStrings.xml", lambda _: bomb)
    with pytest.raises(LoadError, match=r"sharedStrings.xml unpacks to more than 200 MB"):
        read(path)


def test_one_endless_string_is_refused(write: Write, read: Any) -> None:
    bomb = b"<sst><si><t>" + b"a" * 9_000_000 + b"</t></si></sst>"
    path = changed(write(["Title"], ["A"]), "xl/sharedStrings.xml", lambda _: bomb)
    with pytest.raises(LoadError, match="a string of more than 8 MB"):
        read(path)


@pytest.mark.slow
def test_shared_strings_are_held_as_their_bytes() -> None:
    made = "".join(f"<si><r><t>Möwe </t></r><r><t>毛{n}</t></r></si>" for n in range(20_000))
    part = f'<sst xmlns="{SHEET_MAIN_NS}">{made}<si/></sst>'.encode()
    strings = SharedStrings()
    before = private_memory()
    strings.read(BytesIO(part))
    assert private_memory() - before < 2 * len(part)
    assert len(strings) == 20_001
    assert [strings[number] for number in (0, 19_999, 20_000)] == ["Möwe 毛0", "Möwe 毛19999", ""]
    for number in (-1, 20_001):
        with pytest.raises(IndexError):
            strings[number]
    strings.clear()
    assert len(strings) == 0


def private_memory() -> int:
    """Return the bytes that this process alone has in memory."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith("Anonymous:"))


def test_formulas_and_results_share_their_strings(write: Write, read: Any) -> None:
    path = write(["Title", "Extent"], ["A letter", "=1+1"], ["Another", "2 leaves"])
    first, second = drafts(read(path))
    assert (first["title"], first["extent"]) == ("A letter", "=1+1")
    assert (second["title"], second["extent"]) == ("Another", "2 leaves")


@pytest.mark.parametrize(
    "head",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_entities_are_refused(write: Write, read: Any, head: bytes) -> None:
    path = write(["Title"], ["A"])
    changed(path, SHEET, lambda data: head + data.replace(b"<?xml version='1.0'?>", b""))
    with pytest.raises(LoadError, match="declares entities"):
        read(path)


def test_a_row_without_end_is_refused(write: Write, read: Any) -> None:
    path = write(["Title"], ["A"])
    cell = (
        b'<row r="3"><c r="A3" t="inlineStr"><is><t>' + b"x" * 20_000_000 + b"</t></is></c></row>"
    )
    changed(path, SHEET, lambda data: data.replace(b"</sheetData>", cell + b"</sheetData>"))
    with pytest.raises(LoadError, match="a row of more than 8 MB"):
        read(path)


def test_rows_far_below_are_not_waited_for(
    write: Write, read: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "_ROWS", 10_000)
    path = write(["Title"], ["A"])
    row = b'<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>'
    changed(path, SHEET, lambda data: data.replace(b"</sheetData>", row + b"</sheetData>"))
    with pytest.raises(LoadError, match="more than 10,000 rows"):
        read(path)


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml"])
def test_broken_xml_is_refused_and_no_traceback(write: Write, read: Any, part: str) -> None:
    path = changed(write(["Title"], ["A"]), part, lambda data: data[: len(data) // 2])
    with pytest.raises(LoadError, match=r"broken|not a readable workbook"):
        read(path)


def test_cells_in_any_order_are_all_read(write: Write, read: Any) -> None:
    path = write(["Title", "Date", "Ref"], ["A", 1950, "x 1"])
    turned = (
        b'<row r="3"><c r="C3" t="inlineStr"><is><t>x 2</t></is></c>'
        b'<c r="A3" t="inlineStr"><is><t>B</t></is></c></row>'
    )
    changed(path, SHEET, lambda data: data.replace(b"</sheetData>", turned + b"</sheetData>"))
    assert [(row["title"], row["reference"]) for row in drafts(read(path))] == [
        ("A", "x 1"),
        ("B", "x 2"),
    ]


def test_cells_that_do_not_say_where_they_are_stand_in_a_row(write: Write, read: Any) -> None:
    path = write(["Title", "Date"], ["A", 1950])
    changed(path, SHEET, lambda data: re.sub(rb'(<c) r="[A-Z]+\d+"', rb"\1", data))
    (row,) = drafts(read(path))
    assert (row["title"], row["date"]["display"]) == ("A", "1950")
