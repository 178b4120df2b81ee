"""Facets with more values than tantivy counts in one go, counted part by part and exactly.

tantivy ends an aggregation of more than 65,000 buckets with an error. The values of such a facet
are parted by how they begin, into parts that are small enough, and each part is counted by itself.
No row of `make bench` pays for it: it is no speed-up but what makes such a search answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import tantivy
from tantivy import Query

from index_mappings.bodies import Body, ReadBody
from service import clock

_LIMIT = "bucket limit"  # in the words of tantivy's error; it has no class of its own
MOST = 60_000
"""Values of one part: below tantivy's 65,000, with room for the other buckets of an answer."""
_FIRST = 2 * MOST  # values asked for at first; tantivy takes 32 bytes for each before it looks
_MARKS = frozenset(r".\+*?()|[]{}^$#&-~/ ")  # that mean something in a pattern
_ALTERNATIVES = 200  # beginnings in one pattern, so that it stays small


def aggregated(
    searcher: tantivy.Searcher,
    query: Query,
    asking: Mapping[str, Body],
    parts: Callable[[str], tuple[str, ...]],
    without: Callable[[str], int],
) -> dict[str, ReadBody]:
    """Return the answer to aggregations over what a query finds, whatever the number of values.

    `parts` gives the patterns of the parts of a path's values; `without` counts, for the name of
    an aggregation, the records without a value, which no part has.
    """
    try:
        return dict(searcher.aggregate(query, dict(asking)))
    except ValueError as error:
        if not is_of_many_values(error):
            raise
    answer: dict[str, ReadBody] = {}
    for name, body in asking.items():
        clock.check()
        is_parted = "terms" in body and "include" not in body["terms"]
        patterns = parts(body["terms"]["field"]) if is_parted else ()
        if not patterns:
            answer.update(searcher.aggregate(query, {name: body}))
            continue
        buckets: list[ReadBody] = []
        for pattern in patterns:
            clock.check()
            terms = {key: value for key, value in body["terms"].items() if key != "missing"}
            asked = {name: {"terms": {**terms, "include": pattern}}}
            buckets += searcher.aggregate(query, asked)[name]["buckets"]
        if "missing" in body["terms"]:
            buckets.append({"key": body["terms"]["missing"], "doc_count": without(name)})
        answer[name] = {"buckets": buckets}
    return answer


def is_of_many_values(error: ValueError) -> bool:
    """Return whether an aggregation ended because it has more buckets than tantivy allows."""
    return _LIMIT in str(error)


def parts_of(searcher: tantivy.Searcher, path: str) -> tuple[str, ...]:
    """Return patterns that part the values of a path, or none if one go is enough."""
    limit = _FIRST
    while len(found := searcher.terms_with_prefix(path, "", limit=limit)) == limit:
        limit *= 4
    if len(found) <= MOST:
        return ()
    return tuple(_patterns(_beginnings(sorted(term for term, _ in found), 0)))


def _beginnings(values: list[str], depth: int) -> Iterator[tuple[str, int]]:
    """Yield patterns, each with the number of sorted values that it finds: MOST at the most."""
    begin = 0
    while begin < len(values):
        letters = values[begin][: depth + 1]
        end = begin + 1
        while end < len(values) and values[end][: depth + 1] == letters:
            end += 1
        some = values[begin:end]
        if len(some) <= MOST:
            yield f"{_escaped(letters)}.*" if len(letters) > depth else _escaped(letters), len(some)
        else:
            yield from _beginnings(some, depth + 1)
        begin = end


def _patterns(beginnings: Iterable[tuple[str, int]]) -> Iterator[str]:
    """Yield patterns of as many beginnings as go together."""
    some: list[str] = []
    total = 0
    for pattern, count in beginnings:
        if some and (total + count > MOST or len(some) == _ALTERNATIVES):
            yield f"({'|'.join(some)})"
            some, total = [], 0
        some.append(pattern)
        total += count
    if some:
        yield f"({'|'.join(some)})"


def _escaped(text: str) -> str:
    return "".join(f"\\{letter}" if letter in _MARKS else letter for letter in text)
