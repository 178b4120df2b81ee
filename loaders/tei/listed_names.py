"""Entries for the names in a volume's lists of persons and abbreviations."""

from __future__ import annotations

from collections.abc import Iterator

from index_mappings.name_kinds import ABBREVIATION, PERSON
from index_mappings.names import NameEntry, NameForm
from loaders.drafts.xml.files import Element
from loaders.tei.header import Header
from loaders.tei.persons import XML_ID, Persons, written_names
from loaders.tei.terms_of_office import edition_of, terms_of
from loaders.tei.text import line


def names_in(section: Element, persons: Persons, header: Header) -> Iterator[NameEntry]:
    """Yield the entries of a section: each person once, with all its forms, and terms.

    `persons` already has the section. An id is that of the file, prefixed by the volume's.
    """
    volume, edition = header.id, edition_of(header.title)
    forms: dict[str, list[NameForm]] = {}
    lives: dict[str, str] = {}
    ids: dict[str, str] = {}
    for name in section.iterfind(".//{*}item//{*}persName"):
        id = name.get(XML_ID)
        person = persons.find(f"#{id}") if id else None
        if not id or person is None:
            continue
        own, *variants = written_names(line(name))
        heading = person.name
        known = forms.setdefault(heading, [NameForm(heading)])
        ids.setdefault(heading, id)
        if own == heading:
            ids[heading] = id  # and not that of an entry which says "see"
        lives[heading] = lives.get(heading) or person.role
        for text in (own, *variants):
            if text and all(text != form.text for form in known):
                known.append(NameForm(text, is_variant=True))
    for heading, known in forms.items():
        yield NameEntry(
            f"{volume}/{ids[heading]}",
            PERSON.name,
            tuple(known),
            lives[heading],
            offices=terms_of(lives[heading], edition),
        )
    yield from _terms(section, volume)


def _terms(section: Element, volume: str) -> Iterator[NameEntry]:
    for item in section.iterfind(".//{*}item"):
        term = item.find(".//{*}term")
        if term is None or not term.get(XML_ID):
            continue
        short = line(term)
        meaning = line(item).removeprefix(short).strip(" ,;:—").removesuffix(".")
        if short and meaning:
            both = (NameForm(short), NameForm(meaning, is_variant=True))
            yield NameEntry(f"{volume}/{term.get(XML_ID)}", ABBREVIATION.name, both)
