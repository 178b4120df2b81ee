"""Reading number statistics: both engines have an aggregation `stats` with the same answer."""

from __future__ import annotations

from collections.abc import Sequence

from index_mappings.bodies import ReadBody
from index_mappings.mapping import RecordMapping
from service.results import IndexInfo, NumberFound, NumbersFound


def read_numbers(
    answer: ReadBody, fields: Sequence[str], mapping: RecordMapping, total: int, info: IndexInfo
) -> NumbersFound:
    """Return the statistics of number fields, with integers for fields of whole numbers."""
    return NumbersFound(
        tuple(_found(answer.get(field) or {}, field, mapping) for field in fields), total, info
    )


def _found(stats: ReadBody, name: str, mapping: RecordMapping) -> NumberFound:
    count = int(stats.get("count") or 0)
    if not count:
        return NumberFound(name, 0)
    field = mapping.field(name)
    number_type = field.kind.holds(field) if field else float
    return NumberFound(name, count, number_type(stats["min"]), number_type(stats["max"]))
