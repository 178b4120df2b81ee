"""The bridges of a site, and their forms in the live index.

Both belong to one version of the index, which changes with every publish and withdrawal. No search
requests the version: each gets it from its answer, and is repeated if it has changed.
"""

from __future__ import annotations

import math
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache

from index_mappings.conditions import Days
from index_mappings.days import year_span
from index_mappings.folding import key
from service.bridges.file import SHIPPED
from service.bridges.keeping import BridgeFile, OwnBridges
from service.bridges.shipped_forms import first_words
from service.bridges.sources import Kept, all_bridges, are_shipped_alone
from service.bridges.table import NO_BRIDGES, BridgeTable
from service.engines.contract import Engine
from service.errors import EngineUnavailable
from service.late import lasting
from service.query.bridge import Bridge, Crossing
from service.query.bridging import Bridged, bridged
from service.query.clauses import All, Clause, Not, Phrase, Word
from service.query.request import Query
from service.query.understanding import Reading
from service.search.recorded_names import named_in, names_in_han, surnames

_CROSSED = 512  # readings of the last questions that are kept with what was put in: a megabyte
_PATIENCE = 60.0  # seconds before names are read again that a part of the index kept back
_REMEMBERED = 20_000  # pairs of forms of which it is kept whether there are any: some megabytes


class _Known:
    """The bridges and forms of one version of the index."""

    def __init__(self, version: str, table: BridgeTable, own: OwnBridges) -> None:
        self.version = version
        self.own = own
        self.table = table
        self.present: dict[tuple[str, str], bool] = {}
        self.surnames: Mapping[str, int] | None = None  # read where a place is first asked for
        self.crossed: dict[int, tuple[Reading, Bridged]] = {}


