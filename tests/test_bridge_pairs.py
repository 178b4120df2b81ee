"""The pairs of docs/relevance.md in a catalogue that has each form once, and the traps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from catalogue import record
from conftest import MakeEngine, filled

from bench.relevance.bridged import Ask, faults, measure, pairs, sprung, traps
from index_mappings.record import Record
from service.app import create_app
from service.settings import Settings


def records() -> Iterator[Record]:
    forms = dict.fromkeys(form for pair in pairs() for form in pair)
    for at, form in enumerate(forms):
        yield record(f"p{at}", f"Report on {form}", summary="It was sent.", position=at)
    for at, trap in enumerate(traps()):
        yield record(f"t{at}", f"Talk of {trap}", summary="It was said.", position=1000 + at)
    full = (
        "United States and the World Health Organization, the Agency for International Development"
    )
    yield record("full", full, summary="All of us were there, and the generals.")


@pytest.fixture(scope="module")
def ask(make_engine: MakeEngine) -> Ask:
    client = create_app(Settings(), filled(make_engine("embedded"), list(records()))).test_client()

    def asked(arguments: dict[str, Any]) -> dict[str, Any]:
        answer = client.get("/api/v1/search", query_string=arguments)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.get_json()
        return found

    return asked


@pytest.mark.slow
def test_either_form_finds_the_same_and_the_typed_one_comes_first(ask: Ask) -> None:
    found = measure(ask)
    assert len(found) >= 120
    assert faults(found) == []
    assert all(pair.found >= 2 for pair in found)


def test_words_that_are_only_words_add_nothing(ask: Ask) -> None:
    assert len(traps()) >= 40
    assert sprung(ask) == []
