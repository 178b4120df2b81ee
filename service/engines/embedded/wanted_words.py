"""The words of a query to mark in one field: stems, prefixes and edits of words, and runs."""

from __future__ import annotations

from dataclasses import dataclass, field

from service.engines.embedded.schema import IndexSchema
from service.engines.embedded.word_marks import Run
from service.query.clauses import (
    All,
    Any,
    Clause,
    Counted,
    Fuzzy,
    Lifted,
    Near,
    Phrase,
    Prefix,
    Word,
)

_MANY = 8  # beginnings that are searched for one by one; a dozen take as long as every word


@dataclass(slots=True)
class Wanted:
    """The words to mark in one field: stems, prefixes and edits of words, and runs of stems."""

    stems: set[str] = field(default_factory=set)
    prefixes: set[str] = field(default_factory=set)
    edits: set[tuple[str, int]] = field(default_factory=set)
    runs: list[Run] = field(default_factory=list)
    """Stems one after the other (None), or each pair within so many positions."""

    def __bool__(self) -> bool:
        """Return whether there is anything to mark."""
        return bool(self.stems or self.prefixes or self.edits or self.runs)


def gather(clause: Clause, path: str, schema: IndexSchema, wanted: Wanted) -> None:
    """Add what a clause marks at a path."""
    match clause:
        case All(clauses) | Any(clauses):
            for part in clauses:
                gather(part, path, schema, wanted)
        case Lifted(inner, _, _) | Counted(inner):
            gather(inner, path, schema, wanted)
        case Word(text, name) | Phrase(text, name) | Near(text, _, name):
            if _is_about(name, path, schema):
                words = schema.words(path, text)
                if len(words) == 1:
                    wanted.stems.add(words[0])
                elif words:
                    distance = clause.distance if isinstance(clause, Near) else None
                    wanted.runs.append((words, distance))
        case Prefix(text, name) | Fuzzy(text, _, name):
            if _is_about(name, path, schema):
                words = schema.words(f"{path}.folded", text)
                if len(words) > 1:
                    stems = schema.words(path, text)
                    wanted.runs.append((stems, None))
                elif words and isinstance(clause, Prefix):
                    wanted.prefixes.add(words[0])
                elif words:
                    wanted.edits.add((words[0], clause.edits))  # type: ignore[union-attr]


def _is_about(name: str, path: str, schema: IndexSchema) -> bool:
    if not name:
        return True
    declared = schema.mapping.field(name)
    return declared is not None and path in declared.search


def beginnings(wanted: Wanted) -> tuple[bytes, ...] | None:
    """Return how a wanted word, and the first of a run, may begin, a blank before it.

    Words of other scripts are none of a plain text. None where any word may be wanted, or so many
    that it is quicker to look at each word.
    """
    if wanted.edits or any(distance is not None for _, distance in wanted.runs):
        return None
    stems = (*wanted.stems, *(run[0] for run, _ in wanted.runs))
    words = dict.fromkeys((*wanted.prefixes, *map(_start, stems)))
    starts = [start for start in words if start.isascii()]
    if not all(map(str.isalnum, starts)):
        return None
    if len(starts) > _MANY:
        return None
    return tuple(f" {start}".encode() for start in starts)


def begun(stem: str) -> bytes:
    """Return how every word of a stem begins in a plain text, a blank before it.

    It is the blank alone for other scripts, whose words are no plain ones.
    """
    start = _start(stem)
    return f" {start}".encode() if start.isascii() and start.isalnum() else b" "


def _start(stem: str) -> str:
    """Return the letters that every word of a stem begins with.

    Only the last letter of a stem may differ from its words' (country, "countri"), but for
    "dying" and its like, whose stem is "die": so it is for each of the 73,695 words of the
    catalogues and collections this was tried on.
    """
    if len(stem) == 3 and stem.endswith("ie"):
        return stem[:1]
    return stem[: max(1, len(stem) - 1)]