class Bridges:
    """Provides the bridges of the live index. Thread-safe.

    If two threads find a new version at once, both read it and the last one is kept.
    """

    def __init__(self, engine: Engine, file: str = "") -> None:
        self._engine = engine
        self._file = BridgeFile(file)
        self._known = _Known("", NO_BRIDGES, OwnBridges())
        self._again = math.inf  # when the same version is to be read again

    @property
    def own(self) -> OwnBridges:
        """The archive's own bridges, and the faults of their file."""
        return self._file.now

    @property
    def table(self) -> BridgeTable:
        """The bridges of the last seen version."""
        return self._now().table

    def learn(self, version: str) -> bool:
        """Note the version that answered; tell whether it was read again."""
        is_known = version == self._known.version and time.monotonic() < self._again
        if not version or is_known:
            return False
        self._known = self._read(version)
        return True

    def put_in(self, reading: Reading) -> Bridged:
        """Return a reading with the other forms of the typed ones that exist in the index.

        If a part of the engine is unavailable, the reading is unchanged: the rest of the index can
        still answer.
        """
        if not reading.text:
            return Bridged(reading)
        with suppress(EngineUnavailable):
            known = self._now()
            kept = known.crossed.get(id(reading))
            if kept and kept[0] is reading:  # what was typed lately is the same object again
                return kept[1]

            def present(typed: str, texts: Sequence[str]) -> Collection[str]:
                return self._present(known, typed, texts)

            def bounds(crossing: Crossing) -> Mapping[str, tuple[Clause, ...]]:
                return self._bounds(known, crossing)

            crossed = bridged(reading, known.table, present, bounds)
            if len(known.crossed) >= _CROSSED:
                known.crossed = {}
            known.crossed[id(reading)] = (reading, crossed)
            return crossed
        return Bridged(reading)

    def _bounds(self, known: _Known, crossing: Crossing) -> Mapping[str, tuple[Clause, ...]]:
        """Return the other forms that may be used, and their conditions.

        A word that is mostly a surname counts only within its years and where nobody has that name.
        A name of two places counts within the years in which it belonged to this one.
        """
        if crossing.kind is None or not crossing.kind.shares_names:
            return dict.fromkeys(crossing.others, ())
        found: dict[str, tuple[Clause, ...]] = {}
        for text in crossing.others:
            years = years_of(text, crossing)
            if not self._is_surname(known, text):
                found[text] = years if known.table.is_of_two(text) else ()
            elif is_whole(years):
                nobody = (Not(Word(text, field)) for field in named_in(self._engine.mapping))
                found[text] = (*years, *nobody)
        return found

    def public(self, bridges: Sequence[Bridge]) -> list[Bridge]:
        """Return the public bridges: ours, and of others the forms in records."""
        known = self._now()
        shown = []
        for bridge in bridges:
            if bridge.known_from == SHIPPED:
                shown.append(bridge)
                continue
            texts = tuple(form.text for form in bridge.forms)
            there = self._present(known, "", texts)
            forms = tuple(form for form in bridge.forms if form.text in there)
            if len(forms) > 1:
                shown.append(replace(bridge, forms=forms))
        return shown

    def _now(self) -> _Known:
        known = self._known
        if not known.version or self.own.digest != known.own.digest:
            known = self._known = self._read(known.version or self._engine.info().version)
        return known

    def _read(self, version: str) -> _Known:
        own = self.own
        listed = tuple(self._engine.names())
        left_out = frozenset(self._engine.mapping.stop_words)
        people, places = self._in_han()
        kept = Kept(listed, own.bridges, people, places)
        if are_shipped_alone(kept):  # most catalogues: a publish changes nothing then
            return _Known(version, _shipped_alone(left_out), own)
        return _Known(version, BridgeTable(all_bridges(kept), left_out), own)

    def _in_han(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the names in Han characters; none if a part of the index is unavailable."""
        try:
            found = names_in_han(self._engine)
        except EngineUnavailable:
            self._again = time.monotonic() + _PATIENCE
            return (), ()
        self._again = math.inf
        return found

    def _present(self, known: _Known, typed: str, texts: Sequence[str]) -> Collection[str]:
        present = known.present
        there = {text: present[typed, text] for text in texts if (typed, text) in present}
        if new := [text for text in texts if text not in there]:
            there |= dict(zip(new, self._are_there(typed, new), strict=True))
            fresh = {(typed, text): is_there for text, is_there in there.items()}
            known.present = fresh if len(present) > _REMEMBERED else present | fresh
        return {text for text, is_there in there.items() if is_there}

    def _are_there(self, typed: str, texts: Sequence[str]) -> list[bool]:
        """Return for each form whether a record has it, and whether it differs from the typed word.

        "Stalin" and "Staline" are one word in an index, and neither finds more than the other.
        """
        own = _form(typed)  # of no form, none is like it
        found = [bool(count) for count in self._counts([_form(text) for text in texts])]
        alike = [
            at for at, text in enumerate(texts) if typed and found[at] and _is_word(typed, text)
        ]
        either = self._counts([All((_form(texts[at]), Not(own))) for at in alike])
        other = self._counts([All((own, Not(_form(texts[at])))) for at in alike])
        for at, more, less in zip(alike, either, other, strict=True):
            found[at] = bool(more or less)
        return found

    def _is_surname(self, known: _Known, text: str) -> bool:
        """Return whether a word is mostly a surname: Lord Salisbury is not Harare."""
        if not _is_word(text):
            return False
        if known.surnames is None:
            known.surnames = surnames(self._engine)
        named = known.surnames.get(key(text), 0)
        return bool(named) and 2 * named > self._counts([Word(text)])[0]

    def _counts(self, clauses: Sequence[Clause]) -> tuple[int, ...]:
        queries = [Query(clause, size=1, highlight=False) for clause in clauses]
        return self._engine.count(queries) if queries else ()


@lru_cache(maxsize=4)  # of the stop words of one mapping; tests have a few
def _shipped_alone(left_out: frozenset[str]) -> BridgeTable:
    return BridgeTable.late(_shipped, left_out, first_words(left_out))


def _shipped() -> Iterator[Bridge]:
    with lasting():
        yield from all_bridges(Kept())


def _is_word(*texts: str) -> bool:
    return all(len(key(text).split()) == 1 for text in texts)


def _form(text: str) -> Phrase | Word:
    return Word(text) if _is_word(text) else Phrase(text)


def years_of(text: str, crossing: Crossing) -> tuple[Days, ...]:
    """Return the days of a form's years, or nothing if its bridges name none.

    A record without a date is in no years.
    """
    wanted = key(text)
    for bridge in crossing.bridges:
        for form in bridge.forms:
            if form.key == wanted and (form.start, form.end) != (None, None):
                start = None if form.start is None else year_span(form.start)[0]
                end = None if form.end is None else year_span(form.end)[1]
                return (Days(start, end),)
    return ()


def is_whole(years: tuple[Days, ...]) -> bool:
    """Return whether the years have a beginning and an end."""
    return any(span.start is not None and span.end is not None for span in years)
