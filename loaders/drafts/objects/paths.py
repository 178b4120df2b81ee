"""The values of an object by their paths ("sourceResource.title"), for objects within objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from index_mappings.json_values import Json, members
from loaders.drafts.access_names import about_access, wording
from loaders.drafts.field_maps.headers import header_key, synonyms
from loaders.drafts.field_maps.inner_objects import named as named_in

_DEEP = 4  # levels of objects within objects whose keys are looked at; below, all is text
_KEYS = 1_000  # keys remembered: a catalogue has some dozens


def by_path(
    value: Mapping[str, Json], named: frozenset[str], above: str = "", depth: int = 1
) -> Iterator[tuple[str, Json]]:
    """Yield the values of an object and of its inner objects by path; lists are not split."""
    for name, item in value.items():
        path = f"{above}{name}"
        if isinstance(item, dict | list) and about_access(name) is not None:
            yield path, wording(name, item)
            continue
        inner = isinstance(item, dict) and item and path not in named and depth < _DEEP
        # {"creator": {"name": ...}} is one value, and not a field "name" inside another.
        is_value = (
            inner and _is_known(name) and named_in(members(item))[0] and not _is_said(path, named)
        )
        if inner and not is_value and _has_field_below(path, item, named):
            yield from by_path(members(item), named, f"{path}.", depth + 1)
        else:
            yield path, item


def _has_field_below(path: str, item: Json, named: frozenset[str]) -> bool:
    return _is_said(path, named) or any(
        isinstance(inner, dict) or _is_known(name) for name, inner in members(item).items()
    )


def _is_said(path: str, named: frozenset[str]) -> bool:
    return any(name.startswith(f"{path}.") for name in named)


@lru_cache(maxsize=_KEYS)
def _is_known(name: str) -> bool:
    return header_key(name) in synonyms().targets
