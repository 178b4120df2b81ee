"""The pages of people: all of them, one with whom they wrote to and heard from, two together."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from index_mappings.mapping import RecordMapping
from index_mappings.record import Party, Record
from index_mappings.sayings import plural, sentence
from service.schemas.search_answer import SearchAnswer
from service.search.addresses import PEOPLE
from service.search.arguments import PLAIN
from service.search.biography import READ, Biography, Role, biography
from service.search.correspondence import (
    LONGEST,
    Exchange,
    exchange,
    person,
    roles,
    roles_of,
    shown_name,
)
from service.search.display_title import UNTITLED
from service.search.links import Links
from service.search.paths import write_path
from service.search.site import Site
from service.web.current import canonical
from service.web.dates import written, years
from service.web.excerpts import plain
from service.web.hits import HitWriter
from service.web.timeline import timeline
from service.web.trail import opened_url

_WEB = ("https://", "http://")  # what a page may link to
_GAP = 60  # days without a letter that are said: in a busy exchange a month is nothing
_SUMMARY = 1_200  # characters of a letter's summary that open in place


@dataclass(frozen=True, slots=True)
class Other:
    """A correspondent: how many letters, and the page of the exchange."""

    name: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter of an exchange; `gap` says how long there was none before it, or "" if not long.

    `opening` is how its text begins, of a letter without a summary.
    """

    gap: str
    date: str
    sender: str
    recipient: str
    title: Markup
    url: str
    summary: Markup
    opening: Markup
    is_first: bool


def person_url(name: str, links: Links, other: str = "") -> str:
    """Return the page of a person or, with `other`, of the exchange between the two."""
    path = f"{links.site}{PEOPLE}/{write_path(name)}"
    return f"{path}?with={write_path(other)}" if other else path


def party_url(mapping: RecordMapping, field: str, party: Party, links: Links) -> str:
    """Return the page of a party of a record's field, or "" for an office, which is no person."""
    facets = roles(mapping)
    if facets is None or not party.person:
        return ""
    known = (facets.sender.field, facets.recipient.field, facets.people.field)
    return person_url(party.name, links) if field in known else ""


def person_page(site: Site, name: str, links: Links) -> dict[str, object]:
    """Return what a person's page is rendered from. Raises NotFound if nobody has that name."""
    found, facets = person(site, name, links), roles_of(site)
    name = found.name
    year = next((f.name for f in site.mapping.facets if f.field == site.mapping.date), "")
    everything = {"size": 20, "highlight": True, "facets": None, "facet_size": 0}
    all_of = PLAIN.toggled(facets.people.name, name).changed(**everything)
    known = biography(site, facets, name)
    writer = HitWriter(site.mapping, links, all_of.query_string())
    return {
        "name": name,
        "total": found.named.total.value,
        "partial": found.named.partial or found.sent.partial or found.received.partial,
        "also": known.also,
        "is_person": known.is_person,
        "roles": [_role(role) for role in known.roles],
        "roles_cut": READ if known.is_cut else 0,
        "told": _told(known),
        "sent": found.sent.total.value,
        "received": found.received.total.value,
        "sent_url": links.to(PLAIN.toggled(facets.sender.name, name)),
        "received_url": links.to(PLAIN.toggled(facets.recipient.name, name)),
        "wrote_to": _others(found.sent, facets.recipient.name, name, links),
        "heard_from": _others(found.received, facets.sender.name, name, links),
        "timeline": timeline(year, found.named.facets.get(year), all_of, links),
        "results": [writer.hit(item) for item in found.named.results],
        "all_url": links.to(all_of),
        "canonical": canonical(person_url(name, Links())),
        "index": found.named.index,
    }


def _told(known: Biography) -> list[tuple[str, str]]:
    """Return the entries of the lists of names on a person, with the address of an authority.

    What is among the roles too is there, with its years.
    """
    roles = {role.name for role in known.roles}
    pairs = [
        ("" if one.history in roles else one.history, one.ref if one.ref.startswith(_WEB) else "")
        for one in known.entries
    ]
    return [pair for pair in dict.fromkeys(pairs) if any(pair)]


def _role(role: Role) -> tuple[str, str, int]:
    """Return a role, the years in which it is met, and in how many records."""
    return role.name, years(role.start, role.end), role.count


def exchange_page(site: Site, name: str, other: str, links: Links) -> dict[str, object]:
    """Return what the page of an exchange is rendered from; it may have no letter."""
    name, other = shown_name(site, name), shown_name(site, other)
    found = exchange(site, name, other, links)
    letters = _views(found, name, other, site.mapping, links)
    return {
        "name": name,
        "other": other,
        "letters": letters,
        "total": found.total,
        "most": LONGEST,
        "is_cut": len(letters) < found.total and len(letters) >= LONGEST,
        "sent": sum(letter.is_first for letter in letters),
        "person_url": person_url(name, links),
        "other_url": person_url(other, links),
        "there_url": links.to(found.there),
        "back_url": links.to(found.back),
        "robots": "noindex, nofollow",
    }


def _others(answer: SearchAnswer, facet: str, name: str, links: Links) -> list[Other]:
    counted = answer.facets.get(facet)
    return [
        Other(item.label, item.count, person_url(name, links, item.value))
        for item in (counted.values if counted else ())
        if item.count and item.value != name
    ]


def _views(
    found: Exchange, name: str, other: str, mapping: RecordMapping, links: Links
) -> list[LetterView]:
    views = []
    before: int | None = None
    for letter in found.letters:
        record = letter.record
        date = record.date(mapping.date)
        start = date.start if date else None
        gap = start - before if start is not None and before is not None else 0
        list_of = found.there if letter.is_first else found.back
        views.append(
            LetterView(
                gap=_said(gap) if gap >= _GAP else "",
                date=(written(date) if date else "") or sentence("Undated"),
                sender=name if letter.is_first else other,
                recipient=other if letter.is_first else name,
                title=plain(record.text(mapping.title) or UNTITLED, 300),
                url=opened_url(record.id, list_of, links),
                summary=plain(record.text(mapping.summary), _SUMMARY),
                is_first=letter.is_first,
                opening=_opening(record, mapping),
            )
        )
        before = date.end if date and date.end is not None else before
    return views


def _opening(record: Record, mapping: RecordMapping) -> Markup:
    """Return the beginning of the text of a letter without a summary, or ""."""
    if record.text(mapping.summary):
        return Markup()
    texts = (field.name for field in mapping.fields if field.kind.is_long)
    apart = (mapping.title, mapping.summary, mapping.editorial_notes)
    read = (record.text(name) for name in texts if name not in apart)
    return plain(next(filter(None, read), ""), _SUMMARY)


def _said(days: int) -> str:
    """Return a gap in words: "3 months without a letter"."""
    years, months = round(days / 365.25), round(days / 30.44)
    if months < 24:
        return plural(
            "%(count)s month without a letter", "%(count)s months without a letter", months
        )
    return plural("%(count)s year without a letter", "%(count)s years without a letter", years)
