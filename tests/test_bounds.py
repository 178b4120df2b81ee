"""How large an answer may be: under two megabytes, whatever is asked and whatever is in it."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from catalogue import RECORDS, people, record
from flask.testing import FlaskClient
from serving import client_of, filled_engine

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.query.bounds import CHOSEN_BESIDE
from service.search.shortening import NOTE, shortened

pytestmark = pytest.mark.slow

MOST = 2_000_000  # bytes
SUMMARY = "<jets> & 毛泽东 of the air force " * 600
LONGEST = 8_000  # bytes of an address, of the 8,190 that are read


def heavy(number: int) -> Record:
    """Return a record that is long in every way."""
    return record(
        f"h{number}", f"Heavy {number} & " + "title " * 500, summary=SUMMARY,
        sender=people(*(f"Sender {number} {item}" for item in range(99))),
        subjects=[f"Subject {number} {item} {'s' * 300}" for item in range(200)],
        notes=[{"label": "Copy", "text": "Carbon & copy. " * 2_000}] * 5,
    )  # fmt: skip


@pytest.fixture(scope="module")
def client(mapping: RecordMapping) -> FlaskClient:
    return client_of(filled_engine(mapping, [*RECORDS, *map(heavy, range(100))]))


def filled(*given: tuple[str, str], name: str, most: int = 50) -> str:
    """Return arguments as many and as long as an address may be, of 50 values at the most."""
    chosen = list(given)
    for number in range(most):
        more = [*chosen, (name, f"{number} " + "&<é" * 20)]
        if len(urlencode(more)) > LONGEST:
            break
        chosen = more
    return urlencode(chosen)


@pytest.mark.parametrize("path", ["/search", "/api/v1/search"])
@pytest.mark.parametrize(
    "asked",
    [
        urlencode({"q": "jets", "size": 100}),
        urlencode({"q": '"jets 毛泽东" ' * 190, "size": 100, "facet_size": 100, "match": "any"}),
        filled(("size", "100"), ("facet_size", "100"), name="type"),
        filled(("size", "100"), ("facet_size", "100"), name="sender.not"),
        filled(
            ("q", "jets " * 200),
            ("size", "100"),
            ("match", "any"),
            name="subjects.not",
            most=CHOSEN_BESIDE,
        ),
    ],
    ids=["long records", "many parts", "chosen", "excluded", "both"],
)
def test_a_list_stays_under_two_megabytes(client: FlaskClient, path: str, asked: str) -> None:
    answer = client.get(f"{path}?{asked}")
    assert answer.status_code == 200
    assert len(answer.data) < MOST


@pytest.mark.parametrize("facet", ["sender", "subjects", "type", "year"])
def test_so_do_the_values_of_a_facet(client: FlaskClient, facet: str) -> None:
    asked = filled(("size", "100"), name="type.not")
    answer = client.get(f"/api/v1/facets/{facet}?{asked}")
    assert answer.status_code == 200
    assert len(answer.data) < MOST


def test_long_records_are_shortened_in_a_list_and_whole_by_themselves(client: FlaskClient) -> None:
    found = client.get("/api/v1/search?q=heavy&size=100").json
    assert NOTE in found["query"]["notes"]
    assert len(found["results"]) == 100
    first = found["results"][0]
    assert first["summary"].endswith("…") and first["title"].startswith("Heavy")
    whole = client.get(f"/api/v1/records/{first['id']}").json
    assert whole["summary"] == SUMMARY
    assert whole["summary"].startswith(first["summary"][:-1])
    assert NOTE in client.get("/search?q=heavy&size=100").text


def test_what_fits_is_left_as_it_is(client: FlaskClient) -> None:
    found = client.get("/api/v1/search?q=jets&type=Cable").json
    assert NOTE not in found["query"]["notes"]
    links = [value["links"] for facet in found["facets"].values() for value in facet["values"]]
    assert links and all(link["toggle"] for link in links)
    assert shortened(()) == ()


def test_a_value_without_a_link_can_still_be_chosen(client: FlaskClient) -> None:
    page = client.get("/search?" + filled(("facet_size", "100"), name="type.not")).text
    assert 'href=""' not in page
    assert page.count('type="checkbox"') > page.count('rel="nofollow"><span>')
