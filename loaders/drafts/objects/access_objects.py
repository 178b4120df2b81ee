"""Objects under keys about access, as text that a field can take."""

from __future__ import annotations

from index_mappings.json_values import Json
from loaders.drafts.access_names import about_access, wording

_OF_PARTS = frozenset((dict, list))


def access_in_words(value: dict[str, Json]) -> dict[str, Json]:
    """Return an object with what objects in it say of access as text, which a field can take."""
    inner = {
        name: wording(name, item)
        for name, item in value.items()
        if type(item) in _OF_PARTS and about_access(name) is not None
    }
    return {**value, **inner} if inner else value
