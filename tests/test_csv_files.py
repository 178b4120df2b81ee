"""The format `csv`: any delimiter, encoding and mishap; nothing lost, nothing run together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index_mappings.mapping import RecordMapping
from index_mappings.record import Collection
from loaders.drafts.archive_rules import rules_of
from loaders.drafts.draft import Draft, Held, Item, Reject, Remark
from loaders.drafts.format import Options
from loaders.tables import delimited, text_files
from loaders.tables.csv_files import FORMAT
from loaders.tables.json_cells import values_in
from service.errors import LoadError

Read = Callable[..., list[Item]]
SAMPLES = Path(__file__).parents[1] / "samples" / "formats"


@pytest.fixture
def read(tmp_path: Path, mapping: RecordMapping) -> Read:
    def read_text(content: str | bytes, **extra: str) -> list[Item]:
        path = tmp_path / "boats.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(
            FORMAT.read([str(path)], Options(mapping, "boats", extra, rules=rules_of(extra)))
        )

    return read_text


def drafts(items: list[Item]) -> list[dict[str, Any]]:
    return [dict(item.values) for item in items if isinstance(item, Draft)]


def remarks(items: list[Item]) -> list[str]:
    return [f"{item.field}: {item.message}" for item in items if isinstance(item, Remark)]


def rejects(items: list[Item]) -> list[Reject]:
    return [item for item in items if isinstance(item, Reject)]


def titles(items: list[Item]) -> list[str]:
    return [values["title"] for values in drafts(items)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~", "\x1f"])
def test_any_delimiter_is_found(read: Read, delimiter: str) -> None:
    rows = [["Title", "Date", "Subject"], ["A boat", "1950", "boats"], ["B", "1951", "piers"]]
    items = read("\n".join(delimiter.join(row) for row in rows))
    assert [(row["title"], row["date"]["display"], row["subjects"]) for row in drafts(items)] == [
        ("A boat", "1950", ["boats"]),
        ("B", "1951", ["piers"]),
    ]


def test_a_delimiter_may_be_said_by_the_file_or_the_archivist(read: Read) -> None:
    assert titles(read("sep=;\nTitle;Date\nOne, two;1950\n")) == ["One, two"]
    assert titles(read("Title#Date\nOne#1950\n", delimiter="#")) == ["One"]
    with pytest.raises(LoadError, match="more than one character"):
        read("Title##Date\nOne##1950\n", delimiter="##")


def test_one_column_of_addresses_is_one_column(read: Read) -> None:
    items = read("url\nhttp://example.org/a\nhttp://example.org/b\n", titles="supplied")
    assert [row["url"] for row in drafts(items)] == ["http://example.org/a", "http://example.org/b"]
    assert titles(items)[0] == "[Untitled, http://example.org/a]"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"]
)
def test_any_encoding_is_read(read: Read, encoding: str) -> None:
    text = "Titel;Datum\nBrief aus Köln über den Zoll;1950\nPläne für die Mole;1951\n" * 3
    assert titles(read(text.encode(encoding)))[0] == "Brief aus Köln über den Zoll"


def test_cyrillic_is_told_from_western(read: Read) -> None:
    text = "Title,Summary\n" + "Письмо капитану порта,О причалах и баржах на реке\n" * 40
    items = read(text.encode("cp1251"))
    assert titles(items)[0] == "Письмо капитану порта"
    assert "cp1251" in remarks(items)[0]
    assert titles(read(text.encode("koi8_r"), encoding="koi8-r"))[0] == "Письмо капитану порта"


def test_some_bytes_of_another_encoding_do_not_spoil_the_rest(read: Read) -> None:
    text = "Title,Date\n" + "Café Łódź,1950\n" * 20
    items = read(text.encode() + "Müller,1951\n".encode("cp1252"))
    assert titles(items)[0] == "Café Łódź"
    assert titles(items)[-1] == "Müller"
    assert "UTF-8 except for 1 bytes" in remarks(items)[0]


def test_an_accent_after_the_first_megabytes_decides_too(read: Read) -> None:
    body = "Title\n" + f"A plain title {'of some length' * 200}\n" * 1_000
    assert titles(read(body.encode() + "Müller\n".encode("cp1252")))[-1] == "Müller"
    assert titles(read((body + "Müller\n").encode()))[-1] == "Müller"


def test_an_encoding_that_is_none_is_refused(read: Read) -> None:
    with pytest.raises(LoadError, match="no encoding 'klingon'"):
        read("Title\nA\n", encoding="klingon")


def test_quotes_blanks_and_lines_within_cells(read: Read) -> None:
    items = read('Title, Summary\r\n"A ""big"" boat", "Two\nlines"\r\nB, plain\r\n')
    assert [(row["title"], row["summary"]) for row in drafts(items)] == [
        ('A "big" boat', "Two\nlines"),
        ("B", "plain"),
    ]


def test_a_quote_never_closed_swallows_no_row(read: Read) -> None:
    rows = [f"Title {number},1950,note {number}" for number in range(40)]
    rows[7] = 'Title 7,"1950,note 7'
    items = read("Title,Date,Remarks\n" + "\n".join(rows) + "\n")
    assert [reject.where.line for reject in rejects(items)] == [9]
    assert rejects(items)[0].raw == rows[7]
    assert "never closed" in rejects(items)[0].reason
    assert len(drafts(items)) == 39


def test_a_quote_closed_by_a_later_one_swallows_no_row(read: Read) -> None:
    rows = [f"Title {number},1950,note {number}" for number in range(40)]
    rows[7] = 'Title 7,"1950,note 7'
    rows[20] = 'Title 20,1950,"note, 20"'
    items = read("Title,Date,Remarks\n" + "\n".join(rows) + "\n")
    assert [reject.where.line for reject in rejects(items)] == [9]
    assert len(drafts(items)) == 39
    assert drafts(items)[19]["notes"] == [{"label": "Remarks", "text": "note, 20"}]


def test_a_cell_of_many_lines_is_one_cell(read: Read) -> None:
    text = "\n".join(f"line {number}" for number in range(300))
    items = read(f'Title,Summary,Date\nA,"{text}",1950\nB,x,1951\n')
    assert drafts(items)[0]["summary"] == text
    assert titles(items) == ["A", "B"]


def test_a_line_longer_than_memory_is_rejected_and_passed_over(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_files, "LINE_CHARACTERS", 1_000)
    monkeypatch.setattr(delimited, "LINE_CHARACTERS", 1_000)
    items = read(f"Title,Date\nA,1950\n{'x' * 5_500},1950\nB,1951\n")
    assert titles(items) == ["A", "B"]
    assert "longer than 1,000 characters" in rejects(items)[0].reason


def test_rows_wider_than_the_headers_lose_nothing(read: Read) -> None:
    lines = ["Title,Date", *["A,1950"] * 600, "B,1951,spare"]
    items = read("\n".join(lines))
    assert drafts(items)[-1]["notes"] == [{"label": "column 3", "text": "spare"}]
    assert any("3 cells and the table 2 columns" in remark for remark in remarks(items))


def test_rows_above_the_headers_are_reported_and_no_records(read: Read) -> None:
    items = read("Harbour papers,,\nexported 3 May,,\nRef,Title,Date\nH 1,Dues,1950\n")
    assert titles(items) == ["Dues"]
    assert any("Harbour papers" in item.quote for item in items if isinstance(item, Remark))
    assert any("exported 3 May" in item.quote for item in items if isinstance(item, Remark))


@pytest.mark.parametrize("content", ["", "\n\n", "Title,Date\n", "Title,Date\n,\n , \n"])
def test_a_table_without_rows_is_refused(read: Read, content: str) -> None:
    with pytest.raises(LoadError, match="no rows"):
        read(content)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ('<?xml version="1.0"?>\n<ead>\n<c/>\n</ead>\n', "XML"),
        ('<ead xmlns="urn:x">\n<c/>\n<c/>\n</ead>\n', "XML"),
        ('{"id": "a", "title": "One"}\n{"id": "b", "title": "Two"}\n', "JSON"),
        ('[\n{"title": "One"},\n{"title": "Two"}\n]\n', "JSON"),
    ],
)
def test_what_is_of_another_format_is_refused(read: Read, content: str, what: str) -> None:
    with pytest.raises(LoadError, match=f"is not a table but {what}; `searchroom inspect`"):
        read(content)


def test_headers_may_stand_in_brackets(read: Read) -> None:
    assert len(drafts(read("[Title],<Date>\nOne,1950\n"))) == 1
    assert len(drafts(read("{Title},Date\nOne,1950\n"))) == 1


def test_a_folder_or_nothing_is_refused(tmp_path: Path, mapping: RecordMapping) -> None:
    for path in (tmp_path, tmp_path / "absent.csv"):
        with pytest.raises(LoadError, match="cannot be read"):
            list(FORMAT.read([str(path)], Options(mapping)))


def test_a_row_without_a_title_gets_one_that_says_so(read: Read) -> None:
    items = read("Ref,Title,Date\nMS 6938/4,,1950\n,,1951\n", titles="supplied")
    assert titles(items) == ["[Untitled, MS 6938/4, 1950]", "[Untitled, 1951]"]
    assert drafts(items)[0]["derived"] == ["title"]
    assert sum("was supplied" in remark for remark in remarks(items)) == 2


def test_what_no_field_takes_is_a_note_unless_it_is_dropped(read: Read) -> None:
    text = "Title,Ink,Donor's telephone\nA,blue,123\nB,,456\n"
    items = read(text, drop="Donor's telephone")
    assert drafts(items) == [
        {"title": "A", "notes": [{"label": "Ink", "text": "blue"}]},
        {"title": "B"},
    ]
    assert {remark.split(":")[0] for remark in remarks(items)} == {"Ink"}
    assert [item.mark for item in items if isinstance(item, Held)] == [
        'drop "Donor\'s telephone"'
    ] * 2


def test_values_are_split_where_people_separate_them(read: Read) -> None:
    items = read(
        "Title,Subjects,Creator,Tags\n"
        'A,"harbours; piers (north; south) | dues","Ostrow, Mary; Lindqvist, Per","rope, tar"\n'
        'B,"one\ntwo",Ostrow,\n'
    )
    first, second = drafts(items)
    assert first["subjects"] == ["harbours", "piers (north; south)", "dues", "rope", "tar"]
    assert [party["name"] for party in first["people"]] == ["Ostrow, Mary", "Lindqvist, Per"]
    assert second["subjects"] == ["one", "two"]


def test_senders_and_recipients_are_people_too(read: Read) -> None:
    (row,) = drafts(read("Title,From,To\nA letter,Mary Ostrow,Per Lindqvist\n"))
    assert row["sender"] == [{"name": "Mary Ostrow", "as_written": "Mary Ostrow"}]
    assert [party["name"] for party in row["people"]] == ["Mary Ostrow", "Per Lindqvist"]


def test_from_and_to_are_a_date_where_they_hold_years(read: Read) -> None:
    (row,) = drafts(read("Title,From,To\nDues,1949,1951\n"))
    assert row["date"]["edtf"] == "1949/1951"
    assert "sender" not in row


@pytest.mark.parametrize(
    ("cells", "display", "edtf", "notes"),
    [
        ("1949-1951,,", "1949-1951", "1949/1951", 0),
        (",1949,1951", "1949 - 1951", "1949/1951", 0),
        (",1949,", "1949", "1949", 0),
        (",1950-03-01,1950-04-30", "1950-03-01 - 1950-04-30", "1950-03/1950-04", 0),
        ("11 January 1950,1950,1950", "11 January 1950", "1950-01-11", 2),
        ('"1826-7, reprinted 1892",1826,1827', "1826-7, reprinted 1892", "1826/1827", 0),
        ("1935,1835,1835", "1935", "1835", 0),
        ("lost,1949,1951", "lost", "1949/1951", 0),
        ("1950,soon,later", "1950", "1950", 2),
        (",1951,1949", "1951 - 1949", "", 0),
        ("n.d.,,", "n.d.", "", 0),
    ],
)
def test_dates_of_several_columns(
    read: Read, cells: str, display: str, edtf: str, notes: int
) -> None:
    items = read(f"Title,Date,Start date,End date\nA,{cells}\n")
    (row,) = drafts(items)
    assert (row["date"]["display"], row["date"].get("edtf", "")) == (display, edtf)
    assert len(row.get("notes", [])) == notes
    assert any("could not be read" in remark for remark in remarks(items)) == (
        not edtf and display != "n.d."
    )
    assert any("is not between" in remark for remark in remarks(items)) == (display == "1935")


def test_an_unreadable_date_keeps_its_words_and_is_reported(read: Read) -> None:
    items = read("Title,Date\nA,Janury the umpteenth\nB,undated\n")
    assert drafts(items)[0]["date"] == {"display": "Janury the umpteenth"}
    assert [remark for remark in remarks(items) if "date" in remark] == [
        "date: the date 'Janury the umpteenth' could not be read"
    ]


def test_day_or_month_first_is_a_setting(read: Read, tmp_path: Path) -> None:
    said = tmp_path / "map.toml"
    said.write_text("[dates]\nday_first = true\n")
    text = "Title,Date\nA,3/4/1950\n"
    assert drafts(read(text))[0]["date"]["edtf"] == "1950-03-04"
    assert drafts(read(text, field_map=str(said)))[0]["date"]["edtf"] == "1950-04-03"


def test_ids_are_a_columns_where_its_values_differ(read: Read) -> None:
    items = read("Barcode,Title\n12,A\n13,B\n")
    assert [item.own_id for item in items if isinstance(item, Draft)] == ["12", "13"]
    items = read("Barcode,Title\n12,A\n12,B\n")
    assert [item.own_id for item in items if isinstance(item, Draft)] == ["", ""]
    assert drafts(items)[0]["notes"] == [{"label": "Barcode", "text": "12"}]
    items = read("Shelf,Title\n12,A\n13,B\n", id="Shelf")
    assert [item.own_id for item in items if isinstance(item, Draft)] == ["12", "13"]


def test_parents_and_levels_make_a_line_of_ancestors(read: Read) -> None:
    items = read(
        "legacyId,parentId,qubitParentSlug,title\n1,,,Fonds\n2,1,,Series\n3,2,,Item\n4,9,,Lost\n"
    )
    assert drafts(items)[2]["ancestors"] == [
        {"id": "1", "title": "Fonds"},
        {"id": "2", "title": "Series"},
    ]
    assert drafts(items)[3]["ancestors"] == [{"id": "9", "title": "9"}]
    items = read("Title,Hierarchy\nTop,1\nMiddle,2\nLow,3\nMiddle again,2\n")
    assert [[above["title"] for above in row.get("ancestors", ())] for row in drafts(items)] == [
        [],
        ["Top"],
        ["Top", "Middle"],
        ["Top"],
    ]


def test_a_record_that_is_its_own_ancestor_ends(read: Read) -> None:
    items = read("legacyId,parentId,qubitParentSlug,title\n1,2,,A\n2,1,,B\n1x,1,,C\n")
    assert len(drafts(items)[2]["ancestors"]) == 2


def test_collections_are_made_of_their_titles(read: Read) -> None:
    items = read("Title,Collection\nA,Harbour Papers\nB,Harbour Papers\n")
    assert [item for item in items if isinstance(item, Collection)] == [
        Collection("harbour-papers", "Harbour Papers", source="boats")
    ]
    assert drafts(items)[1]["collections"] == ["harbour-papers"]


def test_an_address_that_a_browser_must_not_follow_is_a_note(read: Read) -> None:
    (row,) = drafts(read("Title,URL\nA,javascript:alert(1)\n"))
    assert "url" not in row
    assert row["notes"] == [{"label": "URL", "text": "javascript:alert(1)"}]


def test_formulas_and_control_characters_are_text(read: Read) -> None:
    items = read("Title,Date\n\"=cmd|' /C calc'!A0\",1950\nnul\x00 in it,1951\n")
    assert titles(items) == ["=cmd|' /C calc'!A0", "nul\x00 in it"]  # the load takes NUL out


def test_cells_with_null_are_empty_and_it_is_said(read: Read) -> None:
    items = read("Title,Creator\nA,NULL\n")
    assert drafts(items) == [{"title": "A"}]
    assert "NULL were read as empty" in remarks(items)[0]


@pytest.mark.parametrize("cell", ["null", "\\N", "NaN", "<NA>", "#N/A"])
def test_so_are_the_empty_cells_of_other_programs(read: Read, cell: str) -> None:
    items = read(f'Title,Subjects\nA,"[""fish""]"\nB,{cell}\nC,Nan\n')
    assert [row.get("subjects") for row in drafts(items)] == [["fish"], None, ["Nan"]]


def test_a_record_that_its_source_does_not_publish_is_held_back(read: Read) -> None:
    items = read("Title,Publish\nA,FALSE\nB,TRUE\nC,\nD,maybe\n")
    assert titles(items) == ["B", "C"]
    held = [item for item in items if isinstance(item, Held)]
    assert [(item.where.line, item.mark, item.is_unclear) for item in held] == [
        (2, "Publish", False),
        (5, "Publish", True),
    ]


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ("culture,typeOfEntity,authorizedFormOfName", "authority records"),
        ("location_building,location_floor,location_room", "storage locations"),
        ("subject_authority_id,term_1,term_type_1", "subject headings"),
    ],
)
def test_what_is_no_catalogue_is_refused_and_called_what_it_is(
    read: Read, headers: str, reason: str
) -> None:
    with pytest.raises(LoadError, match=reason):
        read(f"{headers}\na,b,c\n")


def test_the_samples_load(mapping: RecordMapping) -> None:
    items = list(FORMAT.read([str(SAMPLES / "catalogue.csv")], Options(mapping, "boats")))
    assert rejects(items) == []
    rows = drafts(items)
    assert len(rows) == 8
    assert rows[2]["title"] == "[Untitled, MS 12/3, Item, 13/7/50]"
    assert rows[2]["date"]["edtf"] == "1950-07-13"
    assert [party["name"] for party in rows[0]["people"]] == ["Ostrow, Mary", "Lindqvist, Per"]
    assert FORMAT.source_name([str(SAMPLES / "catalogue.csv")]) == "catalogue"


HEADLESS = (
    '1,1,"1. Sir A. Brown to Mr C. Davis",Volume 1,1937-01-26,CP 290/6\n'
    "2,1,2 Mr C. Davis to Mr E. Frost,Volume 1,1937-02-02,A981\n"
    "3,1,3 Memorandum prepared,Volume 1,1937-02-09,\n"
)


@pytest.mark.parametrize(
    "table",
    [
        "B 12,Letter of thanks,1899-02-03\nB 13,Plan of the harbour,1900-01-05\n",
        "Report on mines,1845,Potosi\nReport on mules,1846,Oruro\nReport on roads,1847,Sucre\n",
        "Roe;Anna;1845;Letter to her son\nDoe;Carl;1846;Letter to his wife\n",
        "Photograph,Harbour,3 May 1920\nPhotograph,Bridge,4 May 1920\n",
    ],
)
def test_one_value_over_values_of_its_kind_tells_that_there_are_no_headers(
    read: Read, table: str
) -> None:
    with pytest.raises(LoadError, match=r"no row of headers"):
        read(table)


def test_years_beside_a_known_header_are_headers(read: Read) -> None:
    assert titles(read("Title,1950,1951\nFish,12,13\n")) == ["Fish"]


def test_a_table_without_headers_is_refused_with_what_would_do(read: Read) -> None:
    with pytest.raises(LoadError, match=r"no row of headers.*header=no --columns"):
        read(HEADLESS)


def test_a_table_without_headers_loads_with_columns_that_are_named(read: Read) -> None:
    items = read(HEADLESS, header="no", columns="no,,title,,date,reference")
    assert titles(items)[0] == "1. Sir A. Brown to Mr C. Davis"
    assert [row["date"]["edtf"] for row in drafts(items)] == [
        "1937-01-26", "1937-02-02", "1937-02-09",
    ]  # fmt: skip
    assert [item.where.line for item in items if isinstance(item, Draft)] == [1, 2, 3]


def test_unknown_headers_are_headers(read: Read) -> None:
    assert len(drafts(read("Foo,Bar,1950\na,1,2\nb,3,4\n", titles="supplied"))) == 2
    assert len(drafts(read("1949,1950\n1,2\n3,4\n", header="yes", titles="supplied"))) == 2


@pytest.mark.parametrize("options", [{"header": "no"}, {"columns": "a,b"}, {"header": "maybe"}])
def test_half_of_what_a_table_without_headers_wants_is_refused(
    read: Read, options: dict[str, str]
) -> None:
    with pytest.raises(LoadError, match="header"):
        read(HEADLESS, **options)


def test_the_export_of_a_program_is_understood(read: Read) -> None:
    (row,) = drafts(
        read(
            "document_url,original_publication_date,title,text_body,associated_places,"
            "subjects_discussed,associated_people_orgs,document_contributors,original_upload_date\n"
            'https://x.example/1,1950-10-08,A letter,The text,"[""Korea, North"", ""China""]",'
            '"[""War""]","[""Kim, Il Sung""]",[],2011-11-20\n'
        )
    )
    assert row["url"] == "https://x.example/1"
    assert row["date"]["edtf"] == "1950-10-08"
    assert row["text"] == "The text"
    assert row["places"] == ["Korea, North", "China"]
    assert row["subjects"] == ["War"]
    assert [party["name"] for party in row["people"]] == ["Kim, Il Sung"]
    assert row["notes"] == [{"label": "original_upload_date", "text": "2011-11-20"}]


def test_compound_headers_are_understood_by_their_parts(read: Read) -> None:
    header = "Record Num,Doc Date,Doc Type,File Num,To Name,From Name,Title"
    row_of_it = '104-1,03/31/1964,PAPER,201-1,"ROE, J.","DOE, R.",REPORT ON TRAVEL'
    (row,) = drafts(read(f"{header}\n{row_of_it}\n"))
    assert row["date"]["edtf"] == "1964-03-31"
    assert row["type"] == "PAPER"
    assert [party["name"] for party in row["recipient"]] == ["ROE, J."]
    assert [party["name"] for party in row["sender"]] == ["DOE, R."]
    assert row["reference"] == "201-1"
    header = "doc_title_en,doc_title_ru,to_person,from_person,keywords_json,archive_ref"
    (row,) = drafts(read(f'{header}\nGrain,Зерно,J. Roe,R. Doe,"[""grain"", ""trade""]",F 1/2\n'))
    assert (row["title"], row["titles"]) == ("Grain", [{"text": "Зерно", "language": "ru"}])
    assert (row["sender"][0]["name"], row["recipient"][0]["name"]) == ("R. Doe", "J. Roe")
    assert (row["subjects"], row["reference"]) == (["grain", "trade"], "F 1/2")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('["a", "b"]', ["a", "b"]),
        ("[]", []),
        ('{"name": "Ann"}', {"name": "Ann"}),
        ("[1950]", "[1950]"),
        ("[195-?]", "[195-?]"),
        ("[Untitled]", "[Untitled]"),
        ("[" * 5000 + "]" * 5000, "[" * 5000 + "]" * 5000),
        ('["a"', '["a"'),
    ],
)
def test_json_in_a_cell(cell: str, value: object) -> None:
    assert values_in(cell) == value


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("Ref,Thing,When\nA 1,Letter to the mayor,1950\nA 2,Plan of the mole,1951\n", "Thing"),
        ("Title,What,When\n,Letter to the mayor,1950\n,Plan of the mole,1951\n", "What"),
        ("What,Of\nhttps://x.example/1,Plan of a quay\nhttps://x.example/2,Dues of a port\n", "Of"),
    ],
)
def test_a_table_without_titles_is_refused_with_what_could_be_some(
    read: Read, text: str, likely: str
) -> None:
    with pytest.raises(LoadError, match=f"could be titles: '{likely}'"):
        read(text)
    assert len(drafts(read(text, titles="supplied"))) == 2
    assert titles(read(text, map=f"title={likely}"))[0]


def test_one_row_with_a_title_is_enough(read: Read) -> None:
    assert len(titles(read("Ref,Title\nA 1,\nA 2,Plan of the mole\n"))) == 2


def test_a_table_that_is_held_back_whole_is_not_called_untitled(read: Read) -> None:
    assert drafts(read("Title,Published\n,no\n,no\n")) == []


@pytest.mark.parametrize(
    ("header", "language"),
    [("title_jp", "ja"), ("Title (Japanese)", "ja"), ("Japanese title", "ja"), ("titleRu", "ru"),
     ("doc_title_ru", "ru"),
     ("Title in German", ""), ("german_title", "de")],
)  # fmt: skip
def test_a_title_in_another_language_is_a_title_too(read: Read, header: str, language: str) -> None:
    (row,) = drafts(read(f"id,title,{header}\n1,A letter,Another\n"))
    assert row["title"] == "A letter"
    if language:
        assert row["titles"] == [{"text": "Another", "language": language}]
    else:  # nothing is lost of it
        assert {"label": header, "text": "Another"} in row["notes"]


@pytest.mark.parametrize("headers", ["título,título_en", "title,title_en", "titre,titre_en"])
def test_an_ending_of_language_tells_two_titles_apart(read: Read, headers: str) -> None:
    (row,) = drafts(read(f"{headers}\nCarta,A letter\n"))
    assert (row["title"], row["titles"]) == ("Carta", [{"text": "A letter", "language": "en"}])


def test_one_date_of_a_table_says_in_what_order_the_others_are(read: Read) -> None:
    items = read("Title,Date\nA boat,3/4/1951\nA pier,13/4/1951\n")
    assert [row["date"]["edtf"] for row in drafts(items)] == ["1951-04-03", "1951-04-13"]
    assert not remarks(items)
    items = read("Title,From,To\nA boat,3/4/1951,13/4/1951\nA pier,3/4/1951,\n")
    assert [row["date"]["edtf"] for row in drafts(items)] == [
        "1951-04-03/1951-04-13",
        "1951-04-03",
    ]


def test_an_order_that_no_date_of_a_table_decides_is_told(read: Read) -> None:
    items = read("Title,Date\nA boat,3/4/1951\n")
    assert [row["date"]["edtf"] for row in drafts(items)] == ["1951-03-04"]
    assert remarks(items) == [
        "date: '3/4/1951' and its like were read with the month first, though no date of the table "
        "says so (--day-first or --month-first says it)"
    ]
    assert "disagree" in remarks(read("Title,Date\nA,3/4/51\nB,13/4/51\nC,4/13/51\n"))[0]
    assert not remarks(read("Title,Date\nA boat,3/4/1951\n", day_first="no"))


def test_a_day_in_figures_beside_persian_words_is_of_irans_calendar(read: Read) -> None:
    items = read("Title,Date\nنامه به وزیر,1358/08/13\nA boat,1358/08/13\n")
    assert [row["date"]["edtf"] for row in drafts(items)] == ["1979-11-04", "1358-08-13"]


def test_a_mark_for_the_value_above_is_nobodys_name(read: Read) -> None:
    items = read("Title,From,To,Date\nA boat,,,\nA pier,〃,do.,ditto\n")
    second = drafts(items)[1]
    assert "sender" not in second
    assert "recipient" not in second
    assert "edtf" not in second["date"]
    assert [(note["label"], note["text"]) for note in second["notes"]] == [
        ("From", "〃"),
        ("To", "do."),
    ]
    assert "From: it stands for the value above, which is not taken; '〃' is kept as a note" in (
        remarks(items)
    )
