"""The words that a build gives to tantivy are those that the mapping's analyzers make."""

from __future__ import annotations

import re

import pytest
import tantivy
from hypothesis import example, given
from hypothesis import strategies as st

from index_mappings.mapping import load, names
from service.engines.embedded.entries import Entries
from service.engines.embedded.joined_names import JoinedNames
from service.engines.embedded.schema import IndexSchema, make_schema
from service.engines.embedded.written_words import RUNS, SIMPLE, MadeHere, WrittenWords

SCHEMA = make_schema(load("records"))
WORDS = WrittenWords(MadeHere.of(SCHEMA.mapping), JoinedNames())

_WORDS = st.sampled_from(
    ["U.S.", "d'Estaing", "3,355.50", "毛泽东", "Ōsaka-shi", "naïve", "Türkei", "организации",
     "universities", "Universität", "ﬁle", "K2", "a\u0301b", "½", "²", "ªº", "한국", "ひらがな",
     "カタカナ", "בְּרֵאשִׁית", "مرحبا", "हिन्दी", "İstanbul", "ǆ", "ß", "\u00ad", "\u200b", "x\u2028y"]
)  # fmt: skip


@given(st.lists(_WORDS | st.text(max_size=30), max_size=30).map(" ".join) | st.text())
@example("The U.S. Government’s “view” – as of 3,355.50")
@example("")
@example("word\x00word\x1cword\x85word_word")
def test_words_are_those_of_the_analyzers(text: str) -> None:
    text = text.encode(errors="ignore").decode()
    folded, stemmed, names = WORDS.made(text)
    # tantivy cuts at blanks, however many there are
    assert [word for word in folded.split(" ") if word] == SCHEMA.analyzers["folded"].analyze(text)
    assert stemmed == " ".join(SCHEMA.analyzers["stemmed"].analyze(text))
    assert not names  # none are looked for here


def test_a_simple_letter_is_cut_as_the_pattern_cuts_it() -> None:
    simple = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).build()
    runs = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(RUNS)).build()
    chars = re.findall(f"[{SIMPLE}]", "".join(map(chr, range(0x20000))))
    assert len(chars) > 2_000
    text = " ; ".join(f"{char} a{char}b" for char in chars)
    assert simple.analyze(text) == runs.analyze(text)


@pytest.mark.slow
def test_no_letter_is_folded_to_a_blank_or_to_nothing() -> None:
    # else a word would be two, or none, where tantivy cuts at blanks
    folding = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(
        tantivy.Filter.ascii_fold()
    )
    analyzer = folding.filter(tantivy.Filter.lowercase()).build()
    letters = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(RUNS)).build()
    every = (chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    found = {"".join(letters.analyze(char)) for char in every} - {""}
    assert len(found) > 100_000
    assert [char for char in found if len(analyzer.analyze(char)[0].split()) != 1] == []


@pytest.mark.parametrize("name", names())
def test_the_shipped_mappings_are_written_this_way(name: str) -> None:
    schema = make_schema(load(name))
    assert {**MadeHere.of(schema.mapping).stems} == {"stemmed": True, "folded": False}


def _with_pattern(pattern: str) -> IndexSchema:
    mapping = load("records")
    analysis = mapping.body["settings"]["analysis"]
    analysis["tokenizer"]["words"]["pattern"] = pattern
    return make_schema(mapping)


def test_words_of_another_pattern_are_left_to_tantivy() -> None:
    schema = _with_pattern(r"[a-z]+ [a-z]+|\p{L}+")
    entries = Entries(schema)
    assert entries.analyzers["stemmed"].analyze("of the") == schema.analyzers["stemmed"].analyze(
        "of the"
    )
    assert "stemmed" not in MadeHere.of(schema.mapping).stems


def test_words_that_have_been_forgotten_are_stemmed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.engines.embedded.written_words._STEMS", 2)
    words = WrittenWords(MadeHere.of(SCHEMA.mapping), JoinedNames())
    text = "universities organized meetings of universities"
    expected = " ".join(SCHEMA.analyzers["stemmed"].analyze(text))
    assert words.made(text)[1] == expected == words.made(f"{text} ")[1]
