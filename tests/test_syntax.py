from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from index_mappings.checking.shapes import RULES as KEYS
from index_mappings.mapping import load
from service.app import create_app
from service.query.language import read
from service.query.syntax import RULES, Rule
from service.settings import Settings

RECORDS = load("records")
EXAMPLES = RECORDS.examples
UNDERSTOOD = {
    "words": (
        "records with all of: riot, police, stone",
        "",
    ),
    "phrase": (
        "records with the phrase 'Bao Dai'",
        "",
    ),
    "without": (
        "records with irregulars; not: communist",
        "",
    ),
    "not": (
        "records with embargo; not the phrase 'foreign secretary'",
        "",
    ),
    "either": (
        "records with collins; saigon or paris",
        "",
    ),
    "parentheses": (
        "records with (the phrase 'Bao Dai' and french) or sihanouk",
        "",
    ),
    "and": (
        "records with all of: burma, irregulars",
        "",
    ),
    "field": (
        "records with title estimate",
        "",
    ),
    "field_phrase": (
        "records with the phrase 'Chiang Kai-shek' in recipient",
        "",
    ),
    "without_type": (
        "records with diem; not type Telegram",
        "",
    ),
    "years": (
        "records with burma; any day in 1948-1953",
        "",
    ),
    "days": (
        "records with any day from 1955-04 to 1955-05",
        "",
    ),
    "beginning": (
        "records with words that begin with 'negotiat'",
        "",
    ),
    "like": (
        "records with words like 'sihanuk', one letter off at most",
        "",
    ),
    "near": (
        "records with the words 'french launches' each within 5 of the next",
        "",
    ),
    "many": (
        "records with nu; words that begin with 'as'; words that begin with 'bu'; words "
        "that begin with 'ch'; words that begin with 'de'; words that begin with 'ei'; "
        "words that begin with 'fo'",
        "Too many words have a * or a ~; the last ones were read without it.",
    ),
    "small": (
        "records with all of: riot, taipei",
        "Ignored as too common: the, in",
    ),
    "question": (
        "records with all of: Diem, Cambodia; ignored: what, did, say, about",
        "Ignored as words that only ask or connect: what, did, say, about",
    ),
    "date": (
        "records with Lloyd; March 1957 (in the text or as the date)",
        "",
    ),
    "kind": (
        "records with Eisenhower; letters (as a word or the type)",
        "",
    ),
    "title": (
        "records with all of: Message, Harold, Macmillan, John, Foster, Dulles",
        "Ignored as too common: to",
    ),
    "marks": (
        "records with all of: cease-fire, vice-president",
        "",
    ),
    "no_field": (
        "records with in:saigon",
        "There is no field 'in', so it was read as a word.",
    ),
}
"""How each example of the mapping is said back, and the beginning of the note with it."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_each_example_is_understood_as_the_help_says(rule: Rule) -> None:
    reading = read(EXAMPLES[rule.key], RECORDS)
    understood_as, begin = UNDERSTOOD[rule.key]
    assert reading.understood_as == understood_as
    assert [note for note in reading.notes if not begin or not note.startswith(begin)] == []
    assert len(reading.notes) == bool(begin)


def test_a_mapping_may_have_an_example_for_each_rule() -> None:
    assert tuple(rule.key for rule in RULES) == KEYS


@pytest.fixture(scope="module")
def client(samples: Settings) -> FlaskClient:
    return create_app(samples).test_client()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_each_example_finds_something_in_the_samples(rule: Rule, client: FlaskClient) -> None:
    as_typed = {
        "q": EXAMPLES[rule.key],
        "match": "all",
        "spell": "off",
    }  # nothing helps it to be found
    assert client.get("/api/v1/search", query_string=as_typed).json["total"]["value"]


def test_no_two_rules_bear_one_name() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
