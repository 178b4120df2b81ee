"""A historian's questions, each with the records that answer it, judged by reading them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.relevance.archive import archive, other_volumes
from bench.relevance.judged import DEEP
from bench.relevance.sites import Reader, Sites

WANTED = 0.8  # the share of questions with an answer on the first page
KINDS = {"question": "as a question", "date": "with a year or span", "names": "with two names"}


@dataclass(frozen=True, slots=True)
class Question:
    """The typed question, its kind, and the ids of the records that answer it."""

    kind: str
    q: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions of a file beside this one, and what opens the records they are asked of."""

    title: str
    name: str
    reader: Callable[[Sites, str], Reader]


ASKED = (
    Asked("A historian's questions", "questions.jsonl", archive),
    Asked("Questions of two other volumes", "other_questions.jsonl", other_volumes),
)


def questions(name: str) -> tuple[Question, ...]:
    """Return the questions of a file."""
    with Path(__file__).with_name(name).open() as file:
        lines = [json.loads(line) for line in file]
    return tuple(Question(one["kind"], one["q"], tuple(one["answers"])) for one in lines)


def measure(sites: Sites, asked: Asked) -> dict[str, dict[Question, int]]:
    """Return by engine the place of the first answer of each question, or 0 if none is shown."""
    found: dict[str, dict[Question, int]] = {}
    for engine in sites.engines:
        reader = asked.reader(sites, engine)
        found[engine] = {}
        for question in questions(asked.name):
            ids = reader.first(question.q)
            places = [place for place, id in enumerate(ids, 1) if id in question.answers]
            found[engine][question] = min(places, default=0)
    return found


def table(found: dict[str, dict[Question, int]]) -> str:
    """Return the shares as a table in Markdown."""
    engines = list(found)
    lines = [f"| questions | of | {' | '.join(engines)} |", "|---" * (len(engines) + 2) + "|"]
    asked: dict[str, list[Question]] = defaultdict(list)
    for question in found[engines[0]]:
        asked[KINDS[question.kind]].append(question)
        asked["all"].append(question)
    for kind in (*KINDS.values(), "all"):
        cells = [
            f"{sum(bool(found[engine][one]) for one in asked[kind])}, first "
            f"{sum(found[engine][one] == 1 for one in asked[kind])}"
            for engine in engines
        ]
        lines.append(f"| {kind} | {len(asked[kind])} | {' | '.join(cells)} |")
    return "\n".join(lines)


def faults(found: dict[str, dict[Question, int]]) -> list[str]:
    """Return the missed targets, one sentence each."""
    missed = []
    for engine, places in found.items():
        share = sum(map(bool, places.values())) / len(places)
        if share < WANTED:
            without = [question.q for question, place in places.items() if not place]
            missed.append(f"{engine}: {share:.2f} of the questions in the first {DEEP}: {without}")
    return missed
