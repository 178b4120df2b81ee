"""Two-way counts of a search, part by part: how many records have a value of each of two facets."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

import orjson

from service.engines.pair_counting import MOST
from service.query.request import FacetRequest, PairRequest
from service.results import PairCounts
from service.schemas.answer_parts import Total
from service.schemas.count_parts import PairLinks, Pairs, PairValue
from service.schemas.counting_arguments import pair_of
from service.search.addresses import API_COUNTS
from service.search.arguments import Arguments
from service.search.cursor import Cursor, query_digest, read_cursor, unreadable
from service.search.facets import labeller
from service.search.fallback import Answered
from service.search.histograms import without_facets
from service.search.links import Links
from service.search.question import Question, has_names
from service.search.site import Site


@dataclass(frozen=True, slots=True)
class Sought:
    """A search that has been answered, and where the links of the answer begin."""

    site: Site
    question: Question
    answered: Answered
    links: Links


def pair_list(sought: Sought, name: str, size: int, cursor: str = "") -> tuple[Pairs, str]:
    """Return pairs of two facets and the version of the index that they are of.

    Raises BadRequest for a cursor of another list, IndexMoved for one of an earlier index.
    """
    site, question, answered = sought.site, sought.question, sought.answered
    mapping, arguments, rings = site.mapping, question.arguments, question.rings
    names = pair_of(name)
    digest = query_digest(arguments, "pairs", name, *([rings.digest] if rings else []))
    one, two = (
        FacetRequest(facet, 1, rings.same if rings and has_names(mapping, facet) else None)
        for facet in names
    )
    version = answered.result.index.version
    after = _after(cursor, digest, version) if cursor else 0
    found = site.engine.pairs(
        without_facets(answered.query, *names), PairRequest(one, two, size, after)
    )
    following = None
    if found.after is not None and version:
        seen, key = _place(found.after)
        following = Cursor(version, digest, seen, (key,)).write()
    catalogue = site.catalogues.of(version)
    facets = [facet for facet in (mapping.facet(one) for one in names) if facet]
    labels = [labeller(facet, catalogue) for facet in facets]
    pairs = Pairs(
        facets=names,
        labels=tuple(facet.label for facet in facets),
        total=_total(found),
        order="value" if found.total is None else "count",
        values=tuple(
            PairValue(p.first, labels[0](p.first), p.second, labels[1](p.second), p.count)
            for p in found.pairs
        ),
        next_cursor=following,
        links=PairLinks(_all(arguments, sought.links, name)),
    )
    return pairs, found.index.version


def _total(found: PairCounts) -> Total:
    """Return the number of pairs, or of those that are known where they were not counted."""
    if found.total is not None:
        return Total(found.total, "eq")
    return Total(len(found.pairs) + (found.after is not None), "gte")


def _all(arguments: Arguments, links: Links, name: str) -> str:
    all_pairs = arguments.narrowing().with_(facets=(), two_way=(name,))
    return links.to(all_pairs, API_COUNTS)


def _place(after: int | tuple[str, str]) -> tuple[int, str | int]:
    if isinstance(after, int):
        return after, after
    return 0, base64.urlsafe_b64encode(orjson.dumps(after)).decode().rstrip("=")


def _after(cursor: str, digest: str, version: str) -> int | tuple[str, str]:
    read = read_cursor(cursor, digest, MOST)
    read.check(version)
    (key,) = read.key if len(read.key) == 1 else ("",)
    if isinstance(key, int):
        return key
    try:
        raw = str(key)
        first, second = orjson.loads(base64.urlsafe_b64decode(raw + "=" * (-len(raw) % 4)))
    except (ValueError, TypeError, binascii.Error):
        raise unreadable() from None
    if not (isinstance(first, str) and isinstance(second, str)):
        raise unreadable()
    return first, second
