"""TEI that is no volume of documents: a letter a file, letters in a file, lists of letters."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from index_mappings.mapping import RecordMapping
from index_mappings.record import Collection
from loaders.drafts.draft import Draft, Item, Reject, Remark
from loaders.drafts.format import Options
from loaders.tei import FORMAT

SAMPLE = Path(__file__).parents[1] / "samples" / "formats" / "letter.xml"
TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"{}>{}</TEI>'
TITLE = "<fileDesc><titleStmt><title>{}</title></titleStmt></fileDesc>"


def read(path: Path, mapping: RecordMapping) -> list[Item]:
    return list(FORMAT.read([str(path)], Options(mapping, "letters")))


def drafts(items: list[Item]) -> list[Draft]:
    assert [item for item in items if isinstance(item, Reject)] == []
    return [item for item in items if isinstance(item, Draft)]


@pytest.fixture
def read_text(tmp_path: Path, mapping: RecordMapping):
    def read_file(inside: str, attributes: str = "") -> list[Item]:
        path = tmp_path / "one.xml"
        path.write_text(TEI.format(attributes, inside), encoding="utf-8")
        return read(path, mapping)

    return read_file


def names(values: Any, field: str) -> list[str]:
    return [party["name"] for party in values[field]]


def test_a_file_that_is_one_letter_is_one_record(mapping: RecordMapping) -> None:
    items = read(SAMPLE, mapping)
    (draft,) = drafts(items)
    assert len(items) == 1
    values = draft.values
    assert draft.own_id == "aldous-1852-05-03"
    assert values["title"] == "Mary Aldous to the Harbor Office, on the price of rope"
    assert values["sender"] == [{"name": "Mary Aldous", "as_written": "Aldous, Mary"}]
    assert names(values, "recipient") == ["Harbor Office"]
    assert values["recipient"][0]["person"] is False
    assert (values["date"]["display"], values["date"]["edtf"]) == ("3 May", "1852-05-03")
    assert values["places"] == ["Aldermouth"]
    assert values["summary"].startswith("She asks why rope")
    assert values["text"].split("\n\n")[2].startswith("A fathom of two-inch rope")
    assert (values["language"], values["subjects"]) == (["English"], ["Rope", "Prices"])
    assert (values["repository"], values["reference"]) == ("Westmere Town Archive", "HO 3/17")
    assert values["rights"] == "Free to use."
    assert {"label": "Received", "text": "Westmere, 1852-05-05"} in values["notes"]
    assert {"label": "Correspondence", "text": "The Office answers on 9 May"} in values["notes"]
    assert "collections" not in values


def test_what_a_header_says_of_the_making_is_the_date_and_of_the_edition_is_not(read_text) -> None:
    published = (
        "<fileDesc><titleStmt><title>A diary</title><author>Verhoeven, Jan</author><respStmt>"
        "<resp>typed by</resp><name>A. Clerk</name></respStmt></titleStmt><publicationStmt>"
        "<publisher>The Town</publisher><date when='2019'/><distributor>By post</distributor>"
        "</publicationStmt></fileDesc>"
    )
    text = "<text><body><p>Rain.</p></body></text>"
    made = "<profileDesc><creation>Begun <date when='1790'>1790</date></creation></profileDesc>"
    (with_date,) = drafts(read_text(f"<teiHeader>{published}{made}</teiHeader>{text}"))
    assert with_date.values["date"]["edtf"] == "1790"
    assert with_date.own_id == "one"
    assert with_date.values["people"] == [
        {"name": "Jan Verhoeven", "as_written": "Verhoeven, Jan", "role": "Author"}
    ]
    notes = " | ".join(note["text"] for note in with_date.values["notes"])
    assert "typed by A. Clerk" in notes
    assert "By post" in notes
    (without,) = drafts(read_text(f"<teiHeader>{published}</teiHeader>{text}"))
    assert without.values["date"] is None


def test_a_title_gives_parties_where_the_header_describes_no_letter(read_text) -> None:
    header = TITLE.format("Letter, Mary Aldous to John Pike, 3 May 1852")
    text = (
        "<text><body><div><dateline>Aldermouth, 3 May 1852</dateline><p>Hm.</p></div></body></text>"
    )
    (draft,) = drafts(read_text(f"<teiHeader>{header}</teiHeader>{text}"))
    assert draft.values["type"] == "Letter"
    assert names(draft.values, "sender") == ["Mary Aldous"]
    assert names(draft.values, "recipient") == ["John Pike"]
    date = draft.values["date"]
    assert (date["display"], date["edtf"]) == ("3 May 1852", "1852-05-03")


def test_several_letters_of_a_file_are_records_of_a_volume(read_text) -> None:
    letters = "".join(
        f'<div type="{kind}" n="{number}"><head>A {kind}</head><dateline>May {number}, 1852'
        f"</dateline><p>Words {number}.</p></div>"
        for number, kind in enumerate(("letter", "Letter", "entry"), 1)
    )
    header = f"<teiHeader>{TITLE.format('The Aldous papers')}</teiHeader>"
    items = read_text(f"{header}<text><body>{letters}</body></text>", ' xml:id="aldous"')
    assert isinstance(items[0], Collection)
    assert items[0].title == "The Aldous papers"
    found = drafts(items)
    assert [draft.own_id for draft in found] == ["aldous/1", "aldous/2", "aldous/3"]
    assert [draft.values["date"]["edtf"] for draft in found] == [
        "1852-05-01",
        "1852-05-02",
        "1852-05-03",
    ]


def test_a_list_of_letters_is_a_record_each(read_text) -> None:
    described = "".join(
        f'<correspDesc ref="https://letters.example/{number}"><correspAction type="sent">'
        f"<persName>Aldous, Mary</persName><date from='185{number}-01-01' to='185{number}-02-01'/>"
        "</correspAction><correspAction type='received'><persName>Pike, John</persName>"
        "</correspAction></correspDesc>"
        for number in range(3)
    )
    header = (
        f"<teiHeader>{TITLE.format('Register')}<profileDesc>{described}</profileDesc></teiHeader>"
    )
    found = drafts(read_text(f"{header}<text><body><p/></body></text>"))
    assert [draft.own_id for draft in found] == [f"https://letters.example/{n}" for n in range(3)]
    first = found[0].values
    assert first["title"] == "[Letter, Mary Aldous to John Pike, 1850-01-01/1850-02-01]"
    assert first["url"] == "https://letters.example/0"
    assert first["date"]["precision"] == "range"
    assert names(first, "people") == ["Mary Aldous", "John Pike"]


def test_each_text_of_a_corpus_is_a_record(tmp_path: Path, mapping: RecordMapping) -> None:
    path = tmp_path / "corpus.xml"
    texts = "".join(
        f"<TEI><teiHeader>{TITLE.format(f'Text {n}')}</teiHeader><text><p>{n}</p></text></TEI>"
        for n in range(3)
    )
    header = f"<teiHeader>{TITLE.format('All')}</teiHeader>"
    path.write_text(f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{header}{texts}</teiCorpus>')
    found = drafts(read(path, mapping))
    assert [(draft.values["title"], draft.own_id) for draft in found] == [
        (f"Text {n}", "") for n in range(3)
    ]


def test_a_folder_of_letters_is_one_source(tmp_path: Path, mapping: RecordMapping) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    for number in range(2):
        text = SAMPLE.read_text().replace("aldous-1852", f"aldous-{number}")
        (folder / f"{number}.xml").write_text(text)
    assert FORMAT.source_name([str(folder)]) == "letters"
    assert [draft.own_id for draft in drafts(read(folder, mapping))] == [
        "aldous-0-05-03",
        "aldous-1-05-03",
    ]


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("", "neither a title nor a text"),
        ("<teiHeader><fileDesc/></teiHeader><text><body/></text>", "neither a title nor a text"),
    ],
)
def test_nothing_is_no_record(read_text, inside: str, said: str) -> None:
    (reject,) = (item for item in read_text(inside) if isinstance(item, Reject))
    assert said in reject.reason


def test_what_no_field_takes_is_said(read_text) -> None:
    header = f"{TITLE.format('A text')}<revisionDesc><change>Mended.</change></revisionDesc>"
    items = read_text(f"<teiHeader>{header}</teiHeader><standOff><p>Aside.</p></standOff>")
    said = " ".join(item.message for item in items if isinstance(item, Remark))
    assert "Mended." in said
    assert "Aside." in said


def test_a_compressed_file_is_told_from_broken_xml(tmp_path: Path, mapping: RecordMapping) -> None:
    path = tmp_path / "letter.xml"
    path.write_bytes(gzip.compress(SAMPLE.read_bytes()))
    (reject,) = read(path, mapping)
    assert isinstance(reject, Reject)
    assert "compressed" in reject.reason


_PERSONS = "<listPerson><person><persName>Roe, Ann</persName></person></listPerson>"


@pytest.mark.parametrize(
    "inside", [f"<standOff>{_PERSONS}</standOff>", f"<text><body>{_PERSONS}</body></text>"]
)
def test_a_file_of_nothing_but_names_has_no_record(
    tmp_path: Path, mapping: RecordMapping, inside: str
) -> None:
    title = "<fileDesc><titleStmt><title>Persons</title></titleStmt></fileDesc>"
    path = tmp_path / "persons.xml"
    path.write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{title}</teiHeader>{inside}</TEI>'
    )
    (item,) = read(path, mapping)
    assert isinstance(item, Reject)
    assert item.reason == (
        "the file lists names of persons, places or bodies and has no text: it has no records"
    )


@pytest.mark.parametrize(
    ("line", "display", "edtf"),
    [
        ("Field, January 12, 1951—10 p.m.", "January 12, 1951—10 p.m.", "1951-01-12"),
        ("Field, May 3 [1951]", "May 3 [1951]", "1951-05-03"),
    ],
)
def test_a_dateline_without_marks_is_read(
    tmp_path: Path, mapping: RecordMapping, line: str, display: str, edtf: str
) -> None:
    path = tmp_path / "letter.xml"
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div type="document">'
        f"<head>Note</head><opener><dateline>{line}</dateline></opener><p>Words.</p></div>"
        "</body></text></TEI>"
    )
    (found,) = [draft.values["date"] for draft in drafts(read(path, mapping))]
    assert (found["display"], found["edtf"]) == (display, edtf)


DOUBTS = (
    ("He <supplied>never</supplied> came", "He [never] came"),
    ("He <unclear>never</unclear> came.", "He never[?] came."),
    ("Sta<supplied>li</supplied>n came", "Stalin came"),
    ("Sta<unclear>lin</unclear> came", "Stalin came"),
    ("He <supplied>[never]</supplied> came", "He [never] came"),
    ("He <unclear><gap/></unclear> came", "He […] came"),
    ("He <unclear/> came", "He came"),
    ("<supplied>He came</supplied>, <unclear>late</unclear>, home", "[He came], late[?], home"),
)


@pytest.mark.parametrize(("words", "text"), DOUBTS)
def test_words_that_an_editor_supplied_or_cannot_read_say_so(
    words: str, text: str, tmp_path: Path, mapping: RecordMapping
) -> None:
    path = tmp_path / "t.xml"
    path.write_text(
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title>Roe"
        "</title></titleStmt><publicationStmt/><sourceDesc/></fileDesc></teiHeader><text><body>"
        f"<div type='document'><head>Roe</head><p>{words}</p></div></body></text></TEI>",
        encoding="utf-8",
    )
    (draft,) = (x for x in FORMAT.read([str(path)], Options(mapping, "t")) if isinstance(x, Draft))
    assert draft.values["text"] == text
