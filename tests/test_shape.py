"""The shape of an answer is written once: JSON and schema are made from the same dataclass."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields
from typing import Annotated, Any

import orjson
import pytest
from answers import NOTHING_FOUND, answer
from marshmallow import Schema

from index_mappings.mapping import RecordMapping
from index_mappings.record import Date, Record
from service.schemas import answer_parts, answers
from service.schemas.answer_json import answer_bytes, answer_json
from service.schemas.answer_parts import BothLinks, Page, Result, WordsHere
from service.schemas.outputs import _SHAPES, outputs
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


@pytest.mark.parametrize(("value", "schema"), _SHAPES.items(), ids=lambda item: item.__name__)
def test_a_value_of_a_record_has_the_keys_that_are_described(
    value: Any, schema: type[Schema]
) -> None:
    whole = value(**{field.name: _other(field) for field in fields(value)})
    assert set(whole.to_json()) == set(schema().fields)
    needed = {field.name: _other(field) for field in fields(value) if field.default is MISSING}
    required = {name for name, field in schema().fields.items() if field.required}
    assert required <= set(value(**needed).to_json())


def _other(field: Field[Any]) -> object:
    """Return a value that is not the default of a field."""
    if isinstance(field.default, bool):
        return not field.default
    return 1 if "int" in str(field.type) else "x"


def test_words_of_a_record_are_a_plain_value(mapping: RecordMapping) -> None:
    assert answer_json(WordsHere(("a",), (), ("title",)), mapping) == {
        "words": ("a",),
        "without": (),
        "fields": ("title",),
    }
    assert answer_json(Page(1, 2, 3, None), mapping)["next_cursor"] is None
