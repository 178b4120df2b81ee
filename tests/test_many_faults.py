"""A thousand things that are wrong cost no more than one, and are told in few words."""

from __future__ import annotations

import time

import pytest
from flask.testing import FlaskClient
from serving import client_of, filled_engine

from index_mappings.mapping import RecordMapping
from service.errors import MOST_FAULTS, BadRequest, Fault

SECONDS = 2.0  # of the processor; each took between six seconds and some minutes
NAMES = [f"k{number}" for number in range(60_000)]


@pytest.fixture(scope="module")
def client(mapping: RecordMapping) -> FlaskClient:
    return client_of(filled_engine(mapping))


@pytest.mark.parametrize(
    "body",
    [dict.fromkeys(NAMES, 1), {"type": NAMES}, {"facets": NAMES}, {"fields": NAMES},
     {"histogram": NAMES}, {"missing": NAMES}, {"year": NAMES}, {"ids": NAMES}],
    ids=["names", "type", "facets", "fields", "histogram", "missing", "year", "ids"],
)  # fmt: skip
def test_a_body_of_a_thousand_faults_is_refused_at_once(
    client: FlaskClient, body: dict[str, object]
) -> None:
    begun = time.process_time()
    answer = client.post("/api/v1/search", json=body)
    assert time.process_time() - begun < SECONDS
    assert answer.status_code == 400
    assert len(answer.data) < 100_000
    assert 0 < len(answer.json["errors"]) <= MOST_FAULTS + 1


def test_names_of_an_address_are_told_as_far_as_a_person_reads_them(client: FlaskClient) -> None:
    asked = "&".join(NAMES[:1_000])
    errors = client.get(f"/api/v1/search?siez=1&{asked}").json["errors"]
    assert errors[0] == {
        "parameter": "siez", "detail": "the parameter is unknown", "suggestion": "size",
    }  # fmt: skip
    assert len(errors) == MOST_FAULTS + 1
    assert errors[-1]["detail"] == "is wrong too; with it 981 more are"
    assert client.get(f"/search?{asked}").status_code == 200  # a page passes over them


def test_faults_are_told_all_up_to_the_most() -> None:
    faults = tuple(Fault(f"k{number}", "is wrong") for number in range(MOST_FAULTS))
    assert BadRequest(faults).faults == faults
    for more in (1, 2, 3):
        told = BadRequest((*faults, *[Fault("z", "is wrong")] * more)).faults
        assert told[:-1] == faults and told[-1].parameter == "z"


def test_values_given_again_push_no_other_out(client: FlaskClient) -> None:
    asked = "&".join(["type=Letter"] * 600 + ["type=Cable"])
    once = client.get("/api/v1/search?type=Letter&type=Cable").json
    assert once["total"]["value"] > client.get("/api/v1/search?type=Letter").json["total"]["value"]
    assert client.get(f"/api/v1/search?{asked}").json["total"] == once["total"]


@pytest.mark.parametrize(
    "body",
    [{"type": ["x" * 900_000]}, {"type": [f"{n}{'y' * 9_000}" for n in range(50)]},
     {"collection": ["z" * 5_000], "type.not": ["y" * 5_000]}, {"sender": ["ü" * 3_000]}],
    ids=["one", "fifty", "two arguments", "escaped"],
)  # fmt: skip
def test_what_a_body_chooses_is_no_longer_than_an_address(
    client: FlaskClient, body: dict[str, list[str]]
) -> None:
    answer = client.post("/api/v1/search", json=body)
    assert answer.status_code == 400 and len(answer.data) < 1_000
    assert answer.json["errors"][0]["detail"] == "too much is chosen: its address would be too long"


def test_a_long_choice_that_an_address_has_room_for_is_taken(client: FlaskClient) -> None:
    body = {"type": [f"{number}{'y' * 150}" for number in range(50)]}
    answer = client.post("/api/v1/search", json=body)
    assert answer.status_code == 200 and len(answer.data) < 2_000_000
