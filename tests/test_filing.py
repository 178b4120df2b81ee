"""What a title is ordered by: without its article, with its numbers as numbers."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from index_mappings.filing import filing_key
from index_mappings.folding import fold, key

_PARTS = st.sampled_from(
    ["the", "The ", "a ", "A", "an ", "An ", "l'", "’", " ", "\t", "...", "(", "1,000", "2", "x",
     "é", "Đặng", "ß", "-", "İ", "½", "ﬁ", "al-", "\u0301", "the\u00ad ", "\u200bthe ", "”", "３"]
)  # fmt: skip


@given(st.lists(_PARTS | st.text(max_size=4), max_size=7).map("".join))
@example("“The Lamps of Almar”")
@example("The ...")
@example("The")
@example("A 12")
@example("Theatres, 1,000 of them")
def test_a_title_that_has_no_article_is_ordered_as_one_that_was_looked_through(title: str) -> None:
    assert filing_key(title) == filing_key(title, languages=("of no language",))


def test_a_title_is_ordered_without_its_article_and_by_its_numbers() -> None:
    assert filing_key("The Lamps of Almar") == filing_key("lamps of Almar")
    assert filing_key("Theatre") != filing_key("atre")
    assert filing_key("Letter 2") < filing_key("Letter 10") < filing_key("Letter 1,000")
    assert filing_key("Die Lampen", languages=["German"]) == filing_key("Lampen")
    assert filing_key("The Lamps", "Lamps") == filing_key("Lamps")


def test_letters_are_folded_wherever_they_stand_in_a_text() -> None:
    assert fold("Đặng Œuvre\u200b ßtraße İ") == "dang oeuvre sstrasse i"
    assert key("Đặng — “Œuvre”") == "dang oeuvre"
