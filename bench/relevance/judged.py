"""Judged collections in the layout of BEIR, and the measures of a list of ids."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.corpora import KEPT

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "ir"
CONVERTED = KEPT / "ir"
"""Where `bench.relevance.converting` writes those that are converted here."""
DEEP = 10  # the first page: what is below it is hardly looked at


@dataclass(frozen=True, slots=True)
class Topic:
    """A query, its place in the file from 1, and how good each judged record is (above 0)."""

    place: int
    text: str
    good: Mapping[str, int]


NAMES = ("cranfield", "cisi", "med", "cacm", "npl", "adi", "lisa", "time", "cf")


def at_hand() -> tuple[str, ...]:
    """Return the collections whose files are here."""
    return tuple(name for name in NAMES if corpus(name).is_file())


def corpus(name: str) -> Path:
    """Return the file of a collection's records."""
    return _folder(name) / "corpus.jsonl"


def _folder(name: str) -> Path:
    given = FOLDER / name
    return given if given.is_dir() else CONVERTED / name


def topics(name: str) -> tuple[Topic, ...]:
    """Return the queries of a collection that have a record judged above 0."""
    good: dict[str, dict[str, int]] = {}
    with (_folder(name) / "qrels" / "test.tsv").open() as file:
        next(file)
        for line in file:
            query, record, grade = line.rstrip("\n").split("\t")
            if int(grade) > 0:
                good.setdefault(query, {})[record] = int(grade)
    with (_folder(name) / "queries.jsonl").open() as file:
        queries = [json.loads(line) for line in file]
    return tuple(
        Topic(place, query["text"], good[query["_id"]])
        for place, query in enumerate(queries, 1)
        if query["_id"] in good
    )


def gain(ids: Sequence[str], good: Mapping[str, int]) -> float:
    """Return nDCG@10: the grades found, each over the logarithm of its place, beside the best."""
    best = sorted(good.values(), reverse=True)[:DEEP]
    return _sum([good.get(id, 0) for id in ids[:DEEP]]) / _sum(best)


def _sum(grades: Sequence[int]) -> float:
    return sum(grade / math.log2(place + 1) for place, grade in enumerate(grades, 1))
