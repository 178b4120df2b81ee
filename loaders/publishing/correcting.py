"""Corrections in one load: rows that amend live records, and corrections of earlier updates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping
from index_mappings.offices import as_named
from index_mappings.record import Record
from loaders.drafts.draft import Remark, Where
from loaders.publishing.amending import (
    FieldChange,
    Place,
    amended,
    drop_layout,
    put,
    value_at,
)
from loaders.publishing.kept_corrections import KeptCorrection, KeptCorrections
from loaders.publishing.report import Report
from service.engines.contract import Engine
from service.errors import ConfigurationError, NoIndex
from service.query.clauses import Value

REFERENCE = "reference"
"""The field of a shelf mark, by which people call a record that has no id of its own."""
Referred = Callable[[str], Mapping[str, str]]
"""Returns the ids of a source's live records by their references, those of one record alone."""
Live = Callable[[str], Record | None]
"""Returns a live record by its id, or None if there is none."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A draft after its corrections; `id` is "" if it still has to be derived."""

    values: dict[str, Json]
    id: str = ""
    live: Record | None = None
    places: tuple[Place, ...] = ()


class Correcting:
    """The corrections of a load. Kept corrections are held in memory: people made each of them."""

    def __init__(
        self,
        mapping: RecordMapping,
        kept: Iterable[KeptCorrection] = (),
        live: Live | None = None,
        referred: Referred | None = None,
    ) -> None:
        self._referred = referred
        self._by_reference: dict[str, Mapping[str, str]] = {}
        self._mapping = mapping
        self._live = live
        self.is_update = live is not None
        self._kept: dict[tuple[str, str], dict[Place, KeptCorrection]] = {}
        for item in kept:
            self._kept.setdefault((item.source, item.id), {})[item.place] = item
        self._sources = {source for source, _ in self._kept}
        self.gone: set[tuple[str, str, Place]] = set()
        self.new: dict[tuple[str, str, Place], KeptCorrection] = {}

    def live_if(self, amends: bool) -> Live | None:
        """Return the lookup of live records if a format `amends` them, or None."""
        return self._live if amends else None

    def amend(
        self, source: str, id: str, row: Mapping[str, Json], cleared: Iterable[Place]
    ) -> tuple[dict[str, Json], Record | None, tuple[Place, ...]]:
        """Return the amended values of a live record, that record, and the changed places.

        A row without an id amends the only record with its reference. If the source has no live
        record with the id, the row is a new record.
        """
        id = id or self._of_reference(source, row)
        live = self._live(id) if self._live and id else None
        if live is None or live.source != source or live.id != id:
            return dict(row), None, ()
        values, places = amended(live.values, row, cleared, self._mapping)
        return values, live, places

    def _of_reference(self, source: str, row: Mapping[str, Json]) -> str:
        """Return the id of the only record of a source with a row's reference, or ""."""
        reference = row.get(REFERENCE)
        if not (self._referred and isinstance(reference, str) and reference):
            return ""
        if source not in self._by_reference:
            self._by_reference[source] = self._referred(source)
        return self._by_reference[source].get(reference, "")

    def changes(
        self, source: str, live: Record, values: Mapping[str, Json], places: Iterable[Place]
    ) -> Iterator[FieldChange]:
        """Yield the changes of an amended record, and keep each as a correction."""
        kept = self._kept.get((source, live.id), {})
        for place in places:
            before, after = value_at(live.values, place), value_at(values, place)
            if before == after:
                continue
            known = kept.get(place)
            was = known.was if known else before
            self.new[source, live.id, place] = KeptCorrection(
                self._mapping.name, source, live.id, place, after, was
            )
            yield FieldChange(live.id, place, before, after)

    def has_any(self, source: str) -> bool:
        """Return whether there are kept corrections for any record of a source."""
        return source in self._sources

    def has(self, source: str, id: str) -> bool:
        """Return whether there are kept corrections for a record."""
        return (source, id) in self._kept

    def apply(self, source: str, id: str, values: dict[str, Json]) -> Iterator[str]:
        """Apply the kept corrections of a record to its values, and yield remarks.

        A correction that the source itself has now is dropped.
        """
        changed: list[Place] = []
        for place, item in self._kept.get((source, id), {}).items():
            value = value_at(values, place)
            if value == item.value:
                self.gone.add((source, id, place))
                continue
            if value != item.was:
                yield (
                    f"{place}: the source says something else since it was corrected; the "
                    "correction stays (searchroom sources corrections)"
                )
            put(values, place, item.value)
            changed.append(place)
        drop_layout(values, changed, self._mapping)

    def forget(self, source: str, id: str) -> None:
        """Drop the corrections of a record that is held back, so that nothing of it is stored."""
        self.gone.update((source, id, place) for place in self._kept.get((source, id), {}))

    def is_old(self, item: KeptCorrection) -> bool:
        """Return whether a kept correction was dropped or replaced."""
        key = (item.source, item.id, item.place)
        return item.mapping == self._mapping.name and (key in self.gone or key in self.new)


def correcting_of(engine: Engine, sources: Iterable[str], path: str, *, update: bool) -> Correcting:
    """Return the corrections for a load of some sources, with the kept corrections of a file."""
    names = set(sources)
    own: list[KeptCorrection] = []
    if path:
        file = KeptCorrections(path)
        own = [item for item in file.read(engine.mapping.name) if item.source in names]
        file.remember()

    def live(id: str) -> Record | None:
        with suppress(NoIndex):
            record = engine.get(id)
            # whom a list puts beside an office is no part of what a row is held against
            return record and Record(record.id, as_named(record.values))
        return None

    def referred(source: str) -> Mapping[str, str]:
        found: dict[str, str] = {}
        with suppress(NoIndex):
            for record in engine.scan(Value("source", (source,))):
                if reference := record.text(REFERENCE):
                    found[reference] = "" if reference in found else record.id
        return found

    if not update:
        return Correcting(engine.mapping, own)
    return Correcting(engine.mapping, own, live, referred)


def note_corrections(path: str, correcting: Correcting, report: Report) -> None:
    """Write the corrections of a load. A failure is only reported, because the load is complete."""
    if not (path and (correcting.new or correcting.gone)):
        return
    try:
        KeptCorrections(path).replace(correcting.new.values(), is_old=correcting.is_old)
    except ConfigurationError as error:
        report.remark(Remark(Where(path), str(error)))
