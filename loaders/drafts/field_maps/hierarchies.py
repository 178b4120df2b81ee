"""The ancestors of a record, known from the rows before it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from index_mappings.json_values import Json, elements, members, text

_KEPT = 100_000  # records that others may be under, the last used: some 30 MB


class Hierarchy:
    """The records so far, by id and by level. Parents come before their children."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, tuple[str, str]] = OrderedDict()  # id: title, parent's id
        self._path: list[tuple[int, str, str]] = []  # level, id, title
        self._held: set[str] = set()  # ids and titles of what is held back
        self._held_levels: set[int] = set()  # of those in the path

    def above_child_of(self, parent: str) -> list[Json]:
        """Return the ancestors of a child of `parent` (an id or a name), top first."""
        line: list[Json] = []
        seen: set[str] = set()
        id = parent
        while id and id not in seen:  # a source may have a record as its own ancestor
            seen.add(id)
            title, up = self._known.get(id, (id, ""))
            if id in self._known:
                self._known.move_to_end(id)
            line.insert(0, {"id": id, "title": title})
            id = up
        return line

    def above_level(self, level: int) -> list[Json]:
        """Return the ancestors of the next record of that level; 1 is the top."""
        while self._path and self._path[-1][0] >= level:
            self._held_levels.discard(self._path.pop()[0])
        return [{"id": id, "title": title} for _, id, title in self._path]

    def hold(self, id: str, title: str, level: int) -> None:
        """Record that the last noted record is held back, so that its descendants are too."""
        if level:
            self._held_levels.add(level)
        self._held.update(filter(None, (id, "" if level else title)))

    def holds(self, ids: Iterable[str]) -> bool:
        """Return whether any of these is held back."""
        return bool(self._held) and not self._held.isdisjoint(ids)

    def is_held_above(self, level: int) -> bool:
        """Return whether a level above this one is held back."""
        return any(held < level for held in self._held_levels)

    def note(self, id: str, title: str, ancestors: Json, level: int) -> None:
        """Note a record; `level` is 0 if unknown."""
        if level:
            self._path.append((level, id or title, title or id))
        if id:
            above = elements(ancestors)
            parent = text(members(above[-1])["id"]) if above else ""
            self._known[id] = (title or id, parent)
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
