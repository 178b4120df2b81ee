"""Letters as CMIF, by the rules of its documentation, read back whole by our own loader."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from catalogue import NAMES, RECORDS, day, month, people, record, years
from flask.testing import FlaskClient
from lxml import etree
from museum import WORKS
from serving import client_of, filled_engine

from index_mappings.mapping import RecordMapping, load
from index_mappings.record import Party
from loaders.drafts.draft import Draft, Item
from loaders.drafts.format import Options
from loaders.tei import FORMAT

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
ID = "{http://www.w3.org/XML/1998/namespace}id"
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
REF = "https://d-nb.info/gnd/118540238"
LETTERS = (
    record("l/1", "One & <two>", type="Letter", date=day(1852, 5, 3), collections=["korea"],
           sender=[Party("Mary Aldous", "M. Aldous", ref=REF).to_json()],
           recipient=[Party("Harbor Office", person=False).to_json()],
           places=["Aldermouth", "Westmere & <Bay>"]),
    record("l2", "Two", date=month(1949, 8), sender=people("Zhou Enlai"),
           recipient=people("Đặng Xuân Khu", "毛泽东")),
    record("l3", "Three", date=years(1949, 1951), recipient=people("Đặng Xuân Khu")),
    record("l4", "Four", date={"display": "after the flood"}, sender=people("Ann \x0bSmith")),
    record("l5", "Five", date=years(-43), sender=people("Cicero"), collections=["gone"]),
)  # fmt: skip


@pytest.fixture(scope="module")
def client(mapping: RecordMapping) -> FlaskClient:
    engine = filled_engine(mapping, [*LETTERS, *RECORDS])
    return client_of(
        engine, site_title="Room & Board", contact="a@example.org",
        licence="https://creativecommons.org/licenses/by/4.0/",
    )  # fmt: skip


def taken(client: FlaskClient, asked: str = "") -> etree._Element:
    answer = client.get(f"/api/v1/export?format=cmif&{asked}")
    assert answer.status_code == 200 and answer.mimetype == "application/tei+xml"
    assert answer.headers["Content-Disposition"].endswith('.xml"')
    return etree.fromstring(answer.data)


def asserted(root: etree._Element) -> None:
    """Hold a file to the rules of cmi-customization.rng and of its Schematron."""
    assert [etree.QName(part).localname for part in root] == ["teiHeader", "text"]
    header, described = root[0]
    assert [etree.QName(part).localname for part in header] == [
        "titleStmt", "publicationStmt", "sourceDesc",
    ]  # fmt: skip
    published = header[1]
    assert [etree.QName(part).localname for part in published] == [
        "publisher", "idno", "date", "availability",
    ]  # fmt: skip
    assert published[1].get("type") == "url" and (published[1].text or "").startswith("http")
    assert re.match(r"\d{4}-\d\d-\d\dT", published[2].get("when", ""))
    assert header.findtext("t:titleStmt/t:title", namespaces=TEI)
    assert header.findtext("t:titleStmt/t:editor", namespaces=TEI)
    sources = header[2].findall("t:bibl", TEI)
    ids = [source.get(ID, "") for source in sources]
    assert len(set(ids)) == len(ids) >= 1
    uuid = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    assert all(re.search(uuid, id) and id[0].isalpha() for id in ids)
    assert {source.get("type") for source in sources} == {"online"}
    for one in described:
        assert etree.QName(one).localname == "correspDesc"
        assert one.get("source", "").removeprefix("#") in ids
        assert re.fullmatch(r"http://\S+", one.get("ref", ""))
        actions = one.findall("t:correspAction", TEI)
        assert [action.get("type") for action in actions] == ["sent", "received"]
        for action in actions:
            assert not (action.text or "").strip()
            assert action.find("t:persName", TEI) is not None or len(action)
            names = {etree.QName(part).localname for part in action}
            assert names <= {"persName", "orgName", "placeName", "date"}
            for part in action:
                if etree.QName(part).localname == "date":
                    said = {key: value for key, value in part.attrib.items() if key != "cert"}
                    assert said and set(map(str, said)) <= {"when", "notBefore", "notAfter"}
                    assert all(DATE.fullmatch(str(value)) for value in said.values())
                else:
                    assert part.text and not len(part)


def test_it_keeps_the_rules_of_the_format(client: FlaskClient) -> None:
    for asked in ("", "collection=korea", "ids=l%2F1", "q=zzzzqqqq&match=all&spell=off"):
        asserted(taken(client, asked))


def test_it_says_whose_it_is(client: FlaskClient, mapping: RecordMapping) -> None:
    root = taken(client, "collection=korea&sort=date")
    assert root.findtext(".//t:publisher/t:ref", namespaces=TEI) == "Room & Board"
    assert root.findtext(".//t:editor/t:email", namespaces=TEI) == "a@example.org"
    found = root.find(".//t:licence", TEI)
    assert found is not None
    assert found.get("target") == "https://creativecommons.org/licenses/by/4.0/"
    address = root.findtext(".//t:idno", namespaces=TEI) or ""
    again = client.get(address.removeprefix("http://localhost"))
    assert again.data == client.get(
        "/api/v1/export?format=cmif&collection=korea&sort=date"
    ).data  # fmt: skip
    without = client_of(filled_engine(mapping, list(LETTERS)))
    assert taken(without).find(".//t:availability", TEI).get("status") == "unknown"  # type: ignore[union-attr]


def test_records_without_both_ends_are_no_letters(client: FlaskClient) -> None:
    found = {one.get("key") for one in taken(client).iterfind(".//t:correspDesc", TEI)}
    assert {"l/1", "l2", "l3", "l4", "k1"} <= found and not {"d1", "z1"} & found


def test_an_authority_of_the_sources_is_named(mapping: RecordMapping) -> None:
    engine = filled_engine(mapping, [])
    build = engine.begin(owner="the tests")
    assert list(build.add(LETTERS)) == []
    build.add_names(NAMES)
    build.finish()
    build.publish()
    names = taken(client_of(engine)).findall(".//t:persName", TEI)
    refs = {name.text: name.get("ref") for name in names}
    assert refs["Zhou Enlai"] == "https://authority.example/zhou"
    assert refs["Mary Aldous"] == REF and refs["Đặng Xuân Khu"] is None


def test_our_own_loader_reads_it_back(
    client: FlaskClient, mapping: RecordMapping, tmp_path: Path
) -> None:
    for ids in (("l/1", "l2", "l3", "l4", "l5"), ("l/1",)):
        part = ",".join(id.replace("/", "%2F") for id in ids)
        path = tmp_path / "letters.xml"
        path.write_bytes(client.get(f"/api/v1/export?format=cmif&ids={part}").data)
        items: list[Item] = list(FORMAT.read([str(path)], Options(mapping, "back")))
        read = {item.own_id.rpartition("letters/")[2]: item.values for item in items
                if isinstance(item, Draft)}  # fmt: skip
        assert tuple(read) == ids
        for one in LETTERS:
            if one.id in read:
                came_back(read[one.id], one.values)
                assert str(read[one.id]["url"]).endswith(f"/records/{one.id}")


def came_back(read: Any, values: Any) -> None:
    for field in ("sender", "recipient"):
        assert [party["name"] for party in read[field]] == [
            party["name"].replace("\x0b", "") for party in values.get(field, ())
        ]
        for party, old in zip(read[field], values.get(field, ()), strict=True):
            assert party.get("ref") == old.get("ref")
            assert party.get("person") == old.get("person")
    assert list(read["places"]) == list(values.get("places", ()))
    date = values.get("date", {})
    if date.get("from") is not None and date["from"] > -719_162:  # the year 1
        assert {key: read["date"][key] for key in ("from", "to", "display")} == {
            key: date[key] for key in ("from", "to", "display")
        }
    else:
        assert not (read.get("date") or {}).get("from")


def test_a_catalogue_without_letters_does_not_offer_it() -> None:
    client = client_of(filled_engine(load("artworks"), list(WORKS)))
    answer = client.get("/api/v1/export?format=cmif")
    assert answer.status_code == 400 and b"cmif" not in client.get("/api/openapi.json").data
    assert "format=cmif" not in client.get("/search").text
