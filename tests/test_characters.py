"""The table of characters that are read as others."""

from __future__ import annotations

import pytest

from index_mappings.characters import FIRST, alike, table


def test_each_character_is_read_by_the_table_alone_and_among_others() -> None:
    known = table()
    assert len(known) > 3_000
    for code, becomes in known.items():
        assert alike(chr(code)) == becomes
        assert alike(f"中{chr(code)}") == f"中{becomes}"


def test_the_other_letters_stay() -> None:
    known = table()
    others = "".join(chr(code) for code in range(FIRST, 0x2E80) if code not in known)
    assert alike(others) == others


@pytest.mark.parametrize(
    ("text", "read"), [("沈從文", "沈从文"), ("Фёдор", "Федор"), ("ισας", "ισασ"), ("a—ё", "a—е")]
)
def test_words_are_read_with_the_replaced_characters(text: str, read: str) -> None:
    assert alike(text) == read
