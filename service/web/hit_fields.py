"""The fields of a mapping that a list shows, determined once for all of its records."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from index_mappings.mapping import RecordMapping
from service.schemas.mapping_key import MappingKey

TELLING = ("reference", "extent")
"""Fields that tell records of one title apart, where the mapping has them."""
CONTAINER = "Container"
"""The label of the note that says in which box and folder a component of a finding aid lies, as the
loaders of EAD, ArchivesSpace and MODS write it."""
LEVEL, NUMBER = "level", "number"
"""Fields shown above a title where the mapping has them: how far down a component of a finding
aid is, and the item's own number."""


@dataclass(frozen=True, slots=True)
class HitFields:
    """The names of the fields that a list shows.

    `kinds` are the types of a record, `above` its ancestors, `people` (with their labels) its
    people, `telling` the fields that distinguish it from others with the same title.

    `notes` have other information of the source. `level` and `number` are "" if the mapping has
    none; `labels` are those of all fields, and `values` those of types of records in other
    languages.
    """

    title: str
    summary: str
    date: str
    kinds: tuple[str, ...]
    above: tuple[str, ...]
    people: tuple[tuple[str, str], ...]
    telling: tuple[str, ...]
    level: str
    number: str
    notes: tuple[str, ...]
    labels: dict[str, str]
    values: dict[str, str]

    @classmethod
    def of(cls, mapping: RecordMapping) -> HitFields:
        """Return those of a mapping, in its order."""
        return _of(MappingKey(mapping))


@lru_cache(maxsize=8)  # a process has one mapping, and tests have a few
def _of(known: MappingKey) -> HitFields:
    mapping = known.mapping
    fields = mapping.fields
    counted = {facet.field for facet in mapping.facets if facet.kind.of_words}
    labels = {field.name: field.label for field in fields}
    return HitFields(
        title=mapping.title,
        summary=mapping.summary,
        date=mapping.date,
        kinds=tuple(f.name for f in fields if f.kind.is_term and f.name in counted),
        above=tuple(f.name for f in fields if f.kind.leads_up),
        people=tuple((f.name, f.label) for f in fields if f.kind.names_people),
        telling=tuple(name for name in TELLING if name in labels),
        level=LEVEL if LEVEL in labels else "",
        number=NUMBER if NUMBER in labels else "",
        notes=tuple(f.name for f in fields if f.kind.keeps_rest),
        labels=labels,
        values={
            value: label
            for facet in mapping.facets
            if facet.kind.of_words
            for value, label in facet.labels.items()
            if label == value
        },
    )
