"""Names, places, subjects and genres under which a component is indexed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index_mappings.record import Party
from loaders.drafts import terms
from loaders.drafts.gathering import Gathering
from loaders.drafts.headings import trimmed_name
from loaders.drafts.xml.files import Element, local
from loaders.drafts.xml.words import attribute, line, own_words, paragraphs
from loaders.ead.labels import label_of

NAMES = frozenset({"corpname", "famname", "name", "persname"})
_NO_PERSONS = frozenset({"corpname", "famname"})
_SUBDIVISION = re.compile(r"\s*--\s*")
_SUBJECTS = frozenset({"function", "occupation", "subject", "title"})


def party_of(element: Element, role: str = "") -> Party:
    """Return the party of a name element; `role` is the default role.

    "Smith, Ann, 1900-1980. -- Correspondence." names Ann Smith, 1900-1980.
    """
    relation = attribute(element, "relator", "role") or role
    written = term_of(element)
    name = _main(written)
    return Party(name, written, terms.role(relation), person=local(element) not in _NO_PERSONS)


def _main(heading: str) -> str:
    """Return a heading without its subdivisions ("Boston -- History." gives "Boston")."""
    return trimmed_name(_SUBDIVISION.split(heading)[0])


def term_of(element: Element) -> str:
    """Return a term as one text.

    The parts of a name in EAD3 are joined as in a MARC heading ("Smith, Ann, 1900-1980"), other
    parts like its subdivisions.
    """
    parts = [line(part) for part in element.iterfind("{*}part")]
    joint = ", " if local(element) in NAMES else " -- "
    return joint.join(filter(None, parts)) if parts else line(element)


def add_coordinates(place: Element, record: Gathering) -> None:
    """Add what EAD3 says of a place besides its name."""
    for part in place.iterfind("{*}geographiccoordinates"):
        record.note("Coordinates", line(part))


def add_terms(group: Element, record: Gathering) -> Iterator[str]:
    """Add the access terms of a record, and yield the headings, which are not values."""
    record.note(label_of("controlaccess"), own_words(group))
    for part in group:
        name = local(part)
        if name == "head":
            yield line(part)
        elif name == "controlaccess":
            yield from add_terms(part, record)
        elif name in NAMES:
            _add_name(part, record)
        elif name == "geogname":
            _add_place(part, record)
        elif name == "genreform":
            add_genre(trimmed_name(term_of(part)), record)
        elif name in _SUBJECTS:
            record.add("subjects", trimmed_name(term_of(part)), "Subject")
        elif name:
            record.note(label_of("controlaccess"), paragraphs(part))


def _add_name(name: Element, record: Gathering) -> None:
    """Add a name; with a subdivision it is a subject, and a person the records are about."""
    party = party_of(name)
    heading = trimmed_name(party.as_written)
    if heading == party.name:
        record.party("people", party, "Name")
    else:
        record.party("people", party_of(name, "Subject"), "Name")
        record.add("subjects", heading, "Subject")


def _add_place(place: Element, record: Gathering) -> None:
    """Add a place; with a subdivision its heading is also a subject."""
    heading = trimmed_name(term_of(place))
    main = _main(heading)
    record.add("places", main, "Place")
    if main != heading:
        record.add("subjects", heading, "Subject")
    add_coordinates(place, record)


def add_genre(genre: str, record: Gathering) -> None:
    """Add a genre: the record's type if it has none yet, else a subject."""
    record.add("subjects" if record.has("type") else "type", genre, "Genre")
