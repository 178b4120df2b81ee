"""What an earlier catalogue would show again of what its sources hold back, or show less of, today.

One rule for all that brings back what was live once: a rollback, a recovery, a dump, a copy. A
record is known by its id and its shelf mark. Its title tells of it too where the live index shows
which records of that title are still public, and where its id was made of the title. What is live
is shown, whatever else is held back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice

from index_mappings.access import ACCESS, RESTRICTED
from index_mappings.json_values import elements, members, text
from index_mappings.record import Record
from service.engines.contract import Engine
from service.errors import IndexDamaged, NoIndex
from service.lasting.bearers import said_by
from service.lasting.changes import OF_LOADS
from service.lasting.derived_ids import is_derived
from service.lasting.held import HeldDigests
from service.lasting.linking_notes import without_links
from service.query.clauses import Value

_REFERENCE = "reference"
_AT_ONCE = 200  # records whose live ones are asked for together


@dataclass(frozen=True, slots=True)
class Shown:
    """A record of an earlier catalogue, and what of it is public now: itself, the live one, or
    None, for it is held back.
    """

    was: Record
    now: Record | None

    @property
    def is_less(self) -> bool:
        """Whether less of it is public than before."""
        return self.now is not self.was


class AsShownNow:
    """Holds records of an earlier catalogue against what the live index shows.

    A live index that is damaged, or none, tells nothing. Then a title tells only of records with
    derived ids, and of an earlier index all that counts is what is held back since it was made.
    """

    def __init__(self, engine: Engine, held: HeldDigests) -> None:
        """Find out which live records are restricted."""
        self._engine, self._held, self._mapping = engine, held, engine.mapping
        self._above = tuple(item.name for item in engine.mapping.fields if item.kind.leads_up)
        self._is_there = True
        self._restricted: frozenset[str] = frozenset()
        try:
            engine.info()
            self._restricted = restricted_ids(engine)
        except (NoIndex, IndexDamaged):
            self._is_there = False

    def __bool__(self) -> bool:
        """Return whether anything is held back or restricted now."""
        return bool(self._restricted or self._held)

    def of(self, records: Iterable[Record], index: str = "") -> Iterator[Shown]:
        """Yield the records in their order, each with what of it is public.

        `index` is the name of the index that they are of, "" where that is not known.
        """
        since = "" if self._is_there else index
        rest = iter(records)
        while some := list(islice(rest, _AT_ONCE)):
            ids = {id for record in some for id in (record.id, *self._ids_above(record))}
            live = self._engine.several(sorted(ids)) if self and self._is_there else {}
            for record in some:
                now = self._now(record, live, since) if self else record
                yield Shown(record, self._without_links(now, live, since) if now else None)

    def count(self, index: str) -> int:
        """Return how many records of an earlier index are less public now."""
        if not self:
            return 0
        return sum(shown.is_less for shown in self.of(self._engine.scan(index=index), index))

    def _now(self, record: Record, live: Mapping[str, Record], since: str) -> Record | None:
        now = live.get(record.id)
        if now is not None:
            has_less = now.id in self._restricted or self._held.has_parts(now.source, now.id)
            is_less = has_less and says_more(record, now)
            return now if is_less or self._names_above(record, live, since) else record
        title, reference = record.text(self._mapping.title), record.text(_REFERENCE)
        if self._is_held(record.source, record.id, title, reference, since=since):
            return None
        # nobody can say any more which part of it it was
        may_show_part = since and self._held.has_parts(record.source, record.id, since)
        return None if may_show_part or self._names_above(record, live, since) else record

    def _without_links(self, now: Record, live: Mapping[str, Record], since: str) -> Record:
        """Return a record without the lines of notes that name a held one and are not live."""
        notes, shown = now.values.get("notes"), live.get(now.id)
        if not (self._held and notes) or (shown and shown.values.get("notes") == notes):
            return now
        is_held = partial(self._held.has, now.source, index=since)
        values = without_links(now.values, is_held)
        return now if values is now.values else Record(now.id, values)

    def _is_held(
        self, source: str, id: str, title: str, reference: str = "", *, since: str
    ) -> bool:
        names = [id, reference]
        if self._is_there or is_derived(id, source):
            names.append(title)
        return self._held.has(source, *names, index=since)

    def _names_above(self, record: Record, live: Mapping[str, Record], since: str) -> bool:
        """Return whether a record names one above it that is held back."""
        return any(
            id not in live and self._is_held(record.source, id, title, since=since)
            for id, title in self._levels(record)
        )

    def _levels(self, record: Record) -> Iterator[tuple[str, str]]:
        for name in self._above:
            for item in elements(record.values.get(name)):
                yield text(members(item).get("id")), text(members(item).get("title"))

    def _ids_above(self, record: Record) -> Iterator[str]:
        return (id for id, _ in self._levels(record))


def restricted_ids(engine: Engine) -> frozenset[str]:
    """Return the ids of the live records that are shown without their text, if there are any."""
    if engine.mapping.field(ACCESS) is None:
        return frozenset()
    return frozenset(item.id for item in engine.scan(Value(ACCESS, (RESTRICTED,))))


def is_shown_whole(record: Record) -> bool:
    """Return whether a record is not restricted, so that it may have its text."""
    return record.values.get(ACCESS) != RESTRICTED


def says_more(record: Record, live: Record) -> bool:
    """Return whether a record with a part held back now says what its live form does not."""
    if is_shown_whole(record) and not is_shown_whole(live):
        return True
    return not _said(record) <= _said(live)


def _said(record: Record) -> frozenset[str]:
    values = {name: value for name, value in record.values.items() if name not in OF_LOADS}
    return frozenset(said_by(values).split("\n"))
