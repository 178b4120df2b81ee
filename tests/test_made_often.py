"""Frozen values that are made fast are the values that they were."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace

import pytest

from index_mappings.made_often import made_often


@dataclass(frozen=True, slots=True)
class Plain:
    kind: str
    twin: int = 3
    names: list[str] = field(default_factory=list)
    self_: str = field(default="", kw_only=True)


@made_often
@dataclass(frozen=True, slots=True)
class Often:
    kind: str
    twin: int = 3
    names: list[str] = field(default_factory=list)
    self_: str = field(default="", kw_only=True)


def test_it_takes_what_the_dataclass_takes() -> None:
    assert [one.name for one in fields(Often)] == [one.name for one in fields(Plain)]
    for given, named in ((("a",), {}), (("a", 4, ["b"]), {"self_": "c"}), ((), {"kind": "d"})):
        slow, often = Plain(*given, **named), Often(*given, **named)
        assert repr(often) == repr(slow).replace("Plain", "Often")
        assert type(often) is Often
    assert Often("a").names is not Often("a").names
    with pytest.raises(TypeError, match="kind"):
        Often()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="positional"):
        Often("a", 1, [], "b")  # type: ignore[misc]


def test_it_stays_frozen_equal_and_fit_to_be_copied() -> None:
    made = Often("a", 4, ["b"])
    with pytest.raises(FrozenInstanceError):
        made.kind = "c"  # type: ignore[misc]
    assert made == Often("a", 4, ["b"]) != Often("a", 5, ["b"])
    assert replace(made, twin=5) == Often("a", 5, ["b"])
    assert copy.deepcopy(made) == pickle.loads(pickle.dumps(made)) == made


def test_it_is_for_plain_classes_alone() -> None:
    with pytest.raises(TypeError, match="no subclass"):
        type("Under", (Often,), {})
    with pytest.raises(TypeError, match="not a plain dataclass with slots"):
        made_often(dataclass(frozen=True)(type("Open", (), {"__annotations__": {"a": int}})))

    @dataclass(frozen=True, slots=True)
    class Busy:
        a: int

        def __post_init__(self) -> None: ...

    with pytest.raises(TypeError, match="not a plain dataclass with slots"):
        made_often(Busy)
