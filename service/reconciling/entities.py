"""All names of one version of the index, and the candidates for a query."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from index_mappings.facet_kinds.kind import Facet
from index_mappings.folding import key
from service.bridges.file import SHIPPED
from service.query.bridge import Bridge
from service.query.request import FacetFilter, Query
from service.reconciling.scoring import LEAST, Fit, fit
from service.reconciling.types import types_of
from service.search.question import has_names
from service.search.site import Site
from service.search.typeahead import Beginnings

_VALUES = 50_000  # of each type, the most frequent: some 10 MB; rarer ones are found by their name
_SCORED = 2_000  # names that are compared for one question: a few milliseconds
_NEAR = 80.0  # of 100: how alike a word must be to stand for one that no name has
_NEAR_WORDS = 5


@dataclass(frozen=True, slots=True)
class Entity:
    """A name of the catalogue: its type, and in how many records it is at least."""

    facet: Facet
    name: str
    text: str
    count: int

    @property
    def id(self) -> str:
        """The id: the type, a colon, and the name."""
        return f"{self.facet.name}:{self.name}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate entity, and its fit."""

    entity: Entity
    fit: Fit


@dataclass(frozen=True, slots=True)
class _Form:
    """A name of an entity, as a key; `bridge` says where another name than its own is from."""

    key: str
    entity: int
    is_own: bool
    bridge: Bridge | None = None


