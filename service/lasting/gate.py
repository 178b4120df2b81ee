"""What of a record may be written into an index: nothing that was withdrawn passes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from index_mappings.json_values import Json, members, text
from index_mappings.mapping import RecordMapping
from index_mappings.record import Collection, Record
from service.lasting.linking_notes import without_links
from service.lasting.marks import marks_of, title_mark
from service.lasting.withdrawals import Withdrawals

_CELLS = re.compile(r"[\"\t\n|;]|(?<!\s),|,(?!\s)")  # what is between the values of a line
_NAMED = 1_000  # records kept out that are named; the count is always whole


@dataclass(frozen=True, slots=True)
class Stopped:
    """A record that was kept out: its id, and that of the withdrawn record it is, or is below.

    `alike` tells that it has another id and says the same.
    """

    id: str
    of: str
    alike: bool = False


@dataclass(slots=True)
class KeptOut:
    """The records that a gate kept out: how many, and the first of them."""

    count: int = 0
    first: list[Stopped] = field(default_factory=list)

    def note(self, stopped: Stopped) -> None:
        """Count one more."""
        self.count += 1
        if len(self.first) < _NAMED:
            self.first.append(stopped)

    def lines(self) -> Iterator[str]:
        """Yield what a command says of it."""
        if not self.count:
            return
        yield f"withdrawn: {self.count:,} kept out, as `searchroom withdrawn` lists them"
        for item in self.first:
            if item.alike:
                yield (
                    f"  {item.id} says what the withdrawn {item.of} said, and is kept out too; if "
                    f"it is another record, `searchroom reinstate {item.id}` lets it in"
                )


class Gate:
    """Holds each record against the list of what was withdrawn."""

    def __init__(self, withdrawals: Withdrawals, mapping: RecordMapping) -> None:
        self.withdrawals = withdrawals
        self._mapping = mapping
        self._above = tuple(item.name for item in mapping.fields if item.kind.leads_up)

    def stops(self, record: Record) -> Stopped | None:
        """Return why a record is kept out, None where it may pass."""
        known = self.withdrawals
        if not known:
            return None
        for id in (record.id, *map(str, record.many("former_ids"))):
            if entry := known.find(id):
                return Stopped(record.id, entry.id)
        for id in self._ids_above(record):
            if (entry := known.find(id)) and not entry.only:
                return Stopped(record.id, entry.id)
        for secret in known.secrets:
            if entry := known.alike(marks_of(record, self._mapping, secret), record.id):
                return Stopped(record.id, entry.id, alike=True)
        return None

    def passed(self, record: Record) -> Record:
        """Return a record without the titles of withdrawn ones above it, and in linking notes."""
        if not self.withdrawals:
            return record
        for name in self._above:
            named = record.many(name)
            left = [item for item in named if not self._is_withdrawn_level(item)]
            if len(left) < len(named):
                values = {**record.values, name: left}
                record = Record(record.id, {key: item for key, item in values.items() if item})
        # at the beginning of a line a title is not looked for: it is asked of each answer
        public = without_links(record.values, self._is_withdrawn_title, in_lines=False)
        return record if public is record.values else Record(record.id, public)

    def through(self, records: Iterable[Record], kept_out: KeptOut) -> Iterator[Record]:
        """Yield the records that may pass, and count the others."""
        for record in records:
            stopped = self.stops(record)
            if stopped is None:
                yield self.passed(record)
            else:
                kept_out.note(stopped)

    def collections(self, collections: Iterable[Collection]) -> Iterator[Collection]:
        """Yield the collections that are not called like a withdrawn record."""
        for item in collections:
            if not (self.withdrawals and self._is_withdrawn_title(item.title)):
                yield item

    def speaks_of(self, value: Json) -> bool:
        """Return whether what could not be read as a record has the id or title of a withdrawn one.

        `value` is what a source gave, as text or as JSON.
        """
        if not self.withdrawals:
            return False
        if isinstance(value, dict):
            return any(self.speaks_of(part) for part in (*value.keys(), *value.values()))
        if isinstance(value, list):
            return any(map(self.speaks_of, value))
        text = str(value)
        ids = self.withdrawals.ids
        if any(id in text and re.search(rf"(?<!\w){re.escape(id)}(?!\w)", text) for id in ids):
            return True
        return any(map(self._is_withdrawn_title, (text, *_CELLS.split(text))))

    def has_title(self, value: Json) -> bool:
        """Return whether a text, or one within a value, is the title of a withdrawn record."""
        if isinstance(value, dict):
            return any(map(self.has_title, value.values()))
        if isinstance(value, list):
            return any(map(self.has_title, value))
        return isinstance(value, str) and self._is_withdrawn_title(value)

    def _ids_above(self, record: Record) -> Iterator[str]:
        for name in self._above:
            for item in record.many(name):
                yield text(members(item).get("id"))

    def _is_withdrawn_level(self, item: Json) -> bool:
        known = self.withdrawals
        return known.find(text(members(item).get("id"))) is not None or self._is_withdrawn_title(
            text(members(item).get("title"))
        )

    def _is_withdrawn_title(self, title: str) -> bool:
        known = self.withdrawals
        return any(title_mark(title, secret) in known.titles for secret in known.secrets)
