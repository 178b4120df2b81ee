"""How long questions take, estimated, and what is counted beside an answer."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from catalogue import day, people, record
from flask.testing import FlaskClient
from serving import client_of, filled_engine

from index_mappings.conditions import Days
from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.engines.contract import Engine
from service.query import work
from service.query.clauses import All, Any, Clause, Fuzzy, Near, Not, Phrase, Prefix, Word
from service.query.cost_notes import MARKED_NOTE, PAIRS_NOTE, TALLIED_NOTE, UNCOUNTED_NOTE
from service.query.request import FacetFilter, Query
from service.search.purse import Purse

MANY = 40
LARGE = MANY * 4 // 3


def share(word: Word) -> float:
    """Return the share of all records that has a word of these tests."""
    return {"every": 1.0, "all": 1.0, "half": 0.5, "rare": 0.001}[word.text]


COMMON, HALF, RARE = Phrase("every all"), Phrase("every half"), Phrase("all rare")


@pytest.mark.parametrize(
    ("less", "more"),
    [
        (Any((Word("every"), Word("all"))), HALF),
        (RARE, HALF),
        (HALF, COMMON),
        (COMMON, Any((COMMON, Phrase("all every")))),
        (All((COMMON, Word("rare"))), COMMON),  # few records have their places compared
        (All((COMMON, Word("rare"))), All((Any((COMMON, HALF)), Word("rare")))),
        (All((COMMON, HALF, Word("rare"))), All((Any((COMMON, HALF)), Word("rare")))),
        (Any((Word("every"), Word("all"))), Any((Word("every"), Word("all")), 2)),
        (Phrase("every all half"), COMMON),
        (Near("every half", 5), Near("every all", 5)),
        (Word("every"), Fuzzy("every", 2)),
        (Prefix("ever"), Prefix("ev")),
        (Prefix("ev"), Prefix("e")),
        (Not(HALF), Not(COMMON)),
        (Days(1, 2), Days(1, 2, within=True)),
    ],
)
def test_a_question_takes_longer_the_more_its_phrases_are_everywhere(
    mapping: RecordMapping, less: Clause, more: Clause
) -> None:
    assert work.finding(less, share, mapping) < work.finding(more, share, mapping)


def test_a_choice_takes_time_and_each_facet_with_one_is_counted(mapping: RecordMapping) -> None:
    bare = Query(COMMON)
    one = Query(COMMON, filters=(FacetFilter("year", ("1950..1960",)),))
    two = Query(COMMON, filters=(*one.filters, FacetFilter("type", (), ("Memo",))))
    chosen = [work.narrowing(query, mapping) for query in (bare, one, two)]
    assert chosen[0] == 0 < chosen[1] < chosen[2]
    assert [work.answering(query, 4.0) for query in (bare, one, two)] == [8.0, 12.0, 16.0]


def test_a_far_page_takes_longer(mapping: RecordMapping) -> None:
    near, far = Query(COMMON, page=10), Query(COMMON, page=400)
    assert work.answering(near, 4.0) == 8.0 < work.answering(far, 4.0)


@pytest.mark.parametrize(
    ("clause", "most"),
    [
        (All((Word("half"), Word("every"))), 0.5),
        (Any((Word("half"), Word("rare"))), 0.501),
        (Any((Word("half"), Word("every"))), 1.0),
        (Any((Word("half"), Word("rare")), 2), 1.0),
        (RARE, 0.001),
        (Days(1, 2), 1.0),
        (Not(RARE), 1.0),
    ],
)
def test_no_more_is_found_than_the_words_are_in(
    mapping: RecordMapping, clause: Clause, most: float
) -> None:
    assert work.most_found(clause, share, mapping) == pytest.approx(most)


def test_a_word_in_several_parts_is_a_phrase(mapping: RecordMapping) -> None:
    asked = All((Word("U.S."), Word("navy"), Phrase("of the navy", "title")))
    assert work.words_of(asked, mapping) == (
        Word("U"), Word("S"), Word("navy"),
        Word("of", "title"), Word("the", "title"), Word("navy", "title"),
    )  # fmt: skip
    assert Word("navy") not in work.words_of(asked, mapping, of_phrases=True)
    assert not work.is_plain(asked, mapping)


def test_several_of_some_words_are_not_found_as_quickly_as_any(mapping: RecordMapping) -> None:
    two = (Word("beta"), Word("alpha"))
    assert work.is_plain(Any(two), mapping)
    assert not work.is_plain(Any(two, 2), mapping)


@pytest.mark.parametrize(
    ("text", "count"),
    [("毛泽东", 3), ("हिन्दी", 1), ("d'Estaing", 2), ("x-ray", 2), ("Дело", 1), ("navy", 1)],
)
def test_words_are_those_of_the_index_in_each_script(
    mapping: RecordMapping, text: str, count: int
) -> None:
    for clause in (Word(text), Phrase(text)):
        assert len(work.words_of(clause, mapping)) == count
    assert work.is_plain(Word(text), mapping) is (count == 1)
    alone, apart = (work.finding(one, lambda _: 1.0, mapping) for one in (Word("a"), Word(text)))
    assert (apart > 10 * alone) is (count > 1)


def common(number: int) -> Record:
    """Return one of many records that all have the same words, which are in no run but in one."""
    return record(
        f"c{number}", f"Paper {number}", summary="beta and alpha" + " alpha beta" * (number == 1),
        sender=people("Sender"), date=day(1950, 1, 1), type="Memo", language=["English"],
    )  # fmt: skip


@pytest.fixture
def as_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let these records take as long as three quarters of those that times were measured on."""
    monkeypatch.setattr(work, "RECORDS", LARGE)


