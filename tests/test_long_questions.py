"""What is bounded where a question is long: which records have their long texts marked."""

from __future__ import annotations

import pytest
from serving import client_of, filled_engine

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.engines.embedded import highlights
from service.query.bounds import (
    FEW_ALTERNATIVES,
    FEW_CHOSEN,
    FEW_RUNS,
    LONG,
    MARKED_LONG,
    marked_long,
    price,
)
from service.query.clauses import All, Word
from service.query.cost_notes import COUNTED_NOTE, LOOKED_NOTE, MARKED_NOTE, TALLIED_NOTE
from service.query.language import read
from service.query.request import Query
from service.schemas.search_answer import SearchAnswer
from service.search.arguments import PLAIN
from service.search.ask import ask
from service.search.links import Links
from service.search.purse import Purse
from service.search.question import query_of, reading_of
from service.search.site import Site
from service.search.spelling import corrections
from service.settings import Settings

WORDS = [f"word{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
APART = [f"{letter}othing" for letter in "abcdefghijklm"]  # each begins otherwise
RECORDS = [
    Record(
        f"r{number}",
        {
            "title": f"{WORDS[number]} {APART[number]} of the day",
            "text": f"{' '.join(WORDS)} {' '.join(APART)}",
        },
    )
    for number in range(MARKED_LONG + 3)
]


def _asked(mapping: RecordMapping, q: str, match: str = "any") -> SearchAnswer:
    site = Site.of(Settings(), filled_engine(mapping, RECORDS))
    return ask(site, PLAIN.changed(q=q, match=match), Links()).body


def test_long_texts_of_the_first_records_are_marked_where_a_question_is_long(
    mapping: RecordMapping,
) -> None:
    body = _asked(mapping, " ".join(WORDS[: LONG + 1]))
    assert len(body.results) == len(RECORDS)
    with_text = ["text" in one.highlight for one in body.results]
    assert with_text == [True] * MARKED_LONG + [False] * 3
    assert all("title" in one.highlight for one in body.results)
    assert all(one.matched is None for one in body.results)
    assert MARKED_NOTE in body.query.notes


def test_all_long_texts_are_marked_where_it_is_not(mapping: RecordMapping) -> None:
    body = _asked(mapping, " ".join(WORDS[: (LONG + FEW_ALTERNATIVES) // 2]))
    assert all("text" in one.highlight for one in body.results)
    assert all(one.matched is not None for one in body.results)
    assert MARKED_NOTE not in body.query.notes


@pytest.mark.parametrize(
    ("words", "texts", "marked"),
    [
        (" ".join(WORDS[:9]), 4, 4),
        (" ".join(APART[:9]), 6, 2),  # each word is looked at: that takes three times as long
        (" ".join(APART[:9]), 0, 1),  # one text is looked at, however long
    ],
)
def test_the_words_of_a_page_are_looked_for_in_so_much_of_very_long_texts(
    mapping: RecordMapping, monkeypatch: pytest.MonkeyPatch, words: str, texts: int, marked: int
) -> None:
    long = len(RECORDS[0].text("text"))
    monkeypatch.setattr(highlights, "LOOKED", texts * long + texts - 1)
    monkeypatch.setattr(highlights, "LOOKED_OF_SHORT", len(RECORDS) * long)
    body = _asked(mapping, words, match="all")
    with_text = ["text" in one.highlight for one in body.results]
    assert with_text == [True] * marked + [False] * (len(RECORDS) - marked)
    assert all("title" in one.highlight for one in body.results)
    assert LOOKED_NOTE in body.query.notes


def test_the_words_of_a_short_question_are_looked_for_in_all_texts(
    mapping: RecordMapping, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(highlights, "LOOKED", 1)
    short = _asked(mapping, " ".join(WORDS[:8]), match="all")
    assert all("text" in one.highlight for one in short.results)
    assert LOOKED_NOTE not in short.query.notes


def test_nothing_is_said_where_all_that_is_shown_is_marked(mapping: RecordMapping) -> None:
    q = f"{' '.join(WORDS)} title:{WORDS[3]}"
    body = _asked(mapping, q, "all")
    assert [one.record.id for one in body.results] == ["r3"]
    assert body.results[0].highlight["text"][0].count("<mark>") > LONG
    assert MARKED_NOTE not in body.query.notes


def test_the_page_says_it(mapping: RecordMapping) -> None:
    client = client_of(filled_engine(mapping, RECORDS))
    long, short = " ".join(WORDS), " ".join(WORDS[:3])
    assert str(MARKED_NOTE) in client.get("/search", query_string={"q": long}).text
    assert str(MARKED_NOTE) not in client.get("/search", query_string={"q": short}).text
    unmarked = client.get("/api/v1/search", query_string={"q": long, "highlight": "0"}).json
    assert MARKED_NOTE not in unmarked["query"]["notes"]


@pytest.mark.parametrize(
    ("words", "page", "more", "is_counted", "is_told"),
    [
        (LONG, 21, {}, True, False),
        (LONG + 1, 20, {}, True, False),
        (LONG + 1, 21, {}, False, True),
        (LONG + 1, 11, {"size": "20"}, False, True),
        (LONG + 1, 21, {"facets": "type"}, False, True),
        (LONG + 1, 21, {"facets": "none"}, False, False),
        (LONG + 1, 1, {"type.not": ["a", "b"]}, True, False),
        (LONG + 1, 1, {"type.not": ["a", "b"], "places.not": "e"}, False, True),
        (LONG - 1, 1, {"type.not": ["a", "b"], "places.not": "e"}, True, False),
    ],
)
def test_facets_of_a_long_question_are_not_counted_beside_far_pages_or_many_choices(
    mapping: RecordMapping,
    words: int,
    page: int,
    more: dict[str, str | list[str]],
    *,
    is_counted: bool,
    is_told: bool,
) -> None:
    client = client_of(filled_engine(mapping, RECORDS))
    asked = {"q": " ".join(WORDS[:words]), "match": "all", "size": "10", "page": str(page), **more}
    found = client.get("/api/v1/search", query_string=asked).json
    assert found["total"]["value"] == len(RECORDS)
    assert bool(found["facets"]) is is_counted
    assert (COUNTED_NOTE in found["query"]["notes"]) is is_told
    text = client.get("/search", query_string=asked).text
    assert (str(COUNTED_NOTE) in text) is is_told


@pytest.mark.parametrize(
    ("words", "counted", "is_told"), [(LONG, ["date:year", "date:month"], False),
                                      (LONG + 1, ["date:year"], True)],
)  # fmt: skip
def test_beside_a_long_question_one_histogram_is_made_and_no_facet_counted(
    mapping: RecordMapping, words: int, counted: list[str], *, is_told: bool
) -> None:
    client = client_of(filled_engine(mapping, RECORDS))
    asked = {"q": " ".join(WORDS[:words]), "match": "all", "histogram": "year,month"}
    found = client.get("/api/v1/search", query_string=asked).json
    assert list(found["histograms"]) == counted
    assert bool(found["facets"]) is not is_told
    assert (TALLIED_NOTE in found["query"]["notes"]) is is_told
    of_counts = client.get("/api/v1/counts", query_string={**asked, "histogram": "month"}).json
    assert list(of_counts["histograms"]) == ["date:month"]


@pytest.mark.parametrize(
    ("q", "status"),
    [
        (" ".join(WORDS[:LONG]), 200),
        (" ".join(WORDS[: LONG + 1]), 400),
        (f'"{WORDS[0]} {WORDS[1]}"', 400),
    ],
)
def test_a_long_question_is_counted_in_one_way_at_a_time(
    mapping: RecordMapping, q: str, status: int
) -> None:
    client = client_of(filled_engine(mapping, RECORDS))
    asked = {"q": q, "histogram": "year", "facets": "type*places"}
    answer = client.get("/api/v1/counts", query_string=asked)
    assert answer.status_code == status
    if status == 400:
        (fault,) = answer.json["errors"]
        assert (fault["parameter"], "in one way at a time" in fault["detail"]) == (
            "histogram",
            True,
        )


@pytest.mark.parametrize(
    ("text", "facets", "most"),
    [
        ("worda~ wb wc", 3, None),
        ("worda~ wb wc", 4, MARKED_LONG),
        ("worda~ wb wc wd", 0, None),
        ("worda~ wb wc wd", 1, MARKED_LONG),
        ('"wa wb" wc', 3, None),
        ('"wa wb" wc', 4, MARKED_LONG),
        (" ".join(WORDS[:LONG]), 9, None),
    ],
)
def test_choices_in_several_facets_make_a_question_with_costly_parts_a_long_one(
    mapping: RecordMapping, text: str, facets: int, most: int | None
) -> None:
    assert marked_long(read(text, mapping).clause, facets=facets) == most


def test_a_list_of_the_values_of_a_facet_is_counted_beside_a_long_question_too(
    mapping: RecordMapping,
) -> None:
    some = [
        Record(one.id, {**one.values, "type": "Letter", "collections": ["korea"]})
        for one in RECORDS
    ]
    client = client_of(filled_engine(mapping, some))
    asked = {"q": " ".join(WORDS[: LONG + 1]), "match": "all", "places.not": list("abcde")}
    assert len(asked["places.not"]) > FEW_CHOSEN
    assert client.get("/api/v1/search", query_string=asked).json["facets"] == {}
    found = client.get("/api/v1/facets/type", query_string=asked).json["results"]
    assert [(one["value"], one["count"]) for one in found] == [("Letter", len(RECORDS))]
    assert "Letter" in client.get("/facets/type", query_string=asked).text
    assert f"{len(RECORDS)} records" in client.get("/grouped", query_string=asked).text


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("worda", None),
        (" ".join(WORDS[:LONG]), None),
        (" ".join(WORDS[: LONG + 1]), MARKED_LONG),
        ('"wa b" U.S. anti-Soviet g h i j k l m n o p q r', None),
        ('"wa b" U.S. anti-Soviet g h i j k l m n o p q r s', MARKED_LONG),
        ('"wa b" "wc d" we wf wg wh wi wj wk wl wm wn wo wp', None),
        ('"wa b" "wc d" "we f" wg', None),
        ('"wa b" "wc d" "we f" wg wh', MARKED_LONG),
        (" OR ".join(WORDS[:10]), None),
        (" OR ".join(WORDS[:11]), MARKED_LONG),
        ("(wa wb) OR (wc wd) OR (we wf)", None),
        ("(wa wb) OR (wc wd) OR (we wf) OR (wg wh)", MARKED_LONG),
        ("(wa OR wb) (wc OR wd) (we OR wf) wg wh wi wj wk wl wm wn", None),
        ("(wa OR wb) (wc OR wd) (we OR wf) wg wh wi wj wk wl wm wn wo", MARKED_LONG),
        ("telegrams reports letters wa wb wc wd we wf wg wh wi wj", None),
        ("1950 1951 wa wb wc wd we wf wg wh wi wj wk wl", None),
        ("1950 1951 1952 wa wb wc wd we wf wg wh", MARKED_LONG),
        ("worda* wordb wordc wordd", None),
        ("worda* wordb wordc wordd worde", MARKED_LONG),
        ("worda* wordb~", MARKED_LONG),
        ("worda* wordb* wordc~", MARKED_LONG),
        ('"worda wordb"~9 wordc', None),
    ],
)
def test_how_long_is_long(mapping: RecordMapping, text: str, most: int | None) -> None:
    assert marked_long(read(text, mapping).clause) == most


@pytest.mark.parametrize(
    ("words", "chosen", "most"),
    [
        (LONG, FEW_CHOSEN, None),
        (LONG, FEW_CHOSEN + 1, MARKED_LONG),
        (LONG - 5, FEW_CHOSEN + 5, None),
        (LONG - 5, FEW_CHOSEN + 6, MARKED_LONG),
        (0, 50, None),
    ],
)
def test_many_chosen_values_make_a_question_longer(
    mapping: RecordMapping, words: int, chosen: int, most: int | None
) -> None:
    arguments = PLAIN.changed(q=" ".join(WORDS[:words])).toggled("type", "Letter")
    for value in range(chosen - 1):
        arguments = arguments.toggled_not("places", f"no such {value}")
    query = query_of(arguments, mapping, reading_of(arguments, mapping))
    assert query.chosen == chosen
    assert query.marked_long == most


def test_no_other_spelling_is_looked_for_where_each_would_be_a_dear_question(
    mapping: RecordMapping,
) -> None:
    site = Site.of(Settings(), filled_engine(mapping, RECORDS))
    for more, are_looked_for in (("", True), (" aa* bb* cc* dd* ee* ff* worde", False)):
        arguments = PLAIN.changed(q=f"wordaa{more}", match="any")
        reading = reading_of(arguments, mapping)
        purse = Purse(site.engine, Query(reading.clause))
        assert bool(corrections(site, arguments, reading, purse)) is are_looked_for


@pytest.mark.parametrize(
    "text",
    [
        "शांति वार्ता और युद्धविराम की शर्तें",
        "การเจรจา หยุดยิง ที่ เมือง แก ซอง",
        "president's l'Europe d'Estaing nation's people's d'Or",
    ],
)
def test_a_word_with_its_vowel_signs_is_no_phrase(mapping: RecordMapping, text: str) -> None:
    words = text.split()
    assert price(All(tuple(map(Word, words)))) == len(words)
    apart = tuple(Word(f"{word}-{word}") for word in words)
    assert price(All(apart)) == len(words) + 2 * (len(words) - FEW_RUNS)