class Entities:
    """The names of one version of the index, with the other names that rings and bridges give."""

    def __init__(self, site: Site, version: str) -> None:
        self.version = version
        self._site = site
        self._entities = list(_entities(site, version))
        self._at = {entity.id: at for at, entity in enumerate(self._entities)}
        self._forms = [_Form(key(one.text), at, True) for at, one in enumerate(self._entities)]
        self._forms += self._of_rings()
        self._forms += self._of_bridges()
        self._words: dict[str, array[int]] = {}
        for at, form in enumerate(self._forms):
            for word in set(form.key.split()):
                self._words.setdefault(word, array("L")).append(at)
        self._beginnings = Beginnings(
            [(word, at) for word, ats in self._words.items() for at in ats]
        )

    def find(self, id: str) -> Entity | None:
        """Return the entity of an id, or None if no record has the name."""
        if (at := self._at.get(id)) is not None:
            return self._entities[at]
        type_, _, name = id.partition(":")
        facet = types_of(self._site.mapping).get(type_)
        return next(self._rare((facet,), name), None) if facet and name else None

    def candidates(self, text: str, facets: Sequence[Facet]) -> list[Candidate]:
        """Return the candidates of some types, the best first."""
        name = key(text)
        wanted = {facet.name for facet in facets}
        best: dict[int, Fit] = {}
        for at in self._likely(name):
            form = self._forms[at]
            if self._entities[form.entity].facet.name not in wanted:
                continue
            found = fit(name, form.key, is_own=form.is_own)
            old = best.get(form.entity)
            is_better = found.score >= LEAST and (old is None or old.score < found.score)
            if is_better and (form.bridge is None or self._is_public(form)):
                best[form.entity] = found
        ranked = [Candidate(self._entities[at], found) for at, found in best.items()]
        if one := self.find(text):
            ranked = [
                Candidate(one, fit("", "", is_own=True)),
                *(c for c in ranked if c.entity != one),
            ]
        elif name and not any(candidate.fit.is_same for candidate in ranked):
            ranked += (Candidate(e, fit("", "", is_own=True)) for e in self._rare(facets, text))
        ranked.sort(key=lambda one: (-one.fit.score, -one.entity.count, one.entity.id))
        return ranked

    def beginning(self, text: str, facets: Sequence[Facet], skip: int, most: int) -> list[Entity]:
        """Return entities with words that begin like those typed, the most frequent first."""
        typed = key(text)
        wanted = {facet.name for facet in facets}
        words = typed.split()
        exact = self.find(text)
        if not words:
            return []
        found = {
            form.entity
            for at in min((self._beginnings.of(word) for word in words), key=len)
            if (form := self._forms[at]).bridge is None
            and all(f" {word}" in f" {form.key}" for word in words)
        }
        shown = [one for at in found if (one := self._entities[at]).facet.name in wanted]
        if exact and exact not in shown:
            shown.append(exact)
        shown.sort(
            key=lambda one: (
                one is not exact,
                not key(one.text).startswith(typed),
                -one.count,
                one.id,
            )
        )
        return shown[skip : skip + most]

    def _likely(self, name: str) -> list[int]:
        """Return the forms with most of the words, at most `_SCORED`."""
        counts: dict[int, int] = {}
        lists = sorted((self._with(word) for word in set(name.split())), key=len)
        for found in lists:
            is_full = len(counts) >= _SCORED  # the commonest words alone say least
            for at in found:
                if not is_full or at in counts:
                    counts[at] = counts.get(at, 0) + 1
        ranked = sorted(counts, key=lambda at: (-counts[at], len(self._forms[at].key), at))
        return ranked[:_SCORED]

    def _with(self, word: str) -> Sequence[int]:
        """Return the forms with a word; where no name has it, with those most like it."""
        if (found := self._words.get(word)) is not None:
            return found
        near = process.extract(
            word, self._words.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=_NEAR_WORDS
        )
        return [at for other, _, _ in near for at in self._words[other]]

    def _is_public(self, form: _Form) -> bool:
        """Return whether it is public that a name is another name of something."""
        assert form.bridge is not None
        if form.bridge.known_from == SHIPPED:
            return True
        shown = self._site.bridges.public((form.bridge,))
        return any(key(known.text) == form.key for one in shown for known in one.forms)

    def _rare(self, facets: Sequence[Facet], name: str) -> Iterator[Entity]:
        """Yield the entities of exactly that name that are not among the most frequent."""
        rings = self._site.names.rings
        for facet in facets:
            is_person = has_names(self._site.mapping, facet.name)
            shown = rings.shown(name) if is_person else name
            names = tuple(rings.members(shown)) if is_person else (name,)
            query = Query(filters=(FacetFilter(facet.name, names),), size=1, highlight=False)
            (count,) = self._site.engine.count([query])
            if count:
                yield Entity(facet, shown, shown, count)

    def _of_rings(self) -> Iterator[_Form]:
        rings = self._site.names.rings
        for at, entity in enumerate(self._entities):
            if has_names(self._site.mapping, entity.facet.name):
                others = (name for name in rings.members(entity.name) if name != entity.name)
                yield from (_Form(key(name), at, False) for name in others)

    def _of_bridges(self) -> list[_Form]:
        own: dict[str, list[int]] = {}
        for form in self._forms:
            own.setdefault(form.key, []).append(form.entity)
        forms = []
        for bridge in self._site.bridges.table.bridges:
            keys = dict.fromkeys(key(form.text) for form in bridge.forms)
            for one in keys:
                for at in own.get(one, ()):
                    forms += [_Form(other, at, False, bridge) for other in keys if other != one]
        return forms


def _entities(site: Site, version: str) -> Iterator[Entity]:
    """Yield the values of the types, each person once even under several names."""
    title = site.catalogues.of(version).title
    rings = site.names.rings
    for facet in types_of(site.mapping).values():
        is_person = has_names(site.mapping, facet.name)
        known: dict[str, int] = {}
        for value, count in site.engine.terms(facet.path, "", _VALUES):
            shown = rings.shown(value) if is_person else value
            known[shown] = max(count, known.get(shown, 0))
        for name, count in known.items():
            yield Entity(facet, name, facet.kind.label(facet, name, title), count)


class EntitiesReader:
    """Gives the `Entities` of the live index; keeps the latest ones. Safe to share."""

    def __init__(self) -> None:
        self._latest: tuple[object, ...] = ()
        self._entities: Entities | None = None
        self._making = threading.Lock()

    def of(self, site: Site) -> Entities:
        """Return the entities of a site as they are now."""
        version = site.engine.info().version
        site.bridges.learn(version)
        now = (site.engine, version, site.names.rings, site.bridges.table)
        with self._making:
            if self._entities is None or any(
                a is not b and a != b for a, b in zip(now, self._latest, strict=True)
            ):
                self._entities = Entities(site, version)
                self._latest = now
            return self._entities
