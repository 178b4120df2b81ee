"""Each kind of facet on both engines: what is counted, what is found, and that the two agree."""

from __future__ import annotations

import copy

import pytest
from catalogue import day, record, years
from conftest import ENGINES, MakeEngine, filled
from museum import WORKS
from shelves import SHELVED

from index_mappings.computed import computed
from index_mappings.facet_kinds.registry import FACET_KINDS
from index_mappings.mapping import RecordMapping, load, parse
from index_mappings.unfit import Unfit
from service.engines.contract import Engine
from service.query.language import read
from service.query.request import FacetFilter, FacetRequest, Query
from service.results import FacetCounts
from service.search.opened_levels import with_levels

ARTWORKS = load("artworks")
MAPPING = load("records")
RANGE = FACET_KINDS["range"]


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def counts(engine: Engine, facet: str, *chosen: FacetFilter, within: bool = False) -> FacetCounts:
    asked = Query(filters=chosen, facets=(FacetRequest(facet, 10),), within=within)
    return engine.search(asked).facets[0]


def shown(counted: FacetCounts) -> dict[str, int]:
    return {bucket.value: bucket.count for bucket in counted.buckets}


def found(engine: Engine, *chosen: FacetFilter, within: bool = False) -> set[str]:
    result = engine.search(Query(filters=chosen, within=within, size=100))
    assert result.total == len(result.hits)
    return {hit.record.id for hit in result.hits}


class TestYears:
    def test_each_facet_counts_its_own_dates(self, museum: Engine) -> None:
        made, acquired = counts(museum, "year"), counts(museum, "acquired")
        assert shown(made) == {"1889": 2, "1890": 1, "1891": 1, "1901": 1, "wide": 1}
        assert shown(acquired) == {"1901": 2, "1950": 1, "1951": 2}
        assert (made.missing, acquired.missing) == (2, 2)

    @pytest.mark.parametrize("within", [False, True])
    @pytest.mark.parametrize("facet", ["year", "acquired"])
    def test_a_count_is_what_its_click_gives(
        self, museum: Engine, facet: str, within: bool
    ) -> None:
        counted = counts(museum, facet, within=within)
        for year, count in shown(counted).items():
            clicked = found(museum, FacetFilter(facet, (year,)), within=within)
            if year != "wide":
                clicked -= found(museum, FacetFilter(facet, ("wide",)))
            assert len(clicked) == count, year
        lacking = found(museum, FacetFilter(facet, missing=True), within=within)
        assert len(lacking) == counted.missing == 2

    def test_a_span_of_one_date_leaves_the_other_alone(self, museum: Engine) -> None:
        span = FacetFilter("year", ("1889..1901",))
        assert found(museum, span) == {"boats", "bridge", "castle"}
        assert found(museum, FacetFilter("acquired", ("1889..1901",))) == {"boats", "bridge"}
        assert found(museum, span, FacetFilter("acquired", ("1950..",))) == {"castle"}
        assert shown(counts(museum, "acquired", span)) == {"1901": 2, "1950": 1, "1951": 1}

    def test_a_facet_ignores_its_own_span_and_counts_it(self, museum: Engine) -> None:
        counted = shown(counts(museum, "acquired", FacetFilter("acquired", ("1950..",))))
        assert counted == {"1901": 2, "1950": 1, "1950..": 2, "1951": 2}

    def test_each_day_within_a_span(self, museum: Engine) -> None:
        assert found(museum, FacetFilter("acquired", ("1951",)), within=True) == {"drawing"}
        assert shown(counts(museum, "acquired", within=True)) == {"1901": 2, "1951": 1}

    def test_what_is_excluded(self, museum: Engine) -> None:
        rest = found(museum, FacetFilter("acquired", excluded=("1901",)))
        assert rest == {"castle", "coin", "drawing", "etching"}

    def test_a_typed_question_names_either_date(self, museum: Engine) -> None:
        def ids(text: str) -> set[str]:
            result = museum.search(Query(read(text, ARTWORKS).clause, size=100))
            return {hit.record.id for hit in result.hits}

        assert ids("acquired:1901") == {"boats", "bridge"}
        assert ids("acquired:1901-05-03") == {"bridge", "boats"}
        assert ids("year:1901") == ids("date:1901") == {"castle"}
        assert ids("-acquired:1901 year:1889..1901") == {"castle"}

    def test_months_quarters_and_decades_are_made_at_load(self) -> None:
        made = {work.id: computed(work, ARTWORKS).get("acquired", {}) for work in WORKS}
        assert made["bridge"] == {
            "years": ["1901"],
            "year_within": ["1901"],
            "months": ["1901-05"],
            "quarters": ["1901-Q2"],
            "decades": ["1900"],
        }
        assert made["castle"]["decades"] == ["1950"]
        assert made["castle"]["quarters"][-1] == "1951-Q4"
        assert len(made["castle"]["months"]) == 24
        assert made["coin"] == made["etching"] == {}

    @pytest.mark.parametrize(
        ("date", "wanted"),
        [
            (day(1950, 12, 31), {"months": ["1950-12"], "quarters": ["1950-Q4"]}),
            (years(-43), {"years": ["-43"], "decades": ["-50"]}),
            (years(1799, 1800), {"years": ["1799", "1800"], "decades": ["1790", "1800"]}),
            (years(1900, 1999), {"decades": [str(year) for year in range(1900, 2000, 10)]}),
            (years(1900, 2000), {"years": ["wide"], "months": ["wide"], "quarters": ["wide"]}),
        ],
    )
    def test_the_units_of_a_date(self, date: dict[str, object], wanted: dict[str, object]) -> None:
        facet = ARTWORKS.facet("year")
        assert facet is not None
        made = facet.kind.made(date, facet)
        assert {name: made[name] for name in wanted} == wanted


