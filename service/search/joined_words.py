"""Words that were typed apart and are in the index as one: "Kuo mintang", "Viet-nam"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from index_mappings.folding import fold, folded
from service.engines.contract import Engine

_LEAST = 5  # letters of the whole: shorter ones are more often other words
_TIMES = 10  # as many records must have the whole as have the rarer of its parts, where both are


def joined(
    engine: Engine, text: str, known: Mapping[str, int], *, only_unknown: bool
) -> tuple[str, dict[str, int]]:
    """Return a question with such words joined, and the words left that may be misspelt.

    `known` has in how many records each of these is. With `only_unknown`, one of the two must be
    in none.
    """
    left = dict(known)
    path = folded(engine.mapping.weights[0].field)
    pairs = [
        (one, other)
        for one, other in pairwise(re.findall(r"\w+", text))
        if len(one) + len(other) >= _LEAST
        and (one in known or other in known)
        and not (only_unknown and known.get(one, 1) and known.get(other, 1))
    ]
    wholes = engine.frequencies(path, [fold(one + other) for one, other in pairs]) if pairs else ()
    for (one, other), times in zip(pairs, wholes, strict=True):
        rarer = min(left.get(one, 0), left.get(other, 0))
        if times and times >= _TIMES * rarer:
            apart = rf"(?<!\w){re.escape(one)}[\W_]+{re.escape(other)}(?!\w)"
            text = re.sub(apart, one + other.lower(), text)
            left.pop(one, None)
            left.pop(other, None)
    return text, left
