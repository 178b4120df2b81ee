"""The indexes: names in the context sets, and the fields of a mapping for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from index_mappings.field_kinds.kind import Field
from index_mappings.mapping import RecordMapping
from service.sru.diagnostics import Code, Diagnosed

SETS: Mapping[str, str] = {
    "cql": "info:srw/cql-context-set/1/cql-v1.2",
    "dc": "info:srw/cql-context-set/1/dc-v1.1",
    "rec": "info:srw/cql-context-set/2/rec-1.1",
}
"""The context sets by the names that they have here."""
OWN = "field"
"""The set of the mapping's own fields, which need no set before them."""


class How(Enum):
    """How an index is searched."""

    WORDS = "words"
    DATE = "date"
    ID = "id"
    ALL = "all records"


@dataclass(frozen=True, slots=True)
class Index:
    """One index: its set and name, what readers call it, the fields it means (() for all)."""

    set: str
    name: str
    label: str
    how: How
    fields: tuple[str, ...] = ()


def indexes(mapping: RecordMapping) -> dict[tuple[str, str], Index]:
    """Return the indexes of a mapping by set and name, names in lower case."""
    words = {field.name: field for field in mapping.fields if field.search}
    found = [
        Index("cql", "serverChoice", "Anywhere", How.WORDS),
        Index("cql", "anywhere", "Anywhere", How.WORDS),
        Index("cql", "allRecords", "All records", How.ALL),
        Index("rec", "identifier", "Id", How.ID),
        Index("dc", "identifier", "Id", How.ID),
    ]
    for name, fields in _dublin_core(mapping):
        kept = tuple(field for field in fields if field in words)
        if kept:
            found.append(Index("dc", name, words[kept[0]].label, How.WORDS, kept))
    dates = {facet.name: facet for facet in mapping.facets if facet.kind.by_date}
    if mapping.date:
        found.append(Index("dc", "date", "Date", How.DATE, (mapping.date,)))
    for name, field in words.items():
        if name not in dates:
            found.append(Index(OWN, name, field.label, How.WORDS, (name,)))
    for item in mapping.fields:
        if item.kind.by_date:
            found.append(Index(OWN, item.name, item.label, How.DATE, (item.name,)))
    return {(one.set, one.name.lower()): one for one in found}


def _dublin_core(mapping: RecordMapping) -> tuple[tuple[str, tuple[str, ...]], ...]:
    makers = [f.name for f in mapping.fields if f.names_makers]
    everyone = tuple(f.name for f in mapping.fields if _is_of_people(f))
    return (
        ("title", (mapping.title,)),
        ("description", (mapping.summary,)),
        ("creator", tuple(makers[:1])),
        ("contributor", everyone),
        ("subject", ("subjects",)),
        ("coverage", ("places",)),
        ("type", ("type",)),
        ("language", ("language",)),
        ("source", ("repository", "reference")),
        ("rights", ("rights",)),
    )


def _is_of_people(field: Field) -> bool:
    return field.kind.names_people


def index_of(name: str, known: Mapping[tuple[str, str], Index], sets: Mapping[str, str]) -> Index:
    """Return the index of a name ("dc.title"); `sets` are the query's own names of sets.

    Raises Diagnosed if the set or the index is unknown.
    """
    if not name:
        return known["cql", "serverchoice"]
    prefix, dot, rest = name.rpartition(".")
    prefix = prefix.lower()
    if not dot:
        for candidate in (OWN, "cql", "dc"):
            if found := known.get((candidate, rest.lower())):
                return found
        raise Diagnosed(Code.INDEX, name, f"there is no index {name[:60]!r}; explain lists them")
    own = sets.get(prefix, prefix)
    if own not in (*SETS, OWN):
        raise Diagnosed(Code.CONTEXT_SET, prefix, f"there is no context set {prefix[:60]!r}")
    found = known.get((own, rest.lower()))
    if found is None:
        raise Diagnosed(Code.INDEX, name, f"there is no index {name[:60]!r}; explain lists them")
    return found


def named_sets(assigned: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Return the sets that a query names, by its own names. Raises Diagnosed for unknown ones."""
    sets: dict[str, str] = {}
    by_address = {address: name for name, address in SETS.items()}
    for name, address in assigned:
        known = by_address.get(address)
        if known is None:
            raise Diagnosed(Code.CONTEXT_SET, address, "this context set is not known here")
        sets[name.lower()] = known
    return sets