class TestRanges:
    def test_the_ranges_of_the_file_are_counted(self, museum: Engine) -> None:
        height, width = counts(museum, "height"), counts(museum, "width")
        assert list(shown(height).items()) == [("..<10", 2), ("20..<50", 2), ("50..<100", 1)]
        assert list(shown(width).items()) == [("..<10", 2), ("10..<20", 1), ("200..", 1)]
        assert (height.missing, width.missing) == (1, 2)

    @pytest.mark.parametrize("facet", ["height", "width"])
    def test_a_count_is_what_its_click_gives(self, museum: Engine, facet: str) -> None:
        counted = counts(museum, facet)
        for value, count in shown(counted).items():
            assert len(found(museum, FacetFilter(facet, (value,)))) == count, value
        assert len(found(museum, FacetFilter(facet, missing=True))) == counted.missing

    @pytest.mark.parametrize(
        ("value", "wanted"),
        [
            ("24.5..50", {"boats", "bridge", "drawing"}),
            ("24.5..<50", {"boats", "drawing"}),
            ("24.6..49.999", {"drawing"}),
            ("50", {"bridge"}),
            ("0", {"castle"}),
            ("..1.5", {"castle", "coin"}),
            ("..<1.5", {"castle"}),
            ("50..", {"bridge"}),
            ("-5..-1", set()),
            ("51..99", set()),
            ("no number", set()),
        ],
    )
    def test_a_range(self, museum: Engine, value: str, wanted: set[str]) -> None:
        assert found(museum, FacetFilter("height", (value,))) == wanted
        counted = shown(counts(museum, "height", FacetFilter("height", (value,))))
        assert counted[value] == len(wanted)
        assert {one: counted[one] for one in ("..<10", "20..<50")} == {"..<10": 2, "20..<50": 2}

    def test_two_ranges_and_an_exclusion(self, museum: Engine) -> None:
        either = FacetFilter("height", ("..<10", "50"))
        assert found(museum, either) == {"castle", "coin", "bridge"}
        narrow = FacetFilter("width", excluded=("..<10",))
        assert found(museum, either, narrow) == {"castle"}

    def test_a_path_of_whole_numbers(self, make_engine: MakeEngine, engine_name: str) -> None:
        whole = of_whole_numbers()
        engine = filled(make_engine(engine_name, None, whole), [
            record("one", "One", height=1), record("two", "Two", height=2),
            record("three", "Three", height=-3),
        ])  # fmt: skip
        for value, wanted in (
            ("1..2", {"one", "two"}), ("1..<2", {"one"}), ("1.5..2.5", {"two"}),
            ("0.5..<1.5", {"one"}), ("1.2..1.8", set()), ("..-2.5", {"three"}),
        ):  # fmt: skip
            assert found(engine, FacetFilter("height", (value,))) == wanted, value
        assert shown(counts(engine, "height")) == {"..<1.5": 2, "1.5..": 1}

    def test_a_typed_question_names_a_range(self, museum: Engine) -> None:
        def ids(text: str) -> set[str]:
            result = museum.search(Query(read(text, ARTWORKS).clause, size=100))
            return {hit.record.id for hit in result.hits}

        assert ids("height:24.5..50") == {"boats", "bridge", "drawing"}
        assert ids("height:50") == {"bridge"}
        assert ids("-height:..50") == {"etching"}
        assert ids("width:10..") == {"boats", "castle"}
        assert ids("signed:yes") == {"boats", "coin"}
        amiss = read("height:tall", ARTWORKS)
        assert "'tall' is not a number" in " ".join(amiss.notes)


