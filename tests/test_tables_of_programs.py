"""Tables and JSON as other programs export them, and spreadsheets with rows that are no records."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index_mappings.mapping import load
from loaders.drafts.access import settle
from loaders.drafts.draft import Draft, Held, Remark
from loaders.drafts.format import Options
from loaders.json_files.json_lines import JSON_FILE
from loaders.tables.atom_files import FORMAT as ATOM
from loaders.tables.csv_files import FORMAT as CSV
from loaders.tables.rows_apart import ABOUT, BELOW, HEADERS, SUM, UNITS
from service.errors import LoadError

TODAY = date(2026, 3, 1)


def read(path: Path, text: str, format: Any = CSV) -> list[Any]:
    path.write_text(text, encoding="utf-8")
    return list(format.read([str(path)], Options(load("records"), "s", {})))


def drafts(found: list[Any]) -> list[dict[str, Any]]:
    return [dict(item.values) for item in found if isinstance(item, Draft)]


def said(found: list[Any]) -> list[tuple[int, str]]:
    known = {ABOUT, SUM, UNITS, HEADERS, BELOW}
    return [
        (item.where.line, item.message)
        for item in found
        if isinstance(item, Remark) and item.message in known
    ]


HEAD = "Ref,Title,Date,Boxes\nA/1,Minutes,1901,3\nA/2,Letters,1902,2\n"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("Total,,,5\n", [(4, SUM)]),
        (",Total,,5\n", [(4, SUM)]),
        (',Gesamtsumme:,,"1.204,5"\n', [(4, SUM)]),
        ("合計,,,5\n", [(4, SUM)]),
        ("Subtotal,,,5\nB/1,Maps,1903,1\nGrand total,,,6\n", [(4, SUM), (6, SUM)]),
        ("Итого,,,5 м\n".replace(" м", ""), [(4, SUM)]),
        ("Ref,Title,Date,Boxes\nB/1,Maps,1903,1\n", [(4, HEADERS)]),
        (
            "\nPrepared by the archivist 12 May 2019,,,\nSource: county,,,\n",
            [(5, BELOW), (6, BELOW)],
        ),
        ("*** END OF LIST ***,,,\n", [(4, BELOW)]),
        ("(2 rows affected),,,\n", [(4, BELOW)]),
        ("Page 3 of 5,,,\n", [(4, BELOW)]),
    ],
)
def test_a_row_that_is_no_record_is_told_and_left_out(
    rows: str, told: list[tuple[int, str]], tmp_path: Path
) -> None:
    found = read(tmp_path / "t.csv", HEAD + rows)
    assert said(found) == told
    titles = [values["title"] for values in drafts(found)]
    assert titles == ["Minutes", "Letters"] + ["Maps"] * ("Maps" in rows)


@pytest.mark.parametrize(
    "row",
    [
        "A/3,Total,1903,1\n",
        ",Total war,,5\n",
        ",Total,1903,\n",
        ",Undated drawings,,\n",
        "A/3,,,\n",
        "A/3,Sum of the accounts,,7\n",
    ],
)
def test_a_row_that_may_be_a_record_is_one(row: str, tmp_path: Path) -> None:
    found = read(tmp_path / "t.csv", HEAD + row)
    assert said(found) == []
    assert len(drafts(found)) == 3


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Signatur,Titel,Datum,\n", HEADERS),
        ("1,2,3,4\n", ABOUT),
        ("(mandatory),(mandatory),optional,\n", ABOUT),
        ("Enter the reference,Enter a title,Use YYYY-MM-DD,\n", ABOUT),
    ],
)
def test_a_second_row_of_headers_is_no_record(row: str, told: str, tmp_path: Path) -> None:
    first, rest = HEAD.split("\n", 1)
    found = read(tmp_path / "t.csv", f"{first}\n{row}{rest}")
    assert said(found) == [(2, told)]
    assert [values["title"] for values in drafts(found)] == ["Minutes", "Letters"]


def test_what_excel_writes_for_no_value_and_for_text(tmp_path: Path) -> None:
    text = 'Ref,Title,Creator\n"=""001""",Minutes,#REF!\n"=""002""",Letters,Roe\n'
    first, second = drafts(read(tmp_path / "t.csv", text))
    assert (first["reference"], first.get("people")) == ("001", None)
    assert (second["reference"], second["title"]) == ("002", "Letters")


