"""What an earlier index would show again of what its sources hold back, or show less of, today."""

from __future__ import annotations

from index_mappings.record import Record
from service.engines.contract import Engine
from service.lasting.held import HeldDigests
from service.query.clauses import Value

RESTRICTED = "restricted"
_REFERENCE, _ACCESS = "reference", "access"


def shown_again(engine: Engine, index: str, held: HeldDigests) -> int:
    """Return how many records of an earlier index are held back, or have no text, in the live one.

    A record is known by its id; one that the live index has not, by its title and shelf mark too.
    """
    mapping = engine.mapping
    restricted = restricted_ids(engine)
    if not (restricted or held):
        return 0
    count = 0
    for record in engine.scan(index=index):
        if record.id in restricted:
            count += shows_more(record)
        elif held and held.of(record.source):
            names = (record.id, record.text(mapping.title), _reference(record))
            count += held.has(record.source, *names) and engine.get(record.id) is None
    return count


def restricted_ids(engine: Engine) -> frozenset[str]:
    """Return the ids of the live records that are shown without their text; none where none is."""
    if engine.mapping.field(_ACCESS) is None:
        return frozenset()
    return frozenset(item.id for item in engine.scan(Value(_ACCESS, (RESTRICTED,))))


def shows_more(record: Record) -> bool:
    """Tell whether a record of which the live index shows no text may have it."""
    return record.values.get(_ACCESS) != RESTRICTED


def _reference(record: Record) -> str:
    value = record.values.get(_REFERENCE)
    return value if isinstance(value, str) else ""
