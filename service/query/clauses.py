"""The clauses of a query, as a tree that each engine translates.

Words are in the tree as typed; each engine analyses them with the mapping's analyzers, so both
break and stem them alike. A word that analysis breaks into several ("U.S.", "anti-Soviet") is a
phrase of its parts; one that it breaks into none cannot match anything and is never put into a tree
(`service.query.language`).

`field` is a field of the mapping, or "" for the mapping's own search fields. A field is looked
for in the paths of its `search`; the stemmed path takes words and phrases, the unstemmed
sub-field (`index_mappings.mapping.folded`) prefixes and edits.

Score: a word or phrase adds BM25 x weight for each of its paths. Words near each other add the BM25
of the words, because engines weigh distances differently. A prefix or an edit adds the path's
weight, the same for each record. Filters, negations and dates add nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from index_mappings.conditions import Between, Days, Held

EXACT_TITLE = 1000.0
"""Added to the score of a record whose title is what was typed: no sum of BM25 reaches it."""

NAMED = 2000.0
"""Added for a record that is called by what was typed: before those that only have the title."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed; it matches words with the same stem, ignoring case and diacritics."""

    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words next to each other, in this order, in one field."""

    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Near:
    """Words in one field, each neighbouring pair within `distance` of each other.

    A pair is a phrase of two with that slop, and every pair is found in the same path.
    """

    text: str
    distance: int
    field: str = ""


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin with this (at least two letters), unstemmed.

    If analysis breaks the text into several words, it is a phrase of them instead.
    """

    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words at most `edits` (1 or 2) insertions, deletions, changes or swaps away, unstemmed."""

    text: str
    edits: int
    field: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """Records that have exactly one of these values in a facet of the mapping.

    A name that is not a facet is that of a keyword field ("source").
    """

    facet: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Records that match each of the clauses; scores add up."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Records that match at least `least` of the clauses; scores of those that match add up."""

    clauses: tuple[Clause, ...]
    least: int = 1


@dataclass(frozen=True, slots=True)
class Not:
    """Records that do not match the clause; scores nothing."""

    clause: Clause


@dataclass(frozen=True, slots=True)
class Everything:
    """Every record, each with score 1."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Records that match the clause, each with score 1."""

    clause: Clause


@dataclass(frozen=True, slots=True)
class Lifted:
    """Records that match `clause`; those that also match `lift` rank higher by `weight`.

    `lift` does not affect what is found. If it is `alone`, it is a part of `clause`, and a record
    that matches it has its score plus `weight`, whatever else of `clause` it matches: so the first
    records are those of `lift` in their own order.
    """

    clause: Clause
    lift: Clause
    weight: float
    alone: bool = False


Clause = (
    Word
    | Phrase
    | Near
    | Prefix
    | Fuzzy
    | Days
    | Held
    | Between
    | Value
    | All
    | Any
    | Not
    | Everything
    | Counted
    | Lifted
)


def scores(clause: Clause) -> bool:
    """Return whether a clause can give one record a higher score than another."""
    match clause:
        case Word() | Phrase() | Near() | Prefix() | Fuzzy() | Counted() | Lifted():
            return True
        case All(clauses) | Any(clauses):
            return any(scores(part) for part in clauses)
        case _:
            return False


def beside(clause: Lifted) -> Clause:
    """Return a clause without its lifts."""
    match clause.clause:
        case Any(parts, 1) if clause.lift in parts:
            return Any(tuple(part for part in parts if part != clause.lift))
    return clause.clause
