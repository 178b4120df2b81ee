"""SRU 1.2 with CQL: what is explained, found, ordered, packed, and not supported."""

from __future__ import annotations

from typing import Any

import pytest
from catalogue import RECORDS
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from serving import client_of, filled_engine, more_records

from index_mappings.mapping import RecordMapping, load
from service.engines.embedded import EmbeddedEngine
from service.names.rings import NO_RINGS
from service.sru.cql import BOOLEANS, Combined, Modifier, Searched, Tree, parse, written
from service.sru.diagnostics import Diagnosed
from service.sru.questions import read

SRU = {
    "s": "http://www.loc.gov/zing/srw/", "d": "http://www.loc.gov/zing/srw/diagnostic/",
    "dc": "http://purl.org/dc/elements/1.1/", "m": "http://www.loc.gov/mods/v3",
    "z": "http://explain.z3950.org/dtd/2.0/",
}  # fmt: skip


QUERIES: list[tuple[str, set[str]]] = [
    ("harbour", {"d1", "d2", "d3", "d4", "d5", "d6"}),
    ("cql.serverChoice = harbour and dc.type = report", {"d1", "d2"}),
    ('"Port Arthur"', {"p2"}),
    ('dc.title = "port arthur"', {"p2"}),
    ('dc.title all "port arthur"', {"p1", "p2"}),
    ('dc.title any "pilots ledgers"', {"k5", "k6", "d3"}),
    ('dc.title == "Port Arthur"', {"p2"}),
    ('dc.title == "port of"', set()),
    ('dc.type == "Ciphered Telegram"', {"k2", "k3"}),
    ('dc.creator == "Stalin"', {"k3", "k4"}),
    ("dc.creator = stalin", {"k3", "k4"}),
    ('dc.type exact "Note" not second', {"k5", "w2", "w6"}),
    ("dc.date = 1950-07", {"k3", "k4", "k5", "k6", "d3"}),
    ('dc.date within "1950-07-13 1951-03-01" and dc.type = cable', {"k4"}),
    ("dc.date < 1500", {"d7"}),
    ("dc.date <= 1896", {"d7", "d4", "n1"}),
    ("dc.date > 1962 and letter", set()),
    ("dc.date >= 1955 and slashes", {"a/b c?d=e&f#g%h"}),
    ("dc.date <> 1949 and harbour", {"d4", "d5", "d6"}),
    ('rec.identifier = "a/b c?d=e&f#g%h"', {"a/b c?d=e&f#g%h"}),
    ("negotiat*", {"w5"}),
    ("(harbour or pilots) and (dc.type = report or dc.type = note)", {"d1", "d2", "k5", "k6"}),
    ("panmunjom", {"t1"}),
    ('subjects == "Treaty ports"', {"n1"}),
    ("dc.coverage = chongqing", {"n1"}),
    ("đặng AND dc.date = 1951", {"w3"}),
    ('> d = "info:srw/cql-context-set/1/dc-v1.1" d.title = zulu', {"z1"}),
    ('dc.title =/relevant "zulu"', {"z1"}),
]


@pytest.fixture(scope="module")
def engine(mapping: RecordMapping) -> EmbeddedEngine:
    return filled_engine(mapping, [*RECORDS, *more_records()])


@pytest.fixture(scope="module")
def client(engine: EmbeddedEngine) -> FlaskClient:
    return client_of(engine, site_title="A <room>", contact="a@example.org")


def asked(client: FlaskClient, **parameters: str) -> etree._Element:
    given = {"version": "1.2", "operation": "searchRetrieve", **parameters}
    answer = client.get("/sru", query_string=given)
    assert answer.status_code == 200 and answer.mimetype == "text/xml"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    return etree.fromstring(answer.data)


def texts(root: etree._Element, path: str) -> list[str]:
    found: Any = root.xpath(path, namespaces=SRU)
    return [str(getattr(item, "text", item)) for item in found]


def found(client: FlaskClient, query: str, **parameters: str) -> list[str]:
    root = asked(client, query=query, maximumRecords="100", **parameters)
    assert texts(root, "//d:message") == []
    ids = texts(root, "//s:recordIdentifier")
    assert texts(root, "s:numberOfRecords") == [str(len(ids))]
    return ids


