"""Records by their ids, or by ids that they had before a correction.

Pure: the body of a request, and the reader of its answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from index_mappings.bodies import Body
from index_mappings.json_values import elements
from index_mappings.record import Record
from service.engines.elastic.build import LONGEST_ID
from service.engines.elastic.request import read_record


def several_body(ids: Sequence[str]) -> Body:
    """Return the body that requests the records with these current or former ids."""
    # Elasticsearch refuses to look for an `_id` that is longer than any can be
    own = [id for id in ids if len(id.encode()) <= LONGEST_ID]
    either: list[Body] = [{"terms": {"id": own}}, {"terms": {"former_ids": list(ids)}}]
    return {"query": {"bool": {"filter": {"bool": {"should": either}}}}, "size": 2 * len(ids)}


def read_several(hits: Sequence[Any], ids: Sequence[str]) -> dict[str, Record]:
    """Return the records by the requested ids; a current id has precedence over a former one."""
    records = [read_record(hit["_source"]) for hit in hits]
    former = {str(id): item for item in records for id in elements(item.values.get("former_ids"))}
    known = former | {item.id: item for item in records}
    return {id: known[id] for id in ids if id in known}
