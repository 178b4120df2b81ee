"""The API over HTTP, on a site in memory."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, urlsplit

import orjson
import pytest
from catalogue import RECORDS, record
from flask.testing import FlaskClient
from serving import STRANGE_IDS, client_of, filled_engine, publish
from werkzeug.test import EnvironBuilder, TestResponse, run_wsgi_app

from index_mappings.mapping import RecordMapping, parse
from service.engines.embedded import EmbeddedEngine
from service.query.bounds import CHOSEN_BESIDE
from service.query.request import Query
from service.results import SearchResult

SEARCH = "/api/v1/search"


@pytest.fixture(scope="module")
def client(mapping: RecordMapping) -> FlaskClient:
    return client_of(filled_engine(mapping))


def ids(answer: TestResponse) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [hit["id"] for hit in answer.json["results"]]


def path_of(link: str) -> str:
    parts = urlsplit(link)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def counts(answer: TestResponse, facet: str) -> dict[str, int]:
    return {item["value"]: item["count"] for item in answer.json["facets"][facet]["values"]}


def test_a_search_finds_marks_and_counts(client: FlaskClient) -> None:
    answer = client.get(f"{SEARCH}?q=soviet+jets+pilots")
    assert ids(answer) == ["k3"]
    (hit,) = answer.json["results"]
    assert hit["highlight"]["summary"][0].count("<mark>") == 4
    assert hit["links"] == {
        "self": "http://localhost/api/v1/records/k3",
        "html": "http://localhost/records/k3",
    }
    assert answer.json["total"] == {"value": 1, "relation": "eq"}
    assert answer.json["query"]["match"] == {"wanted": "auto", "least": 3, "of": 3}
    assert list(answer.json["facets"])[:2] == ["year", "type"]
    assert answer.json["index"]["records"] == len(RECORDS) + len(STRANGE_IDS) + 2


def test_values_of_a_facet_are_joined_and_facets_narrow_each_other(client: FlaskClient) -> None:
    answer = client.get(f"{SEARCH}?type=Cable&type=Ciphered+Telegram&year=1950&facets=type")
    assert sorted(ids(answer)) == ["k1", "k2", "k3", "k4"]
    assert counts(answer, "type")["Cable"] == 2
    assert counts(answer, "type")["Ciphered Telegram"] == 2
    assert list(answer.json["facets"]) == ["type"]


def test_what_a_value_counts_is_what_its_link_finds(client: FlaskClient) -> None:
    answer = client.get(f"{SEARCH}?q=pilots&facets=type,year,language,collection")
    followed = 0
    for facet in answer.json["facets"].values():
        for value in facet["values"]:
            found = client.get(path_of(value["links"]["toggle"]))
            assert found.json["total"]["value"] == value["count"], value
            followed += 1
        assert ("missing" in facet["links"]) is bool(facet["missing"])
        if facet["missing"]:
            found = client.get(path_of(facet["links"]["missing"]))
            assert found.json["total"]["value"] == facet["missing"]
    assert followed > 4


def test_a_collection_is_shown_by_its_title(client: FlaskClient) -> None:
    answer = client.get(f"{SEARCH}?collection=korea&facets=collection")
    shown = {v["value"]: v["label"] for v in answer.json["facets"]["collection"]["values"]}
    assert shown["korea"] == "The Korean War"


@pytest.mark.parametrize("q", ["<script>", '"', "[", "a/b", ":", "x" * 3000, "\x00", "(((", "~~~~"])
def test_no_text_is_an_error(client: FlaskClient, q: str) -> None:
    answer = client.get(SEARCH, query_string={"q": q})
    assert answer.status_code == 200
    assert answer.json["total"]["value"] >= 0
    assert len(answer.json["query"]["text"]) <= 2000


def test_a_text_that_was_cut_says_so_and_every_link_carries_it_cut(client: FlaskClient) -> None:
    answer = client.get(SEARCH, query_string={"q": "x" * 3000})
    assert any("2,000" in note for note in answer.json["query"]["notes"])
    assert answer.json["links"]["self"].endswith(f"?q={'x' * 2000}")


def test_a_value_no_record_has_finds_nothing_and_stays_selected(client: FlaskClient) -> None:
    answer = client.get(f"{SEARCH}?type=Telegramm")
    assert ids(answer) == []
    chosen = [v for v in answer.json["facets"]["type"]["values"] if v["selected"]]
    assert [(value["value"], value["count"]) for value in chosen] == [("Telegramm", 0)]
    assert path_of(chosen[0]["links"]["toggle"]) == SEARCH


def test_where_no_record_has_all_words_as_many_as_any_has(client: FlaskClient) -> None:
    answer = client.get(f"{SEARCH}?q=soviet+jets+pilots+zanzibar")
    assert ids(answer) == ["k3"]
    assert answer.json["query"]["match"] == {
        "wanted": "auto",
        "least": 3,
        "of": 4,
        "lacking": ["zanzibar"],
    }
    assert any("at least 3" in note for note in answer.json["query"]["notes"])
    assert ids(client.get(f"{SEARCH}?q=soviet+jets+pilots+zanzibar&match=all")) == []
    assert "k5" in ids(client.get(f"{SEARCH}?q=soviet+jets+pilots+zanzibar&match=any"))


def test_filters_never_change_what_the_words_mean(client: FlaskClient) -> None:
    whole = client.get(f"{SEARCH}?q=soviet+jets+pilots+zanzibar").json["query"]["match"]
    narrow = client.get(f"{SEARCH}?q=soviet+jets+pilots+zanzibar&type=Cable")
    assert ids(narrow) == []
    assert client.get(f"{SEARCH}?q=soviet+jets&type=Note").json["query"]["match"]["least"] == 2
    assert narrow.json["query"]["match"] == whole


def test_a_list_is_walked_by_its_links_to_the_end(client: FlaskClient) -> None:
    for start in (f"{SEARCH}?size=7", f"{SEARCH}?q=the+harbour&match=any&size=2&sort=title"):
        seen: list[str] = []
        answer = client.get(start)
        while True:
            seen += ids(answer)
            following = answer.json["links"].get("next")
            if following is None:
                break
            assert f'<{following}>; rel="next"' in answer.headers["Link"]
            answer = client.get(path_of(following))
        assert len(seen) == len(set(seen)) == answer.json["total"]["value"]


@pytest.mark.parametrize("sort", ["relevance", "date", "-date", "title"])
def test_a_list_is_walked_by_cursor_in_the_order_of_its_pages(
    client: FlaskClient, sort: str
) -> None:
    asked = {"q": "harbour OR pilots OR strange OR note", "match": "any", "sort": sort, "size": "3"}
    by_page: list[str] = []
    first = client.get(SEARCH, query_string=asked)
    for number in range(1, first.json["page"]["pages"] + 1):
        by_page += ids(client.get(SEARCH, query_string={**asked, "page": str(number)}))
    by_cursor, answer, number = ids(first), first, 1
    while cursor := answer.json["page"]["next_cursor"]:
        answer = client.get(SEARCH, query_string={**asked, "cursor": cursor})
        number += 1
        assert answer.json["page"]["number"] == number
        by_cursor += ids(answer)
    assert by_cursor == by_page
    assert len(by_page) == first.json["total"]["value"] > 3


def test_a_sort_key_of_another_kind_is_refused(client: FlaskClient) -> None:
    asked = {"q": "pilots", "sort": "relevance", "size": "1"}
    cursor = client.get(SEARCH, query_string=asked).json["page"]["next_cursor"]
    forged = _with_key(cursor, ["zz"])
    answer = client.get(SEARCH, query_string={**asked, "cursor": forged})
    assert (answer.status_code, answer.json["errors"][0]["parameter"]) == (400, "cursor")


def _with_key(cursor: str, key: list[str]) -> str:
    parts = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    return base64.urlsafe_b64encode(orjson.dumps([*parts[:3], key])).decode().rstrip("=")


def test_a_page_past_the_end_is_empty_and_links_to_the_last(client: FlaskClient) -> None:
    answer = client.get(f"{SEARCH}?q=pilots&size=2&page=9")
    assert ids(answer) == []
    last = client.get(path_of(answer.json["links"]["last"]))
    assert len(ids(last)) > 0
    assert "next" not in answer.json["links"]


@pytest.mark.parametrize("id", STRANGE_IDS)
def test_a_record_is_found_under_its_link_whatever_its_id(client: FlaskClient, id: str) -> None:
    found = client.get(SEARCH, query_string={"q": f"strange {STRANGE_IDS.index(id)}"})
    link = next(hit["links"]["self"] for hit in found.json["results"] if hit["id"] == id)
    answer = client.get(path_of(link))
    assert answer.status_code == 200
    assert answer.json["id"] == id
    assert answer.json["links"]["self"] == link


@pytest.mark.parametrize("id", ["a/b", "100%", "a//b", "with blank", "~", "a~b"])
def test_an_id_percent_encoded_by_hand_is_found_too(client: FlaskClient, id: str) -> None:
    assert client.get(f"/api/v1/records/{quote(id, safe='')}").json["id"] == id


@pytest.mark.parametrize("old", ["old-id", "old~2Fid", "old/id"])
def test_a_former_id_leads_to_the_record(client: FlaskClient, old: str) -> None:
    answer = client.get(f"/api/v1/records/{old}?format=json")
    assert answer.status_code == 308
    assert answer.headers["Location"] == "http://localhost/api/v1/records/new-id?format=json"


def test_a_record_has_its_fields_in_the_mappings_order(
    client: FlaskClient, mapping: RecordMapping
) -> None:
    answer = client.get("/api/v1/records/k3").json
    fields = [name for name in answer if name not in ("id", "links", "index")]
    assert fields == [name for name in mapping.field_names if name in answer]
    assert answer["links"]["collections"][0]["title"] == "The Korean War"


def test_collections_say_what_their_records_are(client: FlaskClient) -> None:
    answer = client.get("/api/v1/collections")
    assert ids(answer) == ["harbours", "korea"]
    korea = answer.json["results"][1]
    assert korea["count"] == 5
    assert korea["date_range"] == {"from": "1950-01-22", "to": "1950-07-13"}
    assert korea["related"][0]["title"] == "Harbours and Ships"
    one = client.get("/api/v1/collections/korea").json
    assert {key: value for key, value in one.items() if key != "index"} == korea
    found = client.get(path_of(korea["links"]["records"]))
    assert found.json["total"]["value"] == 5


def test_all_values_of_a_facet_page_by_page(client: FlaskClient) -> None:
    whole = client.get("/api/v1/facets/type?order=value&size=100").json
    assert whole["total"]["value"] == len(whole["results"])
    values = [item["value"] for item in whole["results"]]
    assert values == sorted(values, key=str.casefold)
    walked, link = [], "/api/v1/facets/type?order=value&size=5"
    while link:
        part = client.get(link).json
        walked += [item["value"] for item in part["results"]]
        link = path_of(part["links"]["next"]) if "next" in part["links"] else ""
    assert walked == values
    by_count = client.get("/api/v1/facets/type").json["results"]
    assert [-item["count"] for item in by_count] == sorted(-item["count"] for item in by_count)


def test_values_of_a_facet_are_filtered_and_counted_under_the_search(client: FlaskClient) -> None:
    answer = client.get("/api/v1/facets/type?filter=TELE&q=jets+pilots").json
    assert [(item["value"], item["count"]) for item in answer["results"]] == [
        ("Ciphered Telegram", 1)
    ]
    shown = client.get(f"{SEARCH}?q=jets+pilots&size=1&page=2&facets=type").json
    link = path_of(shown["facets"]["type"]["links"]["all"])
    assert client.get(link).json["total"]["value"] == 2


def test_suggestions_complete_the_last_word_and_find_values(client: FlaskClient) -> None:
    found = client.get("/api/v1/suggest?q=sov").json["results"]
    assert ("soviet", "words") in {(item["text"], item["kind"]) for item in found}
    found = client.get("/api/v1/suggest?q=stal").json["results"]
    assert ("Stalin", "people") in {(item["text"], item["kind"]) for item in found}
    assert client.get("/api/v1/suggest?q=").json["results"] == []


def test_an_unchanged_answer_is_not_sent_twice(client: FlaskClient) -> None:
    for address in (
        f"{SEARCH}?q=jets", "/api/v1/records/k3", "/api/v1/collections", "/api/openapi.json",
        "/api/v1/collections/korea", "/api/v1/facets/type", "/api/v1/suggest?q=so", "/api/docs",
    ):  # fmt: skip
        first = client.get(address)
        assert first.headers["ETag"].startswith('W/"'), address
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b""), address
        assert again.headers["ETag"] == first.headers["ETag"]


def test_one_search_has_one_tag_however_it_is_asked_and_others_have_others(
    client: FlaskClient,
) -> None:
    def tag(query: str, **headers: str) -> str:
        return client.get(f"{SEARCH}?{query}", headers=headers).headers["ETag"]

    assert tag("q=jets&type=Cable") == tag("type=Cable&q=+jets&size=20&page=")
    assert tag("q=jets") != tag("q=jets&size=10")
    assert tag("q=jets") != tag("q=jets", Host="other.example")


def test_a_publish_changes_the_tag_and_ends_the_cursors(mapping: RecordMapping) -> None:
    engine = filled_engine(mapping)
    client = client_of(engine)
    before = client.get(f"{SEARCH}?size=3&sort=title")
    cursor, tag = before.json["page"]["next_cursor"], before.headers["ETag"]
    publish(engine, [record("only", "The only record")])
    after = client.get(f"{SEARCH}?size=3&sort=title", headers={"If-None-Match": tag})
    assert ids(after) == ["only"]
    ended = client.get(f"{SEARCH}?size=3&sort=title&cursor={cursor}")
    assert ended.status_code == 410
    assert "start again" in ended.json["detail"]


def test_settings_change_the_tag(mapping: RecordMapping) -> None:
    engine = filled_engine(mapping)
    tags = {
        client_of(engine, site_title=title).get(f"{SEARCH}?q=jets").headers["ETag"]
        for title in ("One", "Another")
    }
    assert len(tags) == 2


def test_a_part_that_did_not_answer_is_said_and_not_kept(mapping: RecordMapping) -> None:
    class Partial(EmbeddedEngine):
        def search(self, query: Any) -> SearchResult:
            found = super().search(query)
            return SearchResult(found.hits, found.total, found.facets, found.index, partial=True)

    engine = Partial.open(None, mapping)
    publish(engine, list(RECORDS))
    answer = client_of(engine).get(f"{SEARCH}?q=jets")
    assert answer.json["partial"] is True
    assert answer.json["total"]["relation"] == "gte"
    assert "ETag" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_any_origin_may_read(client: FlaskClient) -> None:
    for address in (SEARCH, "/api/v1/records/none", f"{SEARCH}?size=-1", "/api/openapi.json"):
        assert client.get(address).headers["Access-Control-Allow-Origin"] == "*"


def test_head_and_options(client: FlaskClient) -> None:
    got, head = client.get(f"{SEARCH}?q=jets"), client.head(f"{SEARCH}?q=jets")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == got.headers["Content-Length"]
    assert head.headers["ETag"] == got.headers["ETag"]
    options = client.options(SEARCH)
    assert options.status_code == 200
    assert set(options.headers["Allow"].split(", ")) == {"GET", "HEAD", "POST", "OPTIONS"}
    assert options.headers["Access-Control-Allow-Methods"] == "GET, HEAD, POST, OPTIONS"
    assert "If-None-Match" in options.headers["Access-Control-Allow-Headers"]


def test_a_new_facet_is_an_edit_of_the_mapping_alone(mapping: RecordMapping) -> None:
    body = _with_facet(mapping)
    engine = EmbeddedEngine.open(None, parse("records", body))
    publish(engine, [record("m1", "A map", medium="Ink"), record("m2", "A plan", medium="Pencil")])
    client = client_of(engine)
    assert ids(client.get(f"{SEARCH}?medium=Ink")) == ["m1"]
    assert ids(client.get(f"{SEARCH}?medium.not=Ink")) == ["m2"]
    assert counts(client.get(SEARCH), "medium") == {"Ink": 1, "Pencil": 1}
    described = client.get("/api/openapi.json").json
    names = [item["name"] for item in described["paths"]["/search"]["get"]["parameters"]]
    assert {"medium", "medium.not"} <= set(names)
    assert described["components"]["schemas"]["Record"]["properties"]["medium"]
    assert "medium.not" in client.get("/api/docs").text


def _with_facet(mapping: RecordMapping) -> dict[str, Any]:
    mappings = dict(mapping.body["mappings"])
    meta = dict(mappings["_meta"])
    meta["fields"] = [
        *meta["fields"],
        {"name": "medium", "kind": "keyword", "label": "Medium", "purpose": "what it is made with"},
    ]
    meta["facets"] = [
        *meta["facets"],
        {
            "name": "medium", "field": "medium", "kind": "terms", "path": "medium",
            "label": "Medium", "size": 10,
        },
    ]  # fmt: skip
    properties = {**mappings["properties"], "medium": {"type": "keyword"}}
    return {**mapping.body, "mappings": {**mappings, "_meta": meta, "properties": properties}}


def test_no_more_than_fifty_values_can_be_chosen(client: FlaskClient) -> None:
    address = "/api/v1/search?" + "&".join(f"type.not=x{n}" for n in range(51))
    answer = client.get(address)
    assert answer.status_code == 400
    (fault,) = answer.get_json()["errors"]
    assert fault["parameter"] == "type.not"
    assert "at most 50" in fault["detail"]
    assert client.get(address.rpartition("&")[0]).status_code == 200
    page = client.get(address.replace("/api/v1", "") + "&collection=y")
    assert page.status_code == 200
    assert "at most 50 values" in page.get_data(as_text=True)


@pytest.mark.parametrize("question", ["jets " * 9, "air " * 21, "飞" * 81])
def test_no_more_than_a_few_values_can_be_chosen_beside_a_long_question(
    client: FlaskClient, question: str
) -> None:
    chosen = "&".join(f"type.not=x{n}" for n in range(CHOSEN_BESIDE + 1))
    address = f"/api/v1/search?q={question.strip()}&{chosen}"
    answer = client.get(address)
    assert answer.status_code == 400
    (fault,) = answer.get_json()["errors"]
    assert fault["parameter"] == "type.not"
    assert (
        fault["detail"] == f"at most {CHOSEN_BESIDE} values can be chosen with a question this long"
    )
    assert client.get(address.rpartition("&")[0]).status_code == 200
    page = client.get(address.replace("/api/v1", ""))
    assert page.status_code == 200
    assert f"at most {CHOSEN_BESIDE} values" in page.get_data(as_text=True)
    short = address.replace(question.strip(), "jets " * 7 + "jets")
    assert client.get(short).status_code == 200


@pytest.mark.parametrize(
    "host", ["a..b", ".", "a" * 64 + ".example", "a b", "x/../y", 'a"b', "a<b>", "\u00e9.example"]
)
@pytest.mark.parametrize(
    "path", ["/", "/search?q=a", "/api/v1/search?q=a", "/records/1", "/healthz", "/nothing"]
)
def test_a_host_that_is_none_is_the_fault_of_the_request(
    client: FlaskClient, host: str, path: str
) -> None:
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == 400
    assert answer.get_json()["errors"][0]["parameter"] == "Host"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    ["/", "/search?q=a", "/api/v1/search?q=a", "/records/1", "/robots.txt", "/sitemap.xml",
     "/opensearch.xml", "/feed.atom?q=a"],
)  # fmt: skip
@pytest.mark.parametrize("host", ["-.-.", "xn--", "xn--a", "www.xn--.example", "xn--99999999999"])
def test_an_odd_host_is_never_a_fault_of_ours(client: FlaskClient, path: str, host: str) -> None:
    environ = EnvironBuilder(path, headers={"Host": host}).get_environ()
    _, status, _ = run_wsgi_app(client.application, environ)  # a client would read the host too
    assert status[:3] in ("200", "400", "404")


def test_no_more_than_twelve_relaxations_are_counted(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[int] = []
    count = EmbeddedEngine.count

    def noted(engine: EmbeddedEngine, queries: Sequence[Query]) -> Sequence[int]:
        counted.append(len(queries))
        return count(engine, queries)

    monkeypatch.setattr(EmbeddedEngine, "count", noted)
    for values, most in ((11, 12), (40, 3)):
        counted.clear()
        excluded = "&".join(f"type.not=x{n}" for n in range(values))
        client.get(f"/api/v1/search?q=zzqqy&date=1950&collection.not=none&{excluded}")
        assert max(counted) == most
