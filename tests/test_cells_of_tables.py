"""Cells that say something by what stands beside or above them: ditto, numbers of days, units."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from index_mappings.mapping import load
from loaders.drafts.draft import Draft, Held, Remark
from loaders.drafts.format import Options
from loaders.drafts.mojibake import mended
from loaders.json_files.json_lines import JSON_FILE
from loaders.tables.csv_files import FORMAT as CSV
from service.errors import LoadError


def read(path: Path, text: str, format: Any = CSV, **extra: str) -> list[Any]:
    path.write_text(text, encoding="utf-8")
    return list(format.read([str(path)], Options(load("records"), "s", extra)))


def drafts(found: list[Any]) -> list[dict[str, Any]]:
    return [dict(item.values) for item in found if isinstance(item, Draft)]


def told(found: list[Any]) -> list[tuple[int, str, str]]:
    return [
        (item.where.line, item.field, item.message) for item in found if isinstance(item, Remark)
    ]


def dates(found: list[Any]) -> list[tuple[str, str]]:
    return [
        (date.get("display", ""), date.get("edtf", ""))
        for date in (values.get("date", {}) for values in drafts(found))
    ]


@pytest.mark.parametrize(
    "mark",
    ["Ditto", "do.", "DO.", '""""', "″", "„", "idem", " 〃 ", "-do-", "то же",
     "同上"],
)  # fmt: skip
def test_a_mark_takes_the_value_above_and_the_load_says_so(mark: str, tmp_path: Path) -> None:
    cell = f'"{mark}"' if not mark.startswith('"') else mark
    text = f"Title,Date,Place\nMinutes,1894,Leeds\n{cell},1895,{cell}\n{cell},{cell},York\n"
    found = read(tmp_path / "a.csv", text)
    assert [values["title"] for values in drafts(found)] == ["Minutes"] * 3
    assert [values["places"] for values in drafts(found)] == [["Leeds"], ["Leeds"], ["York"]]
    assert dates(found)[2] == ("1895", "1895")
    taken = "the cell stands for the one above, whose value was taken"
    assert [(line, field) for line, field, message in told(found) if message == taken] == [
        (3, "Title"), (3, "Place"), (4, "Title"), (4, "Date"),
    ]  # fmt: skip


def test_a_mark_that_is_a_name_too_counts_beside_sure_ones(tmp_path: Path) -> None:
    rows = "A,Jim Roe\nB,Do\n"
    assert drafts(read(tmp_path / "a.csv", f"Title,Person\n{rows}"))[1]["people"][0]["name"] == "Do"
    found = read(tmp_path / "b.csv", f"Title,Person\n{rows}C,do.\n")
    assert [values["people"][0]["name"] for values in drafts(found)] == ["Jim Roe"] * 3


@pytest.mark.parametrize(
    "rows",
    [
        "Report on Roe,no,\nditto,yes,\n",  # held back by a mark
        "Report on Roe,yes,Closed\nditto,yes,Open\n",  # by its access
        "Report on Roe,yes,Closed\nditto,yes,\n",
        "Report on Roe,,\nditto,yes,\n",
    ],
)
def test_what_is_held_back_is_never_the_value_of_another_row(rows: str, tmp_path: Path) -> None:
    found = read(tmp_path / "a.csv", f"Title,Publish,Access\n{rows}Plans,yes,Open\n")
    assert "ditto" in [values["title"] for values in drafts(found)]
    assert "Roe" not in str([item for item in found if isinstance(item, Held)])
    assert any("was not taken" in message for _, _, message in told(found))


