"""Items of Omeka Classic's API as plain objects: their texts are in one list, by element.

Source: Omeka Classic, REST API, representations of items (`element_texts`).
"""

from __future__ import annotations

from index_mappings.json_values import Json, elements, members, text
from loaders.drafts.publicity import held_by

_TEXTS = "element_texts"


def of_omeka_classic(value: dict[str, Json]) -> dict[str, Json]:
    """Return an item with a key for each element with texts; other objects unchanged.

    An element text that is marked as not public stays in the list, so that it is held back later.
    """
    given = elements(value.get(_TEXTS))
    if not given or not all(
        text(members(members(item).get("element")).get("name")) for item in given
    ):
        return value
    plain: dict[str, Json] = {name: item for name, item in value.items() if name != _TEXTS}
    found: dict[str, list[Json]] = {}
    left: list[Json] = []
    for item in map(members, given):
        name = text(members(item.get("element")).get("name"))
        if held_by(item) is not None or name in plain:
            left.append(dict(item))
        elif said := text(item.get("text")).strip():
            found.setdefault(name, []).append(said)
    plain |= {name: texts[0] if len(texts) == 1 else texts for name, texts in found.items()}
    if plain.get("public") is True:
        del plain["public"]
    return {**plain, _TEXTS: left} if left else plain
