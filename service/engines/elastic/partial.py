"""Whether all of an index answered: shards may be away, or slower than the time-out."""

from __future__ import annotations

from collections.abc import Mapping

from index_mappings.record import Json
from service.errors import EngineUnavailable, NoIndex

AWAY = "a part of the index is away or failed, so the answer would not be whole"


def is_partial(answer: Mapping[str, Json]) -> bool:
    """Tell whether an answer lacks what some part of the index would have said."""
    shards = answer["_shards"]
    return bool(answer["timed_out"] or shards["failed"] or shards["successful"] < shards["total"])


def whole_total(answer: Mapping[str, Json]) -> int:
    """Return the number of hits of one answer of several; it must be that of the whole index.

    Raises NoIndex where there is none, EngineUnavailable where a part of it did not answer.
    """
    if "error" in answer:
        if answer["error"].get("type") == "index_not_found_exception":
            raise NoIndex("nothing has been loaded yet; `searchroom load` loads a catalogue")
        raise EngineUnavailable("Elasticsearch could not count what a search finds")
    if is_partial(answer):
        raise EngineUnavailable(AWAY)
    return int(answer["hits"]["total"]["value"])
