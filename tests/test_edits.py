"""Distances between words against a plain definition, and that no near string is left out."""

from __future__ import annotations

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from service.engines.edits import Like, by_nearness, one_edit_away, within_edits

WORDS = st.text(alphabet="abc1", max_size=7)


@cache
def distance(one: str, other: str) -> int:
    """Return the edits between two words, as they are defined."""
    if not one or not other:
        return len(one) + len(other)
    least = min(
        distance(one[1:], other) + 1,
        distance(one, other[1:]) + 1,
        distance(one[1:], other[1:]) + (one[0] != other[0]),
    )
    if len(one) > 1 and len(other) > 1 and one[0] == other[1] and one[1] == other[0]:
        least = min(least, distance(one[2:], other[2:]) + 1)
    return least


@given(WORDS, WORDS, st.integers(1, 2))
def test_words_are_within_edits_as_defined(one: str, other: str, edits: int) -> None:
    assert within_edits(one, other, edits) == (distance(one, other) <= edits)


@given(WORDS, st.lists(st.tuples(WORDS, st.integers(1, 2)), max_size=3))
def test_a_word_is_like_any_of_some(word: str, wanted: list[tuple[str, int]]) -> None:
    assert Like(wanted)(word) == any(within_edits(word, *one) for one in wanted)


@given(WORDS, WORDS)
def test_strings_one_edit_away_are_all_there(one: str, other: str) -> None:
    assert (other in one_edit_away(one)) == (distance(one, other) == 1 and other != "")


def test_the_nearest_come_first_and_then_the_most_frequent() -> None:
    counted = [("harbor", 9), ("harbours", 2), ("harbour", 5), ("harb", 0), ("arbor", 3)]
    assert list(by_nearness(counted, "harbour", 2)) == [("harbor", 9), ("harbours", 2)]
    # two edits away only with the first two letters
    assert list(by_nearness([("arbor", 3), ("habor", 1)], "harbour", 2)) == [("habor", 1)]
