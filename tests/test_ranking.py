"""What comes first: a record that is called by what was typed, a date, neighbouring words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from catalogue import RECORDS

from index_mappings.computed import computed, name_key
from index_mappings.conditions import Days
from index_mappings.days import day_number
from index_mappings.mapping import RecordMapping, load
from index_mappings.ranking import Nearness
from index_mappings.record import Record
from service.engines.contract import Engine
from service.query.clauses import Near, Not, Word
from service.query.language import read
from service.query.request import FacetFilter, FacetRequest, Lift, Query
from service.results import SearchResult
from service.search.name_keys import called, without_date
from service.search.ranking import lifts, names, title_key

QUESTIONS = Path(__file__).parents[1] / "bench" / "relevance"

SHIPPED = load("records")
NEAR = Nearness(distance=5, weight=0.1, words=16)


def ids(result: SearchResult) -> list[str]:
    return [hit.record.id for hit in result.hits]


def test_a_record_is_called_by_its_id_title_reference_and_address(mapping: RecordMapping) -> None:
    values = {
        "title": "Note [on rice]",
        "reference": "611.93/8–1155",
        "url": "https://www.example.org/a/B-2/",
    }
    assert computed(Record("frus1955-57v03/d12", values), mapping)["named"] == [
        "frus1955 57v03 d12",
        "note on rice",
        "611 93 8 1155",
        "example org a b 2",
    ]


def test_a_short_number_or_a_plain_word_calls_no_record(mapping: RecordMapping) -> None:
    assert "named" not in computed(Record("1950", {"title": "Korea"}), mapping)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("611.93/8-1155", "611 93 8 1155"),
        ("611.93/8—1155", "611 93 8 1155"),
        ("frus1955-57v03 d12", "frus1955 57v03 d12"),
        ("FRUS 1955-57 volume III document 12", "frus1955 57v03 d12"),
        ("FRUS, 1955–1957, vol. XXIII, Part 1, doc. 142", "frus1955 57v23p1 d142"),
        ("Foreign Relations of the United States, 1948, Volume I, Part 1, Document 5",
         "frus1948v01p1 d5"),
        ("http://127.0.0.1:8000/records/frus1955-57v03~2Fd12", "frus1955 57v03 d12"),
        ("“Note,” May 1950, An Archive, https://a.example/search/records/k-1950~2Fx.", "k 1950 x"),
        ("“Telegram, Mao to Liu,” January 13, 1950, An Archive, 112674", "telegram mao to liu"),
        ("https://history.state.gov/historicaldocuments/frus1955-57v03/d12", "frus1955 57v03 d12"),
    ],
)  # fmt: skip
def test_what_is_pasted_may_call_a_record(text: str, key: str, mapping: RecordMapping) -> None:
    assert key in names(read(text, mapping), mapping)


def test_a_shelf_mark_in_a_citation_is_no_document_of_a_volume() -> None:
    cited = "FRUS, 1955-1957, Volume X, Department of State, Lot 66 D 204"
    assert len(called(cited, SHIPPED)) == 1
    assert "frus1955 57v10 d116" in called(
        f"{cited}, https://a.example/records/frus1955-57v10~2Fd116", SHIPPED
    )
    ours = called(
        "“Editorial Note,” An Archive, https://a.example/records/frus1955-57v10~2Fd116", RECORDS
    )
    assert ("frus1955 57v10 d116" in ours, "editorial note" in ours) == (True, False)
    assert "frus1955 57v10 d204" not in called(
        f"{cited}, no. 204, https://a.example/records/x-1", RECORDS
    )


def test_a_title_with_a_date_is_called_where_its_words_cannot_find_it(
    mapping: RecordMapping,
) -> None:
    def also(text: str) -> tuple[str, ...]:
        return names(read(text, mapping), mapping)[1:]

    assert also("The United States -Japan Committee October 15, 1962") == (
        "the united states japan committee",
    )
    assert also("Memorandum by Gerard Smith [Undated]") == ("memorandum by gerard smith",)
    assert also("Memorandum by Gerard Smith October 15, 1962") == ()


def test_an_ordinary_text_calls_by_itself_alone() -> None:
    assert called("Soviet pilots in Korea", SHIPPED) == ("soviet pilots in korea",)
    assert called("Korea", SHIPPED) == ()
    assert called("http://[::1 is no address", SHIPPED) == ("1 is no address",)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Cable to Stalin July 13, 1950", "Cable to Stalin"),
        ("The Ambassador to the Secretary March 16, 1949—noon", "The Ambassador to the Secretary"),
        ("Notes on a meeting May 21, 1957, 8:30–10:30 a.m.", "Notes on a meeting"),
        ("A letter [Undated]", "A letter"),
        ("July 1950 and after", ""),
        ("Cable No. 3355", ""),
        ("", ""),
    ],
)
def test_the_date_behind_a_title(text: str, left: str) -> None:
    assert without_date(text) == left


def test_the_key_of_a_title_is_without_marks_that_nobody_sees() -> None:
    assert title_key(read("Sta\u00adlin to\u200b Mao", SHIPPED).text) == "stalin to mao"


@pytest.mark.parametrize("clause", [Word("nothingofthekind"), Not(Word("Arthur"))])
def test_what_is_called_so_is_found_whatever_is_asked_and_first(
    engine: Engine, clause: Word | Not
) -> None:
    before = engine.search(Query(clause, size=100))
    named = (name_key("The port of Arthur, the sailor"),)
    query = Query(clause, named=named, size=100, facets=(FacetRequest("type", 50),))
    found = engine.search(query)
    assert ids(found)[0] == "p1"
    assert found.total == before.total + 1 == engine.count([query])[0]
    types = {bucket.value: bucket.count for bucket in found.facets[0].buckets}
    assert types["Report"] == 1 + sum(hit.record.text("type") == "Report" for hit in before.hits)
    by_date = engine.search(Query(clause, named=named, size=100, sort="date"))
    assert set(ids(by_date)) == set(ids(found))


def test_a_filter_holds_for_what_is_called_so_too(engine: Engine) -> None:
    named = (name_key("The port of Arthur the sailor"),)
    narrowed = (FacetFilter("type", ("Cable",)),)
    assert engine.search(Query(Word("xyzzy"), named=named, filters=narrowed)).total == 0


def test_a_lift_decides_nothing(engine: Engine) -> None:
    plain = engine.search(Query(Word("port"), size=100))
    assert set(ids(plain)) >= {"p1", "p2"}
    new_year = day_number(1952)
    for clause, scored in ((Days(new_year, new_year), False), (Word("sailor"), True)):
        lifted = engine.search(Query(Word("port"), lifts=(Lift(clause, 50.0, scored),), size=100))
        assert (ids(lifted)[0], set(ids(lifted))) == ("p1", set(ids(plain)))
    asked = Query(Word("port"), lifts=(Lift(Near("port closed", 2), 50.0, scored=True),))
    assert ids(engine.search(asked))[0] == "p2"


def test_words_near_each_other_and_dates_are_lifted(mapping: RecordMapping) -> None:
    mapping = replace(mapping, near=NEAR)
    reading = read("what did Stalin promise about Chinese pilots in July 1950", mapping)
    found = lifts(reading, mapping)
    assert [lift.clause for lift in found] == [
        *reading.dates,
        Word("promise"),
        Near("Stalin Chinese", 5),
        Near("Chinese pilots", 5),
        Near("pilots July 1950", 5),
    ]
    assert found[0].weight == mapping.dated > 0
    assert lifts(read("armistice", mapping), mapping) == ()


def test_neighbours_lift_nothing_of_a_long_text(mapping: RecordMapping) -> None:
    mapping = replace(mapping, near=NEAR)
    words = [f"word{number}" for number in range(190)]
    some = lifts(read(" ".join(words[:12]), mapping), mapping)
    assert len(some) == 8
    assert lifts(read(" ".join(words), mapping), mapping) == ()
    years = lifts(read(" ".join(map(str, range(1900, 1950))), mapping), mapping)
    assert len(years) < 30


@pytest.mark.parametrize("name", ["questions.jsonl", "other_questions.jsonl"])
def test_the_questions_are_as_many_and_of_as_many_kinds_as_they_say(name: str) -> None:
    asked = [json.loads(line) for line in (QUESTIONS / name).read_text().splitlines()]
    kinds = [one["kind"] for one in asked]
    assert len({one["q"] for one in asked}) == len(asked) >= 60
    assert all(kinds.count(kind) * 3 >= len(kinds) for kind in ("question", "date", "names"))
    assert all(one["answers"] for one in asked)


def test_the_records_of_the_suite_are_each_called_by_something(mapping: RecordMapping) -> None:
    titled = [record for record in RECORDS if " " in record.text("title")]
    assert all(computed(record, mapping)["named"] for record in titled)
