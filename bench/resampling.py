"""Generating more records of the same kind from real sentences, titles and facet values.

A record keeps the shape of a real one (how long it is, which facets it has, how common their
values are). Its text is runs of neighbouring sentences from two documents of one volume, so
that words that belong together stay together; its date is moved by up to two years.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from bench.frus import SUMMARY_CHARS
from index_mappings.dates import read_date
from index_mappings.days import civil
from index_mappings.json_values import Json

SEED = 1950
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z“\"(])")
_RUN = 8  # sentences that stay neighbours; about a paragraph
_SHIFT = 730  # days a date is moved by, either way
_NAMES = 8  # people named at most in a short record, as a catalogue's entry does


def resample(
    real: Sequence[dict[str, Json]], count: int, *, full: bool
) -> Iterator[dict[str, Json]]:
    """Yield `count` records made of real ones, with full text or with title and summary only."""
    chance = random.Random(SEED)
    texts = [_SENTENCE.split(record.get("text", "")) for record in real]
    volumes: dict[str, list[int]] = {}
    for place, record in enumerate(real):
        volumes.setdefault(record["collections"][0], []).append(place)
    for number in range(1, count + 1):
        shape = chance.randrange(len(real))
        names = real[chance.choice(volumes[real[shape]["collections"][0]])]
        made = {
            **real[shape],
            "id": f"made/{number}",
            "title": _title(real[shape], names),
            "position": number,
            "source": "made",
        }
        for field in ("sender", "recipient"):
            if field in made and field in names:
                made[field] = names[field]
        if "date" in made:
            made["date"] = _moved(made["date"], chance)
        others = volumes[made["collections"][0]]
        if full:
            text = " ".join(_mixed(texts, shape, chance.choice(others), chance))
            made["text"], made["summary"] = text, text[:SUMMARY_CHARS]
        else:
            made.pop("text", None)
            made["people"] = made.get("people", [])[:_NAMES]
            made["summary"] = " ".join(_run(texts[chance.choice(others)], chance))[:SUMMARY_CHARS]
        yield {name: value for name, value in made.items() if value}


def _title(shape: dict[str, Json], names: dict[str, Json]) -> str:
    title: str = shape["title"]
    for field in ("sender", "recipient"):
        if field in shape and field in names:
            title = title.replace(shape[field][0]["name"], names[field][0]["name"], 1)
    return title


def _moved(date: Json, chance: random.Random) -> Json:
    if "from" not in date:
        return date
    year, month, day = civil(date["from"] + chance.randint(-_SHIFT, _SHIFT))
    return read_date(f"{year:04d}-{month:02d}-{day:02d}").to_json()


def _run(sentences: Sequence[str], chance: random.Random) -> Sequence[str]:
    start = chance.randrange(max(1, len(sentences) - _RUN))
    return sentences[start : start + _RUN]


def _mixed(
    texts: Sequence[Sequence[str]], one: int, other: int, chance: random.Random
) -> Iterator[str]:
    """Yield as many sentences as document `one` has, in runs from it and from another."""
    left = len(texts[one])
    while left > 0:
        run = _run(texts[chance.choice((one, other))], chance)[:left]
        yield from run
        left -= max(1, len(run))
