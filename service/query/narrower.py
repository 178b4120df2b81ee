"""Questions that find a part of what another finds, and are quicker to ask."""

from __future__ import annotations

from collections.abc import Iterator

from service.query.bounds import costly
from service.query.clauses import All, Any, Clause, Counted, Lifted


def narrower(clause: Clause) -> Iterator[Clause]:
    """Yield clauses that find a part of what a clause with alternatives finds, and nothing else.

    Each asks for one of the alternatives, and for all that is asked for beside them. Those with a
    beginning, an edit or a phrase are left out: they are not quick.
    """
    match clause:
        case Any(parts, 1):
            yield from (one for one in parts if not costly(one))
        case All(parts):
            at = next((at for at, one in enumerate(parts) if any(narrower(one))), None)
            if at is not None:
                for one in narrower(parts[at]):
                    yield All((*parts[:at], one, *parts[at + 1 :]))
        case Lifted(inner, _, _) | Counted(inner):
            yield from narrower(inner)
