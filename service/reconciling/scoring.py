"""Scores for the fit of a name to a query, with features for the client."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

SURE = 92.0
"""A score from which on a name is what was asked, where no other is."""
LEAST = 55.0
"""A score below which a name is none that anybody would take for the other."""
_ANOTHER_NAME = 95.0
_OTHER_ORDER = 93.0  # "Aldous, Mary" for Mary Aldous
_LIKE = 0.9  # what is spelled otherwise is never sure


@dataclass(frozen=True, slots=True)
class Fit:
    """The fit of a name: `score` of 100, similarity of spelling (of 100), and the reason.

    `is_same` tells that only case, accents and punctuation differ; `is_other` that it is another
    name of the same.
    """

    score: float
    likeness: float
    is_same: bool
    is_other: bool


def fit(typed: str, known: str, *, is_own: bool) -> Fit:
    """Return the fit of a known name to a query; both are keys (`index_mappings.folding.key`)."""
    is_same = typed == known
    likeness = (
        100.0 if is_same else max(fuzz.ratio(typed, known), fuzz.token_sort_ratio(typed, known))
    )
    if is_same:
        score = 100.0
    elif sorted(typed.split()) == sorted(known.split()):
        score = _OTHER_ORDER
    else:
        score = _LIKE * likeness
    if not is_own:
        score *= _ANOTHER_NAME / 100
    return Fit(round(score, 1), round(likeness, 1), is_same and is_own, not is_own)
