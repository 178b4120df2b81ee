"""The format `tei`: golden cases on the project's own volume, and ten real volumes counted."""

import random
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from index_mappings.days import day_number
from index_mappings.json_values import Json
from index_mappings.mapping import load
from index_mappings.record import Collection
from loaders.drafts.draft import Draft, Item, Reject, Remark
from loaders.drafts.format import Options
from loaders.tei import FORMAT
from loaders.tei.persons import natural_name

SAMPLE = Path(__file__).parents[1] / "samples" / "formats" / "volume.xml"
TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
HEAD = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><div type="chapter">'
TAIL = "</div></body></text></TEI>"


def read(*paths: Path) -> list[Item]:
    return list(FORMAT.read([str(path) for path in paths], Options(load("records"), "a source")))


def drafts(items: list[Item]) -> dict[str, dict[str, Json]]:
    return {item.own_id: dict(item.values) for item in items if isinstance(item, Draft)}


def one(tmp_path: Path, document: str, before: str = "") -> dict[str, Json]:
    """Return the values of the one document of a volume."""
    path = tmp_path / "volume.xml"
    path.write_text(f'{HEAD}{before}<div type="document" xml:id="d1">{document}</div>{TAIL}')
    (values,) = drafts(read(path)).values()
    return values


@pytest.fixture(scope="module")
def sample() -> dict[str, dict[str, Json]]:
    return {own_id.rpartition("/")[2]: values for own_id, values in drafts(read(SAMPLE)).items()}


def notes(values: dict[str, Json]) -> dict[str, str]:
    return {note["label"]: note["text"] for note in values["notes"]}


def parts(values: dict[str, Json]) -> list[tuple[str, str, str]]:
    """Return each part of a text: its kind, its value, its words."""
    text = values["text"]
    return [
        (span["kind"], span.get("value", ""), text[span["at"] : span["to"]])
        for span in values.get("layout", [])
    ]


def everything(values: dict[str, Json]) -> str:
    """Return the words of a document and of its editors."""
    return values["text"] + "".join(note["text"] for note in values.get("editorial_notes", []))


