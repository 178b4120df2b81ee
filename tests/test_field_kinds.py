"""What each kind of field makes of a plain value."""

from __future__ import annotations

from typing import Any

import pytest

from index_mappings.field_kinds.kind import Field
from index_mappings.field_kinds.registry import FIELD_KINDS
from index_mappings.unfit import Unfit


def made(kind: str, given: Any, type_: str = "") -> Any:
    field = Field("field", FIELD_KINDS[kind], "Field", "for a test", (), type_)
    return field.kind.value(given, field)


@pytest.mark.parametrize("kind", FIELD_KINDS)
@pytest.mark.parametrize("empty", [None, "", [], {}])
def test_what_is_empty_is_absent(kind: str, empty: Any) -> None:
    assert made(kind, empty) is None


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (0, 0), (12, 12), (12.5, 12.5), (12.0, 12), ("12.50", 12.5), ("12,5", 12.5), ("-3", -3),
        ("−3.5", -3.5), ("1,200", 1200), ("1,234,567.5", 1234567.5), ("1 200", 1200),
        ("1\u00a0200,5", 1200.5), ("1'200", 1200), (".5", 0.5), (["7"], 7), ("+4", 4), (" 8 ", 8),
        ("0", 0), ("007", 7), (2**53, 2**53), ("   ", None),
    ],
)  # fmt: skip
def test_a_number(given: Any, wanted: float | None) -> None:
    found = made("number", given, "double")
    assert found == wanted
    assert type(found) is type(wanted)


@pytest.mark.parametrize(
    "given",
    [
        "many", "25 cm", "1.2.3", "1,2,3", "١٢", True, [1, 2], {"a": 1}, 2**53 + 1, "9" * 5000,
        float("inf"), float("nan"), "1e3", "0x10", "-", ".", "٣", "1_000",
    ],
)  # fmt: skip
def test_what_is_no_number(given: Any) -> None:
    with pytest.raises(Unfit):
        made("number", given, "double")


def test_a_path_of_whole_numbers_takes_no_other() -> None:
    assert made("number", "12.0", "long") == 12
    for kind in ("number", "integer"):
        with pytest.raises(Unfit, match="whole number"):
            made(kind, "12.5", "long")


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (True, True), (False, False), ("Yes", True), ("no", False), (1, True), (0, False),
        ("TRUE", True), ("n", False), ("  ", None),
    ],
)  # fmt: skip
def test_yes_or_no(given: Any, wanted: bool | None) -> None:
    assert made("yes-no", given) is wanted


@pytest.mark.parametrize("given", ["perhaps", 2, {"a": True}, [True, False]])
def test_what_is_neither(given: Any) -> None:
    with pytest.raises(Unfit):
        made("yes-no", given)


def test_no_page_links_to_a_script() -> None:
    assert not FIELD_KINDS["url"].can_take("JavaScript:alert(1)")
    assert FIELD_KINDS["url"].can_take("https://example.org")
