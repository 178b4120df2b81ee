"""Questions that find a part of what another finds."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from index_mappings.mapping import load
from index_mappings.record import Record
from service.engines.embedded import EmbeddedEngine
from service.query.clauses import All, Any, Clause, Counted, Not, Phrase, Prefix, Word
from service.query.narrower import narrower
from service.query.request import Query

WORDS = ("rice", "jets", "bridge", "snow", "wheat", "coal")


@pytest.fixture(scope="module")
def engine() -> Iterator[EmbeddedEngine]:
    made = EmbeddedEngine.open(None, load("records"))
    build = made.begin(owner="a test")
    dice = random.Random(3)
    records = (Record(str(n), {"title": " ".join(dice.sample(WORDS, 2))}) for n in range(60))
    assert list(build.add(records)) == []
    build.finish()
    build.publish()
    yield made
    made.close()


def drawn(dice: random.Random, depth: int = 2) -> Clause:
    if not depth or dice.random() < 0.3:
        one = dice.choice(WORDS)
        return dice.choice((Word(one), Not(Word(one)), Prefix(one[:3]), Phrase(f"{one} jets")))
    parts = tuple(drawn(dice, depth - 1) for _ in range(dice.randint(1, 3)))
    return dice.choice((All(parts), Any(parts), Any(parts, 2), Counted(Any(parts))))


@pytest.mark.parametrize("seed", range(60))
def test_they_find_nothing_else(engine: EmbeddedEngine, seed: int) -> None:
    clause = drawn(random.Random(seed))
    for part in narrower(clause):
        (beside,) = engine.count([Query(All((part, Not(clause))))])
        assert beside == 0, part


def test_they_are_quick_and_beside_what_is_asked_for_too() -> None:
    either = Any((Word("rice"), Prefix("je"), All((Word("snow"), Word("coal")))))
    only = Not(Word("wheat"))
    assert list(narrower(either)) == [Word("rice"), All((Word("snow"), Word("coal")))]
    assert list(narrower(All((only, either)))) == [
        All((only, Word("rice"))),
        All((only, All((Word("snow"), Word("coal"))))),
    ]
    assert list(narrower(All((either, only, Any((Word("a"), Word("b"), Word("c"))))))) == [
        All((Word("rice"), only, Word("a"))),
        All((All((Word("snow"), Word("coal"))), only, Word("b"))),
        All((All((Word("snow"), Word("coal"))), only, Word("c"))),
    ]
    assert list(narrower(All((Word("rice"), only)))) == []
    assert list(narrower(Any((Word("rice"), Word("jets")), 2))) == []
