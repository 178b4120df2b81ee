"""The catalogue for harvesters: six verbs, deletions, moments, sets, and our own harvest of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from catalogue import RECORDS, record
from flask.testing import FlaskClient
from lxml import etree
from served_app import served
from serving import client_of, more_records, publish

from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Deletion, Draft
from loaders.drafts.format import Options
from loaders.oai import FORMAT
from loaders.publishing.withdrawing import Order, withdraw
from service.engines.embedded import EmbeddedEngine
from service.engines.guarded import GuardedEngine
from service.oai_pmh import harvest
from service.oai_pmh.sets import set_id, set_name
from service.oai_pmh.tokens import Harvest, read_token

OAI = {"o": "http://www.openarchives.org/OAI/2.0/", "dc": "http://purl.org/dc/elements/1.1/"}


@pytest.fixture(scope="module")
def harvested_site(mapping: RecordMapping, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A site that no test writes to."""
    engine = GuardedEngine(EmbeddedEngine.open(tmp_path_factory.mktemp("index"), mapping))
    publish(engine, [*RECORDS, *more_records()])
    return client_of(engine, contact="archivist@example.org")


@pytest.fixture
def engine(mapping: RecordMapping, tmp_path: Path) -> GuardedEngine:
    engine = GuardedEngine(EmbeddedEngine.open(tmp_path / "index", mapping))
    publish(engine, [*RECORDS, *more_records()])
    return engine


@pytest.fixture
def client(engine: GuardedEngine) -> FlaskClient:
    return client_of(engine, contact="archivist@example.org")


def asked(client: FlaskClient, query: str) -> etree._Element:
    answer = client.get(f"/oai?{query}")
    assert answer.status_code == 200 and answer.mimetype == "text/xml"
    return etree.fromstring(answer.data)


def texts(root: etree._Element, path: str) -> list[str]:
    found = root.xpath(path, namespaces=OAI)
    assert isinstance(found, list)
    return [str(getattr(item, "text", item)) for item in found]


def harvested(client: FlaskClient, query: str) -> list[tuple[str, str]]:
    """Return the identifiers of a whole harvest, each with its status."""
    found: list[tuple[str, str]] = []
    while True:
        root = asked(client, query)
        for header in root.iterfind(".//o:header", OAI):
            id = header.findtext("o:identifier", namespaces=OAI) or ""
            found.append((id.removeprefix("oai:localhost:"), header.get("status", "")))
        (token,) = [*texts(root, "//o:resumptionToken"), "None"][:1]
        if token == "None":
            return found
        query = f"verb=ListIdentifiers&resumptionToken={token}"


def test_the_site_tells_what_it_is(harvested_site: FlaskClient) -> None:
    client = harvested_site
    root = asked(client, "verb=Identify")
    assert texts(root, "//o:baseURL") == ["http://localhost/oai"]
    assert texts(root, "//o:adminEmail") == ["archivist@example.org"]
    assert texts(root, "//o:deletedRecord") == ["persistent"]
    (first,) = texts(root, "//o:earliestDatestamp")
    assert first.startswith("20") and first.endswith("Z")
    assert texts(asked(client, "verb=ListMetadataFormats"), "//o:metadataPrefix") == [
        "oai_dc", "mods", "ead", "json",
    ]  # fmt: skip
    assert texts(asked(client, "verb=ListSets"), "//o:setSpec")


def test_a_whole_harvest_has_every_record_once(
    harvested_site: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harvest, "PAGE", 7)
    found = harvested(harvested_site, "verb=ListIdentifiers&metadataPrefix=oai_dc")
    assert len(found) == len(set(found)) == len(RECORDS) + len(more_records())


def test_a_record_has_its_form_and_its_set(harvested_site: FlaskClient) -> None:
    client = harvested_site
    name = texts(asked(client, "verb=ListSets"), "//o:setSpec")[0]
    root = asked(client, f"verb=ListRecords&metadataPrefix=oai_dc&set={name}")
    assert set(texts(root, "//o:header/o:setSpec")) >= {name}
    id = texts(root, "//o:identifier")[0]
    one = asked(client, f"verb=GetRecord&metadataPrefix=mods&identifier={id}")
    (title,) = one.xpath("//*[local-name()='mods']/*[local-name()='titleInfo']/*/text()")
    assert texts(root, "//dc:title")[0] == title
    assert texts(one, "//o:request/@metadataPrefix") == ["mods"]


