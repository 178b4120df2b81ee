"""A date that cannot be read is told, whatever the format; one that says there is none is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Draft, Item, Remark
from loaders.drafts.format import Options
from loaders.json_files.json_lines import JSON_FILE, JSON_LINES
from loaders.pages.collection_page import FORMAT as PAGES
from loaders.tables.csv_files import FORMAT as TABLES

UNREAD = ["the week of the great flood", "31 июня 1950", "13 vendémiaire an IV (6 octobre 1795)"]
NONE = ["n.d.", "б. д.", "o. J.", "00/00/0000", "[s.d.]", "年代不詳"]


def told(items: list[Item]) -> list[str]:
    return [item.message for item in items if isinstance(item, Remark) and "date" in item.message]


@pytest.mark.parametrize("text", UNREAD)
def test_json_tells_of_a_date_that_cannot_be_read(
    tmp_path: Path, mapping: RecordMapping, text: str
) -> None:
    lines, whole = tmp_path / "a.jsonl", tmp_path / "a.json"
    record = {"title": "A letter", "date": text}
    lines.write_text(json.dumps(record) + "\n", encoding="utf-8")
    whole.write_text(json.dumps([record]), encoding="utf-8")
    for format, path in ((JSON_LINES, lines), (JSON_FILE, whole)):
        items = list(format.read([str(path)], Options(mapping, "town")))
        assert told(items) == [f"the date {text!r} could not be read"]
        (draft,) = [item for item in items if isinstance(item, Draft)]
        assert draft.values["date"] == {"display": text}


@pytest.mark.parametrize("text", NONE)
def test_what_says_there_is_no_date_is_not_told(
    tmp_path: Path, mapping: RecordMapping, text: str
) -> None:
    lines, table = tmp_path / "a.jsonl", tmp_path / "a.csv"
    lines.write_text(json.dumps({"title": "A letter", "date": text}) + "\n", encoding="utf-8")
    table.write_text(f"Title,Date\nA letter,{text}\n", encoding="utf-8")
    assert told(list(JSON_LINES.read([str(lines)], Options(mapping, "town")))) == []
    assert told(list(TABLES.read([str(table)], Options(mapping, "town")))) == []


def test_a_table_tells_too(tmp_path: Path, mapping: RecordMapping) -> None:
    table = tmp_path / "a.csv"
    table.write_text(f"Title,Date\nA letter,{UNREAD[0]}\n", encoding="utf-8")
    assert told(list(TABLES.read([str(table)], Options(mapping, "town")))) == [
        f"the date {UNREAD[0]!r} could not be read"
    ]


LINES = """
13 июля 1950 г.|1950-07-13
1951년 3월 2일|1951-03-02
1950年10月2日|1950-10-02
昭和25年7月13日|1950-07-13
XIX век|18XX
5 Ramadan 1345|[1927-03-08..1927-03-10]
13 Vendémiaire an IV|1795-10-05
25 октября (7 ноября) 1917|1917-11-07
١٣ يوليو ١٩٥٠|1950-07-13
13. července 1950|1950-07-13
б. д.|
"""


@pytest.mark.parametrize("line", LINES.strip().splitlines())
def test_a_date_line_of_a_page_may_be_in_any_language(
    tmp_path: Path, mapping: RecordMapping, line: str
) -> None:
    text, edtf = line.split("|")
    page = tmp_path / "page.txt"
    page.write_text(f"Letters\nA page.\n-\n{text}\nA Short Note\nIt says much.\n", encoding="utf-8")
    items = list(PAGES.read([str(page)], Options(mapping, "town")))
    (draft,) = [item for item in items if isinstance(item, Draft)]
    assert (draft.values["title"], draft.values["date"].get("edtf", "")) == ("A Short Note", edtf)
    assert told(items) == []


def test_the_number_of_a_record_is_no_date_line(tmp_path: Path, mapping: RecordMapping) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Letters\nA page.\n-\n997\nIt says much.\n", encoding="utf-8")
    items = list(PAGES.read([str(page)], Options(mapping, "town")))
    (draft,) = [item for item in items if isinstance(item, Draft)]
    assert draft.values["title"] == "997"


def test_the_dates_of_a_page_in_three_scripts(shared_data: Path, mapping: RecordMapping) -> None:
    path = shared_data / "cases" / "page02.txt"
    items = list(PAGES.read([str(path)], Options(mapping, "town")))
    drafts = [item for item in items if isinstance(item, Draft)]
    assert [draft.values["date"]["edtf"] for draft in drafts] == [
        "1950-07-13", "1951-03-02", "1950-10-02", "1950-10", "1952~", "1953-08-12/1953-09-03",
    ]  # fmt: skip
    assert drafts[0].values["title"] == "Телеграмма Филиппова (Сталина) Чжоу Эньлаю"
    assert told(items) == []


def test_the_dates_of_a_table_in_many_languages(shared_data: Path, mapping: RecordMapping) -> None:
    path = shared_data / "cases" / "dates-scripts.csv"
    items = list(TABLES.read([str(path)], Options(mapping, "town")))
    dates = {
        item.values["title"]: item.values["date"].get("edtf", "")
        for item in items
        if isinstance(item, Draft)
    }
    assert {title for title, edtf in dates.items() if edtf == "1950-07-13"} >= {
        "Russian month", "Russian numeric", "Era year", "Polish", "Czech", "Hungarian", "Bulgarian",
        "Serbian", "Dutch", "Swedish", "Portuguese", "Romanian", "Arabic",
    }  # fmt: skip
    assert dates["Several months"] == "{1979-11,1987-02,1990-12}"
    assert dates["days"] == "1874-03-10/1874-06-30"
    assert [title for title, edtf in dates.items() if not edtf] == [
        "NARA zeros", "NARA zeros with one", "Uzbek none",
    ]  # fmt: skip