class TestTheSample:
    def test_the_volume_is_a_collection_under_its_own_id(self) -> None:
        (volume,) = [item for item in read(SAMPLE) if isinstance(item, Collection)]
        assert volume == Collection(
            "port-almar-1951v01",
            "Papers on the Harbor of Port Almar, 1951, Volume I",
            "Edited by Ines Varga and Tomas Oriel. Nowhere, Searchroom Samples, 2024. "
            "Written for the tests of a loader.",
            source="a source",
        )
        assert FORMAT.source_name([str(SAMPLE)]) == "port-almar-1951v01"

    def test_documents_come_in_their_order_with_ids_of_their_own(self) -> None:
        assert list(drafts(read(SAMPLE))) == [f"port-almar-1951v01/d{n}" for n in range(1, 6)]

    def test_a_telegram(self, sample: dict[str, dict[str, Json]]) -> None:
        values = sample["d1"]
        assert values["title"] == (
            "1. Telegram From the Minister in Almar (Lund) to the Department of Trade"
        )
        assert (values["type"], values["number"]) == ("Telegram", "95")
        day = day_number(1951, 8, 11)
        assert values["date"] == {
            "display": "August 11, 1951—5 p.m.",
            "edtf": "1951-08-11T17:00:00",
            "from": day,
            "to": day,
            "precision": "day",
            "time": "17:00",
        }
        assert values["sender"] == [
            {
                "name": "Peter Lund",
                "as_written": "Minister in Almar (Lund)",
                "role": "Minister in Almar",
            }
        ]
        assert values["recipient"] == [
            {
                "name": "Department of Trade",
                "as_written": "Department of Trade",
                "person": False,
            }
        ]
        assert [party["name"] for party in values["people"]] == [
            "Peter Lund",
            "Department of Trade",
            "Mara Lund",
        ]
        assert values["places"] == ["Port Almar"]
        assert values["reference"] == "611.93/8–1151"
        assert values["repository"] == "Department of Trade"
        assert values["rights"] == "MIT, with Searchroom itself"
        assert values["derived"] == ["type", "number"]
        assert not values["summary"]
        assert notes(values) == {
            "Source": "Department of Trade, Central Files, 611.93/8–1151. Secret; Priority. "
            "Received on August 12.",
            "Pages": "1–2",
        }
        assert values["ancestors"] == [
            {
                "id": "port-almar-1951v01",
                "title": "Papers on the Harbor of Port Almar, 1951, Volume I",
            },
            {"id": "port-almar-1951v01/comp1", "title": "The Harbor"},
        ]

    def test_an_editors_note_stands_beside_the_text(
        self, sample: dict[str, dict[str, Json]]
    ) -> None:
        assert sample["d1"]["text"].split("\n\n") == [
            "Port Almar, August 11, 1951—5 p.m.",
            "Secret",
            "95. The dredger has not arrived. Commissioner Lund asks for another before the "
            "monsoon.",
            "Lund",
        ]
        assert sample["d1"]["editorial_notes"] == [
            {"text": "She had sunk on August 3.", "anchor": "2", "whose": "editor"}
        ]
        assert parts(sample["d1"]) == [
            ("anchor", "2", ""),
            ("emphasis", "", "monsoon"),
            ("page", "2", ""),
        ]

    def test_a_conversation_has_people_though_it_is_tagged_from_and_to(
        self, sample: dict[str, dict[str, Json]]
    ) -> None:
        values = sample["d2"]
        assert values["type"] == "Memorandum of Conversation"
        assert (values["sender"], values["recipient"]) == ([], [])
        assert [party["name"] for party in values["people"]] == [
            "Julian Keane Jr.",
            "Mara Lund",
            "Ambrose Tay",
        ]
        assert values["subjects"] == ["The Silting of the Harbor"]
        listed = "1. The Secretary said that there was no money."
        assert listed in values["text"].splitlines()
        assert ("item", "", listed) in parts(values)

    def test_the_date_of_a_head_is_read_out_of_it(self, sample: dict[str, dict[str, Json]]) -> None:
        assert sample["d2"]["date"]["edtf"] == "1951-08-20"
        assert "date" in sample["d2"]["derived"]

    def test_type_and_file_number_of_an_inline_source_note(
        self, sample: dict[str, dict[str, Json]]
    ) -> None:
        values = sample["d3"]
        assert (values["type"], values["reference"]) == ("Airgram", "756D.00/9–151")
        assert values["number"] == "A–14"
        assert values["date"]["edtf"] == "1951-09"
        assert values["date"]["display"] == "September 1951"

    def test_without_a_list_of_persons_a_party_is_surname_and_office(
        self, sample: dict[str, dict[str, Json]]
    ) -> None:
        (sender,) = sample["d3"]["sender"]
        assert sender["name"] == "Reyes, Chargé in Almar"
        assert sender["as_written"] == "Chargé in Almar (Reyes)"

    def test_undated(self, sample: dict[str, dict[str, Json]]) -> None:
        assert sample["d4"]["date"] == {"display": "undated"}
        assert sample["d5"]["date"] is None
        assert sample["d5"]["type"] == "Editorial Note"

    def test_what_is_in_no_document_is_reported(self) -> None:
        said = " ".join(item.message for item in read(SAMPLE) if isinstance(item, Remark))
        for text in ("Earlier papers are lost.", "Begun as an example", "Persons"):
            assert text in said

    def test_each_word_of_the_file_is_in_a_record_a_collection_or_the_report(self) -> None:
        assert not lost_words(SAMPLE)


