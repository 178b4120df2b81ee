"""A title for a record whose source gives none."""

from __future__ import annotations

from index_mappings.mapping import RecordMapping
from index_mappings.record import Json
from loaders.json_files.json_lines import supplied_title
from loaders.source import Remark, Where


def supply_title(values: dict[str, Json], mapping: RecordMapping, where: Where) -> Remark | None:
    """Give values without a title one of reference, level and date, and return what to report.

    "[Untitled, MS 6938/4, file, 1950]", named in `derived`. None where there is a title already.
    """
    title = mapping.title
    if str(values.get(title) or "").strip():
        return None
    values[title] = supplied_title(values, mapping)
    if mapping.field("derived") is not None:
        values["derived"] = [*values.get("derived", ()), title]
    return Remark(where, f"there is no title; {values[title]} was supplied", title)
