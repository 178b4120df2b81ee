"""Each kind of facet by the API, its description and the pages, over a museum's works."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import filled
from flask.testing import FlaskClient
from museum import WORKS
from shelves import SHELVED

from index_mappings.mapping import load
from index_mappings.record import Record
from loaders.ead import FORMAT as EAD
from loaders.publishing.intake import Job
from loaders.publishing.load import load as run_load
from loaders.publishing.rejects_file import Rejects
from loaders.publishing.report import Report
from loaders.publishing.rules import Rules
from loaders.tables.csv_files import FORMAT
from service.app import create_app
from service.engines.embedded import EmbeddedEngine
from service.settings import Settings


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return served(tmp_path_factory.mktemp("museum") / "index", "artworks", WORKS)


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return served(tmp_path_factory.mktemp("shelves") / "index", "records", SHELVED)


def served(folder: Path, mapping: str, records: Sequence[Record]) -> FlaskClient:
    filled(EmbeddedEngine.open(folder, load(mapping)), records).close()
    return create_app(Settings(engine=f"embedded:{folder}", mapping=mapping)).test_client()


def answer(site: FlaskClient, query: str, status: int = 200) -> Any:
    replied = site.get(f"/api/v1/search?{query}")
    assert replied.status_code == status, replied.get_data(as_text=True)
    return replied.get_json()


def ids(site: FlaskClient, query: str) -> set[str]:
    return {hit["id"] for hit in answer(site, query)["results"]}


def page(site: FlaskClient, query: str) -> str:
    replied = site.get(f"/search?{query}")
    assert replied.status_code == 200
    return replied.get_data(as_text=True)


def parameters(site: FlaskClient) -> dict[str, Any]:
    described = site.get("/api/openapi.json").get_json()
    listed = described["paths"]["/search"]["get"]["parameters"]
    return {parameter["name"]: parameter for parameter in listed}


class TestYears:
    def test_a_span_is_an_argument_of_its_own(self, site: FlaskClient) -> None:
        assert ids(site, "acquired=1889..1901") == {"boats", "bridge"}
        assert ids(site, "acquired.from=1889&acquired.to=1901") == {"boats", "bridge"}
        assert ids(site, "acquired.from=1950") == {"castle", "drawing"}
        assert ids(site, "acquired.not=1901&missing=year") == {"drawing", "etching"}
        link = answer(site, "acquired.from=1889&acquired.to=1901")["links"]["self"]
        assert "acquired=1889..1901" in link

    def test_faults_are_told(self, site: FlaskClient) -> None:
        wrong = answer(site, "acquired=soon&acquired.from=x", 400)["errors"]
        assert {error["parameter"] for error in wrong} == {"acquired", "acquired.from"}
        swapped = answer(site, "acquired.from=1901&acquired.to=1889", 400)["errors"]
        assert swapped[0]["suggestion"] == "1889..1901"

    def test_the_description_has_them(self, site: FlaskClient) -> None:
        named = parameters(site)
        assert {"acquired", "acquired.not", "acquired.from", "acquired.to"} <= set(named)
        assert "1949..1951" in named["acquired"]["description"]
        assert "year.from" not in named  # the mapping's own date has `from` and `to`

    def test_a_page_has_a_form_for_each_date(self, site: FlaskClient) -> None:
        text = page(site, "acquired=1889..1901")
        assert 'name="from" value=""' in text
        assert 'name="acquired.from" value="1889"' in text
        assert 'name="acquired.to" value="1901"' in text
        assert '<input type="checkbox" name="acquired" value="1889..1901"' not in text
        assert '<a class="chip" href="/search" rel="nofollow">' in text
        assert "<b>1889–1901</b>" in text

    def test_what_a_form_sent_amiss_is_shown_again(self, site: FlaskClient) -> None:
        text = page(site, "acquired.from=1901&acquired.to=1889")
        assert 'name="acquired.from" value="1901"' in text
        assert "ends before it begins" in text
        text = page(site, "acquired.from=soon")
        assert 'name="acquired.from" value="soon"' in text
        assert "is not a year" in text

    def test_a_record_leads_to_the_year_it_came_in(self, site: FlaskClient) -> None:
        text = site.get("/records/bridge").get_data(as_text=True)
        assert 'href="/search?acquired=1901"' in text
        assert "all of 1901" in text

    def test_all_values_of_the_facet(self, site: FlaskClient) -> None:
        listed = site.get("/api/v1/facets/acquired?order=value").get_json()
        values = [(one["value"], one["count"]) for one in listed["results"]]
        assert values == [("1901", 2), ("1950", 1), ("1951", 2)]


class TestRanges:
    def test_a_range_is_an_argument(self, site: FlaskClient) -> None:
        assert ids(site, "height=10..50") == {"boats", "bridge", "drawing"}
        assert ids(site, "height=10..%3C50") == {"boats", "drawing"}
        assert ids(site, "height.from=24.6&height.to=50") == {"bridge", "drawing"}
        assert ids(site, "height.to=0") == {"castle"}
        assert ids(site, "missing=height") == {"etching"}
        assert ids(site, "height.not=..50") == {"etching"}
        assert ids(site, "q=height:10..50+-height:50") == {"boats", "drawing"}
        link = answer(site, "height.from=24.60")["links"]["self"]
        assert "height=24.6.." in link

    def test_the_answer_has_the_counts(self, site: FlaskClient) -> None:
        counted = answer(site, "height=10..50")["facets"]["height"]
        assert counted["kind"] == "range"
        assert counted["missing"] == 1
        values = {one["value"]: (one["label"], one["count"]) for one in counted["values"]}
        assert values["..<10"] == ("under 10", 2)
        assert values["20..<50"] == ("20 to under 50", 2)
        assert values["10..50"] == ("10–50", 3)

    def test_a_link_of_a_range_finds_what_it_counts(self, site: FlaskClient) -> None:
        for one in answer(site, "size=1")["facets"]["height"]["values"]:
            query = one["links"]["toggle"].partition("?")[2]
            assert answer(site, query)["total"]["value"] == one["count"]

    def test_faults_are_told(self, site: FlaskClient) -> None:
        wrong = answer(site, "height=50..10&width=1,5&height.from=tall", 400)["errors"]
        told = {error["parameter"]: error.get("suggestion", "") for error in wrong}
        assert told == {"height": "10..50", "width": "1.5", "height.from": ""}

    def test_the_description_has_them(self, site: FlaskClient) -> None:
        named = parameters(site)
        assert {"height", "height.not", "height.from", "height.to"} <= set(named)
        assert "10..50" in named["height"]["description"]
        described = site.get("/api/openapi.json").get_json()
        result = described["components"]["schemas"]["Result"]["properties"]
        assert result["height"]["type"] == "number"
        assert result["position"]["type"] == "integer"
        assert result["signed"]["type"] == "boolean"

    def test_a_page_has_a_form_that_needs_no_script(self, site: FlaskClient) -> None:
        text = page(site, "height=10..50&q=a")
        assert 'name="height.from" value="10"' in text
        assert 'name="height.to" value="50"' in text
        assert '<input type="checkbox" name="height" value="10..50"' not in text
        assert 'name="height" value="20..&lt;50"' in text  # a box for each range
        assert "20 to under 50" in text
        assert '<a class="chip" href="/search?q=a" rel="nofollow">' in text
        assert "<b>10–50</b>" in text

    def test_what_was_typed_amiss_is_shown_again(self, site: FlaskClient) -> None:
        text = page(site, "height.from=tall&height.to=9")
        assert 'name="height.from" value="tall"' in text
        assert "is not a number" in text

    def test_a_record_says_its_number(self, site: FlaskClient) -> None:
        text = site.get("/records/boats").get_data(as_text=True)
        assert "Height (cm)" in text
        assert "24.5" in text
        assert site.get("/api/v1/records/castle").get_json()["height"] == 0
        assert "Height (cm)" in site.get("/records/castle").get_data(as_text=True)


class TestYesOrNo:
    def test_it_is_an_argument(self, site: FlaskClient) -> None:
        assert ids(site, "signed=yes") == ids(site, "signed=TRUE") == {"boats", "coin"}
        assert ids(site, "signed=0&height=50") == {"bridge"}
        assert ids(site, "missing=signed") == {"castle", "etching"}
        wrong = answer(site, "signed=maybe", 400)["errors"]
        assert wrong[0]["suggestion"] == "yes"
        assert "yes or no" in parameters(site)["signed"]["description"]

    def test_a_page_shows_it(self, site: FlaskClient) -> None:
        text = page(site, "signed=no&q=bridge")
        assert '<a class="chip" href="/search?q=bridge" rel="nofollow">' in text
        assert "<b>No</b>" in text
        record = site.get("/records/bridge").get_data(as_text=True)
        assert 'href="/search?signed=no"' in record
        assert site.get("/api/v1/records/bridge").get_json()["signed"] is False


def test_a_table_loads_numbers_and_answers(tmp_path: Path) -> None:
    table = tmp_path / "works.csv"
    table.write_text(
        "Title,Date,Acquired,Height (cm),Width (cm),Signed\n"
        'Boats,1889,1901,"24,5",10,yes\n'
        "Castle,1901,May 1950,0,tall,No\n"
        "Etching,,,,,unknown\n",
        encoding="utf-8",
    )
    engine = EmbeddedEngine.open(tmp_path / "index", load("artworks"))
    report = Report(("works",), "artworks")
    job = Job("works", FORMAT, (str(table),), {})
    run_load(engine, [job], Rules(), rejects=Rejects(report, None), report=report)
    boats, castle, etching = engine.scan()
    assert boats.values["acquired"]["edtf"] == "1901"
    assert (boats.values["height"], boats.values["width"]) == (24.5, 10)
    assert boats.values["signed"] is True
    assert (castle.values["height"], castle.values["signed"]) == (0, False)
    assert castle.values["acquired"]["edtf"] == "1950-05"
    assert {"label": "Width (cm)", "text": "tall"} in castle.values["notes"]
    assert {"label": "Signed", "text": "unknown"} in etching.values["notes"]
    engine.close()


class TestTrees:
    def test_a_level_opens_by_its_link(self, shelves: FlaskClient) -> None:
        top = answer(shelves, "facets=part_of")["facets"]["part_of"]
        assert [(one["label"], one["count"]) for one in top["values"]] == [
            ("Fonds", 6),
            ("Maps", 1),
        ]
        assert top["missing"] == 1
        opened = self.follow(shelves, top, "f")
        assert [(one.get("level", 0), one["label"]) for one in opened["values"]] == [
            (0, "Fonds"), (1, "Series 2"), (1, "Series 10"), (0, "Maps"),
        ]  # fmt: skip
        deeper = self.follow(shelves, opened, "f/s1")
        assert [one["value"] for one in deeper["values"] if one["selected"]] == ["f/s1"]
        assert [one["label"] for one in deeper["values"] if one.get("level") == 2] == ["Box 1"]

    def follow(self, shelves: FlaskClient, facet: Any, node: str) -> Any:
        """Return the facet as it is after a click, of which the count must be right."""
        one = next(one for one in facet["values"] if one["value"] == node)
        found = answer(shelves, one["links"]["toggle"].partition("?")[2])
        assert found["total"]["value"] == one["count"]
        return found["facets"]["part_of"]

    def test_a_link_takes_the_place_of_what_is_above_and_below(self, shelves: FlaskClient) -> None:
        chosen = answer(shelves, "part_of=f/s1&part_of=m")["facets"]["part_of"]
        links = {one["value"]: one["links"]["toggle"].partition("?")[2] for one in chosen["values"]}
        assert links["f"] == "part_of=f&part_of=m"
        assert links["box (1)"] == "part_of=box+%281%29&part_of=m"
        assert links["f/s2"] == "part_of=f%2Fs1&part_of=f%2Fs2&part_of=m"
        assert links["f/s1"] == "part_of=m"

    def test_the_arguments(self, shelves: FlaskClient) -> None:
        assert ids(shelves, "part_of=f/s2") == {"d", "e"}
        assert ids(shelves, "part_of.not=f/s2&part_of=f") == {"f/s1", "a", "b", "c"}
        assert ids(shelves, "missing=part_of") == {"f"}
        assert "record above" in parameters(shelves)["part_of"]["description"]
        excluded = answer(shelves, "part_of.not=f/s2")["facets"]["part_of"]["excluded"]
        assert excluded[0]["label"] == "Series 2"

    def test_a_page_shows_a_level_at_a_time(self, shelves: FlaskClient) -> None:
        text = page(shelves, "")
        assert "Series 2" not in text.partition('id="facet-part_of"')[2].partition("</details>")[0]
        text = page(shelves, "part_of=f/s1")
        facet = text.partition('id="facet-part_of"')[2].partition("</details>")[0]
        assert "Series 2" in facet
        assert "Box 1" in facet
        assert "level-2" in facet
        assert facet.count('type="checkbox" name="part_of"') == 1  # the one that is chosen
        assert '<a class="chip" href="/search" rel="nofollow">' in text
        assert "<b>Series 10</b>" in text

    def test_what_is_chosen_and_empty_keeps_its_name(self, shelves: FlaskClient) -> None:
        text = page(shelves, "part_of=f/s2&type=Letter")
        assert "<b>Series 2</b>" in text

    def test_all_nodes_of_the_open_levels(self, shelves: FlaskClient) -> None:
        listed = shelves.get("/api/v1/facets/part_of?part_of=f").get_json()
        assert [one["label"] for one in listed["results"]] == [
            "Fonds", "Series 2", "Series 10", "Maps",
        ]  # fmt: skip
        some = shelves.get("/api/v1/facets/part_of?part_of=f&filter=series").get_json()
        assert [one["label"] for one in some["results"]] == ["Series 2", "Series 10"]


def test_a_finding_aid_has_its_levels(tmp_path: Path) -> None:
    aid = Path(__file__).parents[1] / "samples/formats/finding-aid.xml"
    engine = EmbeddedEngine.open(tmp_path / "index", load("records"))
    report = Report(("aid",), "records")
    job = Job("aid", EAD, (str(aid),), {})
    run_load(engine, [job], Rules(), rejects=Rejects(report, None), report=report)
    records = list(engine.scan())
    engine.close()
    client = create_app(Settings(engine=f"embedded:{tmp_path / 'index'}")).test_client()
    tops = answer(client, "size=1")["facets"]["part_of"]["values"]
    below = [one for one in records if one.values.get("ancestors")]
    assert below
    assert sum(one["count"] for one in tops) == len(below)
    assert {one["label"] for one in tops} == {one.values["ancestors"][0]["title"] for one in below}