def test_what_was_taken_out_is_told_and_what_came_back_is_there(
    engine: GuardedEngine, client: FlaskClient
) -> None:
    publish(engine, [record("a", "One"), record("b", "Two")])
    publish(engine, [record("b", "Two, corrected")])
    withdraw(engine, Order(("b",)))
    publish(engine, [record("a", "One")])
    found = harvested(client, "verb=ListIdentifiers&metadataPrefix=oai_dc")
    assert ("a", "") in found and ("a", "deleted") not in found
    assert ("b", "deleted") in found and ("b", "") not in found
    one = asked(client, "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:localhost:b")
    assert texts(one, "//o:header/@status") == ["deleted"]
    assert not texts(one, "//o:metadata")
    assert "Two" not in etree.tostring(one, encoding="unicode")


def test_a_part_of_time_is_cut_out_to_the_second(harvested_site: FlaskClient) -> None:
    client = harvested_site
    (first,) = texts(asked(client, "verb=Identify"), "//o:earliestDatestamp")
    listed = "verb=ListIdentifiers&metadataPrefix=oai_dc"
    assert harvested(client, f"{listed}&from={first}")
    assert harvested(client, f"{listed}&from={first[:10]}&until={first[:10]}")
    for span in ("from=2199-01-01", "until=1999-01-01"):
        assert texts(asked(client, f"{listed}&{span}"), "//o:error/@code") == ["noRecordsMatch"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "badVerb"),
        ("verb=Steal", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=Identify&set=x", "badArgument"),
        ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=marcxml", "cannotDisseminateFormat"),
        ("verb=ListRecords", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=yesterday", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2024-02-01&until=2024-01-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2024-02-01&until=2024-03-01T00:00:00Z",
         "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=nowhere", "noRecordsMatch"),
        ("verb=ListRecords&resumptionToken=x", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=WzFd", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=x&set=y", "badArgument"),
        ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:localhost:none", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=http://x/", "idDoesNotExist"),
        ("verb=ListMetadataFormats&identifier=x", "idDoesNotExist"),
    ],
)  # fmt: skip
def test_what_the_protocol_does_not_allow_has_its_code(
    harvested_site: FlaskClient, query: str, code: str
) -> None:
    assert texts(asked(harvested_site, query), "//o:error/@code") == [code]


def test_post_is_as_good_and_control_characters_do_no_harm(harvested_site: FlaskClient) -> None:
    answer = harvested_site.post("/oai", data={"verb": "GetRecord", "metadataPrefix": "oai_dc",
                                       "identifier": "oai:localhost:\x01\x0b"})  # fmt: skip
    assert texts(etree.fromstring(answer.data), "//o:error/@code") == ["idDoesNotExist"]


@pytest.mark.parametrize("id", ["maps", "a/b c", "~", "100%", "Đặng", "a:b"])
def test_a_collection_of_any_id_is_a_set(id: str) -> None:
    assert set_id(set_name(id)) == id
    assert set(set_name(id)) <= set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.!~*'()"
    )


def test_a_token_holds_the_harvest() -> None:
    asked_for = Harvest("mods", "2024-01-01T00:00:00Z", "", "maps/é", 12)
    assert read_token(asked_for.token()) == asked_for


def test_our_own_loader_harvests_it_whole(
    engine: GuardedEngine, mapping: RecordMapping, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harvest, "PAGE", 60)
    publish(engine, [*RECORDS[1:], *more_records()])
    with served(engine) as address:
        items = list(FORMAT.read([f"{address}/oai"], Options(mapping, "harvested")))
    drafts = [item for item in items if isinstance(item, Draft)]
    assert len(drafts) == len(RECORDS) - 1 + len(more_records())
    assert [item.own_id.rpartition(":")[2] for item in items if isinstance(item, Deletion)] == [
        RECORDS[0].id
    ]
    titles = {draft.values["title"] for draft in drafts}
    assert RECORDS[1].text("title") in titles
