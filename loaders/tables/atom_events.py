"""The events of a description in AtoM's CSV: parallel lists in several columns, separated by "|".

Source: AtoM, user manual, CSV import, archival descriptions: eventTypes, eventDates,
eventStartDates, eventEndDates, eventActors, eventDescriptions, eventPlaces; "NULL" is an empty
place in such a list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

DATES = ("eventdates", "eventstartdates", "eventenddates")
TYPES = "eventtypes"
ACTORS = "eventactors"
COLUMNS = (TYPES, *DATES, ACTORS, "eventdescriptions", "eventplaces")
_MOST = 1_000  # events of one description: a fonds of many creators has some dozens
_ROLES = {
    "accumulation": "Accumulator",
    "broadcasting": "Broadcaster",
    "collection": "Collector",
    "contribution": "Contributor",
    "creation": "Creator",
    "custody": "Custodian",
    "distribution": "Distributor",
    "manufacturing": "Manufacturer",
    "publication": "Publisher",
    "reproduction": "Reproducer",
}
"""What somebody is to whom AtoM gives an event of such a type."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event; each value is as written, or "" if it has none. `said` is its description."""

    type: str
    date: str
    start: str
    end: str
    actor: str
    said: tuple[str, ...] = ()

    @property
    def role(self) -> str:
        """The role of its actor."""
        return _ROLES.get(self.type.casefold(), self.type)

    @property
    def is_dated(self) -> bool:
        """Whether it has a date."""
        return bool(self.date or self.start or self.end)

    def in_words(self) -> str:
        """Return its date and its actor: "1949-1951; Harbour office"."""
        when = self.date or "/".join(filter(None, dict.fromkeys((self.start, self.end))))
        return "; ".join(filter(None, (when, self.actor, *self.said)))


def events_of(cells: Mapping[str, str]) -> list[Event]:
    """Return the events in the cells of a row, by the names of `COLUMNS`."""
    lists = {name: _parts(cells.get(name, "")) for name in COLUMNS}
    count = min(max(map(len, lists.values())), _MOST)
    rows = [
        {name: some[place] if place < len(some) else "" for name, some in lists.items()}
        for place in range(count)
    ]
    return [_event(row) for row in rows if any(row.values())]


def _event(row: Mapping[str, str]) -> Event:
    type, date, start, end, actor, *rest = (row[name] for name in COLUMNS)
    return Event(type, date, start, end, actor, tuple(rest))


def main_event(events: list[Event]) -> Event | None:
    """Return the event with the record's dates: its creation, else the first with a date."""
    dated = [event for event in events if event.is_dated]
    creations = (event for event in dated if event.type.casefold() in ("creation", ""))
    return next(creations, dated[0] if dated else None)


def _parts(cell: str) -> list[str]:
    parts = [part.strip() for part in cell.split("|")]
    return ["" if part == "NULL" else part for part in parts] if cell.strip() else []