@pytest.mark.parametrize(
    "text",
    [
        '{"response": {"numFound": 2, "docs": [{"id": "1", "title_tesim": ["Boats"]},'
        ' {"id": "2", "title_tesim": ["Secret"], "visibility_ssi": "restricted"}]}}',
        '{"took": 3, "hits": {"total": 2, "hits": [{"_id": "1", "_source": {"title": "Boats"}},'
        ' {"_id": "2", "_source": {"title": "Secret", "public": false}}]}}',
        '{"_embedded": {"items": [{"id": 1, "title": "Boats"},'
        ' {"id": 2, "title": "Secret", "suppressed_bsi": true}]}}',
    ],
)
def test_records_within_an_answer_are_records(text: str, tmp_path: Path) -> None:
    found = read(tmp_path / "t.json", text, JSON_FILE)
    assert [(item.own_id, item.values["title"]) for item in found if isinstance(item, Draft)] == [
        ("1", "Boats")
    ]
    assert sum(isinstance(item, Held) and not item.is_part for item in found) == 1


def test_an_object_that_is_a_record_stays_one(tmp_path: Path) -> None:
    text = '{"title": "Album", "parts": {"items": [{"title": "Leaf"}]}}'
    assert [one["title"] for one in drafts(read(tmp_path / "t.json", text, JSON_FILE))] == ["Album"]


@pytest.mark.parametrize("cell", ["?", "-", "—", "???", "unknown", "[Unidentified]", "ditto"])
def test_nobody_is_made_up_of_a_cell_without_a_name(cell: str, tmp_path: Path) -> None:
    text = f"Ref,Title,Creator\nA/1,Minutes,{cell}\nA/2,Letters,Jane Roe\n"
    found = read(tmp_path / "t.csv", text)
    first, second = drafts(found)
    assert first.get("people") is None
    assert first["notes"] == [{"label": "Creator", "text": cell}]
    assert [party["name"] for party in second["people"]] == ["Jane Roe"]


def test_the_day_on_which_a_row_was_typed_is_not_the_record_s(tmp_path: Path) -> None:
    text = "Ref,Title,Date Created,Last Modified By\nA/1,Minutes,2019-05-05,jroe\nA/2,Boats,,jroe\n"
    first, _ = drafts(read(tmp_path / "t.csv", text))
    assert "date" not in first
    text = "Ref,Title,Date Created,Creator\nA/1,Minutes,1901-05-05,Jane Roe\n"
    [values] = drafts(read(tmp_path / "t.csv", text))
    assert values["date"]["edtf"] == "1901-05-05"


def test_units_below_the_headers_are_no_record(tmp_path: Path) -> None:
    text = "Ref,Title,Height,Width\n,,cm,(cm)\nA/1,Portrait,30,40\nA/2,View,cm,\n"
    found = read(tmp_path / "t.csv", text)
    assert said(found) == [(2, UNITS)]
    assert len(drafts(found)) == 2


@pytest.mark.parametrize(("first", "last"), ["''", "“”"])
def test_cells_in_other_quotes_are_whole(first: str, last: str, tmp_path: Path) -> None:
    text = f"Ref,Title,Date\n{first}A/1{last},{first}Minutes, of council{last},{first}1901{last}\n"
    found = drafts(read(tmp_path / "t.csv", text + text.split("\n")[1].replace("1", "2") + "\n"))
    assert [values["title"] for values in found] == ["Minutes, of council"] * 2
    assert [values["reference"] for values in found] == ["A/1", "A/2"]


def test_apostrophes_quote_nothing(tmp_path: Path) -> None:
    text = "Ref,Title,Date\nA/1,'t Huis te Poel,1901\nA/2,Notes of the '14 campaign,1902\n"
    found = drafts(read(tmp_path / "t.csv", text))
    assert [values["title"] for values in found] == ["'t Huis te Poel", "Notes of the '14 campaign"]


