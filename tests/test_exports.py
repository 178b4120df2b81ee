"""What readers take away: each form whole, in order, safe, and no more than the site shows."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any
from urllib.parse import quote

import pytest
from catalogue import RECORDS, people, record, years
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from serving import client_of, filled_engine, more_records, publish

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from loaders.tables.json_cells import values_in
from service.engines.contract import Engine
from service.errors import IndexMoved
from service.exports import formats, shown_set, workbook
from service.exports.bibtex import bibtex
from service.exports.citing import Cited, Where, cited
from service.exports.csl_json import csl
from service.exports.ris import ris
from service.exports.shown_set import shown_set as all_of
from service.exports.tables import defused
from service.search.arguments import PLAIN
from service.search.catalogue import Catalogue
from service.search.display_title import without_number
from service.search.site import Site
from service.settings import Settings

ODD = (
    record("f/1", "=HYPERLINK(\"http://x\")", type="Letter", summary="@SUM(1)",
           date=years(1949, 1951),
           sender=people("Mao Zedong", "Đặng Xuân Khu"), recipient=people("Dwight D. Eisenhower"),
           number="-5", reference="+1", text="A long text, whole.", language=["Chinese", "French"]),
    record("f/2", "17. Undated", type="Ciphered Telegram", date={"display": "n.d."}),
    record("f/3", "Line\tand } \\ $ & # _ % ~ ^ signs", type="Report", date=years(-43)),
)  # fmt: skip


@pytest.fixture(scope="module")
def engine(mapping: RecordMapping) -> Engine:
    return filled_engine(mapping, [*RECORDS, *more_records(), *ODD])


@pytest.fixture(scope="module")
def client(engine: Engine) -> FlaskClient:
    return client_of(engine, site_title="The Reading Room")


def taken(client: FlaskClient, asked: str, status: int = 200) -> bytes:
    answer = client.get(f"/api/v1/export?{asked}")
    assert answer.status_code == status, answer.text
    return bytes(answer.data)


def rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def listed(client: FlaskClient, asked: str) -> list[str]:
    """Return the ids of a search, page by page as the API gives them."""
    found: list[str] = []
    cursor = ""
    while True:
        answer = client.get(f"/api/v1/search?{asked}&size=7{cursor}").json
        assert answer
        found += [item["id"] for item in answer["results"]]
        if not answer["page"]["next_cursor"]:
            return found
        cursor = f"&cursor={answer['page']['next_cursor']}"


@pytest.mark.parametrize("step", [3, 100])
@pytest.mark.parametrize(
    "asked", ["q=harbour", "sort=-date", "q=the+jets+pilots+zzqqy", "type=Note&sort=title", "q="]
)
def test_every_form_has_the_shown_set_in_its_order(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, asked: str, step: int
) -> None:
    monkeypatch.setattr(shown_set, "_STEP", step)
    wanted = listed(client, asked)
    assert wanted
    asked = f"{asked}&page=2&size=5"  # the page that is shown changes nothing
    assert [values_in(row["id"]) for row in rows(taken(client, f"{asked}&format=csv"))] == wanted
    lines = taken(client, f"{asked}&format=jsonl").splitlines()
    assert [json.loads(line)["id"] for line in lines] == wanted
    items = json.loads(taken(client, f"{asked}&format=csl-json"))
    assert [item["id"] for item in items] == wanted
    references = taken(client, f"{asked}&format=ris").decode()
    assert re.findall(r"^ID  - (.*)\r$", references, re.MULTILINE) == [
        " ".join(id.split()) for id in wanted
    ]
    assert taken(client, f"{asked}&format=bibtex").count(b"@misc{") == len(wanted)
    sheet = load_workbook(io.BytesIO(taken(client, f"{asked}&format=xlsx"))).active
    assert sheet is not None
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == wanted


def test_the_headers_say_what_it_is(client: FlaskClient) -> None:
    answer = client.get("/api/v1/export?q=harbour+ships&format=ris&type=Report")
    assert answer.headers["Searchroom-Total"] == "2"
    assert answer.headers["Searchroom-Index"].startswith("records-")
    assert re.fullmatch(
        r'attachment; filename="records-harbour-ships-\d{4}-\d\d-\d\d\.ris"',
        answer.headers["Content-Disposition"],
    )
    assert "/api/v1/search?q=harbour+ships&type=Report>" in answer.headers["Link"]
    assert "Searchroom-Total" in answer.headers["Access-Control-Expose-Headers"]


def test_an_empty_set_is_an_empty_file(client: FlaskClient) -> None:
    asked = "type=Nothing&format="
    assert json.loads(taken(client, f"{asked}csl-json")) == []
    assert taken(client, f"{asked}jsonl") == taken(client, f"{asked}ris") == b""
    assert rows(taken(client, f"{asked}csv")) == []
    assert load_workbook(io.BytesIO(taken(client, f"{asked}xlsx")))


def test_what_cannot_be_taken_is_told(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for asked, name in (("format=pdf", "format"), ("text=perhaps", "text"), ("sort=x", "sort")):
        answer = client.get(f"/api/v1/export?{asked}")
        assert answer.status_code == 400
        assert answer.json and [e["parameter"] for e in answer.json["errors"]] == [name]
    small = formats.ExportFormat("xlsx", "Excel", "a/b", "xlsx", formats.FORMATS[1].write, most=3)
    monkeypatch.setitem(formats.BY_NAME, "xlsx", small)
    assert b"has room for 3 records" in taken(client, "format=xlsx", 400)


def test_a_spreadsheet_calculates_nothing_and_keeps_every_letter(client: FlaskClient) -> None:
    body = taken(client, "type=Letter&q=hyperlink&format=csv")
    (row,) = rows(body)
    assert body.startswith(b"\xef\xbb\xbf")
    assert row["title"] == '\'=HYPERLINK("http://x")' and row["summary"] == "'@SUM(1)"
    assert (row["number"], row["reference"]) == ("'-5", "'+1")
    assert row["sender"] == "Mao Zedong; Đặng Xuân Khu" and row["language"] == "Chinese; French"
    assert (row["date"], row["date.from"], row["date.to"]) == (
        "1949/1951", "1949-01-01", "1951-12-31",
    )  # fmt: skip
    assert "text" not in row and "source" not in row
    (with_text,) = rows(taken(client, "type=Letter&q=hyperlink&format=csv&text=1"))
    assert with_text["text"] == "A long text, whole."
    book = load_workbook(io.BytesIO(taken(client, "type=Letter&q=hyperlink&format=xlsx")))
    assert book.active is not None
    cells = {cell.value: cell.data_type for cell in book.active[2]}
    assert cells['=HYPERLINK("http://x")'] == "s" and "f" not in cells.values()


@given(st.text(alphabet="=+-@\t\r'a5 \"[]", max_size=6))
def test_a_load_undoes_what_keeps_a_cell_from_being_calculated(cell: str) -> None:
    kept = defused(cell)
    assert not kept.startswith(("=", "+", "-", "@", "\t", "\r"))
    if kept != cell:
        assert values_in(kept) == cell


def test_a_cell_that_no_sheet_holds_is_named(mapping: RecordMapping) -> None:
    long = record("l", "Long\x0b", summary="x" * 40_000)
    body = b"".join(workbook.workbook([long], mapping, text=False))
    sheet = load_workbook(io.BytesIO(body)).active
    assert sheet is not None
    values = [cell.value for cell in sheet[2]]
    assert "[left out: 40,000 characters, more than a cell holds]" in values and "Long" in values


def test_whole_records_load_back_as_they_were(client: FlaskClient, engine: Engine) -> None:
    lines = [json.loads(line) for line in taken(client, "format=jsonl").splitlines()]
    shown: dict[str, Any] = {line["id"]: line for line in lines}
    for whole in engine.scan():
        kept = {name: value for name, value in whole.to_json().items() if name != "date"}
        assert {n: v for n, v in shown[whole.id].items() if n != "date"} == kept
    assert shown["t1"]["text"].startswith("Preamble.")
    assert shown["d7"]["date"]["from"] == "-0043-01-01"


def test_what_is_withdrawn_is_in_no_form(mapping: RecordMapping) -> None:
    engine = filled_engine(mapping)
    site = Site.of(Settings(), engine)
    shown = all_of(site, PLAIN, whole=True)
    ids = [item.id for item in shown.records]
    assert "t1" in ids
    publish(engine, [item for item in RECORDS if item.id != "t1"])
    for name in formats.BY_NAME:
        assert b"Memorandum with full text" not in taken(client_of(engine), f"format={name}")


def test_a_list_of_two_indexes_is_none(
    mapping: RecordMapping, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shown_set, "_STEP", 5)
    engine = filled_engine(mapping)
    shown = all_of(Site.of(Settings(), engine), PLAIN, whole=False)
    assert next(shown.records)
    publish(engine, list(RECORDS))
    with pytest.raises(IndexMoved):
        list(shown.records)


def cite(item: Record, mapping: RecordMapping) -> Cited:
    where = Where("The Reading Room", "https://a.example")
    return cited(item, mapping, Catalogue("1", {}), where, f"https://a.example/records/{item.id}")


def test_names_keep_their_order_and_dates_their_ends(mapping: RecordMapping) -> None:
    first, second, third = (cite(item, mapping) for item in ODD)
    made = csl(first)
    assert made["author"] == [{"literal": "Mao Zedong"}, {"literal": "Đặng Xuân Khu"}]
    assert made["issued"] == {"date-parts": [[1949], [1951]]}
    assert made["type"] == "personal_communication"
    assert csl(second)["issued"] == {"literal": "n.d."}
    assert (csl(second)["number"], csl(second)["title"]) == ("17", "Undated")
    assert csl(third)["issued"] == {"date-parts": [[-44]]}  # CSL has no year 0
    assert "AU  - Mao Zedong\r\nAU  - Đặng Xuân Khu\r\nA2  - Dwight D. Eisenhower" in ris(first)
    assert "author = {{Mao Zedong} and {Đặng Xuân Khu}}" in bibtex(first)
    assert "year" not in bibtex(second) and "DA  - n.d." in ris(second)
    assert r"\} \textbackslash{} \$ \& \# \_ \% \textasciitilde{} \textasciicircum{}" in bibtex(
        third
    )


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("143. Memorandum", ("143", "Memorandum")), ("[12a]. Note", ("12a", "Note")),
        ("1950. A year", ("", "1950. A year")), ("7.", ("", "7.")), ("No. 5", ("", "No. 5")),
    ],
)  # fmt: skip
def test_the_number_of_an_edition_is_apart(title: str, parts: tuple[str, str]) -> None:
    assert without_number(title) == parts


@given(st.text(alphabet='a{}\\"\n\r\t%$ERTY -@é毛', max_size=40))
def test_no_text_breaks_out_of_its_field(text: str) -> None:
    item = Cited(
        id=text, kind="document", own_type=text, title=text or "x", authors=(text or "x",),
        recipients=(), written=text, first=(), last=(), is_about=False, collection=text,
        archive=text, location=text, number=text, language=text, abstract=text,
        url="https://a.example/", site="s",
    )  # fmt: skip
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in ris(item).split("\r\n") if line)
    assert ris(item).count("ER  - \r\n") == 1
    entry = re.sub(r"\\[{}]", "", bibtex(item).replace(r"\textbackslash{}", ""))
    assert entry.count("{") == entry.count("}") and entry.rstrip().endswith("}")


def test_two_ids_have_two_keys(mapping: RecordMapping) -> None:
    ids = ("a/b", "a_b", "A_b", "a b", "毛", "泽", "a" * 50, "a" * 51)
    keys = {bibtex(cite(record(id, "T"), mapping)).partition(",")[0] for id in ids}
    assert len(keys) == len(ids)


def test_a_record_is_a_reference_too(client: FlaskClient) -> None:
    answer = client.get("/api/v1/records/k3?format=ris")
    assert answer.mimetype == "application/x-research-info-systems"
    assert b"TI  - Ciphered Telegram, Filippov [Stalin] to Zhou Enlai" in answer.data
    assert client.get("/api/v1/records/k3?format=pdf").status_code == 400
    assert client.get("/api/v1/records/nobody?format=ris").status_code == 404


def test_a_page_tells_programs_what_it_is(client: FlaskClient) -> None:
    answer = client.get("/records/f/1")
    assert '<meta name="DC.creator" content="Mao Zedong">' in answer.text
    assert '<meta name="citation_title" content="=HYPERLINK(' in answer.text
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', answer.text)
    said = json.loads(found)
    assert said["dateCreated"] == "1949/1951" and said["author"][0]["name"] == "Mao Zedong"
    link = answer.headers["Link"]
    assert '/records/f/1>; rel="cite-as"' in link and 'type="application/x-bibtex"' in link
    assert all(len(client.get(f"/records/{id}").headers["Link"]) <= 3_000 for id in ("a" * 500,))


def test_markup_ends_no_script(client: FlaskClient) -> None:
    page = client.get("/records/markup").text
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert "<" not in found and json.loads(found)["name"].startswith("<script>alert")


def test_the_pages_offer_all_forms(client: FlaskClient) -> None:
    page = client.get("/search?q=harbour&page=2&size=5&sort=title").text
    found = re.findall(r'href="(/api/v1/export[^"]*)"', page)
    assert len(found) == len(formats.FORMATS)
    for address in (one.replace("&amp;", "&") for one in found):
        assert "page=" not in address and "sort=title" in address
        assert client.get(address).headers["Searchroom-Total"] == "6"
    record_page = client.get("/records/k3").text
    for form in formats.REFERENCES:
        assert f"/api/v1/records/k3?format={form.name}" in record_page


class TestBrokenOff:
    """An export goes on after the last record that came."""

    def rest(self, client: FlaskClient, asked: str, after: str) -> list[str]:
        lines = taken(client, f"format=jsonl&{asked}&after={quote(after)}").splitlines()
        return [json.loads(line)["id"] for line in lines]

    @pytest.mark.parametrize("asked", ["sort=date", "sort=title&q=harbour", "type=Cable", ""])
    def test_the_rest_is_what_had_not_come(self, client: FlaskClient, asked: str) -> None:
        whole = [
            json.loads(line)["id"] for line in taken(client, f"format=jsonl&{asked}").splitlines()
        ]
        for place in (0, len(whole) // 2, len(whole) - 1):
            assert self.rest(client, asked, whole[place]) == whole[place + 1 :]

    def test_the_answer_has_the_address_of_the_rest(self, client: FlaskClient) -> None:
        answer = client.get("/api/v1/export?format=jsonl&sort=date&type=Cable")
        (template,) = re.findall(
            r'^"([^"]+)\{&after\}"; rel="next"$', answer.headers["Link-Template"]
        )
        ids = [json.loads(line)["id"] for line in answer.data.splitlines()]
        rest = client.get(f"{template}&after={quote(ids[0])}")
        assert [json.loads(line)["id"] for line in rest.data.splitlines()] == ids[1:]

    def test_what_cannot_go_on_is_told(self, client: FlaskClient) -> None:
        for asked, said in (
            ("q=harbour&after=d1", "declared order"),
            ("sort=date&type=Cable&after=d1", "the id of a record of this search"),
            ("ids=d1&after=d1", "list of ids"),
        ):
            answer = client.get(f"/api/v1/export?format=jsonl&{asked}")
            assert answer.status_code == 400
            assert said in answer.json["errors"][0]["detail"]
        moved = client.get("/api/v1/export?format=jsonl&sort=date&after=d1&index=another")
        assert moved.status_code == 410
