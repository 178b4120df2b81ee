"""Adding bridges to a reading, so that a typed name also finds its other forms.

Pure: both engines get the same tree. A form of several words is a phrase, including the typed one,
so that all forms find the same records. Records with the typed form come first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from index_mappings.folding import key
from index_mappings.sayings import sentence
from service.query.bounds import MOST, size
from service.query.bridge import BridgeMap, Crossing
from service.query.clauses import All, Any, Clause, Counted, Lifted, Not, Phrase, Word
from service.query.saying import SaidPart
from service.query.understanding import Reading

TYPED_FIRST = 100.0
"""Added for the form as typed: over any sum of words, and far below that of a title or name."""
MOST_CROSSINGS = 6
"""Bridges of one search, the first ones: each form of them costs what another word costs."""
MOST_FORMS = 8
"""Other forms of one bridge that are searched: the first ones."""

_QUOTED = re.compile(r'"([^"]*)"')


Present = Callable[[str, Sequence[str]], Collection[str]]
"""Which other forms of one that was typed are in a record that everybody may see."""

Bounds = Callable[[Crossing], Mapping[str, tuple[Clause, ...]]]
"""What must hold of a record, too, by each other form that may be used; none for most."""


@dataclass(frozen=True, slots=True)
class Bridged:
    """A reading with its bridges; without any, the original reading."""

    reading: Reading
    crossings: tuple[Crossing, ...] = ()


@dataclass(frozen=True, slots=True)
class _Run:
    """Adjacent words that are one form, from `start` to `stop` among their neighbours."""

    start: int
    stop: int
    crossing: Crossing


def bridged(
    reading: Reading, bridges: BridgeMap, present: Present, bounds: Bounds | None = None
) -> Bridged:
    """Return the reading in which other forms count like the typed ones.

    Quoted text is unchanged. A form that no record has is left out, and so is one not in `bounds`.
    """
    builder = _Builder(reading, bridges)
    found = tuple(dict.fromkeys(run.crossing for run in builder.runs_below(reading.clause)))
    if not found:
        return Bridged(reading)
    room = MOST - size(reading.clause)
    for crossing in found[:MOST_CROSSINGS]:
        typed = crossing.form.text
        there = present(typed, crossing.others)
        crossing_there = replace(
            crossing, others=tuple(text for text in crossing.others if text in there)
        )
        if bounds is not None:
            crossing_there = _bounded(crossing_there, bounds(crossing_there))
        others = crossing_there.others[:MOST_FORMS]
        cost = len(others) * crossing.size
        is_phrase = crossing.is_name and crossing.size > 1 and bool(present("", (typed,)))
        if (others or is_phrase) and cost <= room:
            room -= cost
            builder.kept[crossing] = replace(crossing_there, others=others)
    if not builder.kept:
        return Bridged(reading)
    crossed = tuple(one for one in builder.kept.values() if one.others)
    alone = [one.form.text for one in builder.kept.values() if not one.others]
    result = builder.built()
    if alone and result != reading:
        result = replace(result, notes=(*result.notes, _alone(alone)))
    return Bridged(result, crossed)


def _bounded(crossing: Crossing, bounds: Mapping[str, tuple[Clause, ...]]) -> Crossing:
    return replace(
        crossing,
        others=tuple(text for text in crossing.others if text in bounds),
        bounds=tuple((text, clauses) for text, clauses in bounds.items() if clauses),
    )


def _alone(words: Sequence[str]) -> str:
    return sentence("Read as a name, its words side by side: %(words)s", words=", ".join(words))


class _Builder:
    """Finds forms in a clause tree and inserts those that are `kept`."""

    def __init__(self, reading: Reading, bridges: BridgeMap) -> None:
        self.kept: dict[Crossing, Crossing] = {}
        self._reading = reading
        self._bridges = bridges
        self._found: dict[tuple[int, ...], tuple[_Run, ...]] = {}
        outside = _QUOTED.split(reading.text)[::2]
        self._typed = f" {' | '.join(map(key, outside))} "
        self._quoted = frozenset(key(" ".join(_QUOTED.findall(reading.text))).split())

    def runs_below(self, clause: Clause) -> Iterator[_Run]:
        """Yield the forms in a clause at every depth."""
        match clause:
            case Word():
                yield from self._runs((clause,))
            case All(parts) | Any(parts):
                yield from self._runs(parts)
                for part in parts:
                    if not isinstance(part, Word):
                        yield from self.runs_below(part)
            case Not(inner) | Lifted(inner, _, _):
                yield from self.runs_below(inner)

    def built(self) -> Reading:
        """Return the reading with the kept forms inserted; its words match the parts that score."""
        reading = self._reading
        understanding = reading.said
        if understanding.is_any or not isinstance(reading.clause, All):
            return replace(
                reading,
                clause=self._put_in(reading.clause),
                words=tuple(map(self._put_in, reading.words)),
                always=tuple(map(self._put_in, reading.always)),
            )
        words: list[Clause] = []
        parts: list[SaidPart] = []
        at = 0
        clauses: list[Clause] = []
        for clause, old in self._joined(reading.clause.clauses):
            clauses.append(clause)
            if at < len(reading.words) and old[0] == reading.words[at]:
                words.append(clause)
                parts.append(_joined_part(understanding.words[at : at + len(old)]))
                at += len(old)
        return replace(
            reading,
            clause=clauses[0] if len(clauses) == 1 else All(tuple(clauses)),
            words=tuple(words),
            always=tuple(map(self._put_in, reading.always)),
            said=replace(understanding, words=tuple(parts)),
        )

    def _put_in(self, clause: Clause) -> Clause:
        match clause:
            case Word():
                return next(one for one, _ in self._joined((clause,)))
            case All(parts):
                clauses = tuple(one for one, _ in self._joined(parts))
                return clauses[0] if len(clauses) == 1 else All(clauses)
            case Any(parts, least):
                return Any(tuple(self._among_any(parts)), least)
            case Not(inner):
                return Not(_unlifted(self._put_in(inner)))
            case Lifted(inner):
                return replace(clause, clause=self._put_in(inner))
        return clause

    def _joined(self, parts: Sequence[Clause]) -> Iterator[tuple[Clause, Sequence[Clause]]]:
        """Yield the replacements of parts that must all hold, with the positions of the parts."""
        at = 0
        runs = {run.start: run for run in self._kept_runs(parts)}
        while at < len(parts):
            run = runs.get(at)
            stop = run.stop if run else at + 1
            old = parts[at:stop]
            if run:
                typed = old[0] if len(old) == 1 else _named(run.crossing.form.text, _field(old))
                yield _either(typed, self.kept[run.crossing], _field(old)), old
            elif isinstance(old[0], Word):
                yield old[0], old
            else:
                yield self._put_in(old[0]), old
            at = stop

    def _among_any(self, parts: Sequence[Clause]) -> Iterator[Clause]:
        """Yield alternative parts: a word of a form stays an alternative beside the other forms."""
        instead = {
            at: self.kept[run.crossing]
            for run in self._kept_runs(parts)
            for at in range(run.start, run.stop)
        }
        for at, part in enumerate(parts):
            if at in instead and isinstance(part, Word):
                yield optional(_either(part, instead[at], part.field))
            else:
                yield part if isinstance(part, Word) else self._put_in(part)

    def _kept_runs(self, parts: Sequence[Clause]) -> Iterator[_Run]:
        return (run for run in self._runs(parts) if run.crossing in self.kept)

    def _runs(self, parts: Sequence[Clause]) -> tuple[_Run, ...]:
        """Return the forms among adjacent words in one field, looked up once."""
        these = tuple(map(id, parts))  # parts of the reading, which are there as long as this is
        if these not in self._found:
            self._found[these] = tuple(self._sought(parts))
        return self._found[these]

    def _sought(self, parts: Sequence[Clause]) -> Iterator[_Run]:
        start = 0
        while start < len(parts):
            first = parts[start]
            stop = start + 1
            if isinstance(first, Word):
                while stop < len(parts) and _goes_on(parts[stop], first):
                    stop += 1
                words = [part for part in parts[start:stop] if isinstance(part, Word)]
                yield from self._in_words(words, start)
            start = stop

    def _in_words(self, run: Sequence[Word], offset: int) -> Iterator[_Run]:
        words: list[str] = []
        owner: list[int] = []  # of each folded word the clause: "Tse-tung" is one clause and two
        as_typed: list[str] = []
        for at, clause in enumerate(run):
            for word in key(clause.text).split():
                words.append(word)
                owner.append(at)
                as_typed.append(clause.text)
        owner.append(len(run))
        at = 0
        while at < len(words):
            begins = not at or owner[at - 1] != owner[at]
            found = self._bridges.crossing(words, at, self._typed, as_typed) if begins else None
            if found and owner[at + found.size - 1] != owner[at + found.size] and not (
                self._quoted.intersection(words[at : at + found.size])
            ):  # fmt: skip
                yield _Run(offset + owner[at], offset + owner[at + found.size - 1] + 1, found)
                at += found.size
            else:
                at += 1


def _goes_on(part: Clause, first: Word) -> bool:
    return isinstance(part, Word) and part.field == first.field


def _either(typed: Clause, crossing: Crossing, field: str) -> Clause:
    if not crossing.others:
        return typed
    others = (_within(_named(text, field), crossing.bound(text)) for text in crossing.others)
    return Lifted(Any((typed, *others)), typed, TYPED_FIRST, alone=True)


def _within(clause: Clause, bound: tuple[Clause, ...]) -> Clause:
    return All((clause, *bound)) if bound else clause


def optional(clause: Clause) -> Clause:
    """Return a part with other forms for when other parts are sufficient.

    In that case nothing may rank all records with the typed form above those that match more of the
    query, and another form, which may be a rare abbreviation, scores like a common word.
    """
    match clause:
        case Lifted(Any((typed, *others)), lift, _) if typed == lift:
            return Any((typed, Counted(Any(tuple(others)))))
    return clause


def _unlifted(clause: Clause) -> Clause:
    """Return an excluding clause, for which ranking is irrelevant."""
    return clause.clause if isinstance(clause, Lifted) else clause


def _named(text: str, field: str) -> Clause:
    return Phrase(text, field) if len(key(text).split()) > 1 else Word(text, field)


def _field(parts: Sequence[Clause]) -> str:
    return parts[0].field if isinstance(parts[0], Word) else ""


def _joined_part(parts: Sequence[SaidPart]) -> SaidPart:
    if len(parts) == 1:
        return parts[0]
    return SaidPart(
        " ".join(part.label for part in parts), " ".join(part.typed for part in parts), bare=True
    )
