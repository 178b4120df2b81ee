"""Titles for records that have none, marked as supplied."""

from __future__ import annotations

from index_mappings.field_kinds.plain_text import plain_text
from index_mappings.folding import clean
from index_mappings.json_values import Json, elements
from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Remark, Where

_LONGEST = 200  # characters of whatever else stands for a title


def supply_title(
    values: dict[str, Json], mapping: RecordMapping, where: Where, own_id: str | None = None
) -> Remark | None:
    """Add a title to a record without one, in place, and return the remark to report.

    It is made of reference, level and date ("[Untitled, MS 6938/4, file, 1950]") and listed in
    `derived`. If these are missing too, the `own_id` is used, or else the first words of the
    record, so that two such records can be distinguished.
    """
    title = mapping.title
    given = str(values.get(title) or "")
    if given[:1].isalnum() or clean(given).strip():  # control characters are no title
        return None
    supplied = supplied_title(values, mapping)
    if supplied == "[Untitled]" and own_id is not None:
        supplied = f"[Untitled, {own_id or _first_words(values) or 'nothing known'}]"
    values[title] = supplied
    if mapping.field("derived") is not None:
        values["derived"] = [*elements(values.get("derived")), title]
    return Remark(where, f"there is no title; {supplied} was supplied", title)


def supplied_title(values: dict[str, Json], mapping: RecordMapping) -> str:
    """Return a title for a record without one: "[Untitled, MS 6938/4, 1950]"."""
    date = values.get(mapping.date)
    parts = (
        "Untitled",
        plain_text(values.get("reference")),
        plain_text(values.get("level")),
        str(date.get("display", "")) if isinstance(date, dict) else "",
    )
    return f"[{', '.join(part for part in parts if part)}]"


def _first_words(value: Json) -> str:
    if isinstance(value, str):
        return " ".join(value.split())[:_LONGEST]
    if isinstance(value, dict):
        value = [item for name, item in value.items() if name != "label"]
    items = value if isinstance(value, list) else []
    return next((words for item in items if (words := _first_words(item))), "")
