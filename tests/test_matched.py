"""What a reader is told where no record has all words: which are missing, record by record."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ENGINES, MakeEngine
from serving import client_of, filled_engine, publish
from wilson_page import QUESTION, wilson_records

from index_mappings.mapping import RecordMapping
from service.query.language import read
from service.query.request import Query
from service.query.saying import understood
from service.schemas.answer_parts import Matched, WordsHere
from service.search.arguments import PLAIN
from service.search.ask import ask
from service.search.links import Links
from service.search.matched_words import matched_words
from service.search.purse import Purse
from service.search.site import Site
from service.settings import Settings


@pytest.mark.parametrize("name", ENGINES)
def test_a_question_on_the_real_page_is_answered_and_explained(
    name: str, make_engine: MakeEngine, mapping: RecordMapping, shared_data: Path, tmp_path: Path
) -> None:
    engine = make_engine(name, tmp_path / "index")
    publish(engine, wilson_records(shared_data, mapping))
    body = ask(Site.of(Settings(), engine), PLAIN.changed(q=QUESTION), Links()).body
    first = body.results[0]
    assert first.record.text("title").startswith("Cable No. 3355")
    assert first.matched.words == ("Stalin", "Mao", "38th", "1950")
    assert first.matched.without == ("parallel",)
    assert {"summary", "date"} <= set(first.matched.fields)
    assert body.query.understood_as == (
        "records with all of: Stalin, Mao, 38th; 1950 (in the text or as the date); "
        "none of them has parallel; ignored: what, did, tell, about"
    )
    assert body.query.notes[-1] == (
        "No record has all 5 words; these have at least 4 of them: only parallel was not found."
    )
    assert body.query.match == Matched("auto", least=4, of=5, lacking=("parallel",))


def test_the_page_says_what_a_record_is_without(mapping: RecordMapping) -> None:
    client = client_of(filled_engine(mapping))
    page = client.get("/search?q=soviet+jets+pilots+zanzibar").text
    assert "none of them has zanzibar" in page
    assert "without: <b>zanzibar</b>" in page
    assert "without:" not in client.get("/search?q=soviet+jets+pilots").text


def test_words_that_differ_from_record_to_record_are_counted(mapping: RecordMapping) -> None:
    engine = filled_engine(mapping)
    site = Site.of(Settings(), engine)
    body = ask(site, PLAIN.changed(q="harbour jets"), Links()).body
    assert body.query.understood_as == "records with at least 1 of these 2: harbour, jets"
    without = {item.record.id: item.matched.without for item in body.results}
    assert without["d1"] == ("jets",) and without["k5"] == ("harbour",)


def test_a_word_that_is_elsewhere_is_said_to_be(mapping: RecordMapping) -> None:
    engine = filled_engine(mapping)
    body = ask(
        Site.of(Settings(), engine), PLAIN.changed(q="soviet jets pilots coins"), Links()
    ).body
    assert body.query.notes[-1].endswith(": only coins is in other records.")


def test_match_any_tells_each_record_its_words_and_fields(mapping: RecordMapping) -> None:
    engine = filled_engine(mapping)
    site = Site.of(Settings(), engine)
    body = ask(site, PLAIN.changed(q="jets title:note", match="any"), Links()).body
    told = {item.record.id: item.matched for item in body.results}
    assert told["k5"] == WordsHere(("jets", "title:note"), (), ("title", "summary"))
    assert told["k3"] == WordsHere(("jets",), ("title:note",), ("summary",))


def test_nothing_is_told_where_all_words_are_asked_for(mapping: RecordMapping) -> None:
    engine = filled_engine(mapping)
    body = ask(Site.of(Settings(), engine), PLAIN.changed(q="soviet jets"), Links()).body
    assert all(item.matched is None for item in body.results)
    assert matched_words(Purse(engine, Query()), read("", mapping), ()) == {}


def test_the_line_names_what_is_left_when_words_are_lacking(mapping: RecordMapping) -> None:
    said = read('korea "port arthur" -peace', mapping, field="title").said
    assert understood(said, least=1, lacking=(0,)) == (
        "records with the phrase 'port arthur'; none of them has korea; in title only; not: peace"
    )
