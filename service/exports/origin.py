"""Whose the records are: what a form says of its file, and of where its records are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Holding:
    """A collection that records may be in: its id, its title, the address of its page."""

    id: str
    title: str
    address: str


def _unknown(_: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Origin:
    """The site, with its address; the file's own address; and the rest of what a file says.

    `made` is when the records were loaded (ISO 8601, UTC), `contact` an address of electronic
    mail, `licence` the address of the licence under which the catalogue is given, "" where the
    archive names none. `authority` gives the address of an authority's entry for a name, "" where
    none or more than one is known.
    """

    site: str = ""
    home: str = ""
    address: str = ""
    made: str = ""
    contact: str = ""
    licence: str = ""
    collections: tuple[Holding, ...] = ()
    authority: Callable[[str], str] = _unknown
