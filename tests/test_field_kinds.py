"""What each kind of field makes of a plain value."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index_mappings.beside_text import Title
from index_mappings.computed import computed
from index_mappings.days import day_number
from index_mappings.field_kinds.kind import Field
from index_mappings.field_kinds.registry import FIELD_KINDS
from index_mappings.mapping import load
from index_mappings.record import Record
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


def test_a_title_keeps_its_language_and_script() -> None:
    title = {"text": "Письмо", "language": "rus", "script": "Cyrl"}
    assert made("titles", [title]) == [title]
    assert Title("Письмо", "rus", "Cyrl").to_json() == title
    assert made("titles", ["A letter"]) == [{"text": "A letter"}]


def test_a_time_in_words_puts_a_record_at_the_beginning_of_its_day() -> None:
    day = {"display": "5 May 1949", "from": -7_546, "to": -7_546, "precision": "day"}

    def key(**time: str) -> Any:
        return computed(Record("a", {"title": "A", "date": {**day, **time}}), load("records"))

    assert key(time="10 a.m.")["sort_date"] == key()["sort_date"] < key(time="10:00")["sort_date"]


def outcome(given: Any) -> Any:
    try:
        return list(made("date", given).items())
    except Unfit as error:
        return str(error)


@given(
    st.fixed_dictionaries(
        {
            "display": st.sampled_from(["5 May 1949", "", 3]),
            "edtf": st.sampled_from(["1949-05-05", "", None]),
            "from": st.sampled_from([-7_546, 0, "1949-05-05", None, True, 10**9]),
            "to": st.sampled_from([-7_546, 5, -(10**9), None, 1.5]),
            "precision": st.sampled_from(["day", "", 1]),
        }
    )
)
@example({"display": "d", "edtf": "e", "from": 1, "to": 3, "precision": "day"})
@example({"display": "d", "edtf": "e", "from": 3, "to": 1, "precision": "day"})
def test_the_order_of_the_parts_of_a_date_says_nothing(parts: dict[str, Any]) -> None:
    assert outcome(parts) == outcome(dict(reversed(parts.items())))


def test_a_date_of_parts_keeps_those_that_are_given() -> None:
    given = {
        "display": "spring 1950", "edtf": "1950-21", "from": "1950-03-01", "to": "1950-05-31",
        "precision": "season", "time": "10 a.m.", "calendar": "julian",
    }  # fmt: skip
    found = made("date", given)
    days = {"from": day_number(1950, 3, 1), "to": day_number(1950, 5, 31)}
    assert {name: found[name] for name in given} == {**given, **days}
    assert made("date", {"display": "no date"})["display"] == "no date"
    for wrong in ({"display": "1950", "on": "x"}, {"from": "1950-01-01"}, {"display": 1950}):
        with pytest.raises(Unfit):
            made("date", wrong)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("plain", [("Note", "plain")]),
        (["one", " ", "two"], [("Note", "one"), ("Note", "two")]),
        ([{"label": "Physical form", "text": "Two pages"}], [("Physical form", "Two pages")]),
        ({"Condition": "torn", "Size": ""}, [("Condition", "torn")]),
        ([{"label": "Empty", "text": ""}], None),
    ],
)
def test_notes(given: Any, wanted: list[tuple[str, str]] | None) -> None:
    notes = wanted and [{"label": label, "text": text} for label, text in wanted]
    assert made("notes", given) == notes
