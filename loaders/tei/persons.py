"""A volume's list of persons, which identifies the surnames in heads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from index_mappings.folding import key
from loaders.drafts.titles.lexicon import leading
from loaders.drafts.xml.files import Element
from loaders.tei.text import line

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

_SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV"})
_SERVICES = frozenset({"USA", "USN", "USAF", "USMC", "USCG", "RN", "RAF"})
_IN_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]")
_SEE = re.compile(r"see\s+(?P<name>.+)$", re.IGNORECASE)

_POINTERS = re.compile(r"#([\w.-]+)")


@dataclass(frozen=True, slots=True)
class Person:
    """A listed person: `name` in natural order, `role` as in the list."""

    name: str
    role: str = ""


class Persons:
    """The persons of one volume by the ids that `corresp` refers to."""

    def __init__(self) -> None:
        self._by_id: dict[str, Person] = {}
        self._see: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._by_id)

    @property
    def names(self) -> frozenset[str]:
        """All listed names in natural order."""
        return frozenset(person.name for person in self._by_id.values())

    def add_list(self, section: Element) -> None:
        """Add each item of a section that has a name with an id."""
        for item in section.iter("{*}item"):
            named = [name for name in item.iter("{*}persName") if name.get(XML_ID)]
            for name in named:
                self._add(item, name)
        self._follow()

    def find(self, reference: str | None) -> Person | None:
        """Return the person of a `corresp` such as "#p_ES1" or "volume#p_ES1", or None."""
        if not reference:
            return None
        return self._by_id.get(reference.split()[0].rpartition("#")[2])

    def meant_in(self, text: str) -> str:
        """Return the names of the persons that a text refers to ("#p_ES1"), joined."""
        meant = (self._by_id.get(id) for id in dict.fromkeys(_POINTERS.findall(text)))
        return " ".join(person.name for person in meant if person is not None)

    def _add(self, item: Element, name: Element) -> None:
        listed = line(name)
        description = line(item)
        role = description.removeprefix(listed) if description.startswith(listed) else description
        role = role.strip(" ,;").removesuffix(".")
        id = name.get(XML_ID) or ""
        see = _SEE.match(role)
        if see:
            self._see[id] = see["name"].strip(" .")
            role = ""
        if listed:
            self._by_id[id] = Person(natural_name(listed), role)

    def _follow(self) -> None:
        """Resolve an entry "Diem, see Ngo Dinh Diem" to the person it refers to."""
        by_name: Mapping[str, Person] = {
            key(person.name): person for id, person in self._by_id.items() if id not in self._see
        }
        for id, name in self._see.items():
            meant = by_name.get(key(name)) or by_name.get(key(natural_name(name)))
            if meant is not None:
                self._by_id[id] = meant


def written_names(listed: str) -> tuple[str, ...]:
    """Return a listed name in natural order, then its other spellings in brackets.

    "Chou En-lai (Zhou Enlai)" is Chou En-lai and Zhou Enlai.
    """
    others = (text.strip() for text in _IN_BRACKETS.findall(listed))
    return natural_name(listed), *(text for text in others if " " in text)


def natural_name(listed: str) -> str:
    """Return a listed name in natural order, without rank and other spellings.

    "Anderson, Admiral George W." is George W. Anderson, "Chou En-lai (Zhou Enlai)" Chou En-lai.
    """
    surname, *parts = [part.strip() for part in _IN_BRACKETS.sub("", listed).split(",")]
    suffixes = [part for part in parts if part.rstrip(".") in _SUFFIXES]
    given: list[str] = []
    rank = ""
    for part in parts:
        if part in suffixes or part in _SERVICES or not part:
            continue
        words = part.split()
        count = 0
        while found := leading("honorifics", words[count:]) or leading("offices", words[count:]):
            count += found
        rank = rank or " ".join(words[:count])
        given.extend(words[count:])
    if not given and rank and " " not in surname:
        return f"{rank} {surname}"  # "Home, Lord"
    return " ".join([*given, surname, *suffixes])
