"""Histograms and two-way counts over HTTP: in a search, and alone as JSON and as a table."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from catalogue import record
from flask.testing import FlaskClient
from serving import client_of, filled_engine, publish
from werkzeug.test import TestResponse

from index_mappings.mapping import RecordMapping, load
from loaders.publishing.withdrawing import Order, withdraw
from service.engines import pair_counting
from service.engines.embedded import EmbeddedEngine
from service.engines.guarded import GuardedEngine

SEARCH, COUNTS = "/api/v1/search", "/api/v1/counts"
BOTH = "sender*recipient"


@pytest.fixture(scope="module")
def engine(mapping: RecordMapping) -> EmbeddedEngine:
    return filled_engine(mapping)


@pytest.fixture(scope="module")
def client(engine: EmbeddedEngine) -> FlaskClient:
    return client_of(engine)


def by_time(answer: TestResponse, name: str) -> dict[str, int]:
    assert answer.status_code == 200, answer.text
    return {one["value"]: one["count"] for one in answer.json["histograms"][name]["values"]}


def network(answer: TestResponse, name: str = BOTH) -> dict[tuple[str, str], int]:
    assert answer.status_code == 200, answer.text
    return {(o["first"], o["second"]): o["count"] for o in answer.json["pairs"][name]["values"]}


def table(answer: TestResponse) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


class TestHistograms:
    @pytest.mark.parametrize("name", ["month", "date:month", "year:month"])
    def test_every_name_of_it_is_one(self, client: FlaskClient, name: str) -> None:
        answer = client.get(f"{SEARCH}?q=pilots&histogram={name}&size=0")
        assert by_time(answer, "date:month") == {"1950-07": 3}
        found = answer.json["histograms"]["date:month"]
        assert found["values"][0]["from"] == "1950-07-01"
        assert found["values"][0]["to"] == "1950-07-31"
        assert (found["facet"], found["unit"], found["wide"], found["others"]) == (
            "year", "month", 0, 0,
        )  # fmt: skip

    def test_the_days_of_a_value_find_what_it_counts(self, client: FlaskClient) -> None:
        answer = client.get(f"{SEARCH}?histogram=quarter&size=0&from=1949&to=1951")
        values = answer.json["histograms"]["date:quarter"]["values"]
        assert len(values) == 12
        for one in values:
            found = client.get(f"{SEARCH}?size=0&date={one['from']}..{one['to']}")
            assert found.json["total"]["value"] == one["count"], one

    def test_units_without_a_record_are_there_where_they_are_few(self, client: FlaskClient) -> None:
        counts = by_time(client.get(f"{SEARCH}?histogram=month&from=1953&size=0"), "date:month")
        assert counts["1953-05"] == 1
        assert counts["1953-06"] == 0
        every = client.get(f"{SEARCH}?histogram=month&size=0").json["histograms"]["date:month"]
        assert not every["filled"]
        assert all(one["count"] for one in every["values"])
        undated = client.get(f"{SEARCH}?missing=date&size=0").json["total"]["value"]
        assert (every["wide"], every["missing"]) == (1, undated)

    def test_what_is_chosen_in_the_facet_is_not_looked_at(self, client: FlaskClient) -> None:
        plain = client.get(f"{COUNTS}?histogram=year&type=Cable")
        chosen = client.get(f"{COUNTS}?histogram=year&type=Cable&year=1950")
        assert by_time(plain, "date:year") == by_time(chosen, "date:year")
        assert chosen.json["total"]["value"] < plain.json["total"]["value"]

    def test_without_a_name_it_is_the_years(self, client: FlaskClient) -> None:
        assert list(client.get(f"{COUNTS}?q=pilots").json["histograms"]) == ["date:year"]

    def test_the_table(self, client: FlaskClient) -> None:
        rows = table(client.get(f"{COUNTS}?q=pilots&histogram=month&format=csv"))
        assert rows[0] == {
            "counted": "date:month", "value": "1950-07", "label": "", "second_value": "",
            "second_label": "", "from": "1950-07-01", "to": "1950-07-31", "count": "3",
        }  # fmt: skip
        assert [(row["value"], row["count"]) for row in rows[1:]] == [("wide", "0"), ("", "0")]


class TestPairs:
    def test_a_search_has_the_first_of_them(self, client: FlaskClient) -> None:
        answer = client.get(f"{SEARCH}?collection=korea&facets={BOTH},type&facet_size=2&size=0")
        assert list(answer.json["facets"]) == ["type"]
        found = answer.json["pairs"][BOTH]
        assert found["labels"] == ["From", "To"]
        assert found["total"] == {"value": 4, "relation": "eq"}
        assert (found["order"], len(found["values"])) == ("count", 2)
        whole = client.get(found["links"]["all"])
        assert len(network(whole)) == 4
        assert whole.json["pairs"][BOTH]["next_cursor"] is None

    def test_what_is_chosen_in_either_is_not_looked_at(self, client: FlaskClient) -> None:
        plain = network(client.get(f"{COUNTS}?facets={BOTH}&collection=korea"))
        chosen = network(client.get(f"{COUNTS}?facets={BOTH}&collection=korea&sender=Stalin"))
        assert plain == chosen
        assert plain["Stalin", "Zhou Enlai"] == 1

    def test_the_list_is_read_on_by_its_links(self, client: FlaskClient) -> None:
        whole = network(client.get(f"{COUNTS}?facets=type*year"), "type*year")
        answer = client.get(f"{COUNTS}?facets=type*year&size=7")
        read = network(answer, "type*year")
        while following := answer.json["links"].get("next"):
            assert f'<{following}>; rel="next"' in answer.headers["Link"]
            answer = client.get(following)
            read |= network(answer, "type*year")
        assert read == whole

    def test_very_many_are_read_on_in_the_order_of_values(
        self, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        whole = network(client.get(f"{COUNTS}?facets=type*year"), "type*year")
        monkeypatch.setattr(pair_counting, "MOST", 5)
        first = client.get(f"{COUNTS}?facets=type*year&size=4").json["pairs"]["type*year"]
        assert first["order"] == "value"
        assert first["total"] == {"value": 5, "relation": "gte"}  # four, and that there are more
        address = f"{COUNTS}?facets=type*year&size=4&format=csv&type.not=x"
        rows: list[tuple[str, str]] = []
        while address:
            answer = client.get(address)
            rows += [(row["value"], row["second_value"]) for row in table(answer)]
            address = answer.headers.get("Link", "")[1:].partition(">")[0]
        assert rows == sorted(whole)

    def test_a_cursor_is_of_its_list_and_its_index(
        self, mapping: RecordMapping, client: FlaskClient
    ) -> None:
        own = filled_engine(mapping)
        served = client_of(own)
        answer = served.get(f"{COUNTS}?facets=type*year&size=7")
        cursor = answer.json["pairs"]["type*year"]["next_cursor"]
        assert served.get(f"{COUNTS}?facets=type*language&cursor={cursor}").status_code == 400
        assert served.get(f"{COUNTS}?cursor={cursor}").status_code == 400
        assert served.get(f"{COUNTS}?facets=type*year&cursor=AAAA").status_code == 400
        publish(own, [])
        assert served.get(f"{COUNTS}?facets=type*year&cursor={cursor}").status_code == 410

    @pytest.mark.parametrize(
        ("facets", "said"),
        [
            ("sendr*recipient", "sender"),
            ("sender*part_of", "is not one of"),
            ("type*year,sender*type", "at most 1"),
            ("sender*", "is not one of"),
        ],
    )
    def test_what_cannot_be_paired_is_told(
        self, client: FlaskClient, facets: str, said: str
    ) -> None:
        answer = client.get(f"{SEARCH}?facets={facets}")
        assert answer.status_code == 400
        assert answer.json["errors"][0]["parameter"] == "facets"
        assert said in str(answer.json["errors"])

    def test_the_names_of_a_person_are_one(self, engine: EmbeddedEngine, tmp_path: Path) -> None:
        names = tmp_path / "names.csv"
        names.write_text("ring,name\nStalin,Stalin\nStalin,Roshchin\n")
        served = client_of(engine, names=str(names))
        found = network(served.get(f"{COUNTS}?facets=people*type"), "people*type")
        assert found["Stalin", "Ciphered Telegram"] == 2
        typed = served.get(f"{COUNTS}?facets=people*type&expand=none")
        assert network(typed, "people*type")["Roshchin", "Ciphered Telegram"] == 1

    def test_a_page_passes_over_them(self, client: FlaskClient) -> None:
        page = client.get(f"/search?facets={BOTH}&histogram=month&type=Cable")
        assert page.status_code == 200
        assert "histogram=" not in page.text
        assert BOTH not in page.text


WORKS_COUNTED = (
    record("low", "Low", height=-5.5, type="Print"), record("high", "High", height=12),
    record("none", "None", type="Print"),
)  # fmt: skip


def test_numbers_have_their_extremes() -> None:
    client = client_of(filled_engine(load("artworks"), list(WORKS_COUNTED)))
    answer = client.get(f"{COUNTS}?numbers=height,width")
    assert answer.status_code == 200, answer.text
    assert answer.json["histograms"] == answer.json["pairs"] == {}
    assert answer.json["numbers"] == {
        "height": {"label": "Height (cm)", "min": -5.5, "max": 12, "count": 2, "missing": 1},
        "width": {"label": "Width (cm)", "min": None, "max": None, "count": 0, "missing": 3},
    }
    narrowed = client.get(f"{COUNTS}?numbers=height&q=low").json
    assert narrowed["numbers"]["height"]["max"] == -5.5
    assert "numbers=height" in narrowed["links"]["self"]
    rows = table(client.get(f"{COUNTS}?numbers=height&format=csv"))
    columns = ("counted", "value", "from", "to", "count")
    assert [tuple(row[name] for name in columns) for row in rows] == [
        ("height", "number", "-5.5", "12", "2"), ("height", "", "", "", "1"),
    ]  # fmt: skip
    wrong = client.get(f"{COUNTS}?numbers=title")
    assert wrong.status_code == 400 and wrong.json["errors"][0]["parameter"] == "numbers"


def test_numbers_are_of_what_is_not_withdrawn(tmp_path: Path) -> None:
    engine = GuardedEngine(EmbeddedEngine.open(tmp_path / "index", load("artworks")))
    publish(engine, [record("a", "A", height=1), record("b", "B", height=999)])
    client = client_of(engine)
    assert client.get(f"{COUNTS}?numbers=height").json["numbers"]["height"]["max"] == 999
    withdraw(engine, Order(("b",)))
    found = client.get(f"{COUNTS}?numbers=height").json["numbers"]["height"]
    assert (found["max"], found["count"], found["missing"]) == (1, 1, 0)


def test_a_catalogue_without_numbers_takes_none(client: FlaskClient) -> None:
    assert client.get(f"{COUNTS}?numbers=position").status_code == 400
