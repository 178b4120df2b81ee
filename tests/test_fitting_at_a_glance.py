"""Records that fit are known at a glance, and those that do not are made fit all the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping, load
from loaders.drafts.draft import Draft, Where
from loaders.drafts.fitting import WORD_CHARACTERS, Fitting

RECORDS = load("records")
LONG = "w" * (WORD_CHARACTERS + 1)
PIECES = st.sampled_from(["w" * WORD_CHARACTERS, LONG, "a", " ", "  ", "\n", "\t", "é"])


def _fitted(mapping: RecordMapping, values: dict[str, Json]) -> tuple[dict[str, Json], int]:
    found, remarks = Fitting(mapping).fit(Draft(values, Where("f")))
    return found, len(remarks)


@pytest.mark.parametrize(
    ("name", "given", "after"),
    [
        ("a control character", "Doe\x07", "Doe"),
        ("the last control character of ASCII", "Doe\x7f", "Doe"),
        ("an accent apart", "Doe\u0301", "Do\u00e9"),
        ("a value longer than a keyword", "n " * 501, "n " * 500),
    ],
)
def test_what_is_within_a_value_is_made_fit(
    mapping: RecordMapping, name: str, given: str, after: str
) -> None:
    party: dict[str, Json] = {"name": given, "as_written": "Doe"}
    plain: dict[str, Json] = {"name": "Roe", "as_written": "Roe"}

    found, remarks = _fitted(mapping, {"title": "T", "sender": [plain], "people": [plain, party]})

    assert found["people"] == [plain, {"name": after, "as_written": "Doe"}], name
    assert found["sender"] == [plain]
    assert remarks == (0 if "accent" in name else 1)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_a_text_has_no_word_that_is_too_long(text: str) -> None:
    found, remarks = _fitted(RECORDS, {"title": "T", "summary": text})
    summary = str(found["summary"])

    assert max(map(len, summary.split()), default=0) <= WORD_CHARACTERS
    assert "".join(summary.split()) == "".join(text.split())
    assert (remarks > 0) == (max(map(len, text.split()), default=0) > WORD_CHARACTERS)
