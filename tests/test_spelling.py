"""What was meant by a misspelled word: by sound, by frequency, by the other words."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from serving import client_of, filled_engine, record

from index_mappings.mapping import RecordMapping
from service.search.likelihood import distance


@pytest.mark.parametrize(
    ("typed", "likelier", "than"),
    [
        ("kruschchev", "khrushchev", "kruschen"),  # a silent h
        ("adenaur", "adenauer", "adenaus"),  # a vowel
        ("jugoslavia", "yugoslavia", "bugoslavia"),  # the first letter by its sound
        ("tawain", "taiwan", "tawlin"),  # not the other way round
        ("dulkes", "dulles", "dulbes"),  # the next key
        ("stallin", "stalin", "starlin"),  # a letter doubled
        ("kirino", "quirino", "mirina"),  # two letters for one sound
        ("shuman", "schuman", "sthuman"),  # three for two
    ],
)
def test_some_changes_are_likelier(typed: str, likelier: str, than: str) -> None:
    assert 0 < distance(typed, likelier) < distance(typed, than)


def test_no_change_costs_nothing_and_the_ways_are_alike() -> None:
    assert distance("stalin", "stalin") == 0
    assert distance("ab", "ba") < distance("ab", "cd")
    assert distance("a", "b") > 0


@pytest.fixture(scope="module")
def client(mapping: RecordMapping) -> FlaskClient:
    texts = {
        "Khrushchev": 20,
        "Kruschev": 1,
        "Oak-ridge": 12,
        "Kuomintang troops": 8,
        "Phnom Penh": 5,
        "when and then": 30,
        "Phnom": 1,
        "Peking": 6,
        "Peiping": 4,
        "Being": 40,
        "Czechoslovakia": 3,
        "Bao Dai": 6,
        "the day of it": 30,
        "Editorial Note": 9,
        "All editorials": 1,
        "Tsung Tse-min": 9,
        "Tsang and Tse-min": 5,
    }
    records = [
        record(f"{name}{at}", f"Report {at} on {name}")
        for name, times in texts.items()
        for at in range(times)
    ]
    people = [{"name": "Bao Dai", "as_written": "Bao Dai"}]
    records.append(record("dai", "The emperor", people=people))
    return client_of(filled_engine(mapping, records))


def _spelling(client: FlaskClient, q: str) -> tuple[str, bool]:
    answer = client.get("/api/v1/search", query_string={"q": q}).json
    found = (answer or {}).get("spelling", {})
    return found.get("text", ""), found.get("applied", False)


@pytest.mark.parametrize(
    ("typed", "meant", "applied"),
    [
        ("Kruschchev", "Khrushchev", True),  # and not the misspelling that is nearer
        ("Kruschev", "Khrushchev", False),  # the index knows it: only offered
        ("Oakridge", "Oak-ridge", True),  # parted
        ("kuo mintang", "kuomintang", True),  # joined
        ("Phnom Phen", "Phnom Penh", True),  # by the other word, though "then" is more frequent
        ("Bao Dye", "Bao Dai", True),  # two letters of a short name, next to the other word
        ("Tsang Tse-min", "Tsung Tse-min", False),  # all are there, and nowhere side by side
        ("Peipping", "Peiping", False),  # nobody wrote it so, though its stem finds Peiping
        ("Peipings", "Peiping", False),
        ("Chekoslovakia", "Czechoslovakia", False),  # a sound and two letters of a long word
        ("Ediotrial Note", "Editorial Note", True),  # and not its rare plural, which finds the same
        ("Beijing", "", False),  # nobody wrote it, but its other names are found
        ("Troop", "", False),  # another form of a word finds the same
        ("Khrushchev", "", False),
        ("Khrushchev zanzibar", "", False),
    ],
)
def test_what_was_meant(client: FlaskClient, typed: str, meant: str, applied: bool) -> None:
    assert _spelling(client, typed) == (meant, applied)


def test_a_long_word_is_left_alone(client: FlaskClient) -> None:
    assert _spelling(client, "Khrushchev" * 20) == ("", False)
