"""Partial answers: shards may be unavailable, or slower than the time-out."""

from __future__ import annotations

from index_mappings.bodies import ReadBody
from service.errors import EngineRefused, EngineUnavailable, NoIndex, PartAway

AWAY = "a part of the index is away or failed, so the answer would not be whole"

REFUSED = (
    "Elasticsearch refuses the user or key of SEARCHROOM_ENGINE or SEARCHROOM_ELASTIC_API_KEY, or "
    "does not let them do this"
)


def is_partial(answer: ReadBody) -> bool:
    """Return whether a part of the index is missing from an answer."""
    shards = answer["_shards"]
    return bool(answer["timed_out"] or shards["failed"] or shards["successful"] < shards["total"])


def whole_total(answer: ReadBody) -> int:
    """Return the number of hits of one of several answers, which must be complete.

    Raises NoIndex if there is no index, EngineRefused if it may not be read, PartAway if a part
    of it did not answer, EngineUnavailable if none did.
    """
    if "error" in answer:
        kind = answer["error"].get("type")
        if kind == "index_not_found_exception":
            raise NoIndex("nothing has been loaded yet; `searchroom load` loads a catalogue")
        if kind == "security_exception":
            raise EngineRefused(REFUSED)
        raise EngineUnavailable("Elasticsearch could not count what a search finds")
    if is_partial(answer):
        raise PartAway(AWAY)
    return int(answer["hits"]["total"]["value"])
