"""Dates with a dash within one date, and years that a cataloguer completed."""

import pytest

from index_mappings.dates import read_date


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("post-1950", "1951/.."), ("after-May 1950", "1950-06/.."), ("pre-1950", "../1949"),
        ("circa-1950", "1950~"), ("before - 1950", "../1950"), ("Apr-50", "1950-04"),
        ("APR-1950", "1950-04"), ("Sep-05", ""), ("May-June 1950", "1950-05/1950-06"),
        ("[19]50", "1950"), ("3 May [19]50 - 5 June [19]51", "1950-05-03/1951-06-05"),
        ("19[50]", "1950"), ("19[50?]", "1950?"), ("12 [13] May 1950", "1950-05-13"),
        ("10[11]", ""), ("1950x1955", "[1950..1955]"), ("1130 × 1135", "[1130..1135]"),
        ("1 пол. XIX в.", "[1800..1850]"), ("2-я пол. XIX в.", "[1850..1900]"),
    ],
)  # fmt: skip
def test_a_date_is_read_whole(text: str, edtf: str) -> None:
    assert read_date(text).edtf == edtf
