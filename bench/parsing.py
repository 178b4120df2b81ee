"""A row on reading what was typed: from the text to the query that an engine runs."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import replace

from bench import bare_tantivy, indexes
from bench.measuring import Outcome, in_turn
from bench.plan import Plan
from bench.queries import FRUS, LONG, Question
from index_mappings.dates import free_text as dates
from service.engines.elastic.request import search_body
from service.engines.embedded import schema as schemas
from service.engines.embedded.filtering import lifted, matching
from service.names.rings import NO_RINGS
from service.query import language
from service.query.request import Query
from service.search import name_keys
from service.search.question import query_of, question_of

MAPPING = indexes.MAPPING
_REMEMBERED = (
    language._remembered,
    language._remembered_long,
    dates._read,
    name_keys.without_date,
    schemas._analysed,
)
_TIMES = 5  # each long question, for its own median


def parsing(plan: Plan) -> Outcome:
    """Reading a text nobody typed before and building its query, beside a bare search of it.

    The detail has the slowest question's median, and that of the same for Elasticsearch.
    """
    bare = bare_tantivy.Search(str(indexes.bare(plan.full)))
    schema = schemas.make_schema(MAPPING)

    def embedded(question: Question) -> None:
        query = read_anew(question)
        schema.word_queries.clear()
        lifted(matching(query, schema), query, schema)

    def elastic(question: Question) -> None:
        search_body(read_anew(question), MAPPING)

    cases = (*FRUS, *LONG)
    mine, theirs, detail = in_turn(
        embedded,
        lambda question: bare.search(question.text, question.facet, question.value),
        cases,
        plan.rounds,
    )
    for name, build in (("embedded", embedded), ("elasticsearch", elastic)):
        slowest = max((_median(build, question), question.text) for question in cases)
        detail[f"slowest_{name}"] = dict(zip(("ms", "text"), slowest, strict=True))
    return Outcome(mine.median / theirs.median, mine, theirs, detail)


def read_anew(question: Question) -> Query:
    """Return the query of a question, read as if nobody had typed it before."""
    for cache in _REMEMBERED:
        cache.cache_clear()
    arguments = replace(question.arguments(), match="auto")
    understood = question_of(arguments, MAPPING, NO_RINGS, None)
    return query_of(understood.arguments, MAPPING, understood.reading)


def _median(build: Callable[[Question], None], question: Question) -> float:
    taken = []
    for _ in range(_TIMES):
        begin = time.perf_counter_ns()
        build(question)
        taken.append((time.perf_counter_ns() - begin) / 1e6)
    return statistics.median(taken)
