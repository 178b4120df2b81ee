"""The reading of a typed text: the query, and its description for the reader."""

from __future__ import annotations

from dataclasses import dataclass

from index_mappings.conditions import Days
from service.query.clauses import Clause
from service.query.saying import NOTHING, Said


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a reading; a page makes each removable.

    `label` is plain text ("the phrase 'Port Arthur'"); `typed` is how it may be typed. The others
    are the whole text changed in this part, each ready to be a `q`: `removed` without it, `begun`
    with the word as a prefix, `anywhere` with it in any field; "" if there is no such text.
    """

    label: str
    removed: str
    typed: str = ""
    begun: str = ""
    anywhere: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read as a query.

    `text` is the text as cut and normalised; reading it again gives the same. `clause` is the
    whole question. It is made of `words`, the clauses of the top level that score, and of
    `always`, what holds however many of the words are asked for: named dates and values, and
    what is excluded. `dates` are the dates typed as words, by which records may be lifted.
    `understood_as` is one plain line, `said` what it is made of (its words are those of
    `words`), `parts` the same part by part. `notes` are sentences on everything that was read
    otherwise than typed.
    """

    text: str
    clause: Clause
    understood_as: str
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
    words: tuple[Clause, ...] = ()
    always: tuple[Clause, ...] = ()
    dates: tuple[Days, ...] = ()
    said: Said = NOTHING
