"""The shape of an answer is written once: JSON and schema are made from the same dataclass."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Annotated, Any

import orjson
import pytest
from answers import NOTHING_FOUND, answer
from marshmallow import Schema

from index_mappings.mapping import RecordMapping
from index_mappings.record import (
    Ancestor,
    Authority,
    Date,
    EditorialNote,
    LayoutSpan,
    Link,
    Note,
    Party,
    Record,
    Title,
)
from service.schemas import answer_parts, answers, record_values
from service.schemas.answer_json import answer_bytes, answer_json
from service.schemas.answer_parts import BothLinks, Page, Result, WordsHere
from service.schemas.outputs import outputs
from service.schemas.shape import Said, parts, schemas_of

SHAPES = [
    item
    for room in (answer_parts, answers)
    for item in vars(room).values()
    if isinstance(item, type) and hasattr(item, "__dataclass_fields__") and item is not Said
    if item.__module__ == room.__name__
]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_a_shape_has_words_for_the_description_and_can_be_described(shape: type) -> None:
    assert shape.__doc__ and not shape.__doc__.startswith(f"{shape.__name__}(")
    (schema,) = schemas_of([shape], {})
    wanted = {part.key for part in parts(shape) if part.type is not Record}
    wanted |= {"id"} if any(part.type is Record for part in parts(shape)) else set()
    assert {item.data_key or name for name, item in schema().fields.items()} == wanted


def test_a_key_is_left_out_where_it_has_its_default_and_no_other(mapping: RecordMapping) -> None:
    plain = answer_json(NOTHING_FOUND, mapping)
    assert "spelling" not in plain and "relaxations" not in plain
    assert plain["page"] == {"number": 1, "size": 20, "pages": 0, "next_cursor": None}
    assert answer_json(answer(relaxations=()), mapping)["relaxations"] == []


def test_a_record_stands_beside_the_keys_of_its_result(mapping: RecordMapping) -> None:
    record = Record("a", {"title": "T", "date": Date("1950", "1950", 0, 364, "year").to_json()})
    links = BothLinks("/api/v1/records/a", "/records/a")
    result = Result(
        record=record, score=None, highlight={"title": ("<mark>T</mark>",)}, links=links
    )
    made = json.loads(answer_bytes(answer(results=(result,)), mapping))["results"][0]
    assert made == {
        "id": "a",
        "title": "T",
        "date": {
            "display": "1950", "edtf": "1950", "from": "1970-01-01", "to": "1970-12-31",
            "precision": "year",
        },
        "score": None,
        "highlight": {"title": ["<mark>T</mark>"]},
        "links": {"self": "/api/v1/records/a", "html": "/records/a"},
    }  # fmt: skip
    assert outputs(mapping).search().fields["results"].inner.schema.validate(made) == {}


@dataclass(frozen=True, slots=True)
class _Inner:
    from_: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class _Odd:
    """One of each."""

    many: tuple[_Inner, ...]
    by_name: Annotated[Mapping[str, _Inner], Said("by name")]
    perhaps: _Inner | None
    never: _Inner | None = None


def test_parts_are_written_wherever_they_stand(mapping: RecordMapping) -> None:
    odd = _Odd((_Inner("a"), _Inner("b", "c")), {"x": _Inner("d")}, None)
    assert orjson.loads(answer_bytes(odd, mapping)) == {
        "many": [{"from": "a"}, {"from": "b", "rest": "c"}],
        "by_name": {"x": {"from": "d"}},
        "perhaps": None,
    }
    (schema,) = schemas_of([_Odd], {})
    assert schema().fields["perhaps"].allow_none and schema().fields["perhaps"].required
    assert not schema().fields["never"].required
    assert schema().fields["by_name"].metadata == {"description": "by name"}


def test_an_answer_with_a_type_that_no_answer_has_is_refused() -> None:
    @dataclass(frozen=True)
    class Wrong:
        """Wrong."""

        one: bytes

    Wrong.__annotations__["one"] = bytes  # the class is not where its names could be looked up
    with pytest.raises(TypeError, match="bytes"):
        schemas_of([Wrong], {})


@pytest.mark.parametrize(
    ("value", "schema"),
    [
        (Date("1950", "1950", 0, 364, "year", "12:00"), record_values.Date),
        (
            Party(
                "S", "Cde. S", "Chairman", person=False, derived=True, ref="https://id.example/s"
            ),
            record_values.Party,
        ),
        (Ancestor("f1", "Fonds 1"), record_values.Ancestor),
        (Note("Copy", "Carbon"), record_values.Note),
        (Title("T", "de", "Latn"), record_values.Title),
        (LayoutSpan(0, 3, "heading", "1"), record_values.LayoutSpan),
        (EditorialNote("Sic.", "n1", "editor"), record_values.EditorialNote),
        (Link("https://host.example/", "Scan", "image"), record_values.Link),
        (Authority("places", "Seoul", "https://id.example/seoul"), record_values.Authority),
    ],
    ids=lambda item: getattr(item, "__name__", ""),
)
def test_a_value_of_a_record_has_the_keys_that_are_described(
    value: Any, schema: type[Schema]
) -> None:
    assert all(getattr(value, field.name) != field.default for field in fields(value))
    assert set(value.to_json()) == set(schema().fields)
    needed = (getattr(value, f.name) for f in fields(value) if f.default is MISSING)
    least = type(value)(*needed).to_json()
    required = {name for name, field in schema().fields.items() if field.required}
    assert required <= set(least)


def test_words_of_a_record_are_a_plain_value(mapping: RecordMapping) -> None:
    assert answer_json(WordsHere(("a",), (), ("title",)), mapping) == {
        "words": ("a",),
        "without": (),
        "fields": ("title",),
    }
    assert answer_json(Page(1, 2, 3, None), mapping)["next_cursor"] is None
