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
from loaders.drafts import terms
from loaders.drafts.draft import Draft, Held, Item, Reject, Remark
from loaders.drafts.format import Options
from loaders.marc import FORMAT

SAMPLE = Path(__file__).parents[1] / "samples" / "formats" / "records.marcxml"
BLANKS = Indicators(" ", " ")


def read(path: Path, mapping: RecordMapping, **extra: str) -> list[Item]:
    return list(FORMAT.read([str(path)], Options(mapping, "town", extra)))


def read_all(path: Path, mapping: RecordMapping) -> list[Item]:
    """Return what is in a file, what is not public too."""
    return list(FORMAT.read([str(path)], Options(mapping, "town", publish_held=True)))


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
    assert (values["type"], values["level"]) == ("Ledgers", "collection")
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


def test_an_authority_record_is_refused_and_can_be_read_again(sample: list[Item]) -> None:
    (reject,) = [item for item in sample if isinstance(item, Reject)]
    assert "authority record" in reject.reason
    assert isinstance(reject.raw, dict)
    assert reject.raw["fields"][0] == {"001": "wm-0003"}


def test_what_is_marked_private_is_not_published(sample: list[Item]) -> None:
    assert "widow" not in str(sample)
    assert [item.mark for item in sample if isinstance(item, Held)] == ["541, first indicator 0"]


def test_nonpublic_notes_are_not_published(mapping: RecordMapping, written) -> None:
    items = read(written(marc(("245", "$aOne"), ("852", "$bTown$xkey at the desk$zAsk"))), mapping)
    assert "desk" not in str(items)
    assert [item.mark for item in items if isinstance(item, Held)] == ["852$x"]
    assert "ask" in said(drafts(items))


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
    assert missing(texts(SAMPLE), read_all(SAMPLE, mapping)) == []


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
    leaders = [value["notes"].pop() for value in (binary, one(as_json, mapping))]
    assert [note["label"] for note in leaders] == ["Control fields", "Control fields"]
    for other in (as_json, as_xml):
        values = one(other, mapping)
        values["notes"].pop()
        assert values == binary


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
