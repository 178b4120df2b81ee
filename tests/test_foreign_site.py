"""What surrounds a search, on texts in other scripts: suggestions, spelling offers, facets."""

from __future__ import annotations

import pytest
from conftest import filled
from flask.testing import FlaskClient
from foreign_texts import RECORDS
from serving import client_of

from index_mappings.mapping import load
from service.engines.embedded import EmbeddedEngine


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return client_of(filled(EmbeddedEngine.open(None, load("records")), RECORDS))


def answer(client: FlaskClient, path: str, **arguments: object) -> dict:  # type: ignore[type-arg]
    got = client.get(f"/api/v1/{path}", query_string=arguments)
    assert got.status_code == 200
    return got.get_json()  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("沈从", {"沈從文", "沈從文書信"}),
        ("фёдо", {"Фёдоров"}),
        ("федо", {"Фёдоров"}),
        ("переговор", {"Переговоры", "Доклад Фёдорова о переговорах"}),
        ("διαπρ", {"Οι διαπραγματεύσεις της κυβέρνησης"}),
        ("المفا", {"المفاوضات بين الحكومة والسفير"}),
        ("한국", {"한국전쟁 보고"}),
        ("השר", {"מכתב אל הַשַּׂר"}),
    ],
)
def test_suggestions_are_as_written(client: FlaskClient, typed: str, wanted: set[str]) -> None:
    offered = {one["text"] for one in answer(client, "suggest", q=typed)["results"]}
    assert wanted <= offered


@pytest.mark.parametrize(
    ("typed", "meant", "id"),
    [
        ("перегаворах", "переговорах", "ru1"),
        ("διαπραγματεσεις", "διαπραγματευσεισ", "el1"),
        ("المفاوصات", "المفاوضات", "ar1"),
    ],
)
def test_a_misspelled_word_is_put_right_or_offered(
    client: FlaskClient, typed: str, meant: str, id: str
) -> None:
    offer = answer(client, "search", q=typed)["spelling"]
    assert (offer["text"], offer["count"]) == (meant, 1)
    found = answer(client, "search", q=meant)["results"]
    assert [item["id"] for item in found] == [id]


def test_facets_are_chosen_and_filtered_by_either_form(client: FlaskClient) -> None:
    got = answer(client, "search", sender="沈從文")
    assert [item["id"] for item in got["results"]] == ["zh1"]
    listed = answer(client, "facets/sender", filter="沈从")
    assert [one["value"] for one in listed["results"]] == ["沈從文"]
    listed = answer(client, "facets/sender", filter="федор")
    assert [one["value"] for one in listed["results"]] == ["Фёдоров"]


def test_a_title_in_the_other_form_is_the_title(client: FlaskClient) -> None:
    got = answer(client, "search", q="联合国会议纪录", match="any")
    assert got["results"][0]["id"] == "zh4"


@pytest.mark.parametrize("typed", ["沈从文", "переговоры", "محمد", "停战谈判", "전쟁은", "שלום"])
def test_pages_mark_what_is_written(client: FlaskClient, typed: str) -> None:
    page = client.get("/search", query_string={"q": typed})
    assert page.status_code == 200
    assert "<mark>" in page.get_data(as_text=True)
