"""What every engine does, told once: a new engine is a new row in `ENGINES` (conftest.py).

The records are those of tests/catalogue.py. Where an order is not declared, sets are
compared; where it is, lists are.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence

import pytest
from catalogue import COLLECTIONS, NAMES, RECORDS, day, record

from index_mappings.conditions import Days
from index_mappings.days import civil, day_number, year_span
from index_mappings.folding import key
from index_mappings.mapping import load
from index_mappings.names import NameEntry, NameForm
from index_mappings.record import Date, Party, Record
from service.engines import pair_counting
from service.engines.contract import Engine
from service.errors import LoadError, LoadLocked, NoIndex
from service.query.clauses import (
    All,
    Any,
    Clause,
    Counted,
    Everything,
    Fuzzy,
    Lifted,
    Near,
    Not,
    Phrase,
    Prefix,
    Value,
    Word,
)
from service.query.request import (
    EVERYTHING,
    FEW_OF_BEST,
    FacetFilter,
    FacetRequest,
    Lift,
    PairRequest,
    Query,
    SameNames,
)
from service.results import Pair, PairCounts, SearchResult

MAPPING = load("records")
BY_ID = {item.id: MAPPING.ordered(item) for item in RECORDS}


def ask(engine: Engine, clause: Clause = EVERYTHING, **more: object) -> SearchResult:
    return engine.search(Query(clause, **{"size": 100, **more}))  # type: ignore[arg-type]


def ids(result: SearchResult) -> list[str]:
    return [hit.record.id for hit in result.hits]


def found(engine: Engine, clause: Clause, **more: object) -> set[str]:
    result = ask(engine, clause, **more)
    assert result.total == len(result.hits)
    return set(ids(result))


def facet(result: SearchResult, name: str) -> dict[str, int]:
    counts = next(item for item in result.facets if item.facet == name)
    return {bucket.value: bucket.count for bucket in counts.buckets}


def fill(engine: Engine, records: Sequence[Record]) -> None:
    build = engine.begin(owner="a test")
    assert list(build.add(records)) == []
    build.add_collections(COLLECTIONS)
    build.add_names(NAMES)
    assert build.finish() == len({item.id for item in records})
    build.publish()


class TestWords:
    def test_everything_is_every_record(self, engine: Engine) -> None:
        assert found(engine, Everything()) == set(BY_ID)

    @pytest.mark.parametrize(
        ("clause", "wanted"),
        [
            (Word("jets"), {"k3", "k5", "w6"}),
            (Word("JET"), {"k3", "k5", "w6"}),
            (Word("negotiating"), {"w5"}),
            (Word("Dang"), {"w3"}),
            (Word("đặng"), {"w3"}),
            (Word("ha"), {"w3"}),
            (Word("cafe"), {"w3"}),
            (Word("U.S."), {"w1"}),
            (Word("anti-Soviet"), {"w1"}),
            (Word("president's"), {"w1"}),
            (Word("d'Estaing"), {"w1"}),
            (Word("d’Estaing"), {"w1"}),
            (Word("3,355.50"), {"w1"}),
            (Word("3355"), {"k4"}),
            (Word("毛泽东"), {"w4"}),
            (Word("泽"), {"w4"}),
            (Word("the"), None),
            (Word("Panmunjom"), {"t1"}),
            (Word("wormed"), {"n1"}),
            (Word("1289"), {"n1"}),
            (Word("Chongqing"), {"n1"}),
            (Word("Bourne"), {"n1"}),
            (Word("emergency"), {"w5"}),
            (Word("nowhere"), set()),
        ],
    )
    def test_a_word(self, engine: Engine, clause: Clause, wanted: set[str] | None) -> None:
        got = found(engine, clause)
        if wanted is None:
            assert got >= {"p1", "p3", "d2"}
        else:
            assert got == wanted

    @pytest.mark.parametrize(
        ("clause", "wanted"),
        [
            (Phrase("Port Arthur"), {"p2"}),
            (Phrase("port of Arthur"), {"p1"}),
            (Phrase("to be or not to be"), {"p3"}),
            (Phrase("dang xuan"), {"w3"}),
            (Phrase("arrived harbour"), set()),
            (Near("port Arthur", 1), {"p1", "p2"}),
            (Near("Arthur port", 3), {"p1", "p2"}),
            (Near("great port wall", 4), {"p1"}),
            (Near("Arthur wall", 2), set()),
            (Prefix("negotia"), {"w5"}),
            (Prefix("dan"), {"w3"}),
            (Prefix("negotiating"), set()),
            (Fuzzy("harbor", 1), {"d1", "d2", "d3", "d4", "d5", "d6"}),
            (Fuzzy("piltos", 1), {"k3", "k5", "k6"}),
            (Fuzzy("panmunjon", 1), {"t1"}),
        ],
    )
    def test_phrases_prefixes_and_edits(
        self, engine: Engine, clause: Clause, wanted: set[str]
    ) -> None:
        assert found(engine, clause) == wanted

    @pytest.mark.parametrize(
        ("clause", "wanted"),
        [
            (Word("Stalin", "sender"), {"k3", "k4"}),
            (Word("Filippov", "recipient"), {"k2"}),
            (Word("pilots", "title"), {"k5", "k6"}),
            (Phrase("Ciphered Telegram", "type"), {"k2", "k3"}),
            (Prefix("pil", "title"), {"k5", "k6"}),
            (Fuzzy("pilotz", 1, "title"), {"k5", "k6"}),
            (Word("armistice", "summary"), set()),
            (Word("x", "no such field"), set()),
        ],
    )
    def test_in_one_field(self, engine: Engine, clause: Clause, wanted: set[str]) -> None:
        assert found(engine, clause) == wanted

    @pytest.mark.parametrize(
        ("clause", "wanted"),
        [
            (All((Word("jets"), Word("pilots"))), {"k3", "k5"}),
            (All((Word("jets"), Not(Word("pilots")))), {"w6"}),
            (Any((Word("coins"), Word("armistice"))), {"d7", "t1"}),
            (Any((Word("jets"), Word("pilots"), Word("train")), 2), {"k3", "k5"}),
            (All((Any((Word("coins"), Word("jets"))), Word("plan"))), {"k3"}),
            (All((Word("harbour"), Days(*year_span(1950)))), {"d3"}),
            (Value("type", ("Note", "Charter")), {"k5", "k6", "w2", "w6", "d4"}),
            (Lifted(Word("pilots"), Word("jets"), 5.0), {"k3", "k5", "k6"}),
            (
                Any((Counted(Word("coins")), Any((Word("jets"), Word("jets"))))),
                {"d7", "k3", "k5", "w6"},
            ),
        ],
    )
    def test_combined(self, engine: Engine, clause: Clause, wanted: set[str]) -> None:
        assert found(engine, clause) == wanted

    def test_only_negatives_find_all_else(self, engine: Engine) -> None:
        assert found(engine, Not(Word("harbour"))) == set(BY_ID) - {
            "d1",
            "d2",
            "d3",
            "d4",
            "d5",
            "d6",
        }
        both = All((Not(Word("harbour")), Not(Word("jets"))))
        assert "d1" not in found(engine, both)
        assert "z1" in found(engine, both)

    def test_the_score_of_counted_clauses_is_how_many_a_record_meets(self, engine: Engine) -> None:
        each = Any(tuple(map(Counted, (Word("jets"), Word("pilots"), Word("train")))))
        hits = engine.search(Query(All((each, Not(Word("plan")))))).hits
        scores = {hit.record.id: hit.score for hit in hits}
        assert scores["k5"] == 2.0
        assert set(scores.values()) == {1.0, 2.0}

    def test_a_word_asked_for_twice_counts_twice(self, engine: Engine) -> None:
        once, twice = (
            {hit.record.id: hit.score for hit in engine.search(Query(clause)).hits}
            for clause in (Word("pilots"), All((Word("pilots"), Word("pilots"))))
        )
        assert once.keys() == twice.keys()
        assert all(twice[id] == pytest.approx(2 * (once[id] or 0)) for id in once)

    def test_a_word_counts_more_where_it_is_written_as_typed(self, engine: Engine) -> None:
        plural, singular = (
            {hit.record.id: hit.score or 0 for hit in engine.search(Query(Word(word))).hits}
            for word in ("pilots", "pilot")
        )
        assert plural.keys() == singular.keys() >= {"k3", "k5", "k6"}
        assert all(plural[id] > singular[id] for id in ("k3", "k5", "k6"))

    def test_a_lift_puts_first_and_finds_no_more(self, engine: Engine) -> None:
        lifted = ids(ask(engine, Lifted(Word("note"), Word("jets"), 50.0)))
        assert set(lifted[:2]) == {"k5", "w6"}
        assert set(lifted) == found(engine, Word("note"))

    def test_what_is_lifted_alone_stands_first_in_its_own_order(self, engine: Engine) -> None:
        typed, other = Word("jets"), Word("pilots")
        either = Lifted(Any((typed, other)), typed, 50.0, alone=True)
        scores = {hit.record.id: hit.score for hit in ask(engine, either).hits}
        assert scores.keys() == found(engine, Any((typed, other)))
        for hit in ask(engine, typed).hits:
            assert scores.pop(hit.record.id) == pytest.approx((hit.score or 0) + 50, rel=1e-5)
        beside = {hit.record.id: hit.score for hit in ask(engine, other).hits}
        assert {id: pytest.approx(beside[id], rel=1e-5) for id in scores} == scores
        assert scores  # some have the other form only

    @pytest.mark.parametrize("size", [1, 2, 3])
    def test_the_first_records_and_the_others_follow_each_other(
        self, engine: Engine, size: int
    ) -> None:
        either = Lifted(Any((Word("jets"), Word("pilots"))), Word("jets"), 50.0, alone=True)
        clause = All((either, Not(Word("armistice"))))
        filters = (FacetFilter("type", ("Note", "Telegram", "Ciphered Telegram")),)
        for narrowed in ((), filters):
            facets = (FacetRequest("type", 10), FacetRequest("year", 10))
            whole = ask(engine, clause, facets=facets, filters=narrowed)
            pages = [
                ask(engine, clause, size=size, page=at, facets=facets, filters=narrowed)
                for at in range(1, whole.total + 2)
            ]
            assert [id for page in pages for id in ids(page)] == ids(whole)
            assert {(page.total, page.facets) for page in pages} == {(whole.total, whole.facets)}
            assert ask(engine, clause, size=size, filters=narrowed).total == whole.total
            assert ask(engine, clause, size=0, filters=narrowed).total == whole.total


class TestDates:
    @pytest.mark.parametrize(
        ("first", "last", "within", "wanted"),
        [
            ((1949, 1, 1), (1949, 12, 31), False, {"d1", "d2", "d3"}),
            ((1949, 1, 1), (1949, 12, 31), True, {"d1", "d2"}),
            ((1949, 8, 31), (1949, 8, 31), False, {"d1", "d2", "d3"}),
            ((1949, 9, 1), (1949, 9, 1), False, {"d2", "d3"}),
            ((1700, 1, 1), (1700, 12, 31), False, {"d4"}),
            ((-43, 3, 15), (-43, 3, 15), False, {"d7"}),
        ],
    )
    def test_spans(self, engine, first, last, within, wanted) -> None:  # type: ignore[no-untyped-def]
        span = Days(day_number(*first), day_number(*last), within)
        assert found(engine, span) == wanted
        assert found(engine, Everything(), days=(span,), within=within) == wanted

    def test_open_spans(self, engine: Engine) -> None:
        assert found(engine, Days(None, day_number(0))) == {"d7"}
        assert found(engine, Days(day_number(1955), None)) == {"a/b c?d=e&f#g%h", "Ünïcode/毛"}

    def test_the_years_of_a_facet_are_what_a_click_gives(self, engine: Engine) -> None:
        for within in (False, True):
            result = ask(engine, Everything(), within=within, facets=(FacetRequest("year", 5),))
            counts = facet(result, "year")
            for year, count in counts.items():
                if year == "wide":
                    continue
                clicked = found(
                    engine, Everything(), within=within, filters=(FacetFilter("year", (year,)),)
                )
                wide = {"d4"} & clicked
                assert len(clicked - wide) == count, year
            assert next(iter(counts)) == "-43"
            assert ("wide" in counts) == (not within)

    def test_a_wide_date_has_a_value_of_its_own(self, engine: Engine) -> None:
        assert found(engine, Everything(), filters=(FacetFilter("year", ("wide",)),)) == {"d4"}

    def test_a_span_of_years_is_a_value_with_its_count(self, engine: Engine) -> None:
        chosen = (FacetFilter("year", ("1949..1950",)),)
        result = ask(engine, Everything(), filters=chosen, facets=(FacetRequest("year", 5),))
        assert facet(result, "year")["1949..1950"] == result.total == 9
        assert facet(result, "year")["1951"] > 0

    def test_undated_records_are_found_and_counted(self, engine: Engine) -> None:
        result = ask(engine, Everything(), facets=(FacetRequest("year", 5),))
        undated = found(engine, Everything(), filters=(FacetFilter("year", missing=True),))
        assert undated == {"d5", "d6", "z1"}
        assert result.facets[0].missing == 3


class TestFacets:
    def test_or_within_and_across(self, engine: Engine) -> None:
        chosen = (
            FacetFilter("type", ("Cable", "Ciphered Telegram")),
            FacetFilter("year", ("1950",)),
        )
        assert found(engine, Everything(), filters=chosen) == {"k1", "k2", "k3", "k4"}

    def test_counts_ignore_the_own_filter_and_no_other(self, engine: Engine) -> None:
        chosen = (FacetFilter("type", ("Cable",)), FacetFilter("year", ("1950",)))
        result = ask(
            engine,
            Everything(),
            filters=chosen,
            facets=(FacetRequest("type", 10), FacetRequest("year", 10), FacetRequest("sender", 10)),
        )
        assert result.total == 2
        assert facet(result, "type") == {"Cable": 2, "Ciphered Telegram": 2, "Note": 2, "Ledger": 1}
        assert facet(result, "year") == {"1950": 2, "1951": 1}
        assert facet(result, "sender") == {"Liu Shaoqi": 1, "Stalin": 1}

    def test_selected_values_come_first_and_stay_at_nought(self, engine: Engine) -> None:
        chosen = (FacetFilter("type", ("Telegramm", "Charter")),)
        result = ask(engine, Word("pilots"), filters=chosen, facets=(FacetRequest("type", 10),))
        assert result.total == 0
        assert list(facet(result, "type").items())[:2] == [("Telegramm", 0), ("Charter", 0)]
        assert facet(result, "type")["Note"] == 2

    def test_order_size_and_others(self, engine: Engine) -> None:
        result = ask(engine, Everything(), facets=(FacetRequest("type", 3),))
        (counts,) = result.facets
        every = sorted(
            {r.values.get("type", "") for r in RECORDS} - {""},
            key=lambda t: (-sum(r.values.get("type") == t for r in RECORDS), t),
        )
        assert [bucket.value for bucket in counts.buckets] == every[:3]
        assert counts.others == len(every) - 3
        assert counts.missing == sum("type" not in r.values for r in RECORDS)

    def test_a_selected_value_does_not_take_the_place_of_another(self, engine: Engine) -> None:
        plain = ask(engine, Everything(), facets=(FacetRequest("type", 2),)).facets[0]
        chosen = (FacetFilter("type", ("Charter",)),)
        more = ask(engine, Everything(), filters=chosen, facets=(FacetRequest("type", 2),)).facets[
            0
        ]
        assert [b.value for b in more.buckets] == ["Charter", *(b.value for b in plain.buckets)]

    def test_missing_and_excluded(self, engine: Engine) -> None:
        assert found(engine, Everything(), filters=(FacetFilter("type", missing=True),)) == {"z1"}
        either = (FacetFilter("type", ("Charter",), missing=True),)
        assert found(engine, Everything(), filters=either) == {"z1", "d4"}
        without = (FacetFilter("type", excluded=("Note", "Letter")),)
        rest = {r.id for r in RECORDS if r.values.get("type") not in ("Note", "Letter")}
        assert found(engine, Everything(), filters=without) == rest

    def test_parties_and_collections(self, engine: Engine) -> None:
        for name, value, wanted in (
            ("sender", "Stalin", {"k3", "k4"}),
            ("recipient", "Stalin", {"k2"}),
            ("people", "Stalin", {"k2", "k3", "k4"}),
            ("collection", "korea", {"k1", "k2", "k3", "k4", "k5"}),
        ):
            assert found(engine, Everything(), filters=(FacetFilter(name, (value,)),)) == wanted

    def test_extents(self, engine: Engine) -> None:
        korea, nothing = engine.extents("collection", ("korea", "atlantis"))
        assert (korea.count, korea.start, korea.end) == (
            5, day_number(1950, 1, 22), day_number(1950, 7, 13),
        )  # fmt: skip
        assert (nothing.count, nothing.start, nothing.end) == (0, None, None)

    def test_counting_many_at_once(self, engine: Engine) -> None:
        queries = [Query(Word("jets")), Query(Word("nowhere")), Query(Everything())]
        assert engine.count(queries) == (3, 0, len(RECORDS))

    def test_counting_many_that_ask_for_the_same_beside_other_words(self, engine: Engine) -> None:
        shared = (
            Any(tuple(map(Word, ("jets", "armistice", "Stalin", "Mao")))),
            Not(Word("nowhere")),
        )
        others = (Word("jets"), Word("nowhere"), Not(Word("jets")), Phrase("soviet jets"))
        clauses = [All((*shared, one)) for one in others]
        clauses += [All(shared), All((Word("jets"), *reversed(shared))), Word("jets")]
        queries = [Query(one) for one in clauses]
        queries += [Query(clauses[0], filters=(FacetFilter("recipient", ("Stalin",)),))]
        assert engine.count(queries) == tuple(engine.count([one])[0] for one in queries)
        assert len(set(engine.count(queries))) > 3


RINGS = (("Stalin", "Roshchin", "Filippov"), ("Mao Zedong", "毛泽东"), ("Nobody", "No one"))
SAME = SameNames(
    {name: ring[0] for ring in RINGS for name in ring}, {ring[0]: ring for ring in RINGS}
)


class TestNamesTogether:
    """The facet `people`, of which "k2" has both Roshchin and Stalin."""

    def people(self, engine: Engine, size: int, *values: str, excluded: str = "") -> SearchResult:
        chosen = tuple(name for value in values for name in SAME.members.get(value, (value,)))
        kept_out = SAME.members.get(excluded, ())
        filters = (FacetFilter("people", chosen, kept_out),) if chosen or kept_out else ()
        request = FacetRequest("people", size, SAME)
        return ask(engine, Everything(), filters=filters, facets=(request,))

    def test_a_record_that_has_two_names_of_one_person_counts_once(self, engine: Engine) -> None:
        counts = facet(self.people(engine, 50), "people")
        assert counts["Stalin"] == 3
        assert counts["Mao Zedong"] == 2
        assert not {"Roshchin", "毛泽东", "Nobody"} & set(counts)
        plain = ask(engine, Everything(), facets=(FacetRequest("people", 50),))
        assert len(counts) == len(facet(plain, "people")) - 2
        assert plain.facets[0].missing == self.people(engine, 50).facets[0].missing

    def test_the_order_and_the_number_of_others_are_those_of_people(self, engine: Engine) -> None:
        whole = list(facet(self.people(engine, 50), "people").items())
        assert whole == sorted(whole, key=lambda item: (-item[1], item[0]))
        for size in (1, 2, 3):
            (counts,) = self.people(engine, size).facets
            assert [(b.value, b.count) for b in counts.buckets] == whole[:size]
            assert counts.others == len(whole) - size

    def test_a_person_chosen_is_shown_once_with_the_count_of_a_click(self, engine: Engine) -> None:
        for size in (1, 50):
            result = self.people(engine, size, "Mao Zedong")
            assert next(iter(facet(result, "people").items())) == ("Mao Zedong", 2)
            assert set(ids(result)) == {"k1", "w4"}
        both = self.people(engine, 2, "Mao Zedong", "Nobody")
        assert list(facet(both, "people").items())[:2] == [("Mao Zedong", 2), ("Nobody", 0)]

    def test_a_person_excluded_is_by_every_name(self, engine: Engine) -> None:
        result = self.people(engine, 50, excluded="Stalin")
        assert set(ids(result)) == set(BY_ID) - {"k2", "k3", "k4"}
        assert facet(result, "people")["Stalin"] == 3

    def test_other_filters_and_words_hold(self, engine: Engine) -> None:
        chosen = (FacetFilter("type", ("Ciphered Telegram",)),)
        request = (FacetRequest("people", 1, SAME), FacetRequest("type", 9))
        result = ask(engine, Word("Korea"), filters=chosen, facets=request)
        assert facet(result, "people") == {"Stalin": 1}
        assert result.facets[1].facet == "type"


class TestHistograms:
    """Counts by month, quarter, year and decade, of any record that may fall in one."""

    def by(self, engine: Engine, unit: str, **more: object) -> dict[str, int]:
        result = ask(engine, facets=(FacetRequest("year", 1, unit=unit),), size=0, **more)
        assert result.facets[0].missing == 3
        return facet(result, "year")

    @pytest.mark.parametrize("unit", ["month", "quarter", "year", "decade"])
    def test_a_record_counts_in_each_that_it_may_fall_in(self, engine: Engine, unit: str) -> None:
        wanted: Counter[str] = Counter()
        for item in RECORDS:
            date = Date.from_json(item.values.get("date") or {})
            if date.start is None or date.end is None:
                continue
            first, last = (civil(number) for number in (date.start, date.end))
            each = _units_between(unit, first, last)
            wanted.update(each if len(each) <= 100 else ["wide"])
        assert self.by(engine, unit) == wanted

    def test_they_are_in_the_order_of_time(self, engine: Engine) -> None:
        counts = list(self.by(engine, "month"))
        assert counts[:3] == ["-0043-01", "-0043-02", "-0043-03"]
        assert counts[-1] == "wide"
        assert counts[12:-1] == sorted(counts[12:-1])
        assert list(self.by(engine, "decade"))[:2] == ["-50", "1500"]

    def test_years_are_those_of_the_facet(self, engine: Engine) -> None:
        plain = ask(engine, facets=(FacetRequest("year", 1),), size=0)
        assert self.by(engine, "year") == facet(plain, "year")
        assert self.by(engine, "year", within=True) == facet(plain, "year")

    def test_what_is_searched_and_filtered_holds(self, engine: Engine) -> None:
        request = (FacetRequest("year", 1, unit="month"),)
        found = ask(engine, Word("jets"), filters=(FacetFilter("type", ("Note",)),), facets=request)
        assert facet(found, "year") == {"1950-07": 1, "1951-08": 1}


def _units_between(unit: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> list[str]:
    found = []
    year, month = first[:2]
    while (year, month) <= last[:2]:
        at = f"{year:04d}" if year >= 0 else f"-{-year:04d}"
        said = {
            "month": f"{at}-{month:02d}",
            "quarter": f"{at}-Q{(month + 2) // 3}",
            "year": str(year),
            "decade": str(year // 10 * 10),
        }
        found.append(said[unit])
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return list(dict.fromkeys(found))


class TestPairs:
    """Two-way counts: the number of records that have both values."""

    def pairs(
        self, engine: Engine, first: str, second: str, *, size: int = 1000, **more: object
    ) -> PairCounts:
        same = more.pop("same", None)
        after = more.pop("after", 0)
        one, two = (FacetRequest(name, 1, same) for name in (first, second))  # type: ignore[arg-type]
        request = PairRequest(one, two, size, after)  # type: ignore[arg-type]
        return engine.pairs(Query(**more), request)  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("sender", "recipient"),
            ("people", "people"),
            ("type", "year"),
            ("year", "collection"),
            ("places", "subjects"),
            ("repository", "type"),
        ],
    )
    def test_each_pair_counts_the_records_that_have_both(
        self, engine: Engine, first: str, second: str
    ) -> None:
        found = self.pairs(engine, first, second)
        assert found.total == len(found.pairs) == len({(p.first, p.second) for p in found.pairs})
        assert found.after is None
        for pair in found.pairs:
            both = tuple({name: FacetFilter(name, (value,)) for name, value in (
                (first, pair.first), (second, pair.second))}.values())  # fmt: skip
            if first != second:
                assert engine.count([Query(filters=both)]) == (pair.count,), pair
        singles = ask(engine, facets=(FacetRequest(first, 1000), FacetRequest(second, 1000)))
        assert {pair.first for pair in found.pairs} <= set(facet(singles, first))
        if first == second:
            alone = {pair.first: pair.count for pair in found.pairs if pair.first == pair.second}
            assert alone == facet(singles, first)
        elif first != "repository":
            assert found.pairs

    def test_the_most_frequent_come_first(self, engine: Engine) -> None:
        found = self.pairs(engine, "type", "year").pairs
        assert list(found) == sorted(found, key=lambda p: (-p.count, p.first, p.second))
        assert (found[0].first, found[0].second, found[0].count) == ("Letter", "1954", 3)

    def test_pages_give_the_whole_once(self, engine: Engine) -> None:
        whole = self.pairs(engine, "people", "year").pairs
        paged: list[Pair] = []
        after: object = 0
        while after is not None:
            page = self.pairs(engine, "people", "year", size=3, after=after)
            assert page.total == len(whole)
            paged += page.pairs
            after = page.after
        assert tuple(paged) == whole

    def test_very_many_are_in_the_order_of_their_values(
        self, engine: Engine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for same in (None, SAME):
            whole = self.pairs(engine, "people", "year", same=same).pairs
            with monkeypatch.context() as few:
                few.setattr(pair_counting, "MOST", 2)
                few.setattr(pair_counting, "TOO_MANY", 3)
                few.setattr(pair_counting, "_FIRST_GROUP", 2)
                paged: list[Pair] = []
                after: object = 0
                while after is not None:
                    page = self.pairs(engine, "people", "year", size=2, after=after, same=same)
                    assert page.total is None
                    paged += page.pairs
                    after = page.after
            assert paged == sorted(whole, key=lambda pair: (pair.first, pair.second))

    @pytest.mark.parametrize("most", ["of one facet", "of pairs"])
    def test_pairs_are_in_the_order_of_values_from_the_first_beyond_the_most(
        self, engine: Engine, monkeypatch: pytest.MonkeyPatch, most: str
    ) -> None:
        whole = self.pairs(engine, "people", "type").pairs
        firsts, seconds = ({pair[at] for pair in map(dataclasses.astuple, whole)} for at in (0, 1))
        assert len(seconds) < len(firsts) < len(whole)
        limit = len(firsts) - 1 if most == "of one facet" else len(whole) - 1
        monkeypatch.setattr(pair_counting, "MOST", limit)
        begun = self.pairs(engine, "people", "type", size=4)
        assert begun.total is None
        rest = self.pairs(engine, "people", "type", after=begun.after)
        by_value = sorted(whole, key=lambda pair: (pair.first, pair.second))
        assert [*begun.pairs, *rest.pairs] == by_value

    def test_pairs_of_very_many_values_are_not_counted(
        self, engine: Engine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        whole = self.pairs(engine, "people", "year").pairs
        monkeypatch.setattr(pair_counting, "WIDE", 2)
        monkeypatch.setattr(pair_counting, "_FIRST_GROUP", 2)
        # few records have few pairs, however many values
        assert self.pairs(engine, "people", "year").total == len(whole)
        monkeypatch.setattr(pair_counting, "_FEW_COUNTED", 5)
        kept = (FacetFilter("type", ("Cable",)),)
        few = self.pairs(engine, "sender", "recipient", filters=kept)
        assert few.total == 2  # among these records there are few values
        begun = self.pairs(engine, "people", "year", size=4)
        assert begun.total is None
        rest = self.pairs(engine, "people", "year", after=begun.after)
        by_value = sorted(whole, key=lambda pair: (pair.first, pair.second))
        assert [*begun.pairs, *rest.pairs] == by_value

    def test_the_names_of_a_person_are_one(self, engine: Engine) -> None:
        found = self.pairs(engine, "people", "type", same=SAME).pairs
        counts = {(pair.first, pair.second): pair.count for pair in found}
        # "k2" has both Roshchin and Stalin, and is one telegram
        assert counts["Stalin", "Ciphered Telegram"] == 2
        assert counts["Mao Zedong", "Cable"] == 2
        assert not {"Roshchin", "毛泽东", "Nobody"} & {pair.first for pair in found}
        among = self.pairs(engine, "people", "people", same=SAME).pairs
        assert {(p.first, p.second): p.count for p in among}["Stalin", "Stalin"] == 3

    def test_words_and_filters_hold(self, engine: Engine) -> None:
        kept = (FacetFilter("type", ("Cable",)),)
        found = self.pairs(engine, "sender", "recipient", filters=kept).pairs
        assert {(p.first, p.second) for p in found} == {
            ("Liu Shaoqi", "Mao Zedong"), ("Stalin", "Soviet Ambassador"),
        }  # fmt: skip
        assert self.pairs(engine, "sender", "recipient", clause=Word("nowhere")).total == 0
        without = (Value("id", ("k1",)),)
        assert self.pairs(engine, "sender", "recipient", filters=kept, without=without).total == 1
        assert self.pairs(engine, "sender", "recipient").index.version == engine.info().version


class TestChangedSince:
    """Records that a load changed at a moment or later, and the order by that moment."""

    MOMENTS = (
        ("c1", "2026-01-01T00:00:00Z"), ("c2", "2026-03-01T12:00:00Z"),
        ("c3", "2026-03-01T12:00:00Z"), ("c4", "2026-02-01T00:00:00Z"), ("c5", ""),
    )  # fmt: skip

    @pytest.fixture
    def changed(self, empty_engine: Engine) -> Engine:
        fill(
            empty_engine,
            [
                record(
                    id,
                    f"Harbour {id}",
                    type="Note",
                    position=place,
                    **({"changed": at} if at else {}),
                )
                for place, (id, at) in enumerate(self.MOMENTS)
            ],
        )
        return empty_engine

    def test_since_and_in_order(self, changed: Engine) -> None:
        every = {"c1", "c2", "c3", "c4"}
        for since, wanted in (
            ("2026-01-01T00:00:00Z", every),
            ("2026-01-01T00:00:01Z", every - {"c1"}),
            ("2026-03-01T12:00:00Z", {"c2", "c3"}),
            ("2026-03-02T00:00:00Z", set()),
            ("0001-01-01T00:00:00Z", every),
        ):
            for clause in (EVERYTHING, Word("harbour"), Not(Word("nowhere"))):
                result = ask(changed, clause, since=since, facets=(FacetRequest("type", 5),))
                assert set(ids(result)) == wanted, since
                assert facet(result, "type") == ({"Note": len(wanted)} if wanted else {})
                assert changed.count([Query(clause, since=since)]) == (len(wanted),)
        both = PairRequest(FacetRequest("type", 1), FacetRequest("type", 1), 5)
        assert changed.pairs(Query(since="2026-03-01T00:00:00Z"), both).pairs[0].count == 2
        assert ids(ask(changed, sort="-changed")) == ["c2", "c3", "c4", "c1", "c5"]
        since = "2026-01-02T00:00:00Z"
        paged = [ids(ask(changed, sort="-changed", since=since, size=1, page=n)) for n in (1, 2, 3)]
        assert paged == [["c2"], ["c3"], ["c4"]]
        assert ids(ask(changed, sort="-changed", size=1, page=4)) == ["c1"]
        named = ask(changed, Word("nowhere"), since=since, named=("harbour c1", "harbour c2"))
        assert ids(named) == ["c2"]


class TestOrder:
    @pytest.mark.parametrize("sort", ["date", "-date", "title"])
    def test_declared_sorts(self, engine: Engine, sort: str) -> None:
        result = ask(engine, Everything(), sort=sort)
        assert ids(result) == _sorted(sort)

    @pytest.mark.parametrize("sort", ["date", "-date"])
    def test_undated_last_in_both_directions(self, engine: Engine, sort: str) -> None:
        assert set(ids(ask(engine, Everything(), sort=sort))[-3:]) == {"d5", "d6", "z1"}

    def test_one_day_goes_by_time_then_place(self, engine: Engine) -> None:
        both = All((Days(day_number(1950, 7, 13), day_number(1950, 7, 13), True),))
        assert ids(ask(engine, both, sort="date")) == ["k5", "k4", "k3", "k6"]
        assert ids(ask(engine, both, sort="-date")) == ["k3", "k6", "k4", "k5"]

    def test_equal_scores_go_by_id(self, engine: Engine) -> None:
        assert ids(ask(engine, Word("twins"))) == ["e1", "e2", "e3"]
        assert ids(ask(engine, Word("twins"), size=2, page=1)) == ["e1", "e2"]
        assert ids(ask(engine, Word("twins"), size=2, page=2)) == ["e3"]
        assert ids(ask(engine, Word("twins"), size=1, page=2)) == ["e2"]

    def test_many_lifts_add_as_much_as_each(self, engine: Engine) -> None:
        lift = Lift(Word("jets"), 1.0, scored=True)
        once, often = (
            {hit.record.id: hit.score or 0 for hit in engine.search(query).hits}
            for query in (Query(Word("jets")), Query(Word("jets"), lifts=(lift,) * 40))
        )
        assert once and once.keys() == often.keys()
        assert all(often[id] == pytest.approx(41 * once[id], rel=1e-3) for id in once)

    def test_only_the_best_are_those_with_the_highest_score(self, engine: Engine) -> None:
        each = Any(tuple(map(Counted, (Word("jets"), Word("pilots"), Word("train")))))
        every = engine.search(Query(each)).hits
        best = engine.search(Query(each, only_best=True))
        highest = {hit.record.id for hit in every if hit.score == every[0].score}
        assert {hit.record.id for hit in best.hits} == highest
        assert 0 < len(highest) < len(every) == best.total
        assert best.best == len(highest)
        filled = engine.search(Query(Everything(), only_best=True, size=len(BY_ID)))
        assert (filled.best, len(filled.hits)) == (len(BY_ID), FEW_OF_BEST)
        assert engine.search(Query(Word("zanzibar"), only_best=True)).hits == ()

    def test_without_words_relevance_is_the_order_of_ids(self, engine: Engine) -> None:
        assert ids(ask(engine, Everything())) == sorted(BY_ID, key=str.encode)

    @pytest.mark.parametrize("sort", ["relevance", "date", "-date", "title"])
    @pytest.mark.parametrize("clause", [Everything(), Word("harbour"), Prefix("no"), Word("twins")])
    def test_pages_and_cursors_give_the_whole_once(
        self, engine: Engine, sort: str, clause: Clause
    ) -> None:
        whole = ids(ask(engine, clause, sort=sort))
        paged: list[str] = []
        for page in range(1, 20):
            paged += ids(ask(engine, clause, sort=sort, size=4, page=page))
        assert paged == whole
        walked: list[str] = []
        after = None
        while True:
            result = ask(engine, clause, sort=sort, size=4, after=after)
            assert result.total == len(whole)
            if not result.hits:
                break
            walked += ids(result)
            after = result.hits[-1].key
        assert walked == whole

    @pytest.mark.parametrize("sort", ["relevance", "date"])
    def test_no_hits_where_none_are_asked_for(self, engine: Engine, sort: str) -> None:
        found = ask(engine, Word("jets"), sort=sort, size=0, facets=(FacetRequest("type", 5),))
        assert (found.hits, found.total) == ((), 3)
        assert found.facets[0].buckets

    def test_a_page_past_the_end_is_empty(self, engine: Engine) -> None:
        result = ask(engine, Word("jets"), page=50)
        assert (result.total, result.hits) == (3, ())

    def test_an_exact_title_comes_first(self, engine: Engine) -> None:
        clause = All((Word("port"), Word("Arthur")))
        assert ids(ask(engine, clause, exact_title=key("Port Arthur!")))[0] == "p2"
        assert ids(ask(engine, clause, exact_title=key("the port of Arthur the sailor")))[0] == "p1"
        assert len(ids(ask(engine, clause, exact_title=key("port arthur")))) == 2

    def test_scores_are_of_one_scale(self, engine: Engine) -> None:
        one = ask(engine, Word("jets")).hits[0].score
        assert one is not None and 0.5 < one < 20
        assert ask(engine, Word("jets"), sort="date").hits[0].score is None


def _sorted(sort: str) -> list[str]:
    def by_date(item: Record) -> tuple[object, ...]:
        date = item.date()
        place = (item.values.get("position", 0), item.id.encode())
        if date is None or date.start is None:
            return (1, 0, 0, *place)
        clock = int(date.time.replace(":", "") or 0)
        sign = -1 if sort == "-date" else 1
        return (0, sign * date.start, sign * clock, *place)

    def by_title(item: Record) -> tuple[object, ...]:
        words = key(item.text("title")).removeprefix("the ").split()
        # figures come before letters, and among themselves by their number
        numbered = [
            (0, int(word), b"") if word.isdigit() else (1, 0, word.encode()) for word in words
        ]
        return (numbered, item.values.get("position", 0), item.id.encode())

    return [i.id for i in sorted(RECORDS, key=by_title if sort == "title" else by_date)]


IN_ORDER = (
    ("9", {"title": "1984 in the harbour"}),
    ("8", {"title": "The 2,000 lamps"}),
    ("7", {"title": "L’Académie", "language": ["fre"]}),
    ("6", {"title": "Al-Bahr", "language": ["Arabic"], "filed_as": "Bahr"}),
    ("4", {"title": "Die Lampen", "language": ["German", "English"]}),
    ("5", {"title": "“The lamps” of Almar"}),
    ("3", {"title": "Letter 2"}),
    ("2", {"title": "Letter 10"}),
    ("1", {"title": "A letter 010, copy"}),
    ("0", {"title": "Los Ojos", "language": ["English"], "filed_as": "Los Ojos"}),
    ("01", {"title": "The"}),
    ("00", {"title": "Und die Lampen", "language": ["German"]}),
)
"""Records in the order of their titles; by ids and places they stand the other way round."""


class TestTitlesInOrder:
    def test_without_their_articles_and_with_numbers_as_numbers(self, empty_engine: Engine) -> None:
        records = [
            record(id, **{**values, "position": len(IN_ORDER) - place})  # type: ignore[arg-type]
            for place, (id, values) in enumerate(IN_ORDER)
        ]
        fill(empty_engine, records[::-1])
        result = ask(empty_engine, Everything(), sort="title")
        assert ids(result) == [id for id, _ in IN_ORDER]
        later = ask(empty_engine, Everything(), sort="title", size=5, after=result.hits[4].key)
        assert ids(later) == [id for id, _ in IN_ORDER[5:10]]


class TestHighlights:
    @pytest.mark.parametrize(
        ("clause", "id", "field", "wanted"),
        [
            (Word("jet"), "k3", "summary",
             "Soviet <mark>jets</mark>, and the plan to train Chinese pilots to fly the "
             "<mark>jets</mark>."),
            (Word("dang"), "w3", "title", "Visit of <mark>Đặng</mark> Xuân Khu"),
            (Word("jets"), "w6", "summary",
             "A summary with &lt;script&gt;alert('<mark>jets</mark>')&lt;/script&gt; &amp; an "
             "ampersand about <mark>jets</mark>."),
            (Phrase("the port"), "p1", "summary",
             "Arthur came to <mark>the</mark> <mark>port</mark>, and to the great wall of "
             "<mark>the</mark> <mark>port</mark>."),
            (Word("U.S."), "w1", "title",
             "<mark>U</mark>.<mark>S</mark>. policy on the anti-Soviet press"),
            (Prefix("negotiato"), "w5", "summary",
             "The <mark>negotiators</mark> negotiated a negotiated peace; international "
             "emergency."),
            (Fuzzy("piltos", 1), "k6", "title", "Second note on the <mark>pilots</mark>"),
            (Word("毛泽东"), "w4", "title",
             "致<mark>毛</mark><mark>泽</mark><mark>东</mark>的电报"),
            (Near("Arthur port", 3), "p2", "title", "<mark>Port</mark> <mark>Arthur</mark>"),
            (All((Word("pilots"), Not(Word("armistice")))), "k6", "summary",
             "More <mark>pilots</mark>."),
        ],
    )  # fmt: skip
    def test_marks(self, engine: Engine, clause: Clause, id: str, field: str, wanted: str) -> None:
        hit = next(h for h in ask(engine, clause).hits if h.record.id == id)
        assert hit.highlight[field] == (wanted,)

    def test_only_the_words_are_marked_not_the_filters(self, engine: Engine) -> None:
        chosen = (FacetFilter("type", ("Note",)),)
        clause = All((Word("pilots"), Value("type", ("Note",)), Days(*year_span(1950))))
        for hit in ask(engine, clause, filters=chosen).hits:
            assert "<mark>note" not in str(hit.highlight).lower()
            assert hit.highlight["title"]

    def test_a_field_named_in_the_query_is_the_one_that_is_marked(self, engine: Engine) -> None:
        hit = next(h for h in ask(engine, Word("pilots", "title")).hits if h.record.id == "k5")
        assert set(hit.highlight) == {"title"}

    def test_of_a_long_text_the_best_fragment(self, engine: Engine) -> None:
        (hit,) = ask(engine, Word("armistice")).hits
        fragments = hit.highlight["text"]
        assert any("the <mark>armistice</mark> was signed" in one for one in fragments)
        plain = [one.replace("<mark>", "").replace("</mark>", "") for one in fragments]
        assert all(one in str(BY_ID["t1"].values["text"]) for one in plain)
        assert all(len(one) < 400 for one in plain)
        assert "text" not in hit.record.values

    def test_other_names_are_marked_too(self, engine: Engine) -> None:
        hit = ask(engine, Word("Roshchin"), marks=(Word("clarifications"),)).hits[0]
        assert "<mark>clarifications</mark>" in hit.highlight["summary"][0]

    def test_whole_fields_where_the_query_wants_them(self, engine: Engine) -> None:
        clause, marks = Value("id", ("t1",)), (Word("armistice"), Word("talks"))
        (hit,) = ask(engine, clause, marks=marks, whole=True).hits
        (text,) = hit.highlight["text"]
        assert text.count("<mark>") == 1 and "the <mark>armistice</mark> was signed" in text
        assert text.replace("<mark>", "").replace("</mark>", "") == BY_ID["t1"].values["text"]
        assert hit.highlight["summary"] == ("The <mark>talk</mark> of the day.",)
        assert hit.places == {}

    def test_long_texts_of_as_many_records_as_the_query_says(self, engine: Engine) -> None:
        asked = Any(tuple(map(Word, ("went", "armistice", "jets", "pilots"))))
        every = ask(engine, asked, sort="title").hits
        at = next(place for place, hit in enumerate(every) if "text" in hit.highlight)
        assert ask(engine, asked, sort="title", marked_long=at + 1).hits[at] == every[at]
        some = ask(engine, asked, sort="title", marked_long=at).hits
        assert some[:at] == every[:at]
        for hit, whole in zip(some[at:], every[at:], strict=True):
            short = {name: one for name, one in whole.highlight.items() if name != "text"}
            assert hit.highlight == short and "text" not in hit.places
        assert any(hit.highlight for hit in some[at:])

    @pytest.mark.parametrize(
        ("clause", "count"),
        [
            (Word("armistice"), 1),
            (All((Word("went"), Word("home"))), 60),
            (Word("that"), 60),
            (All((Word("note"), Word("day"))), 100),  # as far as is counted
        ],
    )
    def test_how_many_places_of_a_long_text_have_the_words(
        self, engine: Engine, clause: Clause, count: int
    ) -> None:
        hit = next(hit for hit in ask(engine, clause).hits if hit.record.id == "t1")
        assert hit.places == {"text": count}

    def test_a_hit_has_the_fields_that_were_asked_for(self, engine: Engine) -> None:
        for fields in ((), ("title",), ("date", "title"), ("text", "title")):
            found = {hit.record.id: hit.record.values for hit in ask(engine, fields=fields).hits}
            assert found == {
                id: {name: item.values[name] for name in sorted(fields) if name in item.values}
                for id, item in BY_ID.items()
            }
        assert any("text" in values for values in found.values())

    def test_none_if_not_wanted(self, engine: Engine) -> None:
        assert all(not hit.highlight for hit in ask(engine, Word("jets"), highlight=False).hits)


class TestReading:
    def test_get_gives_the_record_as_it_was_loaded(self, engine: Engine) -> None:
        for id, item in BY_ID.items():
            got = engine.get(id)
            assert got is not None
            assert got.to_json() == item.to_json()
            assert list(got.to_json()) == list(item.to_json())
        assert engine.get("nothing") is None

    def test_several_are_given_under_the_ids_that_they_were_asked_by(self, engine: Engine) -> None:
        asked = ["k3", "old/1", "nothing", "Ünïcode/毛", "x" * 600]
        found = engine.several(asked)
        assert [(id, item.id) for id, item in found.items()] == [
            ("k3", "k3"), ("old/1", "Ünïcode/毛"), ("Ünïcode/毛", "Ünïcode/毛"),
        ]  # fmt: skip
        assert found["k3"].to_json() == BY_ID["k3"].to_json()
        assert engine.several([]) == {}

    def test_an_id_from_before_a_correction_still_answers(self, engine: Engine) -> None:
        moved = engine.get("old/1")
        assert moved is not None and moved.id == "Ünïcode/毛"

    def test_scan_gives_every_record_as_it_was_loaded(self, engine: Engine) -> None:
        scanned = {item.id: item.to_json() for item in engine.scan()}
        assert scanned == {id: item.to_json() for id, item in BY_ID.items()}
        some = {item.id for item in engine.scan(Word("jets"))}
        assert some == {"k3", "k5", "w6"}
        assert sum(1 for _ in engine.scan(Value("source", ("tests",)))) == len(RECORDS)
        assert list(engine.scan(Value("source", ("elsewhere",)))) == []

    def test_collections(self, engine: Engine) -> None:
        assert engine.collections() == tuple(sorted(COLLECTIONS, key=lambda c: c.title))

    def test_terms(self, engine: Engine) -> None:
        assert engine.terms("title.folded", "pil", 5) == (("pilots", 2),)
        counted = engine.terms("title.folded", "no", 3)
        assert counted[0] == ("note", 3)
        assert engine.terms("title.folded", "qqq", 3) == ()

    def test_spellings(self, engine: Engine) -> None:
        def near(word: str, edits: int) -> list[tuple[str, int]]:
            return list(engine.spellings("everything.folded", word, edits, 5))

        assert near("harbor", 1) == [("harbour", 6)]
        assert near("hrabour", 1) == [("harbour", 6)]
        assert near("pilotts", 1) == [("pilots", 3)]
        assert near("filipov", 1) == [("filippov", 3)]
        assert near("armstce", 1) == []
        assert near("armstce", 2) == [("armistice", 1)]
        assert near("mristice", 2) == []  # two edits away, and not the same first two letters
        assert near("pilot", 1) == [("pilots", 3)]
        assert near("pilots", 1) == [] and near("qqqq", 2) == [] and near("", 1) == []
        first = engine.spellings("title.folded", "norts", 2, 1)
        assert first == (("note", 3),)
        assert engine.spellings("nowhere.folded", "pilots", 1, 5) == ()

    def test_frequencies(self, engine: Engine) -> None:
        words = ["pilot", "Harbours", "Đặng", "qqq", "anti-Soviet", "", "毛泽东"]
        assert engine.frequencies("everything", words) == (3, 6, 1, 0, 0, 0, 0)
        assert engine.frequencies("nowhere", words) == (0,) * len(words)
        assert engine.frequencies("everything", []) == ()

    def test_which_clauses_a_record_meets(self, engine: Engine) -> None:
        clauses = (Word("jets"), Phrase("chinese pilots"), Not(Word("more")), Word("qqq"))
        assert engine.met(["k3", "k6", "a/b c?d=e&f#g%h", "gone"], clauses) == {
            "k3": (True, True, True, False),
            "k6": (False, False, False, False),
            "a/b c?d=e&f#g%h": (False, False, True, False),
        }
        assert engine.met(["k3"], ()) == {"k3": ()}
        assert engine.met([], clauses) == {}

    def test_names_come_whole_and_in_the_order_of_their_ids(self, engine: Engine) -> None:
        assert list(engine.names()) == sorted(NAMES, key=lambda item: item.id)

    def test_info(self, engine: Engine) -> None:
        info = engine.info()
        assert info.records == len(RECORDS)
        assert info.live and info.version and info.built.endswith("+00:00")
        assert info.mapping == MAPPING.digest
        assert ask(engine, Everything()).index == info
        assert engine.health() == ""


class TestOffices:
    def test_who_held_an_office_is_found_counted_and_kept(self, empty_engine: Engine) -> None:
        office = Party("Harbor Master", person=False).to_json()
        holder = Party("Anna Roe", role="Harbor Master", derived=True, why="listed so").to_json()
        letter = record("o1", "Letter", sender=[office, holder], people=[office, holder])
        fill(empty_engine, [letter, record("o2", "Letter", sender=[office], people=[office])])
        assert found(empty_engine, Word("roe", "sender")) == {"o1"}
        assert found(empty_engine, Value("sender", ("Anna Roe",))) == {"o1"}
        assert found(empty_engine, Value("sender", ("Harbor Master",))) == {"o1", "o2"}
        counted = ask(empty_engine, facets=(FacetRequest("people", 5),))
        assert facet(counted, "people") == {"Anna Roe": 1, "Harbor Master": 2}
        kept = empty_engine.get("o1")
        assert kept is not None
        assert kept.parties("sender")[1].why == "listed so"


class TestPublishing:
    def test_nothing_is_live_before_the_first_publish(self, empty_engine: Engine) -> None:
        for read in (
            lambda: ask(empty_engine, Everything()),
            lambda: empty_engine.get("x"),
            empty_engine.collections,
            empty_engine.info,
        ):
            with pytest.raises(NoIndex):
                read()
        assert list(empty_engine.scan()) == []
        assert list(empty_engine.names()) == []
        assert empty_engine.indices() == ()
        assert "load" in empty_engine.health()

    def test_an_empty_catalogue_can_be_published(self, empty_engine: Engine) -> None:
        fill(empty_engine, ())
        result = ask(empty_engine, Word("jets"), facets=(FacetRequest("type", 5),))
        assert (result.total, result.hits) == (0, ())
        assert list(empty_engine.scan()) == []

    def test_a_build_is_not_seen_until_it_is_published(self, empty_engine: Engine) -> None:
        fill(empty_engine, RECORDS[:3])
        before = empty_engine.info()
        build = empty_engine.begin(owner="a test")
        list(build.add(RECORDS))
        assert build.finish() == len(RECORDS)
        assert empty_engine.info() == before
        build.publish()
        after = empty_engine.info()
        assert after.records == len(RECORDS)
        assert after.version != before.version

    def test_a_dropped_build_leaves_nothing(self, empty_engine: Engine) -> None:
        fill(empty_engine, RECORDS[:3])
        build = empty_engine.begin(owner="a test")
        list(build.add(RECORDS))
        build.drop()
        assert len(empty_engine.indices()) == 1
        fill(empty_engine, RECORDS[:2])
        assert empty_engine.info().records == 2

    def test_an_unfinished_build_cannot_be_published(self, empty_engine: Engine) -> None:
        build = empty_engine.begin(owner="a test")
        with pytest.raises(LoadError):
            build.publish()
        build.drop()

    def test_one_load_at_a_time(self, empty_engine: Engine) -> None:
        build = empty_engine.begin(owner="the first load")
        with pytest.raises(LoadLocked):
            empty_engine.begin(owner="the second load")
        build.drop()
        empty_engine.begin(owner="the third load").drop()

    def test_the_same_id_again_replaces(self, empty_engine: Engine) -> None:
        again = dataclasses.replace(RECORDS[0], values={"title": "Mended", "source": "tests"})
        build = empty_engine.begin(owner="a test")
        list(build.add([RECORDS[0], RECORDS[1], again]))
        assert build.finish() == 2
        build.publish()
        assert empty_engine.get("k1") == MAPPING.ordered(again)

    def test_a_clone_begins_with_what_is_live(self, empty_engine: Engine) -> None:
        fill(empty_engine, RECORDS)
        before = empty_engine.info()
        build = empty_engine.begin(clone=True, owner="an update")
        changed = record("k1", "Changed", date=day(1960, 1, 1))
        list(build.add([changed, record("new", "New")]))
        build.delete(["k2"])
        renamed = dataclasses.replace(NAMES[0], forms=(NameForm("Zhou"),))
        build.add_names([renamed, NameEntry("new", "place", (NameForm("Korea"),))])
        assert build.finish() == len(RECORDS)
        assert empty_engine.get("k2") is not None
        build.publish()
        assert empty_engine.get("k2") is None
        assert empty_engine.get("k1") == MAPPING.ordered(changed)
        assert found(empty_engine, Word("Changed")) == {"k1"}
        assert found(empty_engine, Phrase("Liu Shaoqi")) == set()
        assert {item.id for item in empty_engine.scan()} == (set(BY_ID) - {"k2"}) | {"new"}
        assert len(empty_engine.collections()) == 2
        assert {item.id: item.forms for item in empty_engine.names()} == {
            "new": (NameForm("Korea"),),
            "tests#b_AK": NAMES[1].forms,
            "tests#p_ZE": (NameForm("Zhou"),),
        }
        assert empty_engine.rollback().name == before.name
        assert empty_engine.get("k2") is not None
        assert len(list(empty_engine.names())) == 2

    def test_rollback_and_prune(self, empty_engine: Engine) -> None:
        with pytest.raises(LoadError):
            empty_engine.rollback()
        for count in (1, 2, 3):
            fill(empty_engine, RECORDS[:count])
        versions = {empty_engine.info().version}
        assert len(empty_engine.indices()) == 3
        assert [item.live for item in empty_engine.indices()] == [True, False, False]
        assert [item.previous for item in empty_engine.indices()] == [False, True, False]
        earlier = [item.name for item in empty_engine.indices()]
        assert [r.id for r in empty_engine.scan(index=earlier[2])] == [RECORDS[0].id]
        with pytest.raises(NoIndex):
            list(empty_engine.scan(index=f"{earlier[0][:-1]}x"))
        assert len(empty_engine.prune(1)) == 1
        assert empty_engine.rollback().records == 2
        assert [item.previous for item in empty_engine.indices()] == [False, False]
        versions.add(empty_engine.info().version)
        assert len(versions) == 2, "an answer of before a rollback must never pass for one after"
        with pytest.raises(LoadError):
            empty_engine.rollback()
        fill(empty_engine, RECORDS[:4])
        assert empty_engine.rollback().records == 2, "not to the index that was gone back from"

    def test_rollback_goes_as_far_as_indexes_are_kept(self, empty_engine: Engine) -> None:
        for count in (1, 2, 3, 4):
            fill(empty_engine, RECORDS[:count])
        assert empty_engine.prune(5) == ()
        assert len(empty_engine.prune(2)) == 1
        assert empty_engine.rollback().records == 3
        assert empty_engine.rollback().records == 2
        with pytest.raises(LoadError):
            empty_engine.rollback()
        fill(empty_engine, RECORDS[:5])
        assert len(empty_engine.prune(2)) <= 2
        assert sorted(item.records for item in empty_engine.indices()) == [2, 5]

    def test_an_unfit_record_is_refused_and_the_rest_goes_in(self, empty_engine: Engine) -> None:
        build = empty_engine.begin(owner="a test")
        refused = list(build.add([RECORDS[0], record("x" * 600, "Too long an id"), RECORDS[1]]))
        assert [item.id for item in refused] == ["x" * 600]
        assert refused[0].reason
        assert build.finish() == 2
        build.drop()