def diagnosed(client: FlaskClient, **parameters: str) -> str:
    root = asked(client, **parameters)
    (uri,) = texts(root, "//d:uri")
    assert texts(root, "//d:message")[0]
    return uri.removeprefix("info:srw/diagnostic/1/")


def test_explain_says_what_there_is(client: FlaskClient) -> None:
    for query in ("", "?operation=explain&version=1.2", "?operation=explain"):
        root = etree.fromstring(client.get(f"/sru{query}").data)
        assert etree.QName(root).localname == "explainResponse"
        assert texts(root, "//z:database") == ["sru"] and texts(root, "//z:host") == ["localhost"]
        assert texts(root, "//z:databaseInfo/z:title") == ["A <room>"]
        names = {*texts(root, "//z:indexInfo/z:index/z:map/z:name[@set='dc']")}
        assert {"title", "creator", "date", "subject", "type", "identifier"} <= names
        assert texts(root, "//z:schema/@name") == ["oai_dc", "mods"]


@pytest.mark.parametrize(("query", "ids"), QUERIES)
def test_queries_find_what_they_ask_for(client: FlaskClient, query: str, ids: set[str]) -> None:
    assert {*found(client, query)} == ids


def test_all_records_are_reached_in_an_order(client: FlaskClient, engine: EmbeddedEngine) -> None:
    total = engine.info().records
    whole = found(client, "cql.allRecords = 1 sortBy dc.date")
    assert len(whole) == total
    back = found(client, "cql.allRecords = 1 sortBy dc.date/sort.descending")
    assert back[0] == "markup" and whole[0] == "d7"
    read_on: list[str] = []
    start, size = "1", "7"
    while start:
        root = asked(client, query="cql.allRecords=1 sortBy date", startRecord=start,
                     maximumRecords=size)  # fmt: skip
        positions = texts(root, "//s:recordPosition")
        assert positions == [str(int(start) + at) for at in range(len(positions))]
        read_on += texts(root, "//s:recordIdentifier")
        (start,) = texts(root, "s:nextRecordPosition") or [""]
        size = "5" if size == "7" else "7"  # so that places are no page's first
    assert read_on == whole


def test_records_come_in_both_forms_and_packings(client: FlaskClient) -> None:
    root = asked(client, query="rec.identifier=k1")
    assert texts(root, "//s:recordData//dc:creator") == ["Liu Shaoqi"]
    assert texts(root, "//s:echoedSearchRetrieveRequest/s:query") == ["rec.identifier=k1"]
    root = asked(client, query="rec.identifier=k1", recordSchema="info:srw/schema/1/mods-v3.8")
    assert texts(root, "//m:mods/m:genre") == ["Cable"]
    root = asked(client, query="rec.identifier=k1", recordPacking="string")
    (packed,) = texts(root, "//s:recordData")
    assert etree.fromstring(packed).findtext("dc:creator", namespaces=SRU) == "Liu Shaoqi"
    none = asked(client, query="harbour", maximumRecords="0")
    assert texts(none, "s:numberOfRecords") == ["6"] and texts(none, "//s:record") == []
    posted = client.post("/sru", data={"operation": "searchRetrieve", "query": "zulu"})
    assert texts(etree.fromstring(posted.data), "//s:recordIdentifier") == ["z1"]
    markup = asked(client, query="rec.identifier=markup")
    assert '<script>alert("x")</script>' in texts(markup, "//dc:title")[0]


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"operation": "scan"}, "4"), ({"query": "a", "version": "2.0"}, "5"),
        ({"query": "a", "startRecord": "0"}, "6"), ({"query": "a", "maximumRecords": "x"}, "6"),
        ({}, "7"), ({"query": " "}, "7"), ({"query": "a", "sortKeys": "title"}, "8"),
        ({"query": "a and"}, "10"), ({"query": '"a'}, "10"), ({"query": "a b"}, "10"),
        ({"query": "(a"}, "10"), ({"query": "a sortBy"}, "10"), ({"query": "="}, "10"),
        ({"query": "a" * 2001}, "12"), ({"query": "(" * 11 + "a" + ")" * 11}, "13"),
        ({"query": "bath.title = a"}, "15"), ({"query": '> x = "y" a'}, "15"),
        ({"query": "dc.nothing = a"}, "16"), ({"query": "nothing = a"}, "16"),
        ({"query": "dc.title encloses a"}, "19"), ({"query": "dc.title =/fuzzy a"}, "20"),
        ({"query": "dc.title < a"}, "22"), ({"query": "dc.date any 1950"}, "22"),
        ({"query": 'dc.description == "a"'}, "22"), ({"query": '""'}, "27"),
        ({"query": "..."}, "27"),
        ({"query": "har?our"}, "28"), ({"query": "*arbour"}, "28"), ({"query": "h*"}, "29"),
        ({"query": "^harbour"}, "31"), ({"query": '"port arth*"'}, "33"),
        ({"query": "dc.date = soon"}, "36"), ({"query": "a prox b"}, "39"),
        ({"query": "a and/x b"}, "46"),
        ({"query": " or ".join("ab"[n % 2] for n in range(201))}, "38"),
        ({"query": " or ".join(f'"port {n} arthur"' for n in range(12))}, "48"),
        ({"query": "(a or b) and c or d and e or f and g or h and i or j and k or l and m or n "
                   "and o or p and q or r and s or t and u or v and w or x"}, "38"),
        ({"query": "a", "startRecord": "9999999"}, "61"),
        ({"query": "zulu", "startRecord": "2"}, "61"),
        ({"query": "a", "recordSchema": "marcxml"}, "66"),
        ({"query": "a", "recordPacking": "x"}, "71"),
        ({"query": "a sortBy dc.subject"}, "80"), ({"query": "a sortBy dc.date dc.title"}, "80"),
        ({"query": "a", "stylesheet": "x"}, "110"),
    ],
)  # fmt: skip
def test_what_is_not_supported_has_its_number(
    client: FlaskClient, parameters: dict[str, str], code: str
) -> None:
    assert diagnosed(client, **parameters) == code


