"""The names of people and places that records have in Han characters."""

from __future__ import annotations

from collections.abc import Iterator

from service.bridges.han import is_han_name
from service.engines.contract import Engine

_MOST = 10_000  # names of a field that are looked at, the most frequent
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
