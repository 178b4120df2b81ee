"""Rows with a million records: growth of search time, memory, suggestions while typing."""

from __future__ import annotations

import random
import statistics
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from urllib.parse import urlencode

from bench import bare_tantivy, corpora, indexes, memory, servers
from bench.agreement import check
from bench.clients import Client
from bench.measuring import Outcome, Times, in_turn
from bench.plan import Missing, Plan
from bench.queries import FRUS, Question
from bench.searching import of_bare, of_result
from bench.serving import api, page
from index_mappings.words import words
from service.engines.embedded import EmbeddedEngine
from service.search import suggest
from service.search.links import Links
from service.search.site import Site
from service.settings import Settings

MAPPING = indexes.MAPPING
_LEAST, _MOST = 20, 1000  # hits of the searches whose cost is that of a page and not of counting
_OF_A_LENGTH = 7  # questions of one word, of two words, and so on to six
_TRIED = 3000
_SEED = 38
_SUGGESTED = 8


def same_questions(plan: Plan) -> Outcome:
    """The questions with at least 20 hits at the small size, at both sizes."""
    small, large = _engine(plan.small), _engine(plan.large)
    asked = {q: q.query(MAPPING) for q in FRUS}
    kept = [q for q in FRUS if small.count([asked[q]])[0] >= _LEAST]
    mine, theirs, detail = in_turn(
        lambda q: large.search(asked[q]), lambda q: small.search(asked[q]), kept, plan.rounds
    )
    return Outcome(detail["ratio_by_case"], mine, theirs, detail | _sizes(small, large))


def few_hits(plan: Plan) -> Outcome:
    """Questions with 20 to 1,000 hits at each size, not the same but of as many words."""
    small, large = _engine(plan.small), _engine(plan.large)
    few, many = _found(small, plan.small), _found(large, plan.large)
    pairs = [pair for words in few for pair in zip(few[words], many.get(words, ()), strict=False)]
    if not pairs:
        raise Missing("no question has 20 to 1,000 hits at both sizes")
    asked = {question: question.query(MAPPING) for pair in pairs for question in pair}
    mine, theirs, detail = in_turn(
        lambda pair: large.search(asked[pair[1]]),
        lambda pair: small.search(asked[pair[0]]),
        pairs,
        plan.rounds,
    )
    return Outcome(mine.median / theirs.median, mine, theirs, detail | _sizes(small, large))


def at_large(plan: Plan) -> Outcome:
    """The engine boundary beside the bare script with a million records."""
    engine, bare = _engine(plan.large), bare_tantivy.Search(str(indexes.bare(plan.large)))
    asked = {q: q.query(MAPPING) for q in FRUS}
    mine, theirs, detail = in_turn(
        lambda q: engine.search(asked[q]),
        lambda q: bare.search(q.text, q.facet, q.value),
        FRUS,
        max(1, plan.rounds // 3),
    )
    for q in FRUS:
        check(q, of_result(engine.search(asked[q])), of_bare(bare.search(q.text, q.facet, q.value)))
    return Outcome(mine.median / theirs.median, mine, theirs, detail)


def suggestions(plan: Plan) -> Outcome:
    """Suggestions beside the bare script's searches, both with a million records."""
    engine, bare = _engine(plan.large), bare_tantivy.Search(str(indexes.bare(plan.large)))
    site = Site.of(Settings(), engine, "bench")
    links = Links()
    typed = [(q, " ".join(q.words)[: 2 + place % 7]) for place, q in enumerate(FRUS)]
    mine, theirs, detail = in_turn(
        lambda case: suggest.suggestions(site, case[1].strip(), _SUGGESTED, links),
        lambda case: bare.search(case[0].text, case[0].facet, case[0].value),
        typed,
        max(1, plan.rounds // 3),
    )
    return Outcome(mine.median / theirs.median, mine, theirs, detail)


def worker_memory(plan: Plan) -> Outcome:
    """Private memory of the workers after every question: as JSON, as a page, half typed."""
    with servers.searchroom(f"embedded:{indexes.ours(plan.large)}") as server:
        for _ in range(2 * servers.WORKERS):
            client = Client(server.port)  # a connection stays with one worker
            for question in FRUS:
                client.get(api(question))
                client.get(page(question))
                client.get(f"/api/v1/suggest?{urlencode({'q': question.text[:5]})}")
        held = [memory.anonymous(pid) for pid in server.children()]
    return Outcome(max(held), Times.of(held, "MB"), None, {"records": corpora.size(plan.large)})


def _engine(name: str) -> EmbeddedEngine:
    return EmbeddedEngine.open(indexes.ours(name), MAPPING)


def _found(engine: EmbeddedEngine, name: str) -> dict[int, list[Question]]:
    """Return questions that fit by their number of words, as many of each as there are."""
    found: dict[int, list[Question]] = {}
    for question in islice(_drawn(name), _TRIED):
        same = found.setdefault(len(question.words), [])
        if len(same) < _OF_A_LENGTH:
            query = replace(question.query(MAPPING), highlight=False)
            if _LEAST <= engine.count([query])[0] <= _MOST:
                same.append(question)
    return found


def _drawn(name: str) -> Iterator[Question]:
    """Yield words that are near each other in the corpus, one to six of them."""
    chance = random.Random(_SEED)
    for record in corpora.objects(name):
        found = [w for w in words(record.get("summary", ""), MAPPING) if len(w) > 3 and w.isascii()]
        if len(found) > 12:
            start = chance.randrange(len(found) - 6)
            near = found[start : start + 6]
            yield Question(" ".join(chance.sample(near, chance.randint(1, 6))))


def _sizes(small: EmbeddedEngine, large: EmbeddedEngine) -> dict[str, int]:
    return {"small": small.info().records, "large": large.info().records}


def start(plan: Plan) -> Outcome:
    """Seconds from `searchroom serve` to its first answer to a search."""
    engine = f"embedded:{indexes.ours(plan.full)}"
    taken = []
    for _ in range(2 * plan.turns - 1):
        with servers.searchroom(engine, api(FRUS[0])) as server:
            taken.append(server.seconds)
    return Outcome(statistics.median(taken), Times.of(taken, "s"))
