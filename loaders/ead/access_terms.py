"""Names, places, subjects and genres under which a component is indexed."""

from __future__ import annotations

from collections.abc import Iterator

from index_mappings.record import Party
from loaders.ead.labels import label_of
from loaders.xml import terms
from loaders.xml.files import Element, local
from loaders.xml.gathering import Gathering
from loaders.xml.words import attribute, line, own_words, paragraphs

NAMES = frozenset({"corpname", "famname", "name", "persname"})
_NO_PERSONS = frozenset({"corpname", "famname"})
_SUBJECTS = frozenset({"function", "occupation", "subject", "title"})


def party_of(element: Element, role: str = "") -> Party:
    """Return whom a name element names; `role` stands where it says none itself."""
    said = attribute(element, "relator", "role") or role
    name = term_of(element)
    return Party(name, name, terms.role(said), person=local(element) not in _NO_PERSONS)


def term_of(element: Element) -> str:
    """Return a term; the parts of an EAD3 term are joined as headings are."""
    parts = [line(part) for part in element.iterfind("{*}part")]
    return " -- ".join(filter(None, parts)) if parts else line(element)


def add_terms(group: Element, record: Gathering) -> Iterator[str]:
    """Give a record its access terms, and yield the headings, which name no value."""
    record.note(label_of("controlaccess"), own_words(group))
    for part in group:
        name = local(part)
        if name == "head":
            yield line(part)
        elif name == "controlaccess":
            yield from add_terms(part, record)
        elif name in NAMES:
            record.party("people", party_of(part))
        elif name == "geogname":
            record.add("places", term_of(part), "Place")
        elif name == "genreform":
            add_genre(term_of(part), record)
        elif name in _SUBJECTS:
            record.add("subjects", term_of(part), "Subject")
        elif name:
            record.note(label_of("controlaccess"), paragraphs(part))


def add_genre(genre: str, record: Gathering) -> None:
    """Give a record a genre: its type where it has none yet, else one of its subjects."""
    record.add("subjects" if record.has("type") else "type", genre, "Genre")
