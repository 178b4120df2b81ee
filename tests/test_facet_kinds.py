"""Each kind of facet on both engines: what is counted, what is found, and that the two agree."""

from __future__ import annotations

import pytest
from catalogue import day, years
from museum import WORKS

from index_mappings.computed import computed
from index_mappings.mapping import load
from service.engines.contract import Engine
from service.query.language import read
from service.query.request import FacetFilter, FacetRequest, Query
from service.results import FacetCounts

ARTWORKS = load("artworks")


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