class TestForms:
    def test_the_time_of_its_own_element(self, tmp_path: Path) -> None:
        values = one(
            tmp_path,
            "<head>Minutes</head><dateline><date when='1961-05-24'>May 24, 1961</date>, "
            "<time from='16:57:00' to='18:32:00'>4:57-6:32 p.m.</time></dateline>",
        )
        assert values["date"]["time"] == "16:57"
        assert values["date"]["display"] == "May 24, 1961, 4:57-6:32 p.m."

    def test_a_mark_at_odds_with_the_words_is_reported(self, tmp_path: Path) -> None:
        path = tmp_path / "v.xml"
        path.write_text(
            f"{HEAD}<div type='document' xml:id='d1'><head>Note</head><dateline>"
            f"<date when='1962-10-20'>September 20, 1962</date></dateline></div>{TAIL}"
        )
        said = [item for item in read(path) if isinstance(item, Remark)]
        assert [item.field for item in said] == ["date"]
        assert "1962-10-20" in said[0].message

    @pytest.mark.parametrize(
        ("mark", "edtf"),
        [
            ("when='1955-11'", "1955-11"),
            ("from='1957-12-30' to='1957-12-31'", "1957-12-30/1957-12-31"),
            ("notBefore='1951-09-01' notAfter='1951-09-09'", "1951-09-01/1951-09-09"),
            ("when='1955-11-24T09:30:00+09:00'", "1955-11-24T09:30:00+09:00"),
        ],
    )
    def test_marks(self, tmp_path: Path, mark: str, edtf: str) -> None:
        date = f"<dateline><date {mark}>then</date></dateline>"
        assert one(tmp_path, f"<head>A</head>{date}")["date"]["edtf"] == edtf

    @pytest.mark.parametrize(
        ("mark", "words", "edtf"),
        [
            ("from='1955-09-09'", "September 9 [30?], 1955", "1955-09-09/1955-09-30"),
            ("from='1955-09-09'", "begun in Sept., still unsigned in 1956", "1955-09-09/1956"),
            ("notBefore='1955-09-09'", "not sent; see 1955 and 1957", "1955-09-09/1957"),
            ("notAfter='1955-09-09'", "not sent; see 1954 and 1955", "1954/1955-09-09"),
            ("from='1955-09-09'", "a copy of what was said in 1949", "1955-09-09/.."),
            ("from='1955-09-09'", "not sent", "1955-09-09/.."),
        ],
    )
    def test_an_open_end_is_closed_by_the_words(
        self, tmp_path: Path, mark: str, words: str, edtf: str
    ) -> None:
        date = f"<dateline><date {mark}>{words}</date></dateline>"
        read_as = one(tmp_path, f"<head>A</head>{date}")["date"]
        assert (read_as["display"], read_as["edtf"]) == (words, edtf)

    def test_a_summary_of_the_editors_is_one_and_an_extract_is_none(self, tmp_path: Path) -> None:
        values = one(
            tmp_path,
            "<head>A<note type='summary'>They agree.</note></head><p>[Extract]</p><p>We agree.</p>",
        )
        assert values["summary"] == "They agree."
        assert "They agree" not in values["text"]
        assert one(tmp_path, "<head>A</head><p>[Extract]</p><p>We agree.</p>")["summary"] == ""

    def test_somebody_the_text_names_is_written_as_where_it_says_most(self, tmp_path: Path) -> None:
        listed = (
            '<div type="section"><list><item><persName xml:id="p1">Lund, Peter A.</persName>, '
            "Minister</item></list></div>"
        )
        marks = "".join(
            f'<persName corresp="#p1">{text}</persName> ' for text in ("Lund", "Pete Lund", "Lund")
        )
        values = one(tmp_path, f"<head>A Note</head><p>{marks}</p>", before=listed)
        (person,) = values["people"]
        assert (person["name"], person["as_written"]) == ("Peter A. Lund", "Pete Lund")

    def test_no_head(self, tmp_path: Path) -> None:
        assert one(tmp_path, "<p>Words.</p>")["title"] == "[Untitled]"

    def test_a_list_is_no_number(self, tmp_path: Path) -> None:
        telegram = "<head>Telegram From the Embassy in Japan to the Department of State</head>"
        assert one(tmp_path, f"{telegram}<p>626. We met.</p>")["number"] == "626"
        assert one(tmp_path, f"{telegram}<p>1. We met.</p><p>2. We parted.</p>")["number"] == ""

    def test_an_unknown_entity_stays_as_written_and_a_known_one_is_its_letter(
        self, tmp_path: Path
    ) -> None:
        path = tmp_path / "v.xml"
        path.write_text(
            f'<!DOCTYPE TEI SYSTEM "x.dtd">{HEAD}<div type="document" xml:id="d1">'
            f"<head>Charg&eacute; &nobody;</head></div>{TAIL}"
        )
        (values,) = drafts(read(path)).values()
        assert values["title"] == "Chargé &nobody;"


