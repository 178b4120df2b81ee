"""Facets: exact counts, in one pass over what the words find.

All facets in which nothing is chosen share one aggregation over the hits. Where something is
chosen, all are counted in one over what the words find, each under what is chosen in the others.
The number of records without a value comes out of the same pass, as the count of one more value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from tantivy import Occur, Query

from index_mappings.bodies import Body, ReadBody
from index_mappings.facet_kinds.kind import Counting, Facet
from service import clock
from service.engines.arranging import arranged
from service.engines.embedded.conditions import NOTHING, terms
from service.engines.embedded.filter_text import all_of, held
from service.engines.embedded.filtering import matching
from service.engines.embedded.halves import conditions_in, halved, leaves
from service.engines.embedded.many_values import aggregated, is_of_many_values
from service.engines.embedded.nearly_met import FEW, few_of, nearly_met
from service.engines.embedded.open_build import OpenBuild
from service.engines.embedded.ordering import count
from service.engines.embedded.schema import SEQUENCE
from service.engines.embedded.span_counts import SpanCounts
from service.engines.embedded.whole_counts import by_others, is_of_most
from service.engines.same_names import shown_values, together
from service.query.bounds import costly, is_walked, size
from service.query.filters import facet_clauses, value_clause
from service.query.request import FacetRequest
from service.query.request import Query as Asked
from service.results import FacetCounts

_EVERY = 1_000_000_000  # values asked for: of a cut list no count is certain, nor how many are left
_DEAR = 16  # parts of a question that is walked through once for all facets
_COSTLY = 1  # beginnings, edits and phrases of one
_LOOKED_UP = 2
"""Choices that are looked up quicker than to see whether few records nearly meet them."""
_FEW_CHOSEN = 2
"""Facets with a choice, which are counted quicker by turns where most records are found: the others
are then counted by the records that are not found."""
_NONE = "\x01"  # stands for no value at all; a value has no control characters
_SHARED = "\x03"  # in the place of the name of a facet
_MISSING = "computed.missing"
_TOTAL = "\x04"  # stands for all records that are found


@dataclass(frozen=True, slots=True)
class Sought:
    """A search as facets see it.

    `found` finds what it finds, `total` records, or None if they are still to be counted; `words`
    what its words find, without what narrows them. `nowhere` are the facets in which only values
    are chosen that no record has.
    """

    asked: Asked
    found: Query
    total: int | None
    words: Query
    nowhere: frozenset[str] = frozenset()

    def but(self, facet: str, live: OpenBuild) -> Query:
        """Return what would be found with nothing chosen in a facet."""
        if self.nowhere - {facet}:
            return NOTHING
        return matching(self.asked, live.schema, but=facet, words=self.words)


@dataclass(frozen=True, slots=True)
class _Part:
    """A facet that is asked for: how it is counted, and what is chosen in it, as it is shown."""

    request: FacetRequest
    facet: Facet
    way: Counting
    selected: tuple[str, ...]
    spans: SpanCounts
    """What is chosen and no value of the counted path."""


def count_facets(sought: Sought, live: OpenBuild) -> tuple[tuple[FacetCounts, ...], int]:
    """Return the counts of the facets that are asked for, and the number of records found."""
    asked = sought.asked
    parts = [
        _part(asked, request, facet, live)
        for request in asked.facets
        if (facet := live.schema.mapping.facet(request.facet)) is not None
    ]
    chosen = {item.facet for item in asked.filters}
    total = sought.total
    if total is None and (chosen or not parts):
        total = count(live.searcher, sought.found)
        sought = replace(sought, total=total)
    counted: dict[str, FacetCounts] | None = None
    if total == 0 and not chosen:  # the first search for words that no record has together
        counted = {part.facet.name: arranged(part.facet, part.request, {}, (), 0) for part in parts}
    is_narrowed = any(part.facet.name in chosen for part in parts)
    is_most = total is not None and is_of_most(total, live.searcher)
    by_others_quickly = is_most and len(chosen) <= _FEW_CHOSEN
    if is_narrowed and not sought.nowhere and not by_others_quickly and is_dear(asked):
        # what is found is among what is nearly met
        is_few = len(chosen) > _LOOKED_UP and total is not None and total <= FEW
        few = few_of(nearly_met(asked, live, sought.words), live) if is_few else None
        if few is None:
            counted = _at_once(sought, live, parts)
        else:
            found = matching(asked, live.schema, words=few)
            counted, _ = _by_turns(Sought(asked, found, total, few), live, parts)
    if counted is None:
        counted, total = _by_turns(sought, live, parts)
    facets = tuple(
        counted.get(request.facet, FacetCounts(request.facet, ())) for request in asked.facets
    )
    return facets, total or 0


def is_dear(asked: Asked) -> bool:
    """Return whether finding the words takes longer than looking up each filter everywhere."""
    clause = asked.clause
    return size(clause) > _DEAR or costly(clause) > _COSTLY or is_walked(clause)


def _part(asked: Asked, request: FacetRequest, facet: Facet, live: OpenBuild) -> _Part:
    chosen = asked.filter(request.facet)
    selected = () if chosen is None else shown_values(request, chosen.values)
    way = request.counting(facet, within=asked.within)
    spans = {
        one: value_clause(facet, one, within=asked.within).clauses
        for one in selected
        if not facet.kind.has_bucket(facet, one)
    }
    return _Part(request, facet, way, selected, SpanCounts.of(spans, live.schema))


def _at_once(
    sought: Sought, live: OpenBuild, parts: Sequence[_Part]
) -> dict[str, FacetCounts] | None:
    """Return the counts of all facets in one pass, or None if these are too many values for it.

    The rows of `make bench` with questions that a facet narrows pay for it, `search` first of all,
    and `worst`, in which something is chosen in every facet.
    """
    asked = sought.asked
    clauses = facet_clauses(asked, live.schema.mapping)
    by_name = {part.facet.name: part for part in parts}
    shared = [part for part in parts if part.facet.name not in clauses]
    bodies = {part.facet.name: _bodies(live, part) for part in parts if part not in shared}
    if shared:
        # under its own choice too, the quickest to look up, all of what is chosen is met
        quickest = min(clauses, key=lambda name: conditions_in(clauses[name]))
        bodies.setdefault(quickest, {})[_SHARED] = {
            "filter": all_of(clauses[quickest], live.schema),
            "aggs": _asking(live, shared),
        }
    base = matching(replace(asked, filters=()), live.schema, words=sought.words)
    try:
        answer = live.searcher.aggregate(base, halved(tuple(clauses), clauses, bodies, live.schema))
    except ValueError as error:
        if not is_of_many_values(error):
            raise
        return None
    counted = {}
    for name, under in leaves(answer):
        some = [(by_name[name], under)] if name in by_name else []
        for part, bucket in (*some, *((one, under[_SHARED]) for one in shared if _SHARED in under)):
            query = partial(sought.but, part.facet.name, live)
            counted[part.facet.name] = _counted(live, part, bucket, query, bucket["doc_count"])
    return counted


def _by_turns(
    sought: Sought, live: OpenBuild, parts: Sequence[_Part]
) -> tuple[dict[str, FacetCounts], int | None]:
    """Return the counts of the facets, those in which something is chosen one after the other.

    And the number of records found, which is counted with those in which nothing is chosen.
    """
    found = sought.total
    alone = {item.facet for item in sought.asked.filters}
    counted: dict[str, FacetCounts] = {}
    shared = [part for part in parts if part.facet.name not in alone]
    turns: list[tuple[Query, list[_Part]]] = []
    if shared:
        turns.append((sought.found, shared))
    for part in parts:
        if part.facet.name in alone:
            turns.append((sought.but(part.facet.name, live), [part]))
    for query, some in turns:
        clock.check()
        asking = _asking(live, some)
        is_uncounted = query is sought.found and found is None
        whole = next((part for part in some if _counts_all(part, live)), None)
        if is_uncounted and whole is None:
            asking[_TOTAL] = {"value_count": {"field": SEQUENCE}}

        def without(name: str, query: Query = query) -> int:
            return count(live.searcher, _both(query, terms(live.schema, _MISSING, (name,))))

        answer = by_others(query, found, asking, live) if query is sought.found else None
        if answer is None:
            answer = aggregated(live.searcher, query, asking, live.parts, without) if asking else {}
        if is_uncounted:
            counts = _buckets(answer[whole.facet.name]) if whole else {}
            found = sum(counts.values()) if whole else int(answer[_TOTAL]["value"])
        many = found if query is sought.found else None
        for part in some:
            again = partial(sought.but, part.facet.name, live)
            counted[part.facet.name] = _counted(live, part, answer, again, many)
    return counted, found


def _asking(live: OpenBuild, parts: Iterable[_Part]) -> dict[str, Body]:
    return {name: body for part in parts for name, body in _bodies(live, part).items()}


def _bodies(live: OpenBuild, part: _Part) -> dict[str, Body]:
    """Return what is asked of an aggregation for a facet."""
    bodies: dict[str, Body] = {}
    if live.has_values(part.way.path):
        bodies[part.facet.name] = every_value(part.way)
    if _is_apart(part.way, live):
        bodies[_MISSING] = every_value(Counting(_MISSING))
    return bodies | part.spans.bodies(live.schema)


def _counted(
    live: OpenBuild, part: _Part, answer: ReadBody, query: Callable[[], Query], total: int | None
) -> FacetCounts:
    """Return the counts of a facet: those of an aggregation over `query`, which finds `total`."""
    facet, way = part.facet, part.way
    counts = _buckets(answer.get(facet.name))
    missing = counts.pop(_NONE, 0)
    if _is_apart(way, live):
        missing = _buckets(answer.get(_MISSING)).get(facet.name, 0)
    elif facet.name not in answer and live.schema.has(way.path):
        missing = count(live.searcher, query()) if total is None else total
    counts, unsure = together(part.request, counts, part.selected)
    if unsure:
        clock.check()
        asking = {
            value: {"filter": held(facet.path, names, live.schema)}
            for value, names in unsure.items()
        }
        exact = live.searcher.aggregate(query(), asking)
        counts |= {value: exact[value]["doc_count"] for value in unsure}
    for value, many in part.spans.read(answer).items():
        counts.setdefault(value, many)
    return arranged(facet, part.request, counts, part.selected, missing)


def _is_apart(way: Counting, live: OpenBuild) -> bool:
    """Return whether the records without a value must be counted by `computed.missing`."""
    return way.lacks_some or (bool(way.begins) and live.has_values(way.path))


def _counts_all(part: _Part, live: OpenBuild) -> bool:
    """Return whether each record is counted once in a facet, under its value or as one without."""
    path = part.way.path
    return live.has_values(path) and live.schema.has_one(path) and not part.way.begins


def _both(query: Query, other: Query) -> Query:
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, other)])


def every_value(way: Counting) -> Body:
    """Return what is asked of an aggregation for the count of each value, and of none at all."""
    terms: Body = {"field": way.path, "size": _EVERY, "segment_size": _EVERY}
    if way.begins:
        terms["include"] = f"({'|'.join(way.begins)}).*"
    else:
        terms["missing"] = _NONE  # beside `include` it would be counted as a value that is not
    return {"terms": terms}


def _buckets(answer: ReadBody | None) -> dict[str, int]:
    if answer is None:
        return {}
    return {bucket["key"]: bucket["doc_count"] for bucket in answer["buckets"]}
