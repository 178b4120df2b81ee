"""The paths of the index that a mapping file defines under `properties`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from index_mappings.checking.nearest import none_of
from index_mappings.folding import folded

_AT = "mappings.properties"
Found = Iterator[tuple[str, str]]


class IndexPaths:
    """All defined paths, including sub-fields, each with its definition and place in the file."""

    def __init__(self, properties: Mapping[str, Any]) -> None:
        self._specs: dict[str, Mapping[str, Any]] = {}
        self._places: dict[str, str] = {}
        self._gather(properties, "", _AT)

    def has(self, path: str) -> bool:
        """Return whether a path is defined."""
        return path in self._specs

    def missing(self, path: str, at: str) -> Found:
        """Return the fault at `at` if a path is not defined, or nothing if it is."""
        if path not in self._specs:
            yield at, none_of(path, self._specs, "path of the index")

    def below(self, path: str) -> tuple[str, ...]:
        """Return the names of the paths directly below one."""
        return tuple(within(self._specs.get(path, {}), "properties"))

    def not_of_type(self, path: str, wanted: Sequence[str], at: str) -> Found:
        """Return the fault at `at` if a path is not defined or has none of these types."""
        yield from self.missing(path, at)
        found = self._specs.get(path, {}).get("type", "object")
        if path in self._specs and found not in wanted:
            listed = " or ".join(map(repr, wanted))
            yield at, f"the index path {path!r} is of type {found!r}, and must be {listed}"

    def not_searched(self, path: str, at: str) -> Found:
        """Return the faults at `at` of a path that cannot be searched for words."""
        beside = folded(path)
        yield from self.not_of_type(path, ("text",), at)
        if path in self._specs and beside not in self._specs:
            yield at, f"{path!r} needs {beside!r} beside it, where words are not stemmed"

    def faults(self, analyzers: Mapping[str, Any]) -> Found:
        """Return the faults of the definitions themselves."""
        for path, spec in self._specs.items():
            at = self._places[path]
            used, is_text = spec.get("analyzer"), spec.get("type") == "text"
            if isinstance(used, str) and used not in analyzers:
                yield f"{at}.analyzer", none_of(used, analyzers, "analyzer of this file")
            if is_text and spec.get("index") is not False:
                if used is None:
                    yield f"{at}.analyzer", "a text that is searched needs an analyzer"
                if "position_increment_gap" not in spec:
                    gap = "a text that is searched needs a gap of 1 between its values"
                    yield f"{at}.position_increment_gap", gap
            if "type" not in spec and "properties" not in spec:
                yield at, "it needs a 'type', or 'properties' of its own"
            target = spec.get("copy_to")
            listed = [target] if isinstance(target, str) else target
            for _, copied in texts(listed, f"{at}.copy_to"):
                yield from self.missing(copied, f"{at}.copy_to")

    def _gather(self, properties: Mapping[str, Any], prefix: str, at: str) -> None:
        for name in properties:
            spec, path, place = within(properties, name), f"{prefix}{name}", f"{at}.{name}"
            self._specs[path], self._places[path] = spec, place
            self._gather(within(spec, "properties"), f"{path}.", f"{place}.properties")
            self._gather(within(spec, "fields"), f"{path}.", f"{place}.fields")


def within(value: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Return the object under a key, or an empty one if there is none."""
    found = value.get(key)
    return found if isinstance(found, Mapping) else {}


def texts(value: object, at: str) -> Iterator[tuple[str, str]]:
    """Return the strings of a list with their positions; none if it is not a list of strings."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        for index, item in enumerate(value):
            if isinstance(item, str):
                yield f"{at}[{index}]", item