def test_an_empty_catalogue_and_another_kind_answer(mapping: RecordMapping) -> None:
    empty = client_of(filled_engine(mapping, []))
    assert texts(asked(empty, query="a"), "s:numberOfRecords") == ["0"]
    works = client_of(filled_engine(load("artworks"), []))
    assert texts(etree.fromstring(works.get("/sru").data), "//z:index/z:title")
    assert texts(asked(works, query="dc.title = boats"), "s:numberOfRecords") == ["0"]


def test_control_characters_do_no_harm(client: FlaskClient) -> None:
    assert asked(client, query="a\x0b\x01 b\ufffe") is not None
    assert asked(client, query="dc.title = \x01") is not None


STRINGS = st.text(
    st.characters(blacklist_characters='"\\', blacklist_categories=["Cs"]), max_size=8
)
NAMES = st.text("abcXYZ.09", min_size=1, max_size=6).filter(
    lambda one: one.lower() not in (*BOOLEANS, "sortby")
)
MODIFIERS = st.lists(
    st.builds(Modifier, NAMES.map(str.lower))
    | st.builds(Modifier, NAMES.map(str.lower), st.sampled_from(("=", "<", ">=", "<>")), STRINGS),
    max_size=2,
).map(tuple)
RELATIONS = st.sampled_from(("=", "==", "<", ">", "<=", ">=", "<>", "any", "all", "within"))
CLAUSES = st.builds(Searched, STRINGS) | st.builds(Searched, STRINGS, STRINGS, RELATIONS, MODIFIERS)
TREES: st.SearchStrategy[Tree] = st.recursive(
    CLAUSES,
    lambda inner: st.builds(Combined, inner, st.sampled_from(BOOLEANS), inner, MODIFIERS),
    max_leaves=6,
)


@given(TREES)
def test_what_is_written_is_read_back(tree: Tree) -> None:
    assert parse(written(tree)).tree == tree


@given(st.text(max_size=60) | st.text('ab ()"=<>/*and or not.sortBy\\', max_size=60))
def test_any_text_is_read_or_diagnosed(text: str) -> None:
    mapping = load("records")
    try:
        read(text, mapping, NO_RINGS)
    except Diagnosed as wrong:
        assert wrong.message and wrong.code


@given(st.text('ab ()"=<>/*and or not\\', max_size=40))
def test_what_is_read_can_be_searched(client: FlaskClient, text: str) -> None:
    root = asked(client, query=text)
    assert len(texts(root, "s:numberOfRecords")) == 1