@pytest.fixture(scope="module")
def engine(mapping: RecordMapping) -> Engine:
    return filled_engine(mapping, [common(number) for number in range(MANY)])


@pytest.fixture(scope="module")
def client(engine: Engine) -> FlaskClient:
    return client_of(engine)


def times_left(purse: Purse) -> int:
    """Return how many times there is room to count the query of an answer."""
    return next(times for times in range(10_000) if not purse.has_room(times + 1))


@pytest.mark.usefixtures("as_large")
def test_a_purse_has_room_for_fewer_the_longer_each_takes(engine: Engine) -> None:
    rare, phrase = Query(Phrase("alpha zanzibar")), Query(Phrase("beta alpha"))
    paid = {}
    for query in (rare, phrase):
        purse = Purse(engine, query)
        paid[query] = next(n for n in range(10_000) if not purse.pay(query))
    assert paid[phrase] * 10 < paid[rare]
    assert paid[phrase] > 0


@pytest.mark.usefixtures("as_large")
def test_what_was_paid_is_gone_beside_another_query_too(engine: Engine) -> None:
    query = Query(Phrase("beta alpha"))
    purse = Purse(engine, query)
    assert purse.has_room(1) and not purse.has_room(2)
    assert purse.pay(query)
    assert not purse.has_room(1) and not purse.beside(query).has_room(1)
    assert Purse(engine, query).has_room(1)


@pytest.mark.usefixtures("as_large")
def test_what_was_counted_anyway_is_paid_for_too(engine: Engine) -> None:
    phrase = Query(Phrase("beta alpha"))
    purse = Purse(engine, phrase)
    purse.charge(phrase)
    assert not purse.has_room(1)
    purse.charge(phrase)  # though there was no room
    assert not purse.pay(Query(Word("alpha")))


