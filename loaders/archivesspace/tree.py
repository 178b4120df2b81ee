"""The ancestors of a record of ArchivesSpace: `parent`, `resource`, `ancestors`, by address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from index_mappings.json_values import Json, elements, members, text
from index_mappings.record import Ancestor
from loaders.archivesspace.parts import plain
from loaders.drafts.publicity import held_by

_ABOVE = ("parent", "resource", "digital_object", "collection")
_WITHIN = ("parent", "resource", "digital_object", "repository", "ancestors")
"""What a record is in; the collections of a digital object show it only."""
_AROUND = (*_WITHIN, "collection")
_KNOWN = 200_000  # records that others are under: some 60 MB
_NAMED = ("/agents/", "/subjects/")
_NAMING = ("title", "display_name", "terms", "display_string", "type", "indicator")
_DEEP = 8  # levels of a record in which another is named: a container is on the fifth
_DEEPEST = 100  # levels; a record may be its own ancestor by mistake


def address_of(value: Mapping[str, Json]) -> str:
    """Return the address of a record in ArchivesSpace, or "" if it has none."""
    return text(value.get("uri")).strip()


class Tree:
    """The records of a load that others may be below, by address."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, str]] = {}  # address: title, address of the parent
        self._named: dict[str, Json] = {}  # agents, subjects and containers; None is not public
        self._hidden: set[str] = set()  # what is not public itself, a repository too

    def note(self, value: Mapping[str, Json]) -> None:
        """Note a record's title and parent."""
        own = address_of(value)
        if own and held_by(value) is not None:
            self._hidden.add(own)
        if own.startswith(_NAMED) or "/top_containers/" in own:
            if len(self._named) < _KNOWN:
                kept = {name: value[name] for name in _NAMING if name in value}
                self._named[own] = None if held_by(value) is not None else kept
        elif own and len(self._known) < _KNOWN:
            self._known[own] = (plain(title_of(value)) or own, _up(value))

    def resolved(self, value: Json, depth: int = 1) -> Json:
        """Return a value with addresses of agents and subjects of the load replaced by these."""
        if depth > _DEEP or not isinstance(value, dict | list):
            return value
        if isinstance(value, list):
            return [self.resolved(item, depth + 1) for item in value]
        whole = {name: self.resolved(item, depth + 1) for name, item in value.items()}
        ref = value.get("ref")
        if isinstance(ref, str) and ref in self._named and "_resolved" not in value:
            whole["_resolved"] = self._named[ref]
        return whole

    def above(self, value: Mapping[str, Json]) -> tuple[Ancestor, ...]:
        """Return the ancestors of a record, top first."""
        line: list[Ancestor] = []
        seen = {address_of(value)}
        up = _up(value)
        resolved = {
            text(item.get("ref")): members(item.get("_resolved")) for item in _referred(value)
        }
        listed = [text(members(item).get("ref")) for item in elements(value.get("ancestors"))]
        while up and up not in seen and len(line) < _DEEPEST:
            seen.add(up)
            title, next_up = self._known.get(up, ("", ""))
            title = title or plain(title_of(resolved.get(up, {}))) or up
            line.insert(0, Ancestor(up, title))
            if not next_up and up in listed:  # the nearest of them comes first
                next_up = next(iter(listed[listed.index(up) + 1 :]), "")
            up = next_up
        return tuple(line)

    def is_below_hidden(self, value: Mapping[str, Json]) -> bool:
        """Return whether an ancestor is not public, by itself or by the record's answer.

        A record names all of its ancestors; its parent may be only the nearest.
        """
        named = (text(item.get("ref")).strip() for item in _referred(value, _WITHIN))
        return not self._hidden.isdisjoint(named) or any(
            held_by(members(item.get("_resolved"))) is not None for item in _referred(value)
        )


def title_of(value: Mapping[str, Json]) -> str:
    """Return the title of a record."""
    return text(value.get("title")) or text(value.get("display_string"))


def _up(value: Mapping[str, Json]) -> str:
    own = address_of(value)
    listed = (members(item) for item in elements(value.get("ancestors")))  # the nearest first
    parts = (members(value.get("parent")), *listed, *(members(value.get(n)) for n in _ABOVE))
    found = (text(part.get("ref")).strip() for part in parts)
    return next((ref for ref in found if ref and ref != own), "")


def _referred(
    value: Mapping[str, Json], names: tuple[str, ...] = _AROUND
) -> Iterator[Mapping[str, Json]]:
    for name in names:
        item = value.get(name)
        yield from map(members, elements(item) or (item,))
