"""Entries for names in a source: the person or thing, its other forms, its history.

A build keeps these entries in a separate index beside records and collections. They come from lists
of persons and from authority files, and are replaced by source, like records.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index_mappings.json_values import Json, elements, members, text
from index_mappings.offices import Term
from index_mappings.record import Date


@dataclass(frozen=True, slots=True)
class NameForm:
    """One form of a name, as a source writes it.

    `language` is a code of ISO 639 and `script` one of ISO 15924, or "" if the source does not say.
    `is_variant` marks a form that is not a heading: a "see" reference, another spelling. `dates` is
    when the form was in use, or None if always or unknown.
    """

    text: str
    language: str = ""
    script: str = ""
    is_variant: bool = False
    dates: Date | None = None

    def to_json(self) -> dict[str, Json]:
        """Return the form as JSON without empty values."""
        value: dict[str, Json] = {"text": self.text}
        for key, code in (("language", self.language), ("script", self.script)):
            if code:
                value[key] = code
        if self.is_variant:
            value["is_variant"] = True
        if self.dates is not None:
            value["dates"] = self.dates.to_json()
        return value

    @classmethod
    def from_json(cls, value: Mapping[str, Json]) -> NameForm:
        """Return the form that `to_json` wrote."""
        dates = value.get("dates")
        return cls(
            text=text(value["text"]),
            language=text(value.get("language")),
            script=text(value.get("script")),
            is_variant=value.get("is_variant") is True,
            dates=Date.from_json(members(dates)) if dates else None,
        )


@dataclass(frozen=True, slots=True)
class NameEntry:
    """A person, body or thing named by sources: its forms, the heading first.

    `id` is unique among all names of a site. `kind` is the name of one in
    `index_mappings.name_kinds`. `history` is a biography, or the wording of a list of offices, as
    plain text. `ref` is the address of an authority's entry. `source` is the named load it came
    from. `offices` are those that a person held, and when.
    """

    id: str
    kind: str
    forms: tuple[NameForm, ...]
    history: str = ""
    ref: str = ""
    source: str = ""
    offices: tuple[Term, ...] = ()

    def to_json(self) -> dict[str, Json]:
        """Return the entry as one JSON object without empty values."""
        value: dict[str, Json] = {
            "id": self.id,
            "kind": self.kind,
            "forms": [form.to_json() for form in self.forms],
        }
        for key, wording in (("history", self.history), ("ref", self.ref), ("source", self.source)):
            if wording:
                value[key] = wording
        if self.offices:
            value["offices"] = [term.to_json() for term in self.offices]
        return value

    @classmethod
    def from_json(cls, value: Mapping[str, Json]) -> NameEntry:
        """Return the entry that `to_json` wrote.

        Raises KeyError if the value is not such an entry.
        """
        forms = tuple(NameForm.from_json(members(form)) for form in elements(value["forms"]))
        if not forms:
            raise KeyError("forms")
        return cls(
            id=str(value["id"]),
            kind=text(value["kind"]),
            forms=forms,
            history=text(value.get("history")),
            ref=text(value.get("ref")),
            source=text(value.get("source")),
            offices=tuple(Term.from_json(members(one)) for one in elements(value.get("offices"))),
        )
