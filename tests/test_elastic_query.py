"""What is sent to Elasticsearch for a question, and what is read from its answer: no server."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_mappings.conditions import Condition, Days, Held
from index_mappings.days import day_number
from index_mappings.facet_kinds.kind import Bucket
from index_mappings.mapping import load, parse
from service.engines.elastic.answering_index import WHICH
from service.engines.elastic.bulk import Write
from service.engines.elastic.client import Server, ours, reason_of
from service.engines.elastic.counting import read_counts
from service.engines.elastic.indexes import Names
from service.engines.elastic.long_marks import long_marks_body
from service.engines.elastic.marking import highlight, read_marks, sifted_words, spans
from service.engines.elastic.options import Options
from service.engines.elastic.request import count_body, read_hit, read_record, search_body
from service.engines.elastic.terms import read_terms, terms_body
from service.engines.elastic.translate import translate
from service.engines.nearness import near_places
from service.errors import ConfigurationError
from service.query import clauses as c
from service.query.request import FacetFilter, FacetRequest, Query
from service.settings import Settings

META: dict[str, Any] = {
    "fields": [
        {"name": "title", "kind": "text", "label": "T", "purpose": "p", "search": ["title"]},
        {"name": "text", "kind": "text", "label": "X", "purpose": "p", "search": ["text"]},
        {"name": "type", "kind": "keyword", "label": "Y", "purpose": "p", "search": ["type.words"]},
        {"name": "date", "kind": "date", "label": "D", "purpose": "p"},
    ],
    "search": {
        "fields": [{"field": "title", "weight": 1.0}, {"field": "text", "weight": 0.5}],
        "exact_title": "computed.title_key",
        "stop_words": [],
    },
    "facets": [
        {"name": "type", "field": "type", "kind": "terms", "path": "type", "label": "", "size": 5},
        {"name": "year", "field": "date", "kind": "year", "label": "Year", "size": 20},
    ],
    "sorts": [
        {"name": "relevance", "label": "Best"},
        {"name": "date", "label": "Oldest", "path": "computed.sort_date", "key": "date"},
    ],
    "highlights": [
        {"field": "title"},
        {"field": "text", "fragments": 1, "size": 40},
    ],
    "title": "title",
    "summary": "title",
    "date": "date",
}
_TEXT = {"type": "text", "analyzer": "stemmed", "position_increment_gap": 1}
_FOLDED = {"folded": {"type": "text", "analyzer": "folded", "position_increment_gap": 1}}
SMALL = parse(
    "small",
    {
        "settings": {
            "analysis": {
                "tokenizer": {"words": {"type": "pattern", "pattern": r"\w+", "group": 0}},
                "analyzer": {"stemmed": {"tokenizer": "words"}, "folded": {"tokenizer": "words"}},
            }
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": META,
            "properties": {
                "title": {**_TEXT, "fields": _FOLDED, "copy_to": "everything"},
                "text": {**_TEXT, "fields": _FOLDED, "copy_to": ["everything"]},
                "type": {"type": "keyword", "fields": {"words": _TEXT, **_FOLDED}},
                "date": {"properties": {"from": {"type": "long"}, "to": {"type": "long"}}},
                "everything": {**_TEXT, "fields": _FOLDED},
                "computed": {
                    "properties": {
                        "sort_date": {"type": "keyword"}, "title_key": {"type": "keyword"},
                        "missing": {"type": "keyword"},
                        "year": {
                            "properties": {
                                "years": {"type": "keyword"}, "year_within": {"type": "keyword"},
                            },
                        },
                    }
                },
            },
        },
    },
)  # fmt: skip
"""A mapping small enough for its requests to be read."""

TITLE_JET = {"match_phrase": {"title": {"query": "jet", "boost": 1.0}}}
TEXT_JET = {"match_phrase": {"text": {"query": "jet", "boost": 0.5}}}
JET = {"bool": {"should": [TITLE_JET, TEXT_JET]}}
IN_1950 = {
    "bool": {
        "filter": [
            {"range": {"date.to": {"gte": day_number(1950)}}},
            {"range": {"date.from": {"lte": day_number(1950, 12, 31)}}},
        ]
    }
}


@pytest.mark.parametrize(
    ("clause", "wanted"),
    [
        (c.Word("jet"), JET),
        (c.Phrase("two jets", "title"),
         {"match_phrase": {"title": {"query": "two jets", "boost": 1.0}}}),
        (c.Near("a b-c", 3, "title"),
         {"bool": {
             "filter": [{"match_phrase": {"title": {"query": "a b", "slop": 3}}},
                        {"match_phrase": {"title": {"query": "b c", "slop": 3}}}],
             "must": [{"match_phrase": {"title": {"query": word, "boost": 1.0}}}
                      for word in "abc"]}}),
        (c.Near("alone", 3, "title"),
         {"match_phrase": {"title": {"query": "alone", "boost": 1.0}}}),
        (c.Prefix("neg", "type"),
         {"constant_score": {
             "filter": {"match_bool_prefix": {"type.folded": {"query": "neg"}}}, "boost": 1.0}}),
        (c.Prefix("anti-sov", "title"),
         {"match_phrase": {"title.folded": {"query": "anti-sov", "boost": 1.0}}}),
        (c.Fuzzy("harbor", 1, "title"),
         {"constant_score": {"boost": 1.0, "filter": {"match": {"title.folded": {
             "query": "harbor", "fuzziness": 1, "fuzzy_rewrite": "constant_score"}}}}}),
        (c.Word("x", "nowhere"), {"match_none": {}}),
        (c.Everything(), {"match_all": {}}),
        (Days(5, None), {"bool": {"filter": [{"range": {"date.to": {"gte": 5}}}]}}),
        (Days(5, None, within=True),
         {"bool": {"filter": [{"range": {"date.from": {"gte": 5}}}]}}),
        (Days(None, None), {"bool": {"filter": [{"exists": {"field": "date.from"}}]}}),
        (c.Value("type", ("Cable", "Note")),
         {"bool": {"filter": [{"terms": {"type": ["Cable", "Note"]}}]}}),
        (c.Value("source", ("x",)), {"bool": {"filter": [{"terms": {"source": ["x"]}}]}}),
        (c.Value("type", ()), {"bool": {"filter": [{"match_none": {}}]}}),
        (c.All((c.Word("jet"), c.Not(c.Everything()))),
         {"bool": {"must": [JET], "must_not": [{"match_all": {}}]}}),
        (c.Not(c.Word("jet")),
         {"bool": {"filter": [{"match_all": {}}], "must_not": [JET]}}),
        (c.All((c.Not(c.Word("jet")),)),
         {"bool": {"filter": [{"match_all": {}}], "must_not": [JET]}}),
        (c.Any((c.Word("jet"), c.Everything()), 2),
         {"bool": {"should": [JET, {"match_all": {}}], "minimum_should_match": 2}}),
        (c.Any(()), {"match_none": {}}),
        (c.Lifted(c.Everything(), c.Word("jet"), 4.0),
         {"bool": {"must": [{"match_all": {}}],
                   "should": [{"constant_score": {"filter": JET, "boost": 4.0}}]}}),
        (c.Lifted(c.Any((c.Word("jet"), c.Everything())), c.Word("jet"), 4.0, alone=True),
         {"bool": {"should": [
             {"bool": {"must": [
                 JET, {"constant_score": {"filter": {"match_all": {}}, "boost": 4.0}}]}},
             {"bool": {"must": [{"bool": {"should": [{"match_all": {}}],
                                          "minimum_should_match": 1}}],
                       "must_not": [JET]}}]}}),
    ],
)  # fmt: skip
def test_a_clause(clause: c.Clause, wanted: dict[str, Any]) -> None:
    assert translate(clause, SMALL) == wanted


def test_a_search_for_words() -> None:
    assert search_body(Query(c.Word("jet"), page=3, size=10, highlight=False), SMALL) == {
        "query": JET,
        "sort": [{"_score": {"order": "desc"}}, {"id": {"order": "asc"}}],
        "size": 10,
        "from": 20,
        "track_total_hits": True,
        "_source": {"excludes": ["computed", "text"]},
        "aggs": WHICH,
    }


def test_an_exact_title_is_lifted_by_relevance_only() -> None:
    query = search_body(Query(c.Word("jet"), exact_title="two jets"), SMALL)["query"]
    same = {"term": {"computed.title_key": {"value": "two jets"}}}
    assert query["bool"]["should"] == [{"constant_score": {"filter": same, "boost": 1000.0}}]
    assert search_body(Query(c.Word("jet"), exact_title="x", sort="date"), SMALL)["query"] == JET


def test_a_cursor_goes_on_after_a_key() -> None:
    by_date = search_body(Query(c.Word("jet"), sort="date", after=("00.1.aa",)), SMALL)
    assert (by_date["search_after"], "from" in by_date) == (["00.1.aa"], False)
    assert by_date["sort"] == [{"computed.sort_date": {"order": "asc", "unmapped_type": "keyword"}}]
    by_score = search_body(Query(c.Word("jet"), after=(1.5, "k1")), SMALL)
    assert by_score["search_after"] == [1.5, "k1"]
    by_id = search_body(Query(after=(0.0, "k1")), SMALL)
    assert (by_id["search_after"], by_id["sort"]) == (["k1"], [{"id": {"order": "asc"}}])


def test_what_is_counted_is_filtered_after_the_counting() -> None:
    chosen = (FacetFilter("type", ("Cable",)), FacetFilter("year", ("1950",)))
    asked = Query(c.Word("jet"), filters=chosen, facets=(FacetRequest("type", 5),))
    body = search_body(asked, SMALL)
    assert body["query"] == {"bool": {"must": [JET], "filter": [IN_1950]}}
    assert body["post_filter"] == {"bool": {"filter": [{"terms": {"type": ["Cable"]}}]}}
    assert body["aggs"] == {
        "type/missing": {"terms": {"field": "computed.missing", "size": 2}},
        "type/type": {"terms": {"field": "type", "size": 1000}},
        "type/type=0": {"filter": {"terms": {"type": ["Cable"]}}},
        **WHICH,
    }


def test_a_facet_ignores_its_own_filter_and_no_other() -> None:
    chosen = (FacetFilter("type", ("Cable",)), FacetFilter("year", ("1950",)))
    facets = (FacetRequest("type", 5), FacetRequest("year", 5))
    aggs = search_body(Query(c.Word("jet"), filters=chosen, facets=facets), SMALL)["aggs"]
    assert set(aggs) == {"type/kept", "year/kept", *WHICH}
    assert aggs["type/kept"]["filter"] == {"bool": {"filter": [IN_1950]}}
    assert aggs["year/kept"]["filter"] == {"bool": {"filter": [{"terms": {"type": ["Cable"]}}]}}
    assert "year=0" not in aggs["year/kept"]["aggs"], "a year's own bucket is its count"


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        (FacetFilter("type", missing=True), [{"terms": {"computed.missing": ["type"]}}]),
        (FacetFilter("type", ("A",), missing=True),
         [{"bool": {"should": [{"terms": {"type": ["A"]}},
                               {"terms": {"computed.missing": ["type"]}}]}}]),
        (FacetFilter("type", excluded=("A", "B")),
         [{"bool": {"must_not": [{"terms": {"type": ["A"]}}, {"terms": {"type": ["B"]}}]}}]),
        (FacetFilter("year", ("wide",)), [{"terms": {"computed.year.years": ["wide"]}}]),
        (FacetFilter("year", ("no year",)), [{"match_none": {}}]),
        (FacetFilter("nothing", ("x",)), [{"match_none": {}}]),
    ],
)  # fmt: skip
def test_a_filter(chosen: FacetFilter, wanted: list[dict[str, Any]]) -> None:
    body = count_body(Query(c.Word("jet"), filters=(chosen,)), SMALL)
    assert body["query"] == {"bool": {"must": [JET], "filter": wanted}}


def test_counts_are_read_with_what_is_selected_first() -> None:
    asked = Query(
        filters=(FacetFilter("type", ("Note", "None such")),),
        facets=(FacetRequest("type", 1), FacetRequest("year", 1)),
    )
    answer = {
        "type/type": {
            "sum_other_doc_count": 0,
            "buckets": [
                {"key": "Cable", "doc_count": 9},
                {"key": "Letter", "doc_count": 9},
                {"key": "Note", "doc_count": 2},
            ],
        },
        "type/type=0": {"doc_count": 2},
        "type/type=1": {"doc_count": 0},
        "type/missing": {"buckets": [{"key": "type", "doc_count": 4}]},
        "/kept": {
            "year": {
                "sum_other_doc_count": 7,
                "buckets": [{"key": y, "doc_count": 1} for y in ("wide", "1951", "-44", "1950")],
            },
            "missing": {"buckets": []},
        },
    }
    (types, years), cut = read_counts(answer, asked, SMALL)
    assert types.buckets == (Bucket("Note", 2), Bucket("None such", 0), Bucket("Cable", 9))
    assert (types.missing, types.others) == (4, 1)
    assert [bucket.value for bucket in years.buckets] == ["-44", "1950", "1951", "wide"]
    assert cut == (FacetRequest("year", 1),)


def test_years() -> None:
    year = SMALL.facets[1]

    def days(value: str, *, within: bool) -> tuple[Condition, ...]:
        return year.kind.conditions(year, (value,), within=within)

    span = Days(day_number(-43), day_number(-42, 12, 31), False, "date")
    assert days("-43..-42", within=False) == (span,)
    assert days("..1951", within=True) == (Days(None, day_number(1951, 12, 31), True, "date"),)
    assert days("..", within=True) == (Held("", ()),)
    shown = year.kind.arranged(year, {"wide": 1, "1950": 2}, ("1951..",), 1)
    assert [bucket.value for bucket in shown.buckets] == ["1950", "1951..", "wide"]


def test_how_near_words_stand() -> None:
    places = {"a": (0, 9), "b": (1, 5), "c": (6,)}
    assert near_places(places, ("a", "b"), 0) == {0, 1}
    assert near_places(places, ("b", "a"), 1) == set()
    assert near_places(places, ("b", "a"), 2) == {0, 1}
    assert near_places(places, ("b", "c", "a"), 2) == {5, 6, 9}
    assert near_places(places, ("a", "d"), 9) == set()
    assert near_places(places, ("a", "a"), 8) == {0, 9}
    assert near_places(places, ("a", "a"), 7) == set()
    assert near_places(places, ("c", "c"), 9) == set()


@given(
    st.dictionaries(st.sampled_from("ab"), st.sets(st.integers(0, 20)), min_size=2),
    st.sampled_from(["ab", "aa", "aba"]),
    st.integers(0, 12),
)
def test_words_are_near_as_defined(places: dict[str, set[int]], run: str, distance: int) -> None:
    pairs = [
        {
            place
            for one in places[first]
            for other in places[second]
            if one != other and abs(other - one - 1) <= distance
            for place in (one, other)
        }
        for first, second in pairwise(run)
    ]
    defined = set().union(*pairs) if all(pairs) else set()
    assert near_places(places, run, distance) == defined


class TestMarks:
    def test_only_words_are_marked(self) -> None:
        asked = c.All((c.Word("jet"), c.Not(c.Word("plan")), c.Value("type", ("A",)), Days(1, 2)))
        fields = highlight((asked,), SMALL)["fields"]
        assert fields["title"] == {
            "highlight_query": {"bool": {"should": [TITLE_JET]}},
        }

    def test_a_field_that_is_named_is_the_only_one(self) -> None:
        assert set(highlight((c.Word("jet", "title"),), SMALL)["fields"]) == {"title"}
        assert highlight((c.Word("jet", "type"),), SMALL) == {}
        assert highlight((c.Everything(),), SMALL) == {}

    def test_long_texts_of_a_long_question_are_marked_by_a_search_of_their_own(self) -> None:
        query = Query(c.Word("jet"), marked_long=2)
        assert set(search_body(query, SMALL)["highlight"]["fields"]) == {"title"}
        body = long_marks_body(query, SMALL, ["a", "b"])
        assert (set(body["highlight"]["fields"]), body["size"]) == ({"text"}, 2)
        assert body["query"] == {"ids": {"values": ["a", "b"]}}
        every = replace(query, marked_long=None)
        assert set(search_body(every, SMALL)["highlight"]["fields"]) == {"title", "text"}
        assert long_marks_body(every, SMALL, ["a", "b"]) == {}
        assert long_marks_body(replace(query, highlight=False), SMALL, ["a", "b"]) == {}
        assert long_marks_body(replace(query, clause=c.Word("jet", "title")), SMALL, ["a"]) == {}

    def test_unstemmed_words_are_looked_for_beside_the_others(self) -> None:
        asked = c.Any((c.Prefix("ne"), c.Fuzzy("harbor", 1), c.Word("jet")))
        title = highlight((asked,), SMALL)["fields"]["title"]
        assert title["matched_fields"] == ["title.folded"]
        assert len(title["highlight_query"]["bool"]["should"]) == 3

    def test_marks_become_html_and_all_else_is_escaped(self) -> None:
        marked = {"title": ["<b> & \x02U\x03.\x02S\x03. "], "text": ["nothing here"]}
        assert read_marks(marked, (), SMALL, {}).highlight == {
            "title": ("&lt;b&gt; &amp; <mark>U</mark>.<mark>S</mark>. ",)
        }
        assert read_marks(None, (), SMALL, {}).highlight == {}

    def test_a_long_text_is_cut_around_its_marks(self) -> None:
        text = "word " * 100 + "\x02jet\x03 " + "word " * 100
        (fragment,) = read_marks({"text": [text]}, (), SMALL, {}).highlight["text"]
        assert "<mark>jet</mark>" in fragment
        assert len(fragment) < 100

    def test_near_words_are_sifted_by_how_they_stand(self) -> None:
        asked = (c.Near("jets plan", 1, "title"),)
        fields = highlight(asked, SMALL)["fields"]
        assert set(fields) == {"title.folded"}
        assert fields["title.folded"]["matched_fields"] == ["title"]
        marked = {"title.folded": ["\x02Jet\x03 \x02plan\x03; \x02jets\x03 for a \x02plan\x03"]}
        wanted = sifted_words([marked, None], asked, SMALL)
        assert wanted == {"Jet", "jets", "plan"}
        stems = {"Jet": "jet", "jets": "jet", "plan": "plan"}
        assert read_marks(marked, asked, SMALL, stems).highlight == {
            "title": ("<mark>Jet</mark> <mark>plan</mark>; jets for a plan",)
        }
        assert sifted_words([None], asked, SMALL) == set()

    def test_spans(self) -> None:
        assert spans("a \x02bc\x03\x02d\x03 e") == ("a bcd e", [(2, 4), (4, 5)])
        assert spans("plain") == ("plain", [])


def test_a_hit_is_a_record_without_what_is_computed() -> None:
    answer = {
        "_source": {"id": "a/1", "title": "Jets", "computed": {"years": ["1950"]}},
        "_score": 2.5,
        "sort": [2.5, "a/1"],
    }
    hit = read_hit(answer, Query(c.Word("jet")), SMALL)
    assert hit.record.to_json() == {"id": "a/1", "title": "Jets"}
    assert (hit.key, hit.score) == ((2.5, "a/1"), 2.5)
    by_id = read_hit({**answer, "sort": ["a/1"], "_score": None}, Query(), SMALL)
    assert (by_id.key, by_id.score) == ((0.0, "a/1"), None)
    assert read_record(answer["_source"]).id == "a/1"


def test_terms_of_text_are_gathered_from_what_is_copied_there() -> None:
    agg = terms_body(SMALL, "everything.folded", "pi.l", 5)["aggs"]["some"]["aggs"]["terms"]
    text = agg["significant_text"]
    assert text["source_fields"] == ["title", "text"]
    assert text["include"] == "pi\\.l.*"
    assert terms_body(SMALL, "title.folded", "a", 5)["aggs"]["some"]["aggs"]["terms"][
        "significant_text"
    ]["source_fields"] == ["title"]
    assert "terms" in terms_body(SMALL, "type", "C", 5)["aggs"]["terms"]
    assert terms_body(SMALL, "no.such", "C", 5) == {}


def test_terms_are_in_order_of_their_count() -> None:
    buckets = [{"key": k, "doc_count": 1, "bg_count": n} for k, n in (("b", 2), ("a", 2), ("c", 9))]
    answer = {"aggregations": {"some": {"terms": {"buckets": buckets}}}}
    assert read_terms(answer, 2) == (("c", 9), ("a", 2))


class TestNames:
    def test_builds_are_told_from_what_only_looks_like_one(self) -> None:
        names = Names("p-", "records")
        build = names.new()
        assert names.is_build(build)
        assert names.collections_of(build).startswith("p-records-collections-2")
        assert not names.is_build(names.collections_of(build))
        assert not names.is_build("p-records-old")
        assert names.moves(["p-records", "p-records-published-12", names.move(3)]) == [3, 12]

    @pytest.mark.parametrize("catalogue", ["Records", "a b", "", "_x", "a/b", "x" * 200])
    def test_a_name_that_cannot_be_one_is_refused(self, catalogue: str) -> None:
        with pytest.raises(ConfigurationError, match="cannot name an index"):
            Names("", catalogue)


class TestAddresses:
    def test_no_password_is_ever_said(self) -> None:
        server = Server("https://elastic:s%40cret@one:9243,https://two", Options())
        assert server.where == "one:9243, two:9200"
        assert "cret" not in repr(vars(server)["_hosts"])

    @pytest.mark.parametrize("address", ["http://", "http://u:pa/ss@host:1", "one:9200", ""])
    def test_an_address_that_cannot_be_read(self, address: str) -> None:
        with pytest.raises(ConfigurationError) as caught:
            Server(address, Options())
        assert "pa/ss" not in str(caught.value)

    def test_a_key_is_no_part_of_what_settings_show(self) -> None:
        settings = Settings(elastic_api_key="hidden", elastic_replicas="2", threads=7)
        assert "hidden" not in repr(settings)
        options = Options.from_settings(settings)
        assert (options.api_key, options.replicas, options.connections) == ("hidden", "2", 7)
        assert "hidden" not in repr(options)


class _Answer(Exception):
    def __init__(self, status: int, body: Any) -> None:
        self.status_code, self.body = status, body


@pytest.mark.parametrize(
    ("status", "kind", "wanted"),
    [
        (404, "index_not_found_exception", 503),
        (503, "no_shard_available_action_exception", 503),
        (404, "search_context_missing_nodes_exception", 503),
        (429, "circuit_breaking_exception", 503),
        (403, "security_exception", 503),
        (400, "parsing_exception", 500),
    ],
)
def test_errors_of_the_server_become_ours(status: int, kind: str, wanted: int) -> None:
    error = _Answer(status, {"error": {"type": kind, "reason": "because"}})
    assert ours(error).status == wanted  # type: ignore[arg-type]


def test_the_cause_of_a_failed_search_is_what_is_said() -> None:
    cause = {"type": "query_shard_exception", "reason": "too many clauses"}
    body = {"error": {"type": "search_phase_execution_exception", "root_cause": [cause]}}
    assert reason_of(_Answer(400, body)) == ("query_shard_exception", "too many clauses")  # type: ignore[arg-type]
    assert reason_of(_Answer(502, "Bad Gateway")) == ("502", "")  # type: ignore[arg-type]


def test_writes_bear_a_version_that_settles_which_is_later() -> None:
    assert list(Write("a/1", 7, b'{"id":"a/1"}').lines()) == [
        b'{"index":{"_id":"a/1","version":7,"version_type":"external"}}',
        b'{"id":"a/1"}',
    ]
    assert list(Write("b", 8, None).lines()) == [
        b'{"delete":{"_id":"b","version":8,"version_type":"external"}}'
    ]


def test_the_shipped_mapping_asks_for_all_its_facets_in_one_request() -> None:
    mapping = load("records")
    asked = Query(facets=tuple(FacetRequest(facet.name, 5) for facet in mapping.facets))
    aggs = search_body(asked, mapping)["aggs"]
    assert set(aggs) == {*WHICH, "/missing", *(f"/{facet.name}" for facet in mapping.facets)}
