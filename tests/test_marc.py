"""The format `marc`: three forms of one record, characters of any age, nothing lost."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from nothing_lost import lost, said
from pymarc import Field, Indicators, MARCReader, Record, Subfield

from index_mappings.mapping import RecordMapping
from index_mappings.names import NameEntry
from loaders.drafts import terms
from loaders.drafts.draft import Draft, Held, Item, Reject, Remark
from loaders.drafts.format import Options
from loaders.marc import FORMAT

SAMPLE = Path(__file__).parents[1] / "samples" / "formats" / "records.marcxml"
BLANKS = Indicators(" ", " ")


def read(path: Path, mapping: RecordMapping, **extra: str) -> list[Item]:
    return list(FORMAT.read([str(path)], Options(mapping, "town", extra)))


def read_all(path: Path, mapping: RecordMapping) -> list[Item]:
    """Return what is in a file, what is not public and what is for machines too."""
    options = Options(mapping, "town", {"raw": "keep"}, publish_held=True)
    return list(FORMAT.read([str(path)], options))


def drafts(items: list[Item]) -> list[Draft]:
    return [item for item in items if isinstance(item, Draft)]


def one(path: Path, mapping: RecordMapping) -> dict[str, Any]:
    (draft,) = drafts(read(path, mapping))
    return dict(draft.values)


def marc(*fields: tuple[str, str], coded: str = "", kind: str = "a") -> Record:
    """Return a record of fields such as ("245", "$aOne$cTwo")."""
    record = Record()
    record.leader = f"00000n{kind}m a2200000   4500"  # type: ignore[assignment]
    made = [Field("001", data="r1")]
    if coded:
        made.append(Field("008", data=coded))
    for tag, text in fields:
        subfields = [Subfield(part[0], part[1:]) for part in text.split("$")[1:]]
        made.append(Field(tag, indicators=BLANKS, subfields=subfields))
    record.fields.extend(made)
    return record


@pytest.fixture
def written(tmp_path: Path):
    def write(*records: Record) -> Path:
        path = tmp_path / "records.mrc"
        path.write_bytes(b"".join(record.as_marc() for record in records))
        return path

    return write


@pytest.fixture
def sample(mapping: RecordMapping) -> list[Item]:
    return read(SAMPLE, mapping)


def test_what_a_record_says_is_under_the_field_it_is_for(sample: list[Item]) -> None:
    draft = drafts(sample)[0]
    values = draft.values
    assert draft.own_id == "wm-0001"
    assert values["title"] == "Harbor Office records"
    assert (values["date"]["display"], values["date"]["edtf"]) == ("1911-1964.", "1911/1964")
    assert values["summary"] == "Letters, ledgers and plans of the office that ran the quay."
    assert values["reference"] == "HO 1-21"
    assert values["extent"] == "21 boxes"
    assert values["language"] == ["English", "Dutch"]
    assert values["access_note"] == "Personnel files are closed for 75 years."
    assert values["rights"] == "Copyright is the town's."
    assert values["repository"] == "Westmere Town Archive"
    assert values["url"] == "https://archive.example/harbor-office"
    assert (values["type"], values["level"]) == ("Mixed materials", "collection")
    assert "Ledgers" in values["subjects"]
    assert {"label": "Genre", "text": "Ledgers"} in values["notes"]
    assert values["places"] == ["Westmere"]
    assert "Dredging -- Westmere" in values["subjects"]
    assert "Verhoeven, Jan, 1880-1951 -- Correspondence" in values["subjects"]
    people = {party["name"]: party for party in values["people"]}
    assert people["Westmere Harbor Office"]["role"] == "Creator"
    assert people["Westmere Harbor Office"]["person"] is False
    assert people["Verhoeven, Jan, 1880-1951"]["role"] == "Subject"
    assert people["Aldous, Mary"]["role"] == "Addressee"
    assert [party["name"] for party in values["recipient"]] == ["Aldous, Mary"]
    assert {"label": "Biography or history", "text": "Set up in 1911 to run the new quay."} in (
        values["notes"]
    )


def test_a_copyright_year_is_no_circa(sample: list[Item]) -> None:
    date = drafts(sample)[1].values["date"]
    assert (date["display"], date["edtf"], date["precision"]) == ("c1936", "1936", "year")


def authority(*fields: tuple[str, str], first: str = "1") -> Record:
    record = marc(*fields, kind="z")
    record.leader = "00000nz  a2200000n  4500"  # type: ignore[assignment]
    for field in record.fields:
        if not field.control_field and field.tag[0] in "14":
            field.indicators = Indicators(first, " ")
    return record


def name_of(record: Record, written, mapping: RecordMapping) -> NameEntry:
    (entry,) = [item for item in read(written(record), mapping) if isinstance(item, NameEntry)]
    return entry


def test_an_authority_record_is_a_name_with_its_see_references(sample: list[Item]) -> None:
    (entry,) = [item for item in sample if isinstance(item, NameEntry)]
    assert (entry.id, entry.kind, entry.history) == ("wm-0003", "person", "1880-1951")
    assert [(form.text, form.is_variant) for form in entry.forms] == [
        ("Verhoeven, Jan", False), ("Verhoeven, Johannes", True),
    ]  # fmt: skip
    assert [item for item in sample if isinstance(item, Reject)] == []


@pytest.mark.parametrize(
    ("fields", "kind", "forms"),
    [
        (
            (("110", "$aUnited Nations.$bSecretariat."), ("410", "$aU.N.$bSecretariat")),
            "body", ["United Nations. Secretariat", "U.N. Secretariat"],
        ),
        ((("151", "$aBeijing (China)"), ("451", "$aPeking")), "place",
         ["Beijing (China)", "Peking"]),
        ((("150", "$aFerries"), ("450", "$aFerry boats"), ("450", "$aBoats$xFerries")), "term",
         ["Ferries", "Ferry boats"]),
        ((("100", "$aMao, Zedong,$d1893-1976"), ("880", "$6100-01/$1$a毛泽东"),
          ("880", "$6400-02$aMao Tse-tung"), ("500", "$aJiang, Qing")), "person",
         ["Mao, Zedong", "毛泽东", "Mao Tse-tung"]),
    ],
)  # fmt: skip
def test_what_is_a_form_of_a_name(
    mapping: RecordMapping, written, fields: Any, kind: str, forms: list[str]
) -> None:
    entry = name_of(authority(*fields), written, mapping)
    assert (entry.kind, [form.text for form in entry.forms]) == (kind, forms)


def test_a_family_is_told_from_a_person(mapping: RecordMapping, written) -> None:
    fields = (("100", "$aRoe family"), ("400", "$aRow family"))
    assert name_of(authority(*fields, first="3"), written, mapping).kind == "family"


def test_what_a_name_has_no_place_for_is_told_and_a_note_of_the_staff_is_not_shown(
    mapping: RecordMapping, written
) -> None:
    record = authority(("100", "$aRoe, Ann"), ("667", "$aAsk her sister"), ("510", "$aThe Harbour"))
    items = read(written(record), mapping)
    assert "sister" not in repr(items)
    assert any("510" in item.message for item in items if isinstance(item, Remark))


def test_an_authority_record_of_a_work_is_refused(mapping: RecordMapping, written) -> None:
    items = read(written(authority(("100", "$aRoe, Ann.$tDiary"))), mapping)
    (reject,) = [item for item in items if isinstance(item, Reject)]
    assert "no heading of a person, body, place or term" in reject.reason
    # as text, which is told with --publish-held alone
    assert isinstance(reject.raw, str)
    assert json.loads(reject.raw)["fields"][0] == {"001": "r1"}


def test_what_is_marked_private_is_not_published(sample: list[Item]) -> None:
    assert "widow" not in str(sample)
    assert [item.mark for item in sample if isinstance(item, Held)] == ["541, first indicator 0"]


def test_nonpublic_notes_are_not_published(mapping: RecordMapping, written) -> None:
    items = read(written(marc(("245", "$aOne"), ("852", "$bTown$xkey at the desk$zAsk"))), mapping)
    assert "desk" not in str(items)
    assert [item.mark for item in items if isinstance(item, Held)] == ["852$x"]
    assert "ask" in said(drafts(items))


@pytest.mark.parametrize(
    "tag",
    ["526", "583", "852", "856", "857", "859", "863", "864", "865", "866", "867", "868", "876",
     "877", "878"],
)  # fmt: skip
def test_a_nonpublic_note_of_holdings_is_held_back_and_the_public_one_is_shown(
    mapping: RecordMapping, written, tag: str
) -> None:
    record = marc(("245", "$aOne"), (tag, "$aopen$xfor the desk$zask first"), kind="p")
    items = read(written(record), mapping)
    assert "desk" not in str(items)
    assert [item.mark for item in items if isinstance(item, Held)] == [f"{tag}$x"]
    assert "ask first" in said(drafts(items)) and "open" in said(drafts(items))


@pytest.mark.parametrize(
    ("title", "read_as"),
    [
        ("$aLetters$h[microform] :$bto the harbor /$cA. Smith", "Letters : to the harbor"),
        ("$aLetters$h[microform] /$cA. Smith", "Letters"),
    ],
)
def test_a_medium_leaves_the_punctuation_of_the_title(
    mapping: RecordMapping, written, title: str, read_as: str
) -> None:
    values = one(written(marc(("245", title))), mapping)
    assert values["title"] == read_as
    assert {"label": "Medium", "text": "[microform]"} in values["notes"]


def test_families_and_meetings_are_no_persons(mapping: RecordMapping, written) -> None:
    record = marc(("111", "$aHarbor Congress$n(2nd :$d1950 :$cBonn).$eCommittee$jorganizer"))
    family = Indicators("3", " ")
    record.fields.append(Field("700", family, [Subfield("a", "Verhoeven family")]))
    people = one(written(record), mapping)["people"]
    assert [(party["name"], party.get("role", ""), party["person"]) for party in people] == [
        ("Harbor Congress (2nd : 1950 : Bonn). Committee", "Organizer", False),
        ("Verhoeven family", "", False),
    ]


def test_a_stated_month_is_kept_where_the_codes_have_its_year(
    mapping: RecordMapping, written
) -> None:
    year = "240105s1950"
    month = one(written(marc(("245", "$aA"), ("264", "$cMarch 1950."), coded=year)), mapping)
    assert (month["date"]["display"], month["date"]["edtf"]) == ("March 1950", "1950-03")
    other = one(written(marc(("245", "$aA"), ("264", "$c5710"), coded=year)), mapping)
    assert (other["date"]["display"], other["date"]["edtf"]) == ("5710", "1950")


def test_no_value_of_the_sample_is_lost(mapping: RecordMapping) -> None:
    # a name has no place for its leader
    assert missing(texts(SAMPLE), read_all(SAMPLE, mapping)) == ["00000nz  a2200000n  4500"]


def test_the_three_forms_of_a_record_read_alike(
    mapping: RecordMapping, written, tmp_path: Path
) -> None:
    record = marc(("245", "$aČeské země /$cJ. Novák"), ("520", "$aO řekách."), ("650", "$aŘeky."))
    binary = one(written(record), mapping)
    as_json = tmp_path / "record.json"
    as_json.write_text(json.dumps([record.as_dict()]), encoding="utf-8")
    assert one(as_json, mapping)["title"] == "České země"
    from pymarc import record_to_xml  # noqa: PLC0415

    as_xml = tmp_path / "record.xml"
    as_xml.write_bytes(record_to_xml(record))
    for other in (as_json, as_xml):
        assert one(other, mapping) == binary


def test_marc8_is_read_by_its_own_table(mapping: RecordMapping, tmp_path: Path) -> None:
    record = marc(("245", "$aE\u0301cole"))
    data = bytearray(record.as_marc())
    data[9:10] = b" "
    path = tmp_path / "old.mrc"
    # An acute accent is a byte before its letter in MARC-8, and two bytes after it in UTF-8.
    text = bytes(data).replace("E\u0301cole".encode(), b"\xe2Ecole ")
    path.write_bytes(text)
    assert one(path, mapping)["title"] == "École"


@pytest.mark.parametrize(
    ("encoding", "text", "said_so"),
    [("utf-8", "Ἀθῆναι", "is UTF-8"), ("cp1251", "Письма из Москвы о постройке порта", "cp1251")],
)
def test_a_leader_that_says_the_wrong_characters(
    mapping: RecordMapping, tmp_path: Path, encoding: str, text: str, said_so: str
) -> None:
    body = b"  \x1fa" + text.encode(encoding) + b"\x1e"
    directory = b"245" + f"{len(body):04}".encode() + b"00000\x1e"
    base = 24 + len(directory)
    leader = f"{base + len(body) + 1:05}nam  22{base:05}   4500".encode()
    path = tmp_path / "odd.mrc"
    path.write_bytes(leader + directory + body + b"\x1d")
    items = read(path, mapping)
    assert drafts(items)[0].values["title"] == text
    assert said_so in " ".join(item.message for item in items if isinstance(item, Remark))


def binary(text: bytes, *, says: str = "a", tag: str = "245") -> bytes:
    """Return a record of one field, whose leader says UTF-8 with "a" and MARC-8 with a blank."""
    body = b"10\x1fa" + text + b"\x1e"
    directory = tag.encode() + f"{len(body):04}".encode() + b"00000\x1e"
    base = 24 + len(directory)
    leader = f"{base + len(body) + 1:05}nam {says}22{base:05}   4500".encode()
    return leader + directory + body + b"\x1d"


@pytest.mark.parametrize(
    ("written_as", "title", "encoding"),
    [
        (b"Th\xe2eodore \xe1a Gen\xe1eve", "Théodore à Genève", "MARC-8"),
        (b"M\xe8uller, Die Br\xe8ucke", "Müller, Die Brücke", "MARC-8"),
        (b"El ni\xe4no", "El niño", "MARC-8"),
        (b"Dvo\xe9r\xe2ak", "Dvořák", "MARC-8"),
        (b"\xa1\xe2od\xe2z, S\xb2ren", "Łódź, Søren", "MARC-8"),
        (b"The \x1bgb\x1bs file", "The β file", "MARC-8"),
        ("Histoire générale".encode("latin-1"), "Histoire générale", "cp1252"),
        ("La façade de l'église".encode("latin-1"), "La façade de l'église", "cp1252"),
        ("Hände und Füße".encode("latin-1"), "Hände und Füße", "cp1252"),
        ("Cartas de São Paulo".encode("latin-1"), "Cartas de São Paulo", "cp1252"),
        ("A missão em João Pessoa".encode("latin-1"), "A missão em João Pessoa", "cp1252"),
        (b"La c\xe3ote de la Ga\xe3ele", "La côte de la Gaêle", "MARC-8"),
        (b"Ng\xe3o \xa3\xe0inh Di\xf2\xe3em", "Ngô Đỉnh Diệm", "MARC-8"),
        ("“Straße”".encode("cp1252"), "“Straße”", "cp1252"),
        ("Café".encode() + b" \xe9", "Café \ufffd", "UTF-8"),
    ],
)
def test_a_record_that_says_utf8_and_is_none_is_read_as_what_it_is(
    mapping: RecordMapping, tmp_path: Path, written_as: bytes, title: str, encoding: str
) -> None:
    path = tmp_path / "odd.mrc"
    path.write_bytes(binary(written_as))
    items = read(path, mapping)
    assert drafts(items)[0].values["title"] == title
    assert encoding in " ".join(item.message for item in items if isinstance(item, Remark))


def test_what_is_for_machines_is_kept_where_it_is_asked_for(
    mapping: RecordMapping, written
) -> None:
    path = written(
        marc(
            ("035", "$a(Sys)ocm123"), ("040", "$aXYZ"), ("245", "$6880-01$aA mill"),
            ("500", "$aA note.$5TownLib"), ("650", "$aMills.$0(Au)sh9"), ("690", "$aLocal term"),
            ("880", "$6245-01/$1$a製粉所"), ("XYZ", "$aOdd"), ("366", "$aStock"),
        )
    )  # fmt: skip
    values = one(path, mapping)
    assert values["notes"] == [
        {"label": "Note", "text": "A note. TownLib"},
        {"label": "Description", "text": "Stock"},
    ]
    assert values["titles"] == [{"text": "製粉所"}]
    (draft,) = drafts(read(path, mapping, raw="keep"))
    kept = {note["label"]: note["text"] for note in draft.values["notes"]}
    assert kept["System number"] == "(Sys)ocm123"
    assert kept["MARC 690"] == "Local term"
    assert "001 r1" in kept["Control fields"]
    assert "880-01" in str(draft.values) and "sh9" in str(draft.values)


def test_titles_in_other_scripts_and_languages_are_titles(mapping: RecordMapping, written) -> None:
    path = written(
        marc(
            ("242", "$aThe letters /$cAnna Roe.$yeng"), ("245", "$6880-01$aPisma /$cAnna Rou."),
            ("246", "$aLettres"), ("880", "$6245-01/(N$aПисьма /$cАнна Роу."),
            ("880", "$6100-02/(N$aРоу, Анна"),
        )
    )  # fmt: skip
    values = one(path, mapping)
    assert values["titles"] == [
        {"text": "The letters", "language": "eng"},
        {"text": "Письма", "script": "Cyrl"},
    ]
    assert [note["text"] for note in values["notes"]] == [
        "Anna Roe.", "Anna Rou.", "Lettres", "Анна Роу.", "Роу, Анна",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("tag", "subfields", "notes"),
    [
        ("020", "$a0786808772 (pbk.) :$c$15.99", [("ISBN", "0786808772"), ("ISBN is of", "pbk."),
                                                  ("Terms of availability", "$15.99")]),
        ("020", "$c12.50 EUR", [("Terms of availability", "12.50 EUR")]),
        ("020", "$a£2.50", [("Terms of availability", "£2.50")]),
        ("020", "$a9780786808779$qv. 1$z0786808773", [
            ("ISBN", "9780786808779"), ("ISBN is of", "v. 1"), ("ISBN, cancelled", "0786808773")]),
        ("020", "$aISBN 3-16-148410-X", [("ISBN", "3-16-148410-X")]),
        ("020", "$apbk.", [("Terms of availability", "pbk.")]),
        ("022", "$a1234-5679$y1234-5678", [
            ("ISSN", "1234-5679"), ("ISSN, cancelled", "1234-5678")]),
        ("024", "$aM-2306-7118-7 (score)", [("Standard number", "M-2306-7118-7"),
                                            ("Standard number is of", "score")]),
    ],
)  # fmt: skip
def test_prices_and_qualifiers_are_no_numbers(
    mapping: RecordMapping, written, tag: str, subfields: str, notes: list[tuple[str, str]]
) -> None:
    # "$15.99" has the sign that begins a subfield here
    subfields = subfields.replace("$15.99", "USD 15.99")
    notes = [(label, text.replace("$15.99", "USD 15.99")) for label, text in notes]
    values = one(written(marc(("245", "$aA"), (tag, subfields))), mapping)
    assert [(note["label"], note["text"]) for note in values["notes"]] == notes


def test_a_title_says_by_what_it_is_filed(mapping: RecordMapping, written) -> None:
    record = marc(("245", "$aThe lamps :$bof Almar /$cA. Roe"))
    record.fields[-1].indicators = Indicators("1", "4")
    values = one(written(record), mapping)
    assert (values["title"], values["filed_as"]) == ("The lamps : of Almar", "lamps : of Almar")
    plain = one(written(marc(("245", "$aThe lamps"))), mapping)
    assert "filed_as" not in plain


def test_bulk_dates_are_the_date_where_there_is_no_other(mapping: RecordMapping, written) -> None:
    bulk = one(written(marc(("245", "$aPapers$g(1901-1905)"))), mapping)
    assert bulk["date"]["edtf"] == "1901/1905"
    both = one(written(marc(("245", "$aPapers,$f1890-1910$g(bulk 1901-1905)"))), mapping)
    assert both["date"]["edtf"] == "1890/1910"
    assert {"label": "Bulk dates", "text": "(bulk 1901-1905)"} in both["notes"]


def test_a_broken_record_does_not_take_the_others_along(
    mapping: RecordMapping, tmp_path: Path
) -> None:
    good = [marc(("245", f"$aNumber {n}")).as_marc() for n in (1, 2, 3)]
    broken = good[1].replace(b"245", b"2\xff5", 1)
    path = tmp_path / "some.mrc"
    path.write_bytes(good[0] + b"\r\n" + broken + good[2] + good[0][:40])
    items = read(path, mapping)
    assert [draft.values["title"] for draft in drafts(items)] == ["Number 1", "Number 3"]
    assert [item.where.number for item in items if isinstance(item, Reject)] == [2, 4]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.mrc", b"Dear Sir,\nthank you.\n", "not MARC"),
        ("a.json", b"[{}, 3]", "not a MARC-in-JSON record"),
        ("a.json", b"{", "not JSON"),
        ("a.json", b"[" * 100_000, "nested over 64 deep"),
        ("a.xml", b"<records><record><title>A</title></record></records>", "no MARC record"),
        ("a.xml", b"<eac-cpf/>", "authority record"),
        ("a.xml", b"<collection><record><datafield/></record></collection>", "has no tag"),
    ],
)
def test_what_is_no_marc_is_refused_by_what_it_is(
    mapping: RecordMapping, tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    items = read(path, mapping)
    assert drafts(items) == []
    assert reason in " ".join(item.reason for item in items if isinstance(item, Reject))


def test_a_record_without_a_title_is_given_one(mapping: RecordMapping, written) -> None:
    values = one(written(marc(("099", "$aMS 4"), coded="240105s1950")), mapping)
    assert values["title"] == "[Untitled, MS 4, 1950]"
    assert values["derived"] == ["title"]


REAL_XML = (
    "marc_pymarc/bad_tag.xml", "marc_pymarc/batch.xml", "marc_pymarc/utf8.xml",
    *(
        f"archivesspace/examples/marc/{name}.xml"
        for name in (
            "american-communist", "american-communist-82", "american-communist-92",
            "american-communist-all-call", "at-tracer-marc-1", "at-tracer-marc-2",
            "at-tracer-marc-3", "at-tracer-marc-4", "samuel-morse", "sula-benet",
        )
    ),
    "dpla_ingestion3/hathi.xml",
)  # fmt: skip

REAL_BINARY = (
    "marc.dat", "marc8.dat", "multi_isbn.dat", "one.dat", "test.dat", "diacritic.dat",
    "utf8_with_leader_flag.dat", "alphatag.dat",
)  # fmt: skip


class TestRealFiles:
    @pytest.mark.parametrize("name", REAL_XML)
    def test_no_value_of_xml_is_lost(
        self, shared_data: Path, mapping: RecordMapping, name: str
    ) -> None:
        path = shared_data / "formats" / name
        items = read_all(path, mapping)
        records = list(etree.parse(path).iter("{*}record"))
        assert len(drafts(items)) == len(records)
        assert missing(texts(path), items) == []

    @pytest.mark.parametrize("name", REAL_BINARY)
    def test_no_value_of_binary_is_lost(
        self, shared_data: Path, mapping: RecordMapping, name: str
    ) -> None:
        path = shared_data / "formats" / "marc_pymarc" / name
        items = read_all(path, mapping)
        with path.open("rb") as file:
            records = [record for record in MARCReader(file) if record is not None]
        assert len(drafts(items)) == len(records)
        for draft, record in zip(drafts(items), records, strict=True):
            values = [sub.value for field in record.fields for sub in field.subfields]
            assert missing(values, [draft]) == []
            title = record.title or ""
            assert str(draft.values["title"])[:20] == title.strip(" /")[:20]

    @pytest.mark.parametrize("name", ["one.json", "test.json", "batch.json"])
    def test_no_value_of_json_is_lost(
        self, shared_data: Path, mapping: RecordMapping, name: str
    ) -> None:
        path = shared_data / "formats" / "marc_pymarc" / name
        records = json.loads(path.read_text(encoding="utf-8"), strict=False)
        records = records if isinstance(records, list) else [records]
        items = read_all(path, mapping)
        assert len(drafts(items)) == len(records)
        values = [
            text
            for record in records
            for field in record["fields"]
            for content in field.values()
            if isinstance(content, dict)
            for sub in content["subfields"]
            for text in sub.values()
        ]
        assert missing(values, items) == []

    def test_what_is_broken_on_purpose_is_refused_one_by_one(
        self, shared_data: Path, mapping: RecordMapping
    ) -> None:
        items = read(shared_data / "formats" / "marc_pymarc" / "bad_records.mrc", mapping)
        assert len(drafts(items)) == 2
        rejects = [item for item in items if isinstance(item, Reject)]
        assert [reject.where.number for reject in rejects] == [2, 3, 4, 5, 6, 7]


def missing(values: Iterable[str], items: list[Any]) -> list[str]:
    """Return the values that are in no record, nor are there in words where they are codes."""
    return [
        value
        for value in lost(values, items)
        if lost([terms.role(value)], items) and lost(languages(value), items)
    ]


def languages(codes: str) -> list[str]:
    parts = [codes[at : at + 3] for at in range(0, len(codes), 3)]
    return [terms.language(part) or part for part in parts]


def texts(path: Path) -> list[str]:
    tree = etree.parse(path, etree.XMLParser(recover=True, resolve_entities=False))
    return [text for part in tree.iter(etree.Element) if (text := part.text or "").strip()]
