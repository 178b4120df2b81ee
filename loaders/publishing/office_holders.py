"""Adding the persons whom a record names only by their office.

The lists of persons are compared with every record that a load writes, including those of other
sources, so that lists loaded later have an effect too. Nothing is claimed if two persons may have
held the office, or if the record has no date within the term of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from index_mappings.folding import key
from index_mappings.json_values import Json, elements, members, text
from index_mappings.mapping import MappingError, RecordMapping
from index_mappings.names import NameEntry
from index_mappings.offices import WHY, Term, as_named
from index_mappings.record import Collection, Party, Record
from loaders.drafts.titles.lexicon import leading

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_AT = re.compile(r"\b(?:to|at)\b")
_THE = re.compile(r"\bthe\b ?")


@dataclass(frozen=True, slots=True)
class _Held:
    """A term of office, its holder, and its source."""

    name: str
    term: Term
    source: str

    @property
    def who(self) -> tuple[str, str]:
        """The key of one person in two lists: the surname and the first letter."""
        words = [word for word in key(self.name).split() if word not in _SUFFIXES]
        return (words[-1], words[0][:1]) if words else ("", "")


class OfficeHolders:
    """The holders of offices and their terms; false if there are none."""

    def __init__(
        self,
        names: Iterable[NameEntry],
        collections: Iterable[Collection],
        mapping: RecordMapping,
    ) -> None:
        self._held: dict[str, list[_Held]] = {}
        for entry in names:
            for term in entry.offices:
                held = _Held(entry.forms[0].text, term, entry.source)
                self._held.setdefault(office_key(term.office), []).append(held)
        self._titles = {item.id: item.title for item in collections}
        self._mapping = mapping
        self._fields = tuple(
            field.name
            for field in mapping.fields
            if field.kind.names_people and _has_room(mapping, field.name)
        )

    def says_as(self, other: OfficeHolders) -> bool:
        """Return whether two are equal, so that no record would change from one to the other."""
        return self._held.keys() == other._held.keys() and all(
            set(held) == set(other._held[office]) for office, held in self._held.items()
        )

    def beside(self, values: Mapping[str, Json], source: str) -> Mapping[str, Json]:
        """Return a record's values with the holders of its offices.

        Holders added earlier are removed first.
        """
        values = as_named(values)
        if not self._held:
            return values
        found: dict[str, list[Json]] = {}
        for name in self._fields:
            parties = list(elements(values.get(name)))
            more = list(self._more(parties, values, source))
            if more:
                found[name] = [*parties, *more]
        return {**values, **found} if found else values

    def settled(self, record: Record, moment: str) -> Record:
        """Return a record of another load with the holders of its offices, changed at a moment."""
        values = self.beside(record.values, record.source)
        if values is record.values or values == record.values:
            return record
        changed = {"changed": moment} if "changed" in values else {}
        return Record(record.id, {**values, **changed})

    def _more(self, parties: list[Json], values: Mapping[str, Json], source: str) -> Iterator[Json]:
        """Yield the holders of the offices among parties, except those already named there."""
        # an office that a list names is one, whether a loader knew it as such or not
        named = [(text(one.get("name")), _is_person(one)) for one in map(members, parties)]
        offices = [name for name, _ in named if office_key(name) in self._held]
        known = [name for name, is_person in named if is_person and name not in offices]
        for office in offices:
            held = self._holder(office, values, source)
            if held is None or any(_may_be(name, held) for name in known):
                continue
            known.append(held.name)
            why = f"{held.term.said}; from the list of persons of {held.source}"
            yield Party(held.name, role=office, derived=True, why=why).to_json()

    def _holder(self, office: str, values: Mapping[str, Json], source: str) -> _Held | None:
        date = Record("", values).date(self._mapping.date)
        if date is None or date.start is None or date.end is None:
            return None
        start, end = date.start, date.end
        held = [
            one
            for one in self._held[office_key(office)]
            if one.term.may(start, end) and self._is_of(one.term, values)
        ]
        if len({one.who for one in held}) != 1:
            return None
        sure = [one for one in held if one.term.surely(start, end)]
        return min(sure, key=lambda one: one.source != source, default=None)

    def _is_of(self, term: Term, values: Mapping[str, Json]) -> bool:
        """Return whether a term applies to a record."""
        field = self._mapping.collection_facet
        if not term.within or field is None:
            return not term.within
        titles = (self._titles.get(str(id), "") for id in elements(values.get(field.field)))
        return any(title.startswith(term.within) for title in titles)


def office_key(office: str) -> str:
    """Return the key of an office: an ambassador "to" a country is one "in" it."""
    return " ".join(_AT.sub("in", _THE.sub("", key(office))).split())


def _is_person(party: Mapping[str, Json]) -> bool:
    return party.get("person") is not False


def _may_be(name: str, held: _Held) -> bool:
    """Return whether a name in a record may be the holder's: "Dulles", "Secretary Dulles"."""
    words = name.partition(",")[0].split()
    while words and (count := leading("honorifics", words) or leading("offices", words)):
        words = words[count:]
    bare = [word for word in key(" ".join(words)).split() if word not in _SUFFIXES]
    surname, initial = held.who
    return bare[-1:] == [surname] and (len(bare) == 1 or bare[0][:1] == initial)


def _has_room(mapping: RecordMapping, field: str) -> bool:
    try:
        mapping.properties(f"{field}.{WHY}")
    except MappingError:
        return False
    return True
