"""Items that go from a process that reads to the one that loads come out as they went in."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from index_mappings.record import Collection
from loaders.drafts.access_names import About, Stated
from loaders.drafts.draft import Draft, Item, Reject, Remark, Where
from loaders.publishing.parcels import Packer, unpacked

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
WHERE = st.builds(Where, st.text(), st.integers(0), st.integers(0))
DRAFTS = st.builds(
    Draft,
    st.dictionaries(st.text(), JSON, max_size=6),
    WHERE,
    st.text(),
    st.text(),
    st.sampled_from([(), (Stated("access", "closed", About.ACCESS),)]),
    st.sampled_from([(), (("notes", "Condition"),)]),
)
OTHERS = st.sampled_from(
    [
        Collection("a", "A"),
        Remark(Where("f", 1, 1), "said", "title"),
        Reject(Where("f", 2, 2), "is none", "title", {"title": ["a", 1]}),
    ]
)


class Smart(str):
    """A text that is more than a text, as a reader of XML may give it."""


def through(items: list[Any]) -> list[Item]:
    packer = Packer()
    parcels = [packer.take() for item in items if packer.add(item)]
    return [item for parcel in (*parcels, packer.take()) for item in unpacked(parcel)]


@given(st.lists(DRAFTS | OTHERS, max_size=8))
def test_items_come_out_as_they_went_in(items: list[Item]) -> None:
    assert through(items) == items


def test_a_value_of_no_plain_kind_comes_through_too() -> None:
    draft = Draft({"title": Smart("Minutes")}, Where("f", 1, 1))
    (came,) = through([draft])
    assert came == draft
    assert isinstance(came, Draft) and type(came.values["title"]) is Smart


def test_a_parcel_is_full_by_its_bytes() -> None:
    packer = Packer()
    full = [packer.add(Draft({"summary": "a" * 100_000}, Where("f", at, at))) for at in range(3)]
    assert full == [False, False, True]
    assert len(list(unpacked(packer.take()))) == 3
    assert list(unpacked(packer.take())) == []
