"""Fields that no record of a catalogue has, and that a catalogue can hardly be without."""

from __future__ import annotations

from collections.abc import Iterator

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.upkeep.finding import Finding

_TYPE = "type"  # the field that says what kind of item it is, where a mapping has one


class AbsentFields:
    """Counts the records with a title of their own, a date that is understood, a type."""

    def __init__(self, mapping: RecordMapping) -> None:
        self._mapping = mapping
        wanted = (mapping.title, mapping.date, _TYPE)
        self._missing = {name for name in wanted if mapping.field(name) is not None}
        self._records = 0

    def note(self, record: Record) -> None:
        """Take in a record."""
        self._records += 1
        if self._missing:
            self._missing -= {name for name in self._missing if self._has(record, name)}

    def findings(self) -> Iterator[Finding]:
        """Yield a finding for each field that no record has."""
        for field in self._mapping.fields:
            if self._records and field.name in self._missing:
                yield Finding(
                    "notice", "field-absent", (), self._records,
                    f"no record has a value for {field.label!r} ({field.name})",
                    "where the source has it in another column, say so with --map",
                )  # fmt: skip

    def _has(self, record: Record, name: str) -> bool:
        if name == self._mapping.date:
            date = record.date(name)
            return date is not None and date.is_dated
        is_supplied = name == self._mapping.title and name in record.many("derived")
        return bool(record.text(name)) and not is_supplied
