"""Each kind of facet by the API, its description and the pages, over a museum's works."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from museum import WORKS

from index_mappings.mapping import load
from service.app import create_app
from service.engines.embedded import EmbeddedEngine
from service.settings import Settings


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder: Path = tmp_path_factory.mktemp("museum") / "index"
    engine = EmbeddedEngine.open(folder, load("artworks"))
    build = engine.begin(owner="the tests")
    assert list(build.add(WORKS)) == []
    build.finish()
    build.publish()
    engine.close()
    return create_app(Settings(engine=f"embedded:{folder}", mapping="artworks")).test_client()


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
        assert "is no year" in text

    def test_a_record_leads_to_the_year_it_came_in(self, site: FlaskClient) -> None:
        text = site.get("/records/bridge").get_data(as_text=True)
        assert 'href="/search?acquired=1901"' in text
        assert "all of 1901" in text

    def test_all_values_of_the_facet(self, site: FlaskClient) -> None:
        listed = site.get("/api/v1/facets/acquired?order=value").get_json()
        values = [(one["value"], one["count"]) for one in listed["results"]]
        assert values == [("1901", 2), ("1950", 1), ("1951", 2)]