def test_the_first_row_is_the_headers_though_few_are_known(tmp_path: Path) -> None:
    text = (
        "irn,EADUnitID,EADUnitTitle,EADUnitDate,EADLevelAttribute,AdmPublishWebNoPassword\n"
        "1,M1,Letters,1901-1905,Item,Yes\n2,M2,Diary,1902,Item,No\n"
    )
    found = read(tmp_path / "t.csv", text)
    [values] = drafts(found)
    assert (values["title"], values["reference"], values["level"]) == ("Letters", "M1", "Item")
    assert [item.mark for item in found if isinstance(item, Held)] == ["AdmPublishWebNoPassword"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "preferred_labels.name,idno,type_id,access\nOn boats,CA.1,letter,accessible to public\n"
            "Diary,CA.2,text,not accessible to public\n",
            {"title": "On boats", "reference": "CA.1", "type": "letter"},
        ),
        (
            "ObjectIdentity/Number,Identification/Title,Identification/BriefDescription,"
            "Identification/ObjectName/Keyword\nH:1,On boats,Of boats,letter\n",
            {"title": "On boats", "reference": "H:1", "summary": "Of boats", "type": "letter"},
        ),
        (
            "priref,object_number,title,object_name,content.subject,institution.name\n"
            "1,A-1,On boats,letter,boats,Hull\n",
            {"reference": "A-1", "type": "letter", "subjects": ["boats"], "repository": "Hull"},
        ),
        (
            "title,id_0,id_1,id_2\nRoe papers,MS,12,3\nDoe papers,MS,12,4\n",
            {"title": "Roe papers", "reference": "MS-12-3"},
        ),
        (
            "OBJECTID,OBJNAME,TITLE,DESCRIP\n1998.1,Letter,On boats,Of boats\n",
            {"title": "On boats", "type": "Letter", "summary": "Of boats"},
        ),
        (
            "Signatur;Titel;Laufzeit von;Laufzeit bis;Enthältvermerk\nA 1;Boote;1901;1905;Kähne\n",
            {"title": "Boote", "summary": "Kähne"},
        ),
    ],
)
def test_the_columns_of_a_program_are_known(
    text: str, values: dict[str, Any], tmp_path: Path
) -> None:
    first = drafts(read(tmp_path / "t.csv", text))[0]
    assert {name: first.get(name) for name in values} == values


@pytest.mark.parametrize(
    "header", ["HOMELOC", "location.default.name", "Current location", "current_location.name"]
)
def test_where_a_thing_stands_is_the_staffs(header: str, tmp_path: Path) -> None:
    found = read(tmp_path / "t.csv", f"Ref,Title,{header}\nA/1,On boats,Depot 3\n")
    assert "Depot 3" not in str(drafts(found))
    assert [item.mark for item in found if isinstance(item, Held)] == [header]


def test_boxes_of_atom_are_containers(tmp_path: Path) -> None:
    text = (
        "legacyId,parentId,title,levelOfDescription,physicalObjectName,physicalObjectType,"
        "physicalObjectLocation,culture\n1,,Roe fonds,Fonds,Box 1|12,Box|Folder,Room 3|Room 4,en\n"
    )
    [values] = drafts(read(tmp_path / "t.csv", text, ATOM))
    assert values["notes"] == [{"label": "Container", "text": "Box 1; Folder 12"}]


def test_csl_json_has_names_and_dates(tmp_path: Path) -> None:
    text = """[{"id": "r", "type": "letter", "title": "On boats", "archive_location": "MS 12",
        "author": [{"family": "Roe", "given": "Jane"}, {"literal": "Roe Society"}],
        "recipient": [{"family": "Poe", "given": "A.", "non-dropping-particle": "von"}],
        "issued": {"date-parts": [[1902, 1], [1903, 12]]}},
      {"id": "s", "title": "Notes", "issued": {"date-parts": [["1903"]], "season": 2}},
      {"id": "t", "title": "Sketch", "issued": {"date-parts": [[1903, 5, 6]], "circa": true}}]"""
    letter, notes, sketch = drafts(read(tmp_path / "t.json", text, JSON_FILE))
    assert [party["name"] for party in letter["sender"]] == ["Jane Roe", "Roe Society"]
    assert [party["name"] for party in letter["recipient"]] == ["A. von Poe"]
    assert (letter["date"]["edtf"], letter["reference"]) == ("1902-01/1903-12", "MS 12")
    assert notes["date"]["edtf"] == "1903-22"
    assert sketch["date"]["edtf"] == "1903-05-06~"


