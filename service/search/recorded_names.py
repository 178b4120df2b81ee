"""The names that records have: surnames, and those of people and places in Han characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from index_mappings.facet_kinds.terms import OFFICES
from index_mappings.folding import key
from index_mappings.mapping import RecordMapping
from service.bridges.han import is_han_name
from service.engines.contract import Engine

_MOST = 10_000  # names that are looked at, in their order; a catalogue of letters has some thousand


def named_in(mapping: RecordMapping) -> tuple[str, ...]:
    """Return the fields that name people; words are looked for in them by these names."""
    return tuple(field.name for field in mapping.fields if field.search and field.kind.names_people)


def surnames(engine: Engine) -> Mapping[str, int]:
    """Return each last word of a person's name, and how many records have it, at most.

    What is behind a comma is an office ("Roe, Consul General at Batavia"), and an office that
    is alone is no person.
    """
    mapping, found = engine.mapping, Counter[str]()
    for facet in mapping.facets:
        field = mapping.field(facet.field)
        if field is None or not field.kind.names_people or OFFICES not in facet.made:
            continue
        offices = {name for name, _ in engine.terms(facet.computed(OFFICES), "", _MOST)}
        for name, count in engine.terms(facet.path, "", _MOST):
            words = key(name.partition(",")[0]).split()
            if words and name not in offices:
                found[words[-1]] += count
    return found


_PLACES = "places"


def names_in_han(engine: Engine) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of people and those of places, each once, of the facets that have them."""
    mapping = engine.mapping
    of_people, of_places = [], []
    for facet in mapping.facets:
        field = mapping.field(facet.field)
        if field is not None and facet.kind.of_words and field.kind.names_people:
            of_people.append(facet.path)
        elif field is not None and facet.kind.of_words and field.name == _PLACES:
            of_places.append(facet.path)
    return _in_han(engine, of_people[-1:]), _in_han(engine, of_places)


def _in_han(engine: Engine, paths: list[str]) -> tuple[str, ...]:
    def names() -> Iterator[str]:
        for path in paths:
            yield from (name for name, _ in engine.terms(path, "", _MOST) if is_han_name(name))

    return tuple(dict.fromkeys(names()))
