"""The biography of a person: roles with dates, and other names with the reasons.

Roles are as in the sources. Their years are those of the records that give them, so they show when
a role occurs here, not how long it was held.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index_mappings.facet_kinds.terms import OFFICES
from index_mappings.names import NameEntry
from index_mappings.orders import OLDEST_FIRST
from index_mappings.record import Record
from index_mappings.sayings import sentence
from service.bridges.reasons import said_reason
from service.bridges.rules import BY_RULE
from service.query.clauses import Value
from service.query.request import RELEVANCE, Query
from service.search.correspondence import Roles
from service.search.facet_values import MOST
from service.search.site import Site

READ = 200
"""Records that are read for a person's roles, the oldest first: some 15 ms."""
_AT_ONCE = 100
_ROLES = 12  # roles that are shown, those met most often


@dataclass(frozen=True, slots=True)
class Role:
    """A role as in a source, with the first and last day on which it occurs (None if undated)."""

    name: str
    start: int | None
    end: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Biography:
    """The biography of a person. `also` are other names, each with the reason.

    `is_cut` tells that there are more records than were read for `roles`, `is_person` that the
    name is not only that of an office or a body.
    """

    roles: tuple[Role, ...]
    also: tuple[tuple[str, str], ...]
    entries: tuple[NameEntry, ...]
    is_cut: bool = False
    is_person: bool = True


def offices(site: Site, facets: Roles) -> frozenset[str]:
    """Return the names of offices and bodies among people."""
    path = facets.people.computed(OFFICES)
    return frozenset(name for name, _ in site.engine.terms(path, "", MOST))


def biography(site: Site, facets: Roles, name: str) -> Biography:
    """Return the biography from records, lists of persons and the curator's file."""
    rings = site.names.rings
    names = tuple(dict.fromkeys((name, *rings.members(name))))
    catalogue = site.catalogues.of(site.engine.info().version)
    entries = site.catalogues.named(catalogue, names)
    also: dict[str, str] = {
        other: sentence("in the curator\u2019s list of names") for other in names if other != name
    }
    also |= {
        form.text: sentence("in the source\u2019s list of persons")
        for entry in entries
        for form in entry.forms
        if form.text != name and form.text not in also
    }
    bridges = [one for one in site.bridges.table.of(name) if one.known_from != BY_RULE]
    for bridge in site.bridges.public(bridges):
        for form in bridge.others(name):
            also.setdefault(form.text, said_reason(bridge.why or bridge.known_from))
    records = list(_records(site, facets, names))
    return Biography(
        _roles(site, facets, names, records[:READ]),
        tuple(also.items()),
        entries,
        len(records) > READ,
        name not in offices(site, facets),
    )


def _records(site: Site, facets: Roles, names: tuple[str, ...]) -> Iterator[Record]:
    """Yield the records that name a person by date, one more than the limit."""
    wanted = {facets.sender.field, facets.recipient.field, facets.people.field}
    fields = (*wanted, site.mapping.date)
    order = next((sort.name for sort in site.mapping.sorts if sort.key == OLDEST_FIRST), RELEVANCE)
    after = None
    for _ in range(READ // _AT_ONCE + 1):
        query = Query(Value(facets.people.name, names), sort=order, size=_AT_ONCE, after=after,
                      highlight=False, fields=fields)  # fmt: skip
        hits = site.engine.search(query).hits
        yield from (hit.record for hit in hits)
        if len(hits) < _AT_ONCE:
            return
        after = hits[-1].key


def _roles(
    site: Site, facets: Roles, names: Iterable[str], records: Iterable[Record]
) -> tuple[Role, ...]:
    known, found = frozenset(names), dict[str, Role]()
    fields = (facets.sender.field, facets.recipient.field, facets.people.field)
    for record in records:
        date = record.date(site.mapping.date)
        start, end = (date.start, date.end) if date else (None, None)
        parties = (party for field in fields for party in record.parties(field))
        for role in {party.role for party in parties if party.role and party.name in known}:
            old = found.get(role, Role(role, None, None, 0))
            found[role] = Role(
                role,
                min((day for day in (old.start, start) if day is not None), default=None),
                max((day for day in (old.end, end) if day is not None), default=None),
                old.count + 1,
            )
    most = sorted(found.values(), key=lambda role: (-role.count, role.name))[:_ROLES]
    return tuple(sorted(most, key=lambda role: (role.start is None, role.start or 0, role.name)))