@pytest.mark.parametrize(
    ("listed", "name"),
    [
        ("Allen, George V.", "George V. Allen"),
        ("Burke, Admiral Arleigh A.", "Arleigh A. Burke"),
        ("MacArthur, Douglas, II", "Douglas MacArthur II"),
        ("Chou En-lai (Zhou Enlai)", "Chou En-lai"),
        ("Home, Lord (Alexander)", "Lord Home"),
        ("Chiang Ching-kuo, Lieutenant General", "Chiang Ching-kuo"),
        ("Bonesteel, General Charles H., USA", "Charles H. Bonesteel"),
    ],
)
def test_listed_names_in_their_natural_order(listed: str, name: str) -> None:
    assert natural_name(listed) == name


class TestBroken:
    def test_the_documents_before_a_fault_load_and_the_fault_has_its_line(
        self, tmp_path: Path
    ) -> None:
        path = tmp_path / "v.xml"
        path.write_text(
            f"{HEAD}\n<div type='document' xml:id='d1'><head>One</head></div>\n"
            "<div type='document' xml:id='d2'><head>Two</p></div>"
        )
        items = read(path)
        assert list(drafts(items)) == ["v/d1"]
        (reject,) = [item for item in items if isinstance(item, Reject)]
        assert reject.where.line == 3

    @pytest.mark.parametrize("text", ["", "no XML", "<ead/>", f"{HEAD}{TAIL}", "\0\0"])
    def test_what_is_no_volume_is_rejected_for_a_reason(self, tmp_path: Path, text: str) -> None:
        path = tmp_path / "v.xml"
        path.write_text(text)
        items = [item for item in read(path) if not isinstance(item, Collection)]
        assert [type(item) for item in items] == [Reject]
        assert FORMAT.source_name([str(path)]) == "v"

    @pytest.mark.slow
    def test_no_damage_to_a_file_is_an_exception(self, tmp_path: Path) -> None:
        whole = SAMPLE.read_bytes()
        path = tmp_path / "v.xml"
        chance = random.Random(1951)
        for _ in range(200):
            damaged = bytearray(whole)
            for _ in range(chance.randint(1, 8)):
                at = chance.randrange(len(damaged))
                damaged[at : at + chance.choice((0, 1, 40))] = chance.choice(
                    (b"<", b"&", b"\0", b"\xff", b"</p>", b"<div>", b'"', b"", b"]]>")
                )
            path.write_bytes(damaged)
            items = read(path)
            assert any(isinstance(item, Draft | Reject) for item in items)


@dataclass(frozen=True, slots=True)
class Seen:
    """What another reader finds of one document."""

    head: str
    when: str
    has_tags: bool
    source: str
    text: str


def words(element: ET.Element, *, notes: bool) -> str:
    parts = [element.text or ""]
    for child in element:
        if notes or child.tag != f"{TEI}note":
            parts.extend((" " if child.tag == f"{TEI}lb" else "", words(child, notes=notes)))
        parts.append(child.tail or "")
    return "".join(parts)


def plain(text: str) -> str:
    """Return text without blanks and the mark of an omission, which readers set differently."""
    return "".join(text.replace("[…]", "").split())


@cache
def seen(path: Path) -> dict[str, Seen]:
    """Read a volume by the standard library, without any code of the loader."""
    found = {}
    for div in ET.parse(path).getroot().iter(f"{TEI}div"):
        if div.get("type") != "document":
            continue
        head = div.find(f"{TEI}head")
        assert head is not None
        dateline = div.find(f"{TEI}dateline")
        if dateline is None:
            dateline = div.find(f"{TEI}opener/{TEI}dateline")
        date = None if dateline is None else dateline.find(f".//{TEI}date")
        sources = [note for note in div.iter(f"{TEI}note") if note.get("type") == "source"]
        sources += head.findall(f".//{TEI}note")
        found[f"{path.stem}/{div.get(XML_ID)}"] = Seen(
            head=words(head, notes=False),
            when="" if date is None else date.get("when", ""),
            has_tags=any(part.get("type") in ("from", "to") for part in head.iter()),
            source=words(sources[0], notes=True) if sources else "",
            text=words(div, notes=True),
        )
    return found


