"""An Omeka item with its collections and media, and without Omeka's internal data."""

from __future__ import annotations

import re
from collections.abc import Mapping

from index_mappings.json_values import Json, elements, members, text
from index_mappings.mapping import RecordMapping
from loaders.omeka.beside import Beside

_OWN_TEXT = ("extracttext:extracted_text", "bibo:content")
_REFERRING = frozenset(
    {
        "@reverse", "added", "collection", "extended_resources", "featured", "files", "modified",
        "o:item_set", "o:items", "o:media", "o:primary_media", "owner",
    }
)  # fmt: skip
"""Keys that only link to other objects of the API, or are about the entry and its creator."""
_OF_THE_API = re.compile(r"(.*)/api/items/(\d+)$")


def item_with(value: Mapping[str, Json], beside: Beside, mapping: RecordMapping) -> dict[str, Json]:
    """Return an item as an object with the mapping's names in addition to Omeka's."""
    whole: dict[str, Json] = {
        # a program that is asked with a key names items that only its owner sees
        name: beside.shown(item)
        for name, item in value.items()
        if not (name in _REFERRING or beside.is_hidden(item))
    }
    collections: list[Json] = [item.id for item in beside.collections(value)]
    links: list[Json] = [*beside.media(value)]
    if collections and mapping.field("collections"):
        whole["collections"] = collections
    if links and mapping.field("web_links"):
        whole["web_links"] = links
    words = beside.text(value)
    if words and mapping.full_text and not any(value.get(name) for name in _OWN_TEXT):
        whole[mapping.full_text] = words
    if "element_texts" in value:
        whole["tags"] = [text(members(tag).get("name")) for tag in elements(value.get("tags"))]
        found = _OF_THE_API.fullmatch(text(value.get("url")))
        if found:  # the page of an item, by the routes of Omeka Classic
            whole["url"] = f"{found[1]}/items/show/{found[2]}"
    return {name: item for name, item in whole.items() if item != []}
