"""The searches that take longest, made of the corpus's own words as its worst enemy would."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterable
from itertools import pairwise, product

from bench import indexes
from bench.measuring import Outcome, Times
from bench.plan import Plan
from bench.queries import FRUS
from service.engines.contract import Engine
from service.engines.embedded import EmbeddedEngine
from service.query.typed import LONGEST
from service.schemas.arguments import DEEPEST, DEFAULT_SIZE
from service.search.arguments import Arguments
from service.search.ask import ask
from service.search.links import Links
from service.search.site import Site
from service.settings import Settings

MAPPING = indexes.MAPPING
_WORDS = 4_000  # of the most frequent
_FARTHEST = DEEPEST // DEFAULT_SIZE


def worst(plan: Plan) -> Outcome:
    """The slowest of the worst searches beside the median search, both as the site answers them.

    That is with every facet, highlights, spelling and relaxations. The detail has each of them.
    """
    engine = EmbeddedEngine.open(indexes.ours(plan.full), MAPPING)
    site = Site.of(Settings(), engine, "bench")
    usual = [Arguments(q=one.text, filters=one.arguments().filters) for one in FRUS]
    rounds = max(3, plan.rounds // 3)
    times = [_median(site, arguments, rounds) for arguments in usual]
    slow = {name: _median(site, one, rounds) for name, one in worst_searches(engine).items()}
    median = statistics.median(times)
    by_name = {name: round(taken / median, 1) for name, taken in slow.items()}
    most = max(slow.values())
    return Outcome(
        most / median, Times.of([most]), Times.of(times), {"rounds": rounds, "ratios": by_name}
    )


def worst_searches(engine: Engine) -> dict[str, Arguments]:
    """Return costly searches of many clauses, by what makes them costly."""
    frequent = [term for term, _ in engine.terms("everything.folded", "", _WORDS)]
    frequent = [term for term in frequent if term.isascii() and term.isalpha()]
    stop = [term for term in frequent if term in engine.mapping.stop_words][:7]
    words = [term for term in frequent if term not in engine.mapping.stop_words]
    long = [term for term in words if len(term) > 7]
    short = [term for term in words if 3 < len(term) < 8]
    pairs = [f'"{one} {other}"' for one, other in pairwise(words)]
    starts = list(dict.fromkeys(term[:2] for term in words))
    either = " OR "
    texts = {
        "beginnings": _cut(" ", (f"{one}*" for one in starts * 9)),
        "any beginning": _cut(either, (f"{one}*" for one in starts * 9)),
        "edits": _cut(" ", (f"{one}~" for one in long)),
        "any edits": _cut(either, (f"{one}~" for one in long)),
        "any short edits": _cut(either, (f"{one}~" for one in short)),
        "phrases": _cut(" ", pairs),
        "any phrase": _cut(either, pairs),
        "small words": _cut(either, (f'"{a} {b}"' for a, b in product(stop, stop) if a != b)),
        "near small words": '"' + _cut(" ", stop * 40) + '"~100',
        "near": _cut(" ", (f"{pair}~100" for pair in pairs)),
        "words": _cut(" ", words),
        "any word": _cut(either, words),
        "years": _cut(" ", (f"July {year}" for year in range(1900, 2000))),
        "in each field": _cut(
            either, (f"{field}:{one}*" for one in starts for field in ("title", "text", "people"))
        ),
        "nested": "(" * 10 + _cut(either, words[:60])[:800].rpartition(either)[0] + ")" * 10,
        "excluded": _cut(" ", (f"-{one}~" for one in long)),
        "mixed": _cut(either, _mixed(starts, long, pairs)),
    }
    found = {name: Arguments(q=text) for name, text in texts.items()}
    found["any of the words"] = Arguments(q=texts["words"], match="any")
    found["any of twelve"] = Arguments(q=" ".join(words[:12]), match="any")
    for sort in ("date", "title"):
        found[f"a far page by {sort}"] = Arguments(sort=sort, page=_FARTHEST)
        found[f"a far page of any word by {sort}"] = Arguments(
            q=texts["any word"], sort=sort, page=_FARTHEST
        )
    return found


def _mixed(starts: list[str], long: list[str], pairs: list[str]) -> Iterable[str]:
    for start, word, pair in zip(starts, long, pairs, strict=False):
        yield from (f"{start}*", f"{word}~", f"{pair}~100", pair)


def _cut(between: str, parts: Iterable[str]) -> str:
    """Return as many of the parts as a question may be long."""
    text = between.join(parts)
    return text if len(text) <= LONGEST else text[:LONGEST].rpartition(between)[0]


def _median(site: Site, arguments: Arguments, rounds: int) -> float:
    taken = []
    links = Links()
    ask(site, arguments, links)
    for _ in range(rounds):
        begin = time.perf_counter_ns()
        ask(site, arguments, links)
        taken.append((time.perf_counter_ns() - begin) / 1e6)
    return statistics.median(taken)