def lost_words(path: Path) -> list[str]:
    """Return the words of a file's text that nothing the loader gives has, in their order."""
    given: list[str] = []
    for item in read(path):
        if isinstance(item, Draft):
            given.extend(strings(item.values))
        elif isinstance(item, Collection):
            given.extend((item.title, item.description))
        elif isinstance(item, Remark):
            given.extend((item.message, item.quote))
    known = Counter(word for text in given for word in text.split())
    root = ET.parse(path).getroot()
    return [word for text in root.itertext() for word in text.split() if not has(known, word)]


def has(known: Counter[str], word: str) -> bool:
    bare = word.strip(".,;:()[]")
    return not bare or any(bare in other for other in known) or word in ("Source:", "I")


def strings(value: Json) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in strings(item)]
    return [text for item in value for text in strings(item)] if isinstance(value, list) else []


@pytest.fixture(scope="module")
def volumes(shared_data: Path) -> dict[str, dict[str, Json]]:
    """Every document of the ten real volumes."""
    items = read(*sorted((shared_data / "frus").glob("*.xml")))
    assert not [item for item in items if isinstance(item, Reject)]
    assert len([item for item in items if isinstance(item, Collection)]) == 10
    return drafts(items)


class TestRealVolumes:
    def test_counts(self, volumes: dict[str, dict[str, Json]], shared_data: Path) -> None:
        assert len(volumes) == 3402
        for name in ("frus1948v01p1", "frus1955-57v23p1", "frus1961-63v22"):
            other = seen(shared_data / "frus" / f"{name}.xml")
            ours = [own_id for own_id in volumes if own_id.startswith(f"{name}/")]
            assert ours == list(other)

    def test_types(self, volumes: dict[str, dict[str, Json]]) -> None:
        types = Counter(values["type"] for values in volumes.values())
        without = types.pop("", 0)
        assert len(types) <= 60
        assert without <= len(volumes) / 10

    def test_titles_dates_and_parties(
        self, volumes: dict[str, dict[str, Json]], shared_data: Path
    ) -> None:
        whole = 0
        for path in (shared_data / "frus").glob("*.xml"):
            for own_id, other in seen(path).items():
                values = volumes[own_id]
                date = values["date"] or {}
                whole += (
                    plain(values["title"]) == plain(other.head)
                    and (not other.when or date.get("edtf", "")[:10] == other.when[:10])
                    and (not other.has_tags or bool(values["people"]))
                )
        assert whole >= 0.99 * len(volumes)

    @pytest.mark.parametrize(
        "own_id",
        ["frus1948v01p1/d69", "frus1955-57v23p1/d214", "frus1961-63v22/d270"],
    )
    def test_one_record_field_by_field(
        self, volumes: dict[str, dict[str, Json]], shared_data: Path, own_id: str
    ) -> None:
        values = volumes[own_id]
        other = seen(shared_data / "frus" / f"{own_id.partition('/')[0]}.xml")[own_id]
        assert plain(values["title"]) == plain(other.head)
        assert values["date"]["edtf"] == other.when
        source = notes(values)["Source"]
        assert plain(source) == plain(other.source.strip().removeprefix("Source:"))
        assert values["reference"] in source
        # Notes are put after the text, so letters are counted, not compared in their order.
        ours = Counter(plain(values["title"] + everything(values) + source))
        theirs = Counter(plain(other.text.replace("Source:", "")))
        ours.subtract(theirs)
        numbers = {char: count for char, count in ours.items() if count}
        assert all(char.isdigit() and count > 0 for char, count in numbers.items())

    def test_no_letter_of_a_document_is_lost(
        self, volumes: dict[str, dict[str, Json]], shared_data: Path
    ) -> None:
        lost = {}
        for path in (shared_data / "frus").glob("*.xml"):
            for own_id, other in seen(path).items():
                values = volumes[own_id]
                source = "".join(n["text"] for n in values["notes"] if n["label"] == "Source")
                ours = Counter(
                    plain(f"{values['title']}{everything(values)}{source}Source:Source:")
                )
                if missing := Counter(plain(other.text)) - ours:
                    lost[own_id] = missing
        assert not lost

    def test_no_extract_is_a_summary(self, volumes: dict[str, dict[str, Json]]) -> None:
        assert not any(values["summary"] for values in volumes.values())
