"""Senders and recipients: from the rules for titles, the markup, and the list of persons.

The rules determine sender and recipient, because the markup of many volumes was made by a program
that uses the first "to" ("Mr. Ross, Deputy to the Representative (Austin)"). The markup identifies
the persons, and is used if the rules find nothing in a head.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index_mappings.record import Party
from loaders.drafts.titles import TitleReading
from loaders.drafts.titles.lexicon import has_any
from loaders.drafts.titles.parties import Reader
from loaders.drafts.titles.party_lists import read_list
from loaders.drafts.titles.sentences import is_statement
from loaders.drafts.xml.files import Element, local
from loaders.tei.persons import Person, Persons
from loaders.tei.text import line

_ADDRESS = re.compile(r"^(?:Mr|Mrs|Miss|Ms|Dr)\.?(?:,\s*|\s+|$)")
_ONE_PARTICIPANT = 150  # characters; an item with more has several persons, or a list within


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties of one document; `people` also has all the others."""

    sender: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    via: tuple[Party, ...] = ()
    people: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mark:
    text: str
    kind: str
    is_person: bool
    person: Person | None


def read_parties(
    document: Element, head: Element | None, reading: TitleReading, persons: Persons
) -> Parties:
    """Return the parties of a document.

    A person has the name in the volume's list if the head refers to it, else surname and office: a
    surname alone does not identify a person.
    """
    marks = _marks(head, persons)
    if not any(mark.kind for mark in marks):
        marks += [mark for mark in _marks(document.find("{*}opener"), persons) if mark.kind]
    unused = list(marks)
    known: dict[Party, Party] = {}
    for party in (*reading.sender, *reading.recipient, *reading.via, *reading.people):
        if party not in known:
            known[party] = _settled(party, unused)
    sender = tuple(known[party] for party in reading.sender)
    recipient = tuple(known[party] for party in reading.recipient)
    via = tuple(known[party] for party in reading.via)
    others = [known[party] for party in reading.people]
    if not reading.people:
        senders = [_party(mark) for mark in marks if mark.kind == "from"]
        recipients = [_party(mark) for mark in marks if mark.kind == "to"]
        if not reading.type:
            sender, recipient = tuple(senders), tuple(recipients)
        others += senders + recipients
    others += [_party(mark) for mark in unused if mark.is_person]
    others += _participants(document, persons)
    others += _named(document, persons)
    sender, recipient, via = _once(sender), _once(recipient), _once(via)
    return Parties(sender, recipient, via, _once((*sender, *recipient, *via, *others)))


def _marks(element: Element | None, persons: Persons) -> list[_Mark]:
    if element is None:
        return []
    inner = {part for note in element.iter("{*}note") for part in note.iterdescendants()}
    return [
        _Mark(
            line(mark).strip(" ,").removeprefix("the "),
            mark.get("type", ""),
            local(mark) == "persName",
            persons.find(mark.get("corresp")),
        )
        for mark in element.iter("{*}persName", "{*}gloss", "{*}orgName")
        if mark not in inner
        and (local(mark) != "gloss" or mark.get("type") in ("from", "to"))
        and line(mark)
    ]


def _settled(party: Party, unused: list[_Mark]) -> Party:
    """Return a party found by the rules with its listed name, and use up its markup."""
    at = next(
        (
            index
            for index, mark in enumerate(unused)
            if mark.is_person == party.person
            and mark.text
            and (mark.text in party.as_written or (party.name and party.name in mark.text))
        ),
        -1,
    )
    mark = unused.pop(at) if at >= 0 else None
    if mark is not None and mark.kind:
        party = replace(party, derived=False)
    if not party.person:
        return party
    if mark is not None and mark.person is not None:
        role = party.role or mark.person.role
        return replace(party, name=mark.person.name, role=role, derived=False)
    return _told_apart(party)


def _told_apart(party: Party) -> Party:
    """Return a party with only a surname with its office or form of address."""
    if " " in party.name or not party.role:
        return party
    if not has_any("offices", party.role.split()):
        return replace(party, name=f"{party.role} {party.name}")
    office = _ADDRESS.sub("", party.role)
    return replace(party, name=f"{party.name}, {office}")


def _party(mark: _Mark) -> Party:
    if mark.person is not None:
        return Party(mark.person.name, mark.text, mark.person.role)
    return Party(mark.text, mark.text, person=mark.is_person)


def _participants(document: Element, persons: Persons) -> Iterable[Party]:
    """Yield the persons in a list of participants, only if certain."""
    reader = Reader(cased=True)
    for listed in document.iter("{*}list"):
        if (listed.get("type") or "").casefold() != "participants":
            continue
        for item in listed.iter("{*}item"):
            text = line(item)
            named = item.find(".//{*}persName")
            person = persons.find(named.get("corresp")) if named is not None else None
            if named is not None and person is not None and line(named) in text.partition(",")[0]:
                yield Party(person.name, text, person.role)
            elif len(text) <= _ONE_PARTICIPANT:
                read = read_list(text, reader)
                if len(read) == 1 and read[0].person and (" " in read[0].name or read[0].role):
                    yield replace(_told_apart(read[0]), derived=False)


def _named(document: Element, persons: Persons) -> Iterable[Party]:
    """Yield the listed persons to whom the text or its notes refer.

    Each has the fullest form of the name: "Nikita S. Khrushchev", not "Khrushchev".
    """
    if not len(persons):
        return
    fullest: dict[Person, str] = {}
    for name in document.iter("{*}persName"):
        person = persons.find(name.get("corresp"))
        if person is not None:
            written, known = line(name) or person.name, fullest.get(person, "")
            fullest[person] = written if len(written.split()) > len(known.split()) else known
    for person, written in fullest.items():
        yield Party(person.name, written, person.role)


def _once(parties: Sequence[Party]) -> tuple[Party, ...]:
    kept: dict[str, Party] = {}
    for party in parties:
        if not (party.person and is_statement(_without_office(party))):
            kept.setdefault(party.name, party)
    return tuple(kept.values())


def _without_office(party: Party) -> str:
    """Return the name of a party without its distinguishing office ("Young, Director of…")."""
    return party.name.removesuffix(f", {_ADDRESS.sub('', party.role)}")
