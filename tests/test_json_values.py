"""Values of an unknown shape are read as one type, or count as absent."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from index_mappings.json_values import Json, elements, members, text, whole
from index_mappings.record import Collection, Date, Party
from service.lasting.withdrawals import Withdrawals

ROOMS = ("index_mappings", "service", "loaders")
ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("a", ("a", None, {}, ())),
        (3, ("", 3, {}, ())),
        (True, ("", None, {}, ())),
        (1.5, ("", None, {}, ())),
        ({"a": 1}, ("", None, {"a": 1}, ())),
        (["a"], ("", None, {}, ["a"])),
        (None, ("", None, {}, ())),
    ],
)
def test_what_is_of_another_type_counts_as_absent(value: Json, read: tuple[object, ...]) -> None:
    assert (text(value), whole(value), members(value), elements(value)) == read


def test_a_value_with_parts_of_wrong_types_has_none_of_them() -> None:
    assert Date.from_json({"display": 1950, "from": "1950", "to": True}) == Date("")
    assert Party.from_json({"name": "Stalin", "role": ["Chairman"], "person": "no"}) == Party(
        "Stalin", "Stalin"
    )
    assert Collection.from_json({"id": "a", "title": "A", "related": "b"}).related == ()


@pytest.mark.slow
def test_a_json_value_is_never_any() -> None:
    found = [
        path.relative_to(ROOT)
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and target.id == "Json"
    ]
    assert found == [Path("index_mappings/json_values.py")]


@pytest.mark.parametrize(
    "changed",
    [
        {"withdrawn": {"id": "a"}},
        {"withdrawn": ["a"]},
        {"withdrawn": [{"id": 3, "day": "2026-01-01"}]},
        {"secrets": "key"},
        {"admitted": None},
        {"version": "1"},
    ],
    ids=str,
)
def test_a_list_of_withdrawn_records_is_never_read_as_an_empty_one(
    changed: dict[str, Json],
) -> None:
    with pytest.raises((KeyError, TypeError)):
        Withdrawals.from_json({**Withdrawals().to_json(), **changed})
