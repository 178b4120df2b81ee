"""What a load does in a quick way for most values is what it does for any."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_mappings.folding import fold, key
from index_mappings.json_values import Json
from index_mappings.mapping import MappingError, load
from index_mappings.record import Party, Record

MAPPING = load("records")
PEOPLE = MAPPING.field("people")


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_a_key_of_ascii_is_that_of_any_text(text: str) -> None:
    assert key(text) == re.sub(r"[\W_]+", " ", fold(text)).strip()


_TEXTS = st.sampled_from(["", " ", "Roe", " Roe ", "Doe, J."])


@given(st.fixed_dictionaries({"name": _TEXTS, "as_written": _TEXTS}))
def test_a_party_of_name_and_wording_is_as_any_party(value: dict[str, Json]) -> None:
    assert PEOPLE is not None
    given: list[Json] = [value]
    other: list[Json] = [{**value, "role": ""}]  # goes the long way
    try:
        expected = PEOPLE.kind.value(other, PEOPLE)
    except ValueError as error:
        with pytest.raises(type(error), match=re.escape(str(error))):
            PEOPLE.kind.value(given, PEOPLE)
        return
    made = PEOPLE.kind.value(given, PEOPLE)
    assert (made or None) == (expected or None)
    if isinstance(made, list):
        assert list(made[0]) == list(Party.from_json(made[0]).to_json())


def test_a_record_is_ordered_without_what_is_empty() -> None:
    values: dict[str, Json] = {
        "position": 0, "people": [], "summary": "", "title": "A", "date": {}, "url": None,
    }  # fmt: skip
    ordered = MAPPING.ordered(Record("1", values))
    assert list(ordered.values.items()) == [("title", "A"), ("position", 0)]
    with pytest.raises(MappingError, match="'colour', which is no field"):
        MAPPING.ordered(Record("1", {**values, "colour": ""}))