def test_few_records_take_no_time_however_common_their_words_are(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = Query(Phrase("beta alpha"))
    times = []
    for records in (1, MANY, LARGE, 1000 * MANY):
        monkeypatch.setattr(work, "RECORDS", records)
        times.append(times_left(Purse(engine, query)))
    assert times[:3] == [0, 0, 1]
    assert times[3] > 100
    monkeypatch.setattr(work, "RECORDS", 1)  # of more records shares are those of all
    assert times_left(Purse(engine, Query(Phrase("paper 7")))) > 10


@pytest.mark.usefixtures("as_large")
@pytest.mark.parametrize(
    ("clause", "is_paid"),
    [
        (Any((Word("alpha"), Word("beta"))), True),
        (Any((Phrase("alpha timbuktu"), Word("alpha"))), True),
        (Any((Phrase("beta alpha"), Word("alpha"))), False),
    ],
)
def test_which_parts_records_have_is_asked_of_what_is_found_in_time(
    engine: Engine, clause: Any, *, is_paid: bool
) -> None:
    purse = Purse(engine, Query(Word("alpha")))
    assert purse.pay_for_parts(clause) is is_paid
    twice = Purse(engine, Query(Word("alpha")))
    if is_paid and not work.is_plain(clause, engine.mapping):
        assert twice.pay(Query(clause), times=4)
    assert times_left(purse) == times_left(twice)


@pytest.mark.usefixtures("as_large")
def test_what_is_chosen_takes_room_too(engine: Engine) -> None:
    bare = Query(Word("alpha"))
    chosen = Query(Word("alpha"), filters=(FacetFilter("year", ("1950..1960",)),))
    left = []
    for query in (bare, chosen):
        purse = Purse(engine, bare)
        assert purse.pay(query)
        left.append(times_left(purse))
    assert left[1] + 5 < left[0]


@pytest.mark.usefixtures("as_large")
def test_facets_have_the_room_that_is_left_of_what_is_counted_before(engine: Engine) -> None:
    phrase = Query(Phrase("beta alpha"))
    purse = Purse(engine, phrase)
    assert purse.has_room_for_facets()
    purse.charge(Query(Any((phrase.clause, Phrase("alpha beta")))))
    assert not purse.has_room_for_facets()


def test_of_many_words_those_of_phrases_are_counted(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[tuple[Clause, ...]] = []
    count = type(engine).count

    def noting(self: Engine, queries: list[Query]) -> tuple[int, ...]:
        counted.append(tuple(query.clause for query in queries[1:]))
        return count(self, queries)

    monkeypatch.setattr(type(engine), "count", noting)
    phrase, words = Phrase("beta alpha"), tuple(Word(f"w{number}") for number in range(39))
    Purse(engine, Query(All((phrase, *words[1:])))).has_room(1)
    Purse(engine, Query(All((phrase, *words)))).has_room(1)
    assert [len(some) for some in counted] == [40, 2]
    assert counted[1] == (Word("beta"), Word("alpha"))


@pytest.mark.usefixtures("as_large")
@pytest.mark.parametrize(
    ("clause", "is_slow"),
    [
        (Any((Phrase("beta alpha"), Phrase("alpha beta"))), True),
        (Phrase("beta alpha"), False),
        (Any((Phrase("beta zanzibar"), Phrase("alpha zanzibar"))), False),
        (Any(tuple(Word(f"word{number}") for number in range(30))), False),
    ],
)
def test_several_phrases_of_common_words_are_slow(
    engine: Engine, clause: Clause, *, is_slow: bool
) -> None:
    assert Purse(engine, Query(clause)).is_slow is is_slow


@pytest.mark.usefixtures("as_large")
@pytest.mark.parametrize(
    ("text", "is_told"),
    [('"beta and" OR "and alpha"', True), ('"beta and"', False), ('"beta 8" OR "beta 9"', False)],
)
def test_beside_a_very_slow_question_few_long_texts_are_marked(
    client: FlaskClient, text: str, *, is_told: bool
) -> None:
    asked = {"q": text, "match": "any"}
    notes = client.get("/api/v1/search", query_string=asked).json["query"]["notes"]
    assert (MARKED_NOTE in notes) is is_told


@pytest.mark.usefixtures("as_large")
def test_of_a_slow_question_it_is_seen_first_how_many_words_are_in_one_record(
    engine: Engine, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    search = type(engine).search
    monkeypatch.setattr(
        type(engine),
        "search",
        lambda self, query: (asked.append(query.only_best), search(self, query))[1],
    )
    for text, order, total in (
        ('"beta and" "and alpha"', [True, False], MANY),
        ('"beta and" "and alpha" "alpha beta"', [True, False], 1),
        ("beta zanzibar", [False, True, False], MANY),
    ):
        asked.clear()
        found = client.get("/api/v1/search", query_string={"q": text, "spell": "off"}).json
        assert (found["total"]["value"], asked) == (total, order)


CHOSEN = [("sender.not", "Nobody"), ("type", "Memo"), ("year", "1949..1951")]


@pytest.mark.usefixtures("as_large")
def test_facets_have_less_room_where_words_of_one_record_were_counted(client: FlaskClient) -> None:
    asked = {"q": '"beta and" al*', "spell": "off"}
    whole = client.get("/api/v1/search", query_string={**asked, "match": "all"}).json
    assert whole["facets"]
    first = client.get("/api/v1/search", query_string=asked).json
    assert not first["facets"]
    assert UNCOUNTED_NOTE in first["query"]["notes"]


@pytest.mark.usefixtures("as_large")
@pytest.mark.parametrize("counted", ["histogram=month", "facets=type*year"])
def test_the_values_of_a_facet_are_counted_whatever_else_is_asked_for(
    client: FlaskClient, counted: str
) -> None:
    address = "/api/v1/facets/type?q=%22beta+alpha%22+OR+%22alpha+beta%22"
    alone, beside = client.get(address).json, client.get(f"{address}&{counted}").json
    assert [one["value"] for one in beside["results"]] == ["Memo"]
    assert beside["results"][0]["count"] == alone["results"][0]["count"] > 0


@pytest.mark.usefixtures("as_large")
@pytest.mark.parametrize(
    ("asked", "is_counted"),
    [
        ([("q", '"beta alpha" OR "alpha beta"'), *CHOSEN], False),
        ([("q", '"beta alpha" OR "alpha beta"')], False),
        ([("q", '"beta alpha"')], True),
        ([("q", '"beta alpha"'), ("type", "Memo")], False),
        ([("q", '"alpha zanzibar" OR "alpha timbuktu"'), *CHOSEN], True),
        ([("q", "beta alpha"), *CHOSEN], True),
        ([("q", '"beta alpha" OR "alpha beta"'), *CHOSEN, ("facets", "type")], True),
    ],
)
def test_no_facet_is_counted_where_phrases_are_of_common_words(
    client: FlaskClient, asked: list[tuple[str, str]], *, is_counted: bool
) -> None:
    address = urlencode([*asked, ("match", "any")])
    found = client.get(f"/api/v1/search?{address}").json
    assert bool(found["facets"]) is is_counted
    assert (UNCOUNTED_NOTE in found["query"]["notes"]) is not is_counted
    page = client.get(f"/search?{address}").text
    assert (str(UNCOUNTED_NOTE) in page) is not is_counted


@pytest.mark.usefixtures("as_large")
@pytest.mark.parametrize("facets", [{}, {"facets": "none"}, {"facets": "type"}])
@pytest.mark.parametrize(
    ("text", "chosen", "is_cut"),
    [
        ('"beta alpha"', {}, True),
        ('"and alpah"', {}, True),  # another spelling of it takes as long
        ('"beta alpha"', {"type": "Memo"}, True),
        ('"alpha zanzibar" beta', {}, False),
        ("beta alpha", {"type": "Memo"}, False),
    ],
)
def test_histograms_are_made_or_said_to_be_left_out(
    client: FlaskClient, facets: dict[str, str], text: str, chosen: dict[str, str], *, is_cut: bool
) -> None:
    asked = {"q": text, "histogram": "year,month,quarter", **chosen, **facets}
    found = client.get("/api/v1/search", query_string=asked).json
    assert len(found["histograms"]) == (1 if is_cut else 3)
    assert (TALLIED_NOTE in found["query"]["notes"]) is is_cut
    assert bool(found["facets"]) is (not is_cut and facets != {"facets": "none"})


@pytest.mark.usefixtures("as_large")
@pytest.mark.parametrize(("text", "is_made"), [('"alpha beta"', False), ("beta alpha", True)])
@pytest.mark.parametrize("others", ["", ",type,sender"])
def test_a_two_way_count_is_made_or_said_to_be_left_out(
    client: FlaskClient, text: str, others: str, *, is_made: bool
) -> None:
    query = {"q": text, "facets": f"type*year{others}"}
    found = client.get("/api/v1/search", query_string=query).json
    assert ("pairs" in found) is is_made
    assert (PAIRS_NOTE in found["query"]["notes"]) is not is_made
    assert bool(found["facets"]) is (is_made and bool(others))
    alone = client.get("/api/v1/counts", query_string={**query, "facets": "type*year"}).json
    assert alone["pairs"]["type*year"]["values"]


@pytest.mark.usefixtures("as_large")
@pytest.mark.parametrize(
    ("text", "is_first"), [('"and alpha" OR "alpha beta"', True), ("beta OR alpha", False)]
)
def test_where_few_ways_can_be_counted_the_first_is_in_all_records(
    client: FlaskClient, text: str, *, is_first: bool
) -> None:
    none = [("year", "1949..1951"), ("language", "French")]
    address = urlencode([("q", text), ("match", "any"), *none])
    ways = client.get(f"/api/v1/search?{address}").json["relaxations"]
    assert (ways[0]["label"] == "in all records") is is_first
    assert ways[0]["count"] == MANY
    assert (len(ways) == 1) is is_first


@pytest.mark.parametrize(
    ("text", "is_corrected"),
    [
        ('"and alpah" "alpha beta"', True),
        ('"and alpah" "alpha beta" "beta and"', False),  # as typed it takes no time
        ("alpah beta and", True),
    ],
)
def test_a_spelling_is_paid_for_by_what_it_asks_for(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, text: str, *, is_corrected: bool
) -> None:
    monkeypatch.setattr(work, "RECORDS", MANY)
    found = client.get("/api/v1/search", query_string={"q": text, "match": "all"}).json
    assert ("spelling" in found) is is_corrected
    assert bool(found["total"]["value"]) is is_corrected


@pytest.mark.usefixtures("as_large")
@pytest.mark.parametrize(("text", "is_counted"), [('"and alpah"', False), ("alpah beta and", True)])
def test_facets_are_counted_beside_a_corrected_spelling_as_beside_any(
    client: FlaskClient, text: str, *, is_counted: bool
) -> None:
    found = client.get(f"/api/v1/search?{urlencode([('q', text), *CHOSEN])}").json
    assert found["spelling"]["applied"] and found["total"]["value"]
    assert bool(found["facets"]) is is_counted


@pytest.mark.parametrize("chosen", [[], CHOSEN, [*CHOSEN, ("language", "English")]])
def test_what_is_chosen_corrects_no_word(
    client: FlaskClient, chosen: list[tuple[str, str]]
) -> None:
    asked = [("q", '"alpha beta" alpah and and paper "beta and"'), *chosen]
    found = client.get(f"/api/v1/search?{urlencode(asked)}").json
    assert found["spelling"]["applied"], found["spelling"]["text"]


@pytest.mark.parametrize(("records", "is_found"), [(MANY, False), (1000 * MANY, True)])
def test_which_words_records_have_is_told_where_that_is_known_in_time(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, records: int, *, is_found: bool
) -> None:
    monkeypatch.setattr(work, "RECORDS", records)
    asked = urlencode([("q", '"and alpha" OR "alpha beta"'), ("match", "any")])
    results = client.get(f"/api/v1/search?{asked}").json["results"]
    assert all(("matched" in one) is is_found for one in results)


@pytest.mark.usefixtures("as_large")
def test_which_words_records_have_is_not_told_on_a_far_page(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = {"q": "al* zanzibar", "match": "any", "spell": "off", "size": 5, "page": 3}
    near = client.get("/api/v1/search", query_string=query).json["results"]
    monkeypatch.setattr(work, "_NEAR", 5)
    monkeypatch.setattr(work, "_FAR", 10.0)
    far = client.get("/api/v1/search", query_string=query).json["results"]
    assert ["matched" in one for one in near] == [True] * 5
    assert ["matched" in one for one in far] == [False] * 5


@pytest.mark.parametrize(("records", "is_corrected"), [(MANY, False), (1000 * MANY, True)])
@pytest.mark.parametrize(
    "text",
    [
        '"and alpah" "alpha beta"',  # that any record has some of the words was found out before
        '"and alpha" "alpah beta" zanzibar',  # so it must be for the words of a spelling
    ],
)
def test_words_left_open_are_paid_for_before_a_spelling_is_taken(
    client: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
    records: int,
    text: str,
    *,
    is_corrected: bool,
) -> None:
    monkeypatch.setattr(work, "RECORDS", records)
    found = client.get("/api/v1/search", query_string={"q": text}).json
    assert ("spelling" in found) is is_corrected
