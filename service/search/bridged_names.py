"""A reading in which bridges stand beside the other names of people, and what is said of both."""

from __future__ import annotations

from dataclasses import replace

from service.query.bridge import Crossing
from service.query.saying import understood
from service.schemas.answer_parts import AlsoNamed
from service.search.bridges import Bridges
from service.search.name_expansion import Expanded


def with_bridges(found: Expanded, bridges: Bridges) -> Expanded:
    """Return the reading with the other forms of what was typed; rings have had their turn."""
    made = bridges.put_in(found.reading)
    if made.reading is found.reading:
        return found
    reading = replace(made.reading, understood_as=understood(made.reading.said))
    return Expanded(reading, (*found.also, *map(_also, made.crossings)))


def _also(crossing: Crossing) -> AlsoNamed:
    bridge = crossing.bridges[0]
    return AlsoNamed(
        crossing.form.text,
        crossing.others,
        bridge.forms[0].text,
        kind=bridge.kind,
        why=bridge.why,
        known_from=bridge.known_from,
    )
