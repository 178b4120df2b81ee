"""Judged questions in other languages: the answers come first, on texts made for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from catalogue import record
from conftest import ENGINES, MakeEngine, filled
from serving import client_of

from index_mappings.main_language import main_language, spoken
from index_mappings.mapping import load, parse
from index_mappings.record import Record

JUDGED = Path(__file__).parent / "judged"


@dataclass(frozen=True)
class Judged:
    """Records of one language, and the ids that answer each question."""

    records: tuple[Record, ...]
    questions: tuple[tuple[str, frozenset[str]], ...]


def judged(name: str) -> Judged:
    records, questions = [], []
    for line in (JUDGED / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            id, title, summary = (part.strip() for part in line[2:].split("|"))
            records.append(record(id, title, summary=summary))
        elif line.startswith("? "):
            question, _, ids = line[2:].partition(" => ")
            questions.append((question, frozenset(ids.split())))
    return Judged(tuple(records), tuple(questions))


# of the questions: answered by the first record, and with all their answers among the first five
EXPECTED = {"russian": (36, 36), "chinese": (36, 36), "german": (39, 39)}
MAIN = {"german": "de"}  # the others are found beside English


@pytest.mark.parametrize("engine_name", ENGINES)
@pytest.mark.parametrize("language", EXPECTED)
def test_the_answers_come_first(language: str, engine_name: str, make_engine: MakeEngine) -> None:
    texts = judged(language)
    assert len(texts.questions) >= 30
    mapping = load("records")
    if language in MAIN:
        mapping = parse("records", spoken(mapping.body, main_language(MAIN[language])))
    client = client_of(filled(make_engine(engine_name, None, mapping), texts.records))
    first, all_five, failed = 0, 0, []
    for question, wanted in texts.questions:
        answer = client.get("/api/v1/search", query_string={"q": question, "size": 5}).get_json()
        found = [item["id"] for item in answer["results"]]
        is_first = bool(found) and found[0] in wanted
        first += is_first
        all_five += wanted <= set(found)
        if not is_first or not wanted <= set(found):
            failed.append((question, found))
    assert (first, all_five) == EXPECTED[language], failed
