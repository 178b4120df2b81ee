"""Expanding a typed name of a person to all names of the ring.

Every word and phrase that names a person becomes "this, or one of the other names", so all results
without the ring are still found. In a name of several words each word does, which is equivalent to
"all the words, or another name" and keeps the number of words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index_mappings.folding import key
from index_mappings.sayings import sentence
from service.names.rings import Found, Rings
from service.query.bounds import MOST, size
from service.query.clauses import (
    All,
    Any,
    Clause,
    Lifted,
    Not,
    Phrase,
    Word,
)  # fmt: skip
from service.query.understanding import Reading
from service.schemas.answer_parts import AlsoNamed


@dataclass(frozen=True, slots=True)
class Expanded:
    """A reading with the other names; without any, the original reading."""

    reading: Reading
    also: tuple[AlsoNamed, ...] = ()


def expanded(reading: Reading, rings: Rings) -> Expanded:
    """Return the reading with the other names of the people it names."""
    search = _Search(rings, key(reading.text), MOST - size(reading.clause))
    for run in _runs((*reading.words, *reading.always)):
        search.take(run)
    if not search.instead and not search.is_full:
        return Expanded(reading)
    notes = reading.notes
    if search.is_full:
        notes = (
            *notes,
            sentence(
                "Some other names were not searched: a search has at most %(count)s parts.",
                count=MOST,
            ),
        )
    with_names = replace(
        reading,
        clause=search.put_in(reading.clause),
        words=tuple(map(search.put_in, reading.words)),
        always=tuple(map(search.put_in, reading.always)),
        notes=notes,
    )
    return Expanded(with_names, tuple(search.also.values()))


class _Search:
    """Collects replacements of words and phrases (`instead`), up to a limit."""

    def __init__(self, rings: Rings, typed: str, room: int) -> None:
        self.instead: dict[Clause, Clause] = {}
        self.also: dict[str, AlsoNamed] = {}
        self.is_full = False
        self._rings = rings
        self._typed = typed
        self._room = room

    def take(self, run: Sequence[Word | Phrase]) -> None:
        """Look for names in adjacent words in one field, or in one phrase."""
        if isinstance(run[0], Phrase):
            found = self._rings.whole(run[0].text)
            if found:
                self._name(run, found)
            return
        words: list[str] = []
        owner: list[int] = []  # of each folded word the clause: "Fyn-Si" is one clause and two
        for at, clause in enumerate(run):
            for word in key(clause.text).split():
                words.append(word)
                owner.append(at)
        for start, found in self._rings.names_in(words, self._typed):
            first, last = owner[start], owner[start + found.size - 1]
            if start and owner[start - 1] == first:
                continue  # a part of one word
            if start + found.size < len(owner) and owner[start + found.size] == last:
                continue
            self._name(run[first : last + 1], found)

    def put_in(self, clause: Clause) -> Clause:
        """Return a clause with its words and phrases replaced."""
        match clause:
            case Word() | Phrase():
                return self.instead.get(clause, clause)
            case All(clauses):
                return All(tuple(map(self.put_in, clauses)))
            case Any(clauses, least):
                return Any(tuple(map(self.put_in, clauses)), least)
            case Not(inner):
                return Not(self.put_in(inner))
            case Lifted(inner):
                return replace(clause, clause=self.put_in(inner))
        return clause

    def _name(self, run: Sequence[Word | Phrase], found: Found) -> None:
        typed = f" {key(found.name)} "
        others = [name for name in found.ring.names if typed not in f" {key(name)} "]
        if not others or run[0] in self.instead:
            return
        cost = len(run) * len(others)
        if cost > self._room:
            self.is_full = True
            return
        self._room -= cost
        for clause in run:
            self.instead[clause] = Any((clause, *(_named(name, clause.field) for name in others)))
        self.also.setdefault(key(found.name), AlsoNamed(found.name, tuple(others), found.ring.name))


def _named(name: str, field: str) -> Clause:
    return Phrase(name, field) if len(key(name).split()) > 1 else Word(name, field)


def _runs(clauses: Iterable[Clause]) -> Iterator[list[Word | Phrase]]:
    """Yield adjacent words in one field, and each phrase, at every depth."""
    run: list[Word | Phrase] = []
    for clause in clauses:
        if isinstance(clause, Word) and (not run or run[-1].field == clause.field):
            run.append(clause)
            continue
        if run:
            yield run
        run = [clause] if isinstance(clause, Word) else []
        match clause:
            case Phrase():
                yield [clause]
            case All(inner) | Any(inner):
                yield from _runs(inner)
            case Not(inner):
                yield from _runs((inner,))
            case Lifted(inner, _, _):
                yield from _runs((inner,))
    if run:
        yield run
