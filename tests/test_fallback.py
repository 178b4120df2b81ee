"""How many of the words are asked for where no record has all."""

from __future__ import annotations

from serving import filled_engine

from index_mappings.mapping import RecordMapping
from service.query.clauses import All, Any, Not, Word
from service.query.language import read
from service.query.reading import Reading
from service.search.fallback import loosen, with_least


def test_what_is_not_a_word_stays_asked_for() -> None:
    one, two, never = Word("one"), Word("two"), Not(Word("never"))
    reading = Reading("one two -never", All((one, two, never)), "", words=(one, two))
    assert with_least(reading, 1) == All((Any((one, two), 1), never))
    assert with_least(reading, 2) == All((All((one, two)), never))
    assert with_least(Reading("", All((one, two)), "", words=(one, two)), 1) == Any((one, two), 1)


def test_the_fewest_words_are_left_open(mapping: RecordMapping) -> None:
    engine = filled_engine(mapping)
    loosened = loosen(engine, read("soviet jets pilots zanzibar timbuktu", mapping))
    assert loosened is not None
    assert (loosened.least, loosened.of) == (3, 5)
    excluding = loosen(engine, read("soviet jets zanzibar -pilots", mapping))
    assert excluding is not None
    assert excluding.least == 1
    assert loosen(engine, read("soviet jets", mapping)) is None
    assert loosen(engine, read("zanzibar timbuktu", mapping)) is None
    assert loosen(engine, read("zanzibar", mapping)) is None
