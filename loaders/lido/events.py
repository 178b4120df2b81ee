"""The events of an object: when it was made and by whom, and others.

Source: LIDO 1.1, eventWrap; terms of events: terminology.lido-schema.org (lido00007, production).
"""

from __future__ import annotations

from index_mappings.dates import read_date, read_unitdate_normal
from index_mappings.record import Date, Party
from loaders.drafts import terms
from loaders.drafts.gathering import Gathering
from loaders.drafts.xml.files import Element
from loaders.drafts.xml.words import attribute, line
from loaders.lido.wording import address_in, best, said

_MAKING = frozenset(
    {
        "production", "creation", "making", "herstellung", "entstehung", "schopfung", "schöpfung",
        "production event", "fabrication", "création", "realisation", "vervaardiging", "creación",
        "produzione", "lido00007", "lido00012",
    }
)  # fmt: skip
"""Events by which an object came to be: their names, and their codes at the end of an address."""
_NO_PERSONS = ("corporation", "corporatebody", "group", "family", "corporate body", "institution")


def add_events(block: Element, gathering: Gathering, language: str) -> None:
    """Add the date of production, people and places to a record; other events become notes."""
    events = block.findall("{*}eventWrap/{*}eventSet")
    events.sort(key=lambda event: not _is_making(event))
    for group in events:
        event = group.find("{*}event")
        if event is None:
            gathering.note("Event", said(group, "{*}displayEvent", language))
            continue
        kind = said(event, "{*}eventType/{*}term", language) or "Event"
        date = _date(event, gathering, language)
        is_date = date is not None and not gathering.has("date")
        if is_date and date is not None:
            gathering.date(date, kind)
        names = _people(event, gathering, kind, language)
        places = _places(event, gathering, language)
        shown = said(group, "{*}displayEvent", language)
        if not _is_making(group) or shown:
            words = [shown] if shown else [date.display if date else "", *names, *places]
            gathering.note(kind, "; ".join(filter(None, words)))
        _others(event, gathering, kind, language)


def _is_making(group: Element) -> bool:
    kind = group.find("{*}event/{*}eventType")
    if kind is None:
        return False
    codes = (line(part).rpartition("/")[2].casefold() for part in kind.iterfind("{*}conceptID"))
    terms_of = (line(part).casefold() for part in kind.iterfind("{*}term"))
    return not _MAKING.isdisjoint({*codes, *terms_of})


def _date(event: Element, gathering: Gathering, language: str) -> Date | None:
    group = event.find("{*}eventDate")
    if group is None:
        return None
    shown = said(group, "{*}displayDate", language)
    ends = [said(group, f"{{*}}date/{{*}}{name}", "") for name in ("earliestDate", "latestDate")]
    coded = "/".join(dict.fromkeys(filter(None, ends)))
    if coded:
        if len(list(filter(None, ends))) == 1:
            coded = f"{ends[0] or '..'}/{ends[1] or '..'}"
        return read_unitdate_normal(coded, gathering.conventions, display=shown)
    return read_date(shown, gathering.conventions) if shown else None


def _people(event: Element, gathering: Gathering, kind: str, language: str) -> list[str]:
    names: list[str] = []
    for part in event.iterfind("{*}eventActor"):
        actor = part.find("{*}actorInRole/{*}actor")
        shown = said(part, "{*}displayActorInRole", language)
        if actor is None:
            gathering.party("people", Party(shown, role=kind), kind)
            names += [shown] if shown else []
            continue
        role = said(part, "{*}actorInRole/{*}roleActor/{*}term", language)
        party = party_of(actor, terms.role(role) or kind, language)
        gathering.party("people", party, kind)
        names.append(party.name)
    return names


def party_of(actor: Element, role: str, language: str) -> Party:
    """Return the party of an `actor`, with the address of its authority."""
    value = best(actor.findall("{*}nameActorSet/{*}appellationValue"), language)
    is_person = attribute(actor, "type").rpartition("/")[2].casefold() not in _NO_PERSONS
    name = "" if value is None else line(value)
    return Party(name, role=role, person=is_person, ref=address_in(actor, "actorID"))


def _places(event: Element, gathering: Gathering, language: str) -> list[str]:
    names: list[str] = []
    for part in event.iterfind("{*}eventPlace"):
        name = said(part, "{*}place/{*}namePlaceSet/{*}appellationValue", language)
        name = name or said(part, "{*}displayPlace", language)
        if name:
            gathering.add("places", name, "Place")
            names.append(name)
    return names


def _others(event: Element, gathering: Gathering, kind: str, language: str) -> None:
    for part in event.iterfind("{*}eventMaterialsTech"):
        found = [
            said(term, "{*}term", language)
            for term in part.iterfind("{*}materialsTech/{*}termMaterialsTech")
        ]
        shown = said(part, "{*}displayMaterialsTech", language)
        gathering.note("Materials and technique", shown or "; ".join(filter(None, found)))
    for path, label in (
        ("{*}culture/{*}term", "Culture"),
        ("{*}periodName/{*}term", "Period"),
        ("{*}eventMethod/{*}term", "Method"),
        ("{*}eventName/{*}appellationValue", f"{kind}: name"),
        ("{*}eventDescriptionSet/{*}descriptiveNoteValue", f"{kind}: description"),
    ):
        gathering.note(label, said(event, path, language))