class TestYesOrNo:
    def test_either_answer_is_counted(self, museum: Engine) -> None:
        counted = counts(museum, "signed")
        assert list(shown(counted).items()) == [("yes", 2), ("no", 2)]
        assert counted.missing == 2

    def test_a_count_is_what_its_click_gives(self, museum: Engine) -> None:
        assert found(museum, FacetFilter("signed", ("yes",))) == {"boats", "coin"}
        assert found(museum, FacetFilter("signed", ("no",))) == {"bridge", "drawing"}
        assert found(museum, FacetFilter("signed", missing=True)) == {"castle", "etching"}
        rest = found(museum, FacetFilter("signed", excluded=("yes",)))
        assert rest == {"bridge", "castle", "drawing", "etching"}

    def test_it_ignores_its_own_choice(self, museum: Engine) -> None:
        chosen = FacetFilter("signed", ("no",))
        assert shown(counts(museum, "signed", chosen)) == {"yes": 2, "no": 2}
        wide = FacetFilter("width", ("200..",))
        assert shown(counts(museum, "signed", chosen, wide)) == {"no": 0}

    def test_a_record_comes_back_as_it_was_loaded(self, museum: Engine) -> None:
        for work in WORKS:
            stored = museum.get(work.id)
            assert stored is not None
            assert stored.values == ARTWORKS.ordered(work).values


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("10..50", "10..50"), ("10.50 .. 50.0", "10.5..50"), ("10–50", "10..50"), ("007", "7"),
        ("..<50", "..<50"), ("10..< 50", "10..<50"), ("25..25", "25"), ("0.0", "0"), ("-0", "0"),
        ("-1.5..", "-1.5.."), ("25..<25", "25..<25"), ("..0.50", "..0.5"), ("100", "100"),
    ],
)  # fmt: skip
def test_the_normal_form_of_a_range(typed: str, normal: str) -> None:
    assert RANGE.read(typed) == normal
    assert RANGE.read(normal) == normal


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("tall", ""), ("50..10", "10..50"), ("1,5", "1.5"), ("..", ""), ("1..2..3", ""),
        ("1e3", ""), ("<5", ""), ("9" * 40, ""), ("nan", ""), ("1_0", ""), ("٣", ""),
    ],
)  # fmt: skip
def test_what_is_no_range(typed: str, suggestion: str) -> None:
    with pytest.raises(Unfit) as caught:
        RANGE.read(typed)
    assert caught.value.suggestion == suggestion


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("..<10", "under 10"), ("10..<20", "10 to under 20"), ("200..", "200 or more"),
        ("10..50", "10–50"), ("..50", "50 or less"), ("25", "25"), ("what", "what"),
    ],
)  # fmt: skip
def test_a_range_in_words(value: str, label: str) -> None:
    facet = ARTWORKS.facet("height")
    assert facet is not None
    assert RANGE.label(facet, value, str) == label


def of_whole_numbers() -> RecordMapping:
    body = copy.deepcopy(dict(ARTWORKS.body))
    body["mappings"]["properties"]["height"] = {"type": "long"}
    for facet in body["mappings"]["_meta"]["facets"]:
        if facet["name"] == "height":
            facet["edges"] = [1.5]
    return parse("heights", body)


@pytest.fixture(scope="module", params=ENGINES)
def shelves(request: pytest.FixtureRequest, make_engine: MakeEngine) -> Engine:
    return filled(make_engine(request.param), SHELVED)


def tree(engine: Engine, *chosen: FacetFilter, size: int = 10) -> FacetCounts:
    asked = Query(filters=chosen, facets=(FacetRequest("part_of", size),))
    return engine.search(with_levels(engine, asked)).facets[0]


