"""The reader's query language: any text in, one question out, and never an error."""

from __future__ import annotations

from index_mappings.mapping import Mapping
from index_mappings.words import words as words_of
from service.query.clauses import All, Any, Clause, Everything, Word
from service.query.reading import Part, Reading

__all__ = ["Part", "Reading", "read"]


def read(text: str, mapping: Mapping, *, field: str = "", match: str = "all") -> Reading:
    """Return what a typed text asks for.

    `field` is the field that unnamed words are looked for in, "" for all search fields.
    `match` is "all" (each word must be found) or "any" (at least one must).
    """
    typed = text.split()
    found = tuple(piece for piece in typed if words_of(piece, mapping))
    clauses: tuple[Clause, ...] = tuple(Word(piece, field) for piece in found)
    parts = tuple(
        Part(piece, " ".join(found[:at] + found[at + 1 :])) for at, piece in enumerate(found)
    )
    if not clauses:
        return Reading(" ".join(typed), Everything(), "all records")
    clause = clauses[0] if len(clauses) == 1 else (Any if match == "any" else All)(clauses)
    said = f"records with {'any' if match == 'any' else 'all'} of: {', '.join(found)}"
    return Reading(" ".join(typed), clause, said, parts, (), clauses)
