"""The collections of the live index, read once per publish, and the extent of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index_mappings.names import NameEntry
from index_mappings.record import Collection
from service.engines.contract import Engine
from service.results import Extent


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The collections of one version of the index, by id in order of title."""

    version: str
    collections: Mapping[str, Collection]

    def title(self, id: str) -> str:
        """Return a collection's title, or the id if there is no such collection."""
        found = self.collections.get(id)
        return found.title if found and found.title else id

    def find(self, name: str) -> Collection | None:
        """Return the collection with that id or else that title."""
        if name in self.collections:
            return self.collections[name]
        return next((item for item in self.collections.values() if item.title == name), None)


class CatalogueReader:
    """Provides the `Catalogue` of an index version; caches the latest one.

    Two threads that meet a new version at once both read it; the last one is kept. That is
    cheaper than a lock that every search would wait at.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._latest = Catalogue("", {})
        self._extents: tuple[Catalogue, Mapping[str, Extent]] = (self._latest, {})
        self._named: tuple[Catalogue, Mapping[str, Sequence[NameEntry]]] = (self._latest, {})

    def of(self, version: str) -> Catalogue:
        """Return the catalogue of a version of the index."""
        if not version or self._latest.version != version:
            found = {item.id: item for item in self._engine.collections()}
            self._latest = Catalogue(version, found)
        return self._latest

    def extents(self, catalogue: Catalogue) -> Mapping[str, Extent]:
        """Return the extent of each collection by its id.

        They are counted separately from the titles, which a search needs even if a part of the
        index does not answer.
        """
        counted_for, extents = self._extents
        if counted_for is not catalogue:
            ids = tuple(catalogue.collections)
            facet = self._engine.mapping.collection_facet
            counted = self._engine.extents(facet.name, ids) if facet and ids else ()
            extents = dict(zip(ids, counted, strict=True)) if counted else {}
            self._extents = (catalogue, extents)
        return extents

    def named(self, catalogue: Catalogue, names: Iterable[str]) -> tuple[NameEntry, ...]:
        """Return the entries of sources with any of these names.

        All are read once per version: a list of persons has some thousands.
        """
        read_for, known = self._named
        if read_for is not catalogue:
            by_name: dict[str, list[NameEntry]] = {}
            for entry in self._engine.names():
                for name in {form.text for form in entry.forms}:
                    by_name.setdefault(name, []).append(entry)
            known = by_name
            self._named = (catalogue, known)
        found = (entry for name in names for entry in known.get(name, ()))
        return tuple({entry.id: entry for entry in found}.values())