def test_a_mark_without_a_value_leaves_what_an_update_would_change(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Ref,Title,Date\n1,ditto,1895\n", encoding="utf-8")
    options = Options(load("records"), "s", {"id": "Ref"}, live=lambda _: None)
    found = list(CSV.read([str(path)], options))
    assert drafts(found)[0].keys() == {"date"}
    assert "was not taken" in told(found)[0][2]


HEADERS = {
    "Day,Month,Year": "3,4,1931",
    "Jour,Mois,Année": "3,avril,1931", "Tag,Monat,Jahr": "3,April,1931",
    "Día,Mes,Año": "3,abril,1931", "День,Месяц,Год": "3,апреля,1931", "日,月,年": "3,4,1931",
    "date_day,date_month,date_year": "3,4,1931", "Doc Day,Doc Month,Doc Year": "03,IV,1931",
    "Day of creation,Month of creation,Year of creation": "3.0,4.0,1931",
}  # fmt: skip


@pytest.mark.parametrize(("headers", "cells"), HEADERS.items())
def test_day_month_and_year_are_one_date(headers: str, cells: str, tmp_path: Path) -> None:
    found = read(tmp_path / "a.csv", f"Title,{headers}\nA boat,{cells}\n")
    assert dates(found)[0][1] == "1931-04-03"
    assert drafts(found)[0].keys() == {"title", "date"}
    assert not told(found)


@pytest.mark.parametrize(
    ("cells", "date", "notes"),
    [
        (",12,1911", ("December 1911", "1911-12"), []),
        (",,1911", ("1911", "1911"), []),
        ("0,0,c. 1911", ("c. 1911", "1911~"), []),
        ("31,2,1911", ("1911", "1911"), ["31", "2"]),
        ("5,,1911", ("1911", "1911"), ["5"]),
        ("5,12,", ("", ""), ["5", "12"]),
    ],
)
def test_what_makes_no_day_is_kept(
    cells: str, date: tuple[str, str], notes: list[str], tmp_path: Path
) -> None:
    found = read(tmp_path / "a.csv", f"Title,Day,Month,Year\nA boat,{cells}\n")
    assert dates(found) == [date]
    assert [note["text"] for note in drafts(found)[0].get("notes", [])] == notes
    assert bool(notes) is any("is not a date" in message for _, _, message in told(found))


def test_start_and_end_have_columns_of_their_own(tmp_path: Path) -> None:
    heads = "Start Day,Start Month,Start Year,End Day,End Month,End Year"
    found = read(tmp_path / "a.csv", f"Title,{heads}\nA boat,3,4,1931,5,6,1932\nB,,,1933,,,1940\n")
    assert [edtf for _, edtf in dates(found)] == ["1931-04-03/1932-06-05", "1933/1940"]


def test_units_of_another_date_or_beside_a_whole_one_are_notes(tmp_path: Path) -> None:
    found = read(tmp_path / "a.csv", "Title,Birth month,Birth year,Tag\nA boat,4,1931,harbour\n")
    assert "date" not in drafts(found)[0]
    assert drafts(found)[0]["subjects"] == ["harbour"]
    found = read(tmp_path / "b.csv", "Title,Date,Month,Year\nA boat,3 May 1950,4,1931\n")
    assert dates(found) == [("3 May 1950", "1950-05-03")]


def test_units_are_one_date_in_json_too(tmp_path: Path) -> None:
    found = read(tmp_path / "a.json", '[{"title":"A","year":1931,"month":4,"day":3}]', JSON_FILE)
    assert dates(found) == [("1931-04-03", "1931-04-03")]


def test_a_column_of_numbers_of_days_is_read_and_told(tmp_path: Path) -> None:
    text = "Title,Date\nA,18274\nB,18275.5\nC,\n"
    found = read(tmp_path / "a.csv", text)
    assert [edtf for _, edtf in dates(found)] == ["1950-01-11", "1950-01-12", ""]
    assert "'18274' is 1950-01-11" in told(found)[0][2]
    found = read(tmp_path / "a.csv", text, serials="1904")
    assert [edtf for _, edtf in dates(found)] == ["1954-01-12", "1954-01-13", ""]
    found = read(tmp_path / "a.csv", text, serials="no")
    assert [edtf for _, edtf in dates(found)] == ["", "", ""]
    with pytest.raises(LoadError, match="write 1900, 1904 or no"):
        read(tmp_path / "a.csv", text, serials="1899")


def test_numbers_among_dates_are_left_and_the_way_is_told(tmp_path: Path) -> None:
    text = "Title,Date\nA,18274\nB,c. 1950\n"
    found = read(tmp_path / "a.csv", text)
    assert dates(found) == [("18274", ""), ("c. 1950", "1950~")]
    assert "-o serials=1900 reads them so" in told(found)[0][2]
    found = read(tmp_path / "a.csv", text, serials="1900")
    assert dates(found) == [("1950-01-11", "1950-01-11"), ("c. 1950", "1950~")]


@pytest.mark.parametrize("cells", ["1894\n1895\n", "95000\n96000\n", "18274\n"])
def test_other_numbers_are_no_numbers_of_days(cells: str, tmp_path: Path) -> None:
    rows = "".join(f"A,{cell}\n" for cell in cells.split())
    found = read(tmp_path / "a.csv", f"Title,Date\n{rows}")
    assert [display for display, _ in dates(found)] == cells.split()


@pytest.mark.parametrize(
    "text",
    [
        "A/1\tLetter\tMay 1950\nA/2\tNote\tJune 1950\nA/3\tPlan\t1951\n",
        "Roe,Doe,Lamps\nRoe,Poe,Lamps\nPoe,Doe,Boats\n",
    ],
)
def test_a_first_row_like_those_below_it_is_no_row_of_headers(text: str, tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="has no row of headers"):
        read(tmp_path / "a.csv", text)


@pytest.mark.parametrize("encoding", ["cp1252", "cp1251", "mac_roman", "cp1250"])
@pytest.mark.parametrize("text", ["Москва, Кремль", "“Café” – naïve…", "Đặng Tiểu Bình", "毛泽东"])
def test_text_that_was_saved_in_a_wrong_encoding_is_mended(text: str, encoding: str) -> None:
    try:
        wrong = text.encode().decode(encoding)
    except UnicodeDecodeError:  # a byte that the encoding has no character for
        table = bytes(range(256)).decode(encoding, "replace")
        wrong = "".join(
            table[byte] if table[byte] != "\ufffd" else chr(byte) for byte in text.encode()
        )
    assert mended(wrong) == text
    assert mended(wrong.encode().decode("latin-1")) == text  # twice
    assert mended(text) == text


@pytest.mark.parametrize(
    "text",
    ["São Tomé", "NÃO", "El Niño – 1950", "ÄÖÜ", "±5 °C", "Åland", "Дом №5", "РС", "√2", "Íž", "õ",
     "CafÃ© in Łódź", "Ã", "1920 × 1080", "Î", "â€"],
)  # fmt: skip
def test_text_that_may_be_right_is_left(text: str) -> None:
    assert mended(text) == text


def test_a_mended_cell_is_told_and_says_what_it_says(tmp_path: Path) -> None:
    found = read(tmp_path / "a.csv", "Title,Publish,Creator\nCafÃ©,oui,JosÃ© Roe\nMill,nÃ£o,Roe\n")
    [values] = drafts(found)
    assert (values["title"], values["people"][0]["name"]) == ("Café", "José Roe")
    message = "the text had been saved in a wrong encoding and was repaired"
    assert [field for _, field, text in told(found) if text == message] == ["Title", "Creator"]
