"""Rows in one process: the engine boundary beside the bare script, and growth with the records."""

from __future__ import annotations

import dataclasses
from typing import Any

from bench import bare_tantivy, indexes, queries
from bench.agreement import Found, check
from bench.measuring import Outcome, in_turn
from bench.plan import Plan
from bench.queries import Question
from index_mappings.mapping import RecordMapping
from service.engines.embedded import EmbeddedEngine
from service.query.language import read
from service.query.request import Query
from service.results import SearchResult
from service.search.bridges import Bridges
from service.search.question import query_of

MAPPING = indexes.MAPPING
_LEAFED = 100  # the page that leafing begins at: where to count, as for a far page, begins to pay
# what the bare script marks: tantivy's snippets of a full text cost it more than all the rest
BRIEF_MAPPING = dataclasses.replace(
    MAPPING, highlights=tuple(one for one in MAPPING.highlights if one.fragments == 0)
)


def with_fragments(plan: Plan) -> Outcome:
    """Ours with fragments of the full text as well, beside title and summary alone."""
    return boundary(plan.full, plan.rounds, MAPPING, ("title", "summary"))


def leafing(plan: Plan) -> Outcome:
    """A page by date that a reader has leafed to, beside the first page."""
    engine = EmbeddedEngine.open(indexes.ours(plan.full), MAPPING)
    first = Query(sort="date", size=queries.SIZE, highlight=False)
    pages = range(_LEAFED, _LEAFED + 20)
    ours, beside, detail = in_turn(
        lambda page: engine.search(dataclasses.replace(first, page=page)),
        lambda _: engine.search(first),
        pages,
        plan.rounds,
    )
    return Outcome(ours.median / beside.median, ours, beside, detail)


def bridged(plan: Plan) -> Outcome:
    """A search of names with their other forms, beside the same of what was typed.

    Nothing is marked: that takes as long as the texts found are, and the two find others.
    """
    engine = EmbeddedEngine.open(indexes.ours(plan.full), MAPPING)
    bridges = Bridges(engine)

    def query(question: Question) -> Query:
        reading = bridges.put_in(read(question.text, MAPPING, match="all")).reading
        return query_of(question.arguments(highlight=False), MAPPING, reading)

    ours, beside, detail = in_turn(
        lambda question: engine.search(query(question)),
        lambda question: engine.search(question.query(MAPPING, highlight=False)),
        queries.BRIDGED,
        plan.rounds,
    )
    return Outcome(ours.median / beside.median, ours, beside, detail)


def same_highlights(plan: Plan) -> Outcome:
    """Title and summary marked on both sides."""
    return boundary(plan.full, plan.rounds, BRIEF_MAPPING, ("title", "summary"))


def same_fragments(plan: Plan) -> Outcome:
    """Title, summary and full text marked on both sides."""
    return boundary(plan.full, max(1, plan.rounds // 3), MAPPING, ("title", "summary", "text"))


def museum(plan: Plan) -> Outcome:
    """A catalogue of another kind: short records, many subjects."""
    marked = ("title", "summary")
    return boundary(plan.museum, plan.rounds, MAPPING, marked, questions=queries.TATE)


def boundary(
    corpus: str,
    rounds: int,
    mapping: RecordMapping,
    marked: tuple[str, ...],
    *,
    questions: tuple[Question, ...] = queries.FRUS,
) -> Outcome:
    """Measure searches of a corpus at the engine boundary beside the bare script."""
    engine = EmbeddedEngine.open(indexes.ours(corpus), mapping)
    bare = bare_tantivy.Search(str(indexes.bare(corpus)))
    asked = {question: question.query(mapping) for question in questions}

    def ours(question: Question) -> SearchResult:
        return engine.search(asked[question])

    def beside(question: Question) -> dict[str, Any]:
        return bare.search(question.text, question.facet, question.value, marked=marked)

    mine, theirs, detail = in_turn(ours, beside, questions, rounds)
    for question in questions:
        check(question, of_result(ours(question)), of_bare(beside(question)))
    detail["records"] = engine.info().records
    return Outcome(mine.median / theirs.median, mine, theirs, detail)


def of_result(result: SearchResult) -> Found:
    """Return what must agree of an engine's answer."""
    return Found(
        result.total,
        [(hit.record.id, hit.score) for hit in result.hits],
        {
            facet.facet: {bucket.value: bucket.count for bucket in facet.buckets}
            for facet in result.facets
        },
        {
            hit.record.id: {field: "".join(parts) for field, parts in hit.highlight.items()}
            for hit in result.hits
        },
    )


def of_bare(answer: dict[str, Any]) -> Found:
    """Return what must agree of the bare script's answer."""
    hits = [(hit["id"], hit["score"]) for hit in answer["hits"]]
    marks = {hit["id"]: hit["highlight"] for hit in answer["hits"]}
    return Found(answer["total"], hits, answer["facets"], marks)
