"""The body of a search, and the reader of its answer. Pure: nothing here needs a client."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from index_mappings.bodies import Body, ReadBody
from index_mappings.computed import KEY_CHARS
from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.engines.elastic.answering_index import WHICH
from service.engines.elastic.counting import aggregations
from service.engines.elastic.filtering import date_filter, facet_filters, without
from service.engines.elastic.marking import highlight, read_marks
from service.engines.elastic.translate import translate, unscored
from service.query.clauses import EXACT_TITLE, NAMED, Clause
from service.query.request import CHANGED, Query, SortKey
from service.results import Hit

COMPUTED = "computed"
"""The computed part of an entry (`index_mappings.computed`), which is not part of the record."""

NO_STEMS: Mapping[str, str] = MappingProxyType({})


def search_body(query: Query, mapping: RecordMapping) -> Body:
    """Return the whole body of a search."""
    counted = {request.facet for request in query.facets}
    filters = facet_filters(query, mapping)
    outside = [part for name in filters if name in counted for part in filters[name]]
    inside = [part for name in filters if name not in counted for part in filters[name]]
    body: Body = {
        "query": _query(query, mapping, inside),
        "sort": _sort(query, mapping),
        "size": query.size,
        "track_total_hits": True,
        "_source": _source(query, mapping),
    }
    if outside:
        body["post_filter"] = {"bool": {"filter": outside}}
    body["aggs"] = {**aggregations(query, mapping), **WHICH}
    if query.highlight:
        in_fragments = None if query.marked_long is None else False  # `long_marks` has the others
        marks = highlight(marked_clauses(query), mapping, in_fragments=in_fragments)
        if marks:
            body["highlight"] = marks
    if query.after is not None:
        body["search_after"] = list(query.after[1:] if _is_by_id(query, mapping) else query.after)
    else:
        body["from"] = (query.page - 1) * query.size
    return body


def _source(query: Query, mapping: RecordMapping) -> Body:
    if query.fields is None:
        return {"excludes": [COMPUTED, *mapping.long_texts]}
    return {"includes": ["id", *query.fields]}


def count_body(query: Query, mapping: RecordMapping) -> Body:
    """Return the body that requests only the number of records that a query finds."""
    filters = [part for parts in facet_filters(query, mapping).values() for part in parts]
    return {
        "query": _query(query, mapping, filters),
        "size": 0,
        "track_total_hits": True,
    }


def facet_query(query: Query, mapping: RecordMapping, facet: str) -> Body:
    """Return the query for the records over which a facet is counted, without its own filter."""
    filters = facet_filters(query, mapping)
    kept = [part for name in filters if name != facet for part in filters[name]]
    return _query(query, mapping, kept)


def read_hit(
    answer: ReadBody,
    query: Query,
    mapping: RecordMapping,
    stems: Mapping[str, str] = NO_STEMS,
    place: int = 0,
) -> Hit:
    """Return the hit at a position of an answer; `stems` are those of `marking.sifted_words`."""
    by_id = _is_by_id(query, mapping)
    score = answer.get("_score")
    key: SortKey = tuple(answer["sort"])
    marked = read_marks(
        answer.get("highlight"),
        marked_clauses(query),
        mapping,
        stems,
        whole=query.whole,
        brief=query.is_brief(place),
    )
    return Hit(
        record=read_record(answer["_source"]),
        key=(0.0, *key) if by_id else key,
        score=None if by_id or score is None or _path(query, mapping) else float(score),
        highlight=marked.highlight,
        places=marked.places,
    )


def read_hits(
    found: Sequence[ReadBody], query: Query, mapping: RecordMapping, stems: Mapping[str, str]
) -> tuple[tuple[Hit, ...], int]:
    """Return the hits that a query gives, and how many have the highest score if it asks."""
    best = 0
    if query.only_best:
        best = sum(hit["_score"] == found[0]["_score"] for hit in found)
        found = found[: query.kept(best)]
    return tuple(read_hit(hit, query, mapping, stems, at) for at, hit in enumerate(found)), best


def marked_clauses(query: Query) -> tuple[Clause, ...]:
    """Return the clauses whose words are marked."""
    return (query.clause, *query.marks)


def read_record(source: Mapping[str, Json]) -> Record:
    """Return the record in a stored entry."""
    return Record.from_json({name: item for name, item in source.items() if name != COMPUTED})


def _query(query: Query, mapping: RecordMapping, filters: list[Body]) -> Body:
    clause = translate(query.clause, mapping)
    filters = [*date_filter(query, mapping), *without(query.without, mapping), *filters]
    if query.since:
        filters.append({"range": {CHANGED: {"gte": query.since}}})
    called: Body = {}
    if query.named and mapping.named:
        called = {"terms": {mapping.named.path: list(query.named)}}
        clause = {"bool": {"should": [clause, unscored(called)], "minimum_should_match": 1}}
    lifts = [] if _path(query, mapping) else _lifts(query, mapping, called)
    if not filters and not lifts:
        return clause
    whole: Body = {"must": [clause]}
    if filters:
        whole["filter"] = filters
    if lifts:
        whole["should"] = lifts
    return {"bool": whole}


def _lifts(query: Query, mapping: RecordMapping, called: Body) -> list[Body]:
    lifts: list[Body] = []
    if called:
        lifts.append({"constant_score": {"filter": called, "boost": NAMED}})
    if query.exact_title and mapping.exact_title:
        same = {"term": {mapping.exact_title: {"value": query.exact_title[:KEY_CHARS]}}}
        lifts.append({"constant_score": {"filter": same, "boost": EXACT_TITLE}})
    for lift in query.lifts:
        found = translate(lift.clause, mapping)
        if lift.scored:
            lifts.append({"bool": {"must": [found], "boost": lift.weight}})
        else:
            lifts.append({"constant_score": {"filter": found, "boost": lift.weight}})
    return lifts


def _path(query: Query, mapping: RecordMapping) -> str:
    sort = mapping.sort(query.sort)
    return sort.path if sort else ""


def _is_by_id(query: Query, mapping: RecordMapping) -> bool:
    """Return whether every record scores the same, so that relevance is the order of ids."""
    return not _path(query, mapping) and not query.scores


def _sort(query: Query, mapping: RecordMapping) -> list[Body]:
    path = _path(query, mapping)
    if path:
        # an index built with an earlier mapping may not have the path yet
        return [{path: {"order": "asc", "unmapped_type": "keyword"}}]
    by_id: Body = {"id": {"order": "asc"}}
    return [by_id] if _is_by_id(query, mapping) else [{"_score": {"order": "desc"}}, by_id]