def test_a_table_of_nothing_but_a_sum_has_no_rows(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="no rows"):
        read(tmp_path / "t.csv", "Ref,Title,Boxes\nTotal,,5\n")


def test_names_of_columns_that_run_together_are_marks_too(tmp_path: Path) -> None:
    head = "Ref,Title,PUBLICACCE,SHOWONWEB,RESTRICT,STAFFNOTES,INTERNALNOTE\n"
    rows = "1,Seen,T,T,,,\n2,Not public,F,T,,,\n3,Not online,T,N,,,\n4,Donors,T,T,Donor,,\n"
    found = read(tmp_path / "a.csv", f"{head}{rows}5,Notes,T,T,,lent to Roe,never lend\n")
    shown = []
    for item in found:
        if isinstance(item, Draft):
            values = dict(item.values)
            settled = settle(values, load("records"), TODAY, stated=item.stated)
            shown += [] if settled.held_by else [values["title"]]
            assert "lend" not in str(values)
    assert shown == ["Seen", "Notes"]


@pytest.mark.parametrize("state", ["Unpublished draft", "Draft - in progress", "Draft"])
def test_a_state_of_the_catalogue_that_says_draft_holds_back(state: str, tmp_path: Path) -> None:
    text = f"Ref,Title,CatalogueStatus\n1,Seen,Catalogued\n2,Hidden,{state}\n"
    assert [values["title"] for values in drafts(read(tmp_path / "a.csv", text))] == ["Seen"]


def test_two_carets_stand_between_values_of_omeka_classic(tmp_path: Path) -> None:
    text = "Dublin Core:Title,Dublin Core:Subject,Dublin Core:Date\nA,Arches^^Rivers,1901^^1904\n"
    [values] = drafts(read(tmp_path / "a.csv", text))
    assert values["subjects"] == ["Arches", "Rivers"]
    assert values["date"]["edtf"] == "1901/1904"


def test_a_language_in_brackets_leaves_a_header_its_field(tmp_path: Path) -> None:
    text = (
        "dc.title[en],dc.title[fr],dc.subject[en],dc.description.abstract[en]\nA,Un,Arches,Of it\n"
    )
    [values] = drafts(read(tmp_path / "a.csv", text))
    assert (values["subjects"], values["summary"]) == (["Arches"], "Of it")
    assert values["titles"][0]["text"] == "Un"


def test_a_museums_year_with_a_minus_is_one_before_our_era(tmp_path: Path) -> None:
    text = "Title,Dated,DateBegin,DateEnd\nA,c. 1850 BCE,-1855,-1845\nB,,-20,-15\n"
    found = [values["date"] for values in drafts(read(tmp_path / "a.csv", text))]
    assert [date["edtf"] for date in found] == ["-1849~", "-0019/-0014"]


def test_texts_under_codes_of_languages_are_values(tmp_path: Path) -> None:
    item = {
        "title": {"en": "A bridge", "fr": "Un pont"},
        "description": {"en": "On it.", "fr": "Sur lui."},
        "subject": {"en": ["Arches", "Rivers"]},
        "creator": {"id": "7", "name": "Roe"},
    }
    [values] = drafts(read(tmp_path / "a.json", json.dumps([item]), JSON_FILE))
    assert values["title"] == "A bridge"
    assert values["titles"] == [{"text": "Un pont", "language": "fr"}]
    assert values["summary"] == "On it.\n\nSur lui."
    assert values["subjects"] == ["Arches", "Rivers"]
    assert values["people"][0]["name"] == "Roe"


def test_of_several_titles_the_first_is_the_records(tmp_path: Path) -> None:
    text = json.dumps(
        [
            {"title": ["A bridge", "Un pont"]},
            {"title": ["", "B"]},
            {"title": ["C"]},
            {"title": ["", " "], "date": {"en": "1950"}},
        ]
    )
    found = drafts(read(tmp_path / "a.json", text, JSON_FILE))
    assert [values["title"] for values in found[:3]] == ["A bridge", "B", "C"]
    assert found[0]["titles"] == [{"text": "Un pont"}]
    assert all("titles" not in values for values in found[1:])
