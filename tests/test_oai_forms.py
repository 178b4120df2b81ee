"""The further forms of OAI-PMH: a record as EAD, read back by our own loader, and as its JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from catalogue import RECORDS, day, people, record, years
from flask.testing import FlaskClient
from lxml import etree
from served_app import served
from serving import client_of, publish

from index_mappings.mapping import RecordMapping
from index_mappings.record import Ancestor, Collection, Party
from loaders.drafts.draft import Draft
from loaders.drafts.format import Options
from loaders.ead import FORMAT as EAD
from loaders.oai import FORMAT as OAI
from service.engines.embedded import EmbeddedEngine
from service.engines.guarded import GuardedEngine

SPACES = {
    "o": "http://www.openarchives.org/OAI/2.0/", "e": "urn:isbn:1-931666-22-9",
    "j": "urn:searchroom:record-json:1", "xs": "http://www.w3.org/2001/XMLSchema",
}  # fmt: skip
FILE = record(
    "a file/1", "Letters on <rope> & sails", type="Letters", level="file", date=years(1896, 1898),
    reference="FO 17/1289", extent="3 boxes", repository="Westmere Archive", language=["French"],
    summary="What rope cost.\nAnd sails.", rights="Free.", access_note="Open to all.",
    notes=[{"label": "Physical condition", "text": "Foxed."}], places=["Aldermouth"],
    subjects=["Rope", "Sails"], sender=[Party("Mary Aldous", role="Widow").to_json()],
    recipient=[Party("Harbor Office", person=False).to_json()],
    also=people("Jan Verhoeven"), ancestors=[Ancestor("top", "The papers").to_json()],
    text="Odd \x0b \uffff characters \x7f and all.",
)  # fmt: skip
ODD = record("odd", "A level of its own", level="Bundle", date=day(1950, 7, 13))


@pytest.fixture(scope="module")
def engine(mapping: RecordMapping, tmp_path_factory: pytest.TempPathFactory) -> GuardedEngine:
    engine = GuardedEngine(EmbeddedEngine.open(tmp_path_factory.mktemp("index"), mapping))
    publish(engine, [FILE, ODD, *RECORDS])
    return engine


@pytest.fixture(scope="module")
def client(engine: GuardedEngine) -> FlaskClient:
    return client_of(engine)


def metadata(client: FlaskClient, form: str, id: str) -> etree._Element:
    asked = {"verb": "GetRecord", "metadataPrefix": form, "identifier": f"oai:localhost:{id}"}
    root = etree.fromstring(client.get("/oai", query_string=asked).data)
    found = root.find(".//o:metadata/*", SPACES)
    assert found is not None, etree.tostring(root)
    return found


def test_ead_is_read_back_whole(
    client: FlaskClient, mapping: RecordMapping, tmp_path: Path
) -> None:
    path = tmp_path / "one.xml"
    path.write_bytes(etree.tostring(metadata(client, "ead", "a%20file%2F1")))
    (draft,) = (item for item in EAD.read([str(path)], Options(mapping, "back"))
                if isinstance(item, Draft))  # fmt: skip
    values: Any = draft.values
    assert draft.own_id == "a file/1"
    for field in (
        "title", "reference", "extent", "repository", "language", "rights", "access_note",
        "type", "level", "places", "subjects",
    ):  # fmt: skip
        assert values[field] == FILE.values[field], field
    assert values["summary"].split() == str(FILE.values["summary"]).split()
    old: Any = FILE.values["date"]
    assert {key: values["date"][key] for key in ("from", "to", "display")} == {
        key: old[key] for key in ("from", "to", "display")
    }
    parties = {one["name"]: (one.get("role"), one.get("person")) for one in values["people"]}
    assert parties["Mary Aldous"] == ("Widow", None)
    assert parties["Harbor Office"] == ("Recipient", False)
    assert parties["Jan Verhoeven"] == (None, None)
    notes = {one["label"]: one["text"] for one in values["notes"]}
    assert notes["Physical condition"] == "Foxed." and notes["Part of"] == "The papers"
    assert str(values["url"]).endswith("/records/a%20file/1")


def test_ead_has_the_levels_of_the_format_and_says_others(client: FlaskClient) -> None:
    whole = metadata(client, "ead", "odd").find("e:archdesc", SPACES)
    assert whole is not None
    assert (whole.get("level"), whole.get("otherlevel")) == ("otherlevel", "Bundle")
    item = metadata(client, "ead", "k1").find("e:archdesc", SPACES)
    assert item is not None and item.get("level") == "item"
    for one in RECORDS:
        root = metadata(client, "ead", one.id.replace("%", "%25").replace("/", "%2F"))
        names = [etree.QName(part).localname for part in root]
        assert names == ["eadheader", "archdesc"]
        assert root.findtext("e:eadheader/e:eadid", namespaces=SPACES) == one.id
        assert etree.QName(root[1][0]).localname == "did" and len(root[1][0])


def test_json_is_the_record_and_its_schema_is_served(
    client: FlaskClient, mapping: RecordMapping
) -> None:
    for id in ("k1", "a%20file%2F1"):
        told = json.loads(metadata(client, "json", id).text or "")
        known = client.get(f"/api/v1/records/{id}").json
        assert told == {key: known[key] for key in told} and told["title"]
    assert "characters \x7f" in told["text"]
    formats = etree.fromstring(client.get("/oai?verb=ListMetadataFormats").data)
    addresses = {one.text or "" for one in formats.iterfind(".//o:schema", SPACES)}
    (own,) = (one for one in addresses if "localhost" in one)
    answer = client.get(own.removeprefix("http://localhost"))
    schema = etree.XMLSchema(etree.fromstring(answer.data))
    assert schema.validate(metadata(client, "json", "k1"))


def test_our_own_loader_harvests_ead(engine: GuardedEngine, mapping: RecordMapping) -> None:
    with served(engine) as address:
        options = Options(mapping, "back", extra={"metadata": "ead"})
        items = list(OAI.read([f"{address}/oai"], options))
    drafts = [item for item in items if isinstance(item, Draft)]
    assert {str(item.values["title"]) for item in drafts} >= {"Letters on <rope> & sails"}
    assert len(drafts) == len(RECORDS) + 2
    assert any(isinstance(item, Collection) for item in items)
