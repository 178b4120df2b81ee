"""What a typed text was understood as: the question, and how to say it back to the reader."""

from __future__ import annotations

from dataclasses import dataclass

from service.query.clauses import Clause


@dataclass(frozen=True, slots=True)
class Part:
    """One part of what was understood; a page makes each removable.

    `label` is plain text ("the phrase 'Port Arthur'"); `removed` is the typed text without
    this part, ready to be a `q` of its own.
    """

    label: str
    removed: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read as a question.

    `text` is the text as cut and normalised; reading it again gives the same. `clause` is the
    whole question; `words` are the clauses of the top level that score, of which
    `match=auto` counts how many a record has. `understood_as` is one plain line. `notes` are
    sentences on everything that was read otherwise than typed.
    """

    text: str
    clause: Clause
    understood_as: str
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
    words: tuple[Clause, ...] = ()
