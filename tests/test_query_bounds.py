"""What a question may ask for, and which questions take longest."""

from __future__ import annotations

import pytest

from index_mappings.mapping import RecordMapping
from service.query.bounds import ALL_OF, ALTERNATIVES, is_dear, is_walked, size
from service.query.clauses import All, Clause, Phrase
from service.query.cost_notes import ALTERNATIVES_NOTE, PHRASE_NOTE
from service.query.language import read


@pytest.mark.parametrize(
    ("text", "walked"),
    [
        ("a1 b2 c3 d4 e5 f6 g7 h8 i9 j10", False),
        (" OR ".join(f"word{n}" for n in range(8)), False),
        (" OR ".join(f"word{n}" for n in range(9)), True),
        (" OR ".join(f"(word{n} name{n})" for n in range(5)), True),
        ("(rice OR wheat) coal", False),
        (f"coal ({' OR '.join(f'word{n}' for n in range(9))})", True),
    ],
)
def test_many_alternatives_are_walked_through(
    mapping: RecordMapping, text: str, walked: bool
) -> None:
    assert is_walked(read(text, mapping).clause) is walked


def test_pairs_among_alternatives_take_more_of_what_there_is(mapping: RecordMapping) -> None:
    pairs = read(" OR ".join(f"(word{n} name{n})" for n in range(9)), mapping)
    assert size(pairs.clause) == 2 * (ALTERNATIVES // (2 * ALL_OF))
    assert ALTERNATIVES_NOTE in pairs.notes


def test_a_phrase_of_stop_words_is_looked_for_beside_few_words_only(mapping: RecordMapping) -> None:
    few = " ".join(f"word{letter}" for letter in "abcdefg")
    many = f"{few} wordh"
    assert _parts(f'"of the" {few}', mapping) - _parts(few, mapping) == {Phrase("of the")}
    assert _parts(f'"of the" {many}', mapping) == _parts(many, mapping)
    assert PHRASE_NOTE in read(f'"of the" {many}', mapping).notes
    assert Phrase("of china") in _parts(f'"of china" {many}', mapping)


def _parts(text: str, mapping: RecordMapping) -> set[Clause]:
    clause = read(text, mapping).clause
    assert isinstance(clause, All)
    return {*clause.clauses}


@pytest.mark.parametrize(
    ("text", "dear"),
    [
        ("wa wb wc wd we wf wg wh wi wj", False),
        ('"wa wb" wc wd we wf wg', False),
        ('"wa wb" wc wd we wf wg wh', True),
        ("wa* wb wc wd", False),
        ("wa* wb wc wd we", True),
    ],
)
def test_a_question_with_a_phrase_is_asked_again_beside_fewer_words(
    mapping: RecordMapping, text: str, *, dear: bool
) -> None:
    assert is_dear(read(text, mapping).clause) is dear
