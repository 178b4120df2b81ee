"""An aggregation for each of some facets, under what is chosen in the others of them.

Each half is counted under the choice in the other half, and so on: so the choice in each of sixteen
facets is looked up four times, where fifteen times would be needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from index_mappings.bodies import Body, ReadBody
from index_mappings.conditions import Held
from service.engines.embedded.filter_text import all_of
from service.engines.embedded.schema import IndexSchema
from service.query.clauses import Any, Clause, Not

_HALF = "\x02"  # before the name of a facet; a name has no control characters
_SPAN = 10
"""Times as long as a value takes: each day of each record is compared."""


def halved(
    names: Sequence[str],
    clauses: Mapping[str, Sequence[Clause]],
    bodies: Mapping[str, Mapping[str, Body]],
    schema: IndexSchema,
) -> dict[str, Body]:
    """Return what is asked for each of some facets (`bodies`), as one aggregation.

    `clauses` are what a record must meet by the choice in each of them.
    """
    halves: dict[str, Body] = {}
    half = len(names) // 2
    for some, others in ((names[:half], names[half:]), (names[half:], names[:half])):
        if not any(name in bodies for name in some):
            continue
        text = all_of((one for name in others for one in clauses[name]), schema)
        if len(some) == 1:
            halves[some[0]] = {"filter": text, "aggs": dict(bodies[some[0]])}
        else:
            inner = halved(some, clauses, bodies, schema)
            halves[f"{_HALF}{some[0]}"] = {"filter": text, "aggs": inner}
    return halves


def leaves(answer: ReadBody) -> Iterator[tuple[str, ReadBody]]:
    """Yield the answer for each facet, at any depth."""
    for name, under in answer.items():
        if name.startswith(_HALF):
            yield from leaves({key: one for key, one in under.items() if key != "doc_count"})
        else:
            yield name, under


def conditions_in(clauses: Sequence[Clause]) -> int:
    """Return how long it takes to look up a choice: spans of years take longer than values."""
    count = 0
    for clause in clauses:
        match clause:
            case Any(parts) | Not(Any(parts)):
                count += sum(1 if isinstance(one, Held) else _SPAN for one in parts)
    return count
