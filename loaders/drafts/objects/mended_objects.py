"""Repairing JSON objects whose texts were saved in a wrong encoding."""

from __future__ import annotations

from collections.abc import Iterator

from index_mappings.json_values import Json
from loaders.drafts.draft import Draft, Item, Remark, Where
from loaders.drafts.mojibake import MENDED, mended_fields
from loaders.drafts.objects.json_objects import Objects
from loaders.drafts.objects.own_form import was_loaded


def read_mended(objects: Objects, value: Json, where: Where) -> Iterator[Item]:
    """Yield the items of an object with repaired texts, and a remark on its record.

    An object that was loaded before is not repaired.
    """
    fields: list[str] = []
    if isinstance(value, dict) and not was_loaded(value):
        value, fields = mended_fields(value)
    for item in objects.read(value, where):
        if isinstance(item, Draft):
            yield from (Remark(where, MENDED, name) for name in fields)
        yield item
