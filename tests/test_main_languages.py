"""A catalogue whose main language is not English: its words are met in their forms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from catalogue import record
from click.testing import CliRunner
from conftest import ENGINES, MakeEngine, filled
from foreign_texts import vocabulary

from index_mappings.main_language import languages, main_language, spoken
from index_mappings.mapping import RecordMapping, load, names, parse
from service.cli import cli
from service.engines.embedded.schema import make_schema
from service.query.clauses import Word
from service.query.language import read
from service.query.request import Query


def mapping_of(code: str, name: str = "records") -> RecordMapping:
    return parse(name, spoken(load(name).body, main_language(code)))


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("code", languages())
def test_each_shipped_mapping_can_be_of_each_language(code: str, name: str) -> None:
    language = main_language(code)
    mapping = mapping_of(code, name)
    schema = make_schema(mapping)  # holds the exceptions against the stemmer
    assert mapping.stop_words == set(language.stop_words)
    words = [*language.stop_words, *(one for part in language.questions.values() for one in part)]
    assert [word for word in words if word != word.lower()] == []
    # what asks for nothing must be one word, or it would never be met
    several = [word for word in words if len(schema.analyzers["folded"].analyze(word)) > 1]
    assert several in ([], ["кто-то", "что-нибудь", "что-то"])
    assert set(language.questions["polite"]) <= set(language.questions["opening"])


def test_the_exceptions_are_those_of_latin_letters_that_the_language_needs() -> None:
    assert {code: len(main_language(code).exceptions) for code in languages()} == {
        "de": 1959, "es": 411, "fr": 29, "it": 0, "pt": 0, "ru": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "text", "left"),
    [
        ("de", "Was beschlossen die Bürger über den Zoll?", ["beschlossen", "Bürger", "Zoll"]),
        ("fr", "Qui a signé le traité de paix ?", ["signé", "traité", "paix"]),
        ("es", "¿Cuándo firmaron el tratado?", ["firmaron", "tratado"]),
        ("pt", "Quem assinou o tratado?", ["assinou", "tratado"]),
        ("it", "Chi firmò il trattato?", ["firmò", "trattato"]),
        ("ru", "Кто подписал договор о границе?", ["подписал", "договор", "границе"]),
    ],
)
def test_question_words_ask_for_nothing(code: str, text: str, left: list[str]) -> None:
    words = read(text, mapping_of(code)).words
    assert [word.text for word in words if isinstance(word, Word)] == left


MET = [
    ("de", "Die Zölle der Bischöfe", "Zoll Bischof"),
    ("fr", "Les traités des évêques étrangers", "traité étrangères"),
    ("es", "Las negociaciones españolas", "negociación español"),
    ("it", "I trattati degli ambasciatori", "trattato ambasciatore"),
    ("pt", "As negociações republicanas", "negociação republicano"),
    ("ru", "Договоры о границах", "договора граница"),
]


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize(("code", "title", "typed"), MET)
def test_words_are_found_in_their_forms(
    name: str, code: str, title: str, typed: str, make_engine: MakeEngine
) -> None:
    mapping = mapping_of(code)
    records = [record("a", title), record("b", "Переговоры 沈從文 Archives")]
    engine = filled(make_engine(name, None, mapping), records)

    def found(text: str) -> list[str]:
        return [hit.record.id for hit in engine.search(Query(read(text, mapping).clause)).hits]

    assert found(typed) == ["a"]
    assert found("переговорах 沈从文") == ["b"]


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("de", "German"),
        ("es", "Spanish"),
        ("fr", "French"),
        ("it", "Italian"),
        ("pt", "Portuguese"),
    ],
)
def test_both_engines_make_the_same_words(
    code: str, language: str, make_engine: MakeEngine, elasticsearch_url: str
) -> None:
    from elasticsearch import Elasticsearch  # noqa: PLC0415  # where there is no server, not needed

    mapping = mapping_of(code)
    engine = filled(make_engine("elasticsearch", None, mapping), [record("a", "a")])
    listed = (rule.partition(" => ")[0] for rule in main_language(code).exceptions)
    text = " | ".join([*vocabulary()[language], *listed])
    with Elasticsearch(elasticsearch_url) as client:
        answer = client.indices.analyze(index=engine.info().name, analyzer="stemmed", text=text)
    made = [token["token"] for token in answer["tokens"]]
    assert make_schema(mapping).analyzers["stemmed"].analyze(text) == made


def test_the_command_prints_a_mapping_that_can_be_used(tmp_path: Path) -> None:
    printed = CliRunner().invoke(cli, ["mapping", "language", "de"])
    assert printed.exit_code == 0
    file = tmp_path / "records.json"
    file.write_text(printed.output, encoding="utf-8")
    filters = json.loads(printed.output)["settings"]["analysis"]["filter"]
    assert filters["stems"] == {"type": "snowball", "language": "German"}
    assert load(str(file)).name == "records"
    assert CliRunner().invoke(cli, ["mapping", "check", str(file)]).exit_code == 0
