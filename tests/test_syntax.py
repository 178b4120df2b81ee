from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from index_mappings.mapping import load
from service.app import create_app
from service.query.language import read
from service.query.syntax import RULES, Rule
from service.settings import Settings

RECORDS = load("records")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_example_is_understood_as_the_help_says(rule: Rule) -> None:
    reading = read(rule.example, RECORDS)
    assert reading.understood_as == rule.understood_as
    assert [note for note in reading.notes if not rule.note or not note.startswith(rule.note)] == []
    assert len(reading.notes) == bool(rule.note)


@pytest.fixture(scope="module")
def client(samples: Settings) -> FlaskClient:
    return create_app(samples).test_client()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_example_finds_something_in_the_samples(rule: Rule, client: FlaskClient) -> None:
    as_typed = {"q": rule.example, "match": "all", "spell": "off"}  # nothing helps it to be found
    assert client.get("/api/v1/search", query_string=as_typed).json["total"]["value"]


def test_no_two_rules_bear_one_name() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