def levels(counted: FacetCounts) -> list[tuple[int, str, str, int]]:
    return [(one.level, one.value, one.label, one.count) for one in counted.buckets]


class TestTrees:
    def test_the_top_is_counted_first(self, shelves: Engine) -> None:
        counted = tree(shelves)
        assert levels(counted) == [(0, "f", "Fonds", 6), (0, "m", "Maps", 1)]
        assert (counted.missing, counted.others) == (1, 0)

    def test_what_is_chosen_is_opened(self, shelves: Engine) -> None:
        fonds = FacetFilter("part_of", ("f",))
        assert levels(tree(shelves, fonds)) == [
            (0, "f", "Fonds", 6),
            (1, "f/s2", "Series 2", 2),
            (1, "f/s1", "Series 10", 3),
            (0, "m", "Maps", 1),
        ]
        assert found(shelves, fonds) == {"f/s1", "a", "b", "c", "d", "e"}

    def test_each_level_has_its_count(self, shelves: Engine) -> None:
        box = FacetFilter("part_of", ("box (1)",))
        counted = tree(shelves, box)
        assert levels(counted) == [
            (0, "f", "Fonds", 6),
            (1, "f/s2", "Series 2", 2),
            (1, "f/s1", "Series 10", 3),
            (2, "box (1)", "Box 1", 2),
            (0, "m", "Maps", 1),
        ]
        for bucket in counted.buckets:
            below = found(shelves, FacetFilter("part_of", (bucket.value,)))
            assert len(below) == bucket.count, bucket.value

    def test_other_filters_count_and_its_own_does_not(self, shelves: Engine) -> None:
        letters = FacetFilter("type", ("Letter",))
        series = FacetFilter("part_of", ("f/s2",))
        assert levels(tree(shelves, letters)) == [(0, "f", "Fonds", 2)]
        assert levels(tree(shelves, letters, series)) == [
            (0, "f", "Fonds", 2),
            (1, "f/s2", "Series 2", 0),
            (1, "f/s1", "Series 10", 2),
        ]
        assert found(shelves, series, FacetFilter("type", ("Note",))) == {"d", "e"}

    def test_what_is_excluded_missing_and_not_there(self, shelves: Engine) -> None:
        assert found(shelves, FacetFilter("part_of", excluded=("f",))) == {"f", "g"}
        assert found(shelves, FacetFilter("part_of", missing=True)) == {"f"}
        nowhere = FacetFilter("part_of", ("nowhere",))
        assert found(shelves, nowhere) == set()
        assert levels(tree(shelves, nowhere))[0] == (0, "nowhere", "", 0)

    def test_a_long_level_is_cut_and_keeps_what_is_chosen(self, shelves: Engine) -> None:
        counted = tree(shelves, FacetFilter("part_of", ("f/s2",)), size=1)
        assert levels(counted) == [
            (0, "f", "Fonds", 6),
            (1, "f/s2", "Series 2", 2),
            (1, "f/s1", "Series 10", 3),
        ]
        assert counted.others == 1

    def test_a_node_above_itself_has_an_end(self) -> None:
        facet = MAPPING.facet("part_of")
        assert facet is not None
        loop = [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}, {"id": "a", "title": "A"}]
        made = facet.kind.made([*loop, {"id": "c", "title": "C"}], facet)["nodes"]
        again = facet.kind.made(loop[1:], facet)["nodes"]
        shown = facet.kind.arranged(facet, dict.fromkeys((*made, *again), 1), (), 10)
        assert [bucket.value for bucket in shown.buckets][:2] == ["a", "b"]
        assert len(shown.buckets) < 8


def test_the_extremes_of_numbers(museum: Engine) -> None:
    found = museum.numbers(Query(), ("height", "width"))
    assert [(one.field, one.count, one.low, one.high) for one in found.fields] == [
        ("height", 5, 0, 50), ("width", 4, 1.5, 250),
    ]  # fmt: skip
    assert found.total == len(WORKS)
    signed = museum.numbers(Query(filters=(FacetFilter("signed", ("yes",)),)), ("width",))
    assert [(one.count, one.low, one.high) for one in signed.fields] == [(2, 1.5, 10)]
    low = museum.numbers(Query(filters=(FacetFilter("height", ("..10",)),)), ("height",))
    assert [(one.count, one.low, one.high) for one in low.fields] == [(2, 0, 1.5)]
