"""Gathering a record value by value, so that nothing of a source is lost.

Values that a field cannot take (a second title, a subject of a page's length, a field that the
mapping does not have) become notes under the source's own label.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from index_mappings.beside_text import Title
from index_mappings.dates import read_date
from index_mappings.field_kinds.kind import Field
from index_mappings.json_values import Json, members
from index_mappings.record import Ancestor, Date, Note, Party
from index_mappings.unfit import Unfit
from loaders.drafts.access_names import Stated
from loaders.drafts.draft import Draft, Held, Remark, Where
from loaders.drafts.fitting import KEYWORD_BYTES
from loaders.drafts.format import Options
from loaders.drafts.mojibake import MENDED, mended, mended_fields
from loaders.drafts.supplied_titles import supply_title
from loaders.drafts.undated import says_undated

_JOINED = frozenset({"reference", "extent", "rights", "access_note"})
"""Fields of one value that are read and not counted, so several can be side by side."""

_CORRESPONDENTS = {"Addressee": "recipient", "Recipient": "recipient", "Sender": "sender"}
"""Roles that say who wrote to whom, and the field for them."""


class Gathering:
    """One record in progress; `conventions` are those for reading its dates."""

    def __init__(self, options: Options, where: Where) -> None:
        self._mapping = options.mapping
        self.conventions = options.conventions
        self.where = where
        self._notes = next(
            (field.name for field in self._mapping.fields if field.kind.keeps_rest), ""
        )
        self._remarks: list[Remark | Held] = []
        self.values: dict[str, Json] = {}
        self.stated: list[Stated] = []

    def has(self, field: str) -> bool:
        """Return whether a field has a value."""
        return bool(self.values.get(field))

    def takes(self, field: str) -> bool:
        """Return whether the mapping has a field of this name."""
        return self._mapping.field(field) is not None

    def extend(self, field: str, value: Json) -> None:
        """Add a value in the mapping's form to a list, such as the links."""
        if self.takes(field) and value not in (there := self._list(field)):
            there.append(value)

    def add(self, field: str, text: str, label: str = "") -> None:
        """Add a text to a field; `label` is its name in the source.

        Lists grow, summaries and texts get another paragraph; a field for one value keeps the
        first, and others become notes.
        """
        text = text.strip()
        label = label or field.replace("_", " ").capitalize()
        known = self._mapping.field(field)
        if not text:
            return
        if known is None or not self._fits(known, text):
            self.note(label, text)
        elif known.kind.names_people:
            self.party(field, Party(text), label)
        elif known.kind.by_date:
            self.date(Date(text), label, field)
        elif known.kind.holds(known) is not str:
            self._plain(known, text, label)
        elif known.kind.many:
            self._append(field, text)
        elif not self.has(field):
            self.values[field] = text
        elif self.values[field] == text:
            return
        elif field in _JOINED:
            self.values[field] = f"{self.values[field]}; {text}"
        elif known.kind.is_long and field != self._mapping.title:
            self.values[field] = f"{self.values[field]}\n\n{text}"
        else:
            self.note(label, text)

    def party(self, field: str, party: Party, label: str = "") -> None:
        """Add a party; if it is already there, add its roles.

        People with the role of addressee or sender are also added to recipients or senders.
        """
        if not party.name:
            return
        if self._mapping.field(field) is None or len(party.name.encode()) > KEYWORD_BYTES:
            role = f" ({party.role})" if party.role else ""
            self.note(label or field.capitalize(), f"{party.as_written or party.name}{role}")
            return
        wrote_to = _CORRESPONDENTS.get(party.role, "") if field == "people" else ""
        if wrote_to and self._mapping.field(wrote_to) is not None:
            self.party(wrote_to, party)
        there = self._list(field)
        for place, known in enumerate(there):
            old = Party.from_json(members(known))
            if old.name == party.name:
                roles = [role for role in (*old.role.split("; "), party.role) if role]
                merged = replace(old, role="; ".join(dict.fromkeys(roles)))
                there[place] = merged.to_json()
                return
        there.append(party.to_json())

    def other_title(self, title: Title, label: str) -> None:
        """Add a title in another language or script, or a note if the mapping has no field for it.

        A text that is already the title is not repeated.
        """
        field = next((item for item in self._mapping.fields if item.kind.by_language), None)
        if not title.text or title.text == self.title():
            return
        if field is None:
            self.note(label, title.text)
        elif (value := title.to_json()) not in (there := self._list(field.name)):
            there.append(value)

    def date(self, date: Date, label: str = "Date", field: str = "") -> None:
        """Set the record's date; a second one becomes a note."""
        field = field or self._mapping.date
        if not date.display and not date.is_dated:
            return
        if self._mapping.field(field) is None or self.has(field):
            if self.values.get(field) != date.to_json():
                self.note(label, date.display)
            return
        self.values[field] = date.to_json()
        if not date.is_dated and not says_undated(date.display):
            self.remark(f"the date {date.display!r} could not be read", field)

    def note(self, label: str, text: str) -> None:
        """Add a note under its label; duplicates are kept once."""
        value = Note(label.strip(" :"), text.strip()).to_json()
        if not value["text"]:
            return
        if not self._notes:
            self.remark(f"left out, because the mapping has no notes: {label}: {text}")
        elif value not in (notes := self._list(self._notes)):
            notes.append(value)

    def filed_as(self, text: str) -> None:
        """Set the part of the title under which the source files it, after its article."""
        text = text.strip()
        if text and self.title().endswith(text):
            self.values |= dict.fromkeys(self._mapping.orders_title, text)

    def ancestors(self, above: tuple[Ancestor, ...]) -> bool:
        """Set the record's ancestors, top first; tell whether they were accepted.

        A record has only one line of ancestors, and a mapping may have no field for them.
        """
        if not above or self.has("ancestors") or self._mapping.field("ancestors") is None:
            return False
        self.values["ancestors"] = [item.to_json() for item in above]
        return True

    def remark(self, message: str, field: str = "") -> None:
        """Add a remark to the archivist on this record."""
        self._remarks.append(Remark(self.where, message, field))

    def hold(self, held: Held) -> None:
        """Note a part of this record that is held back."""
        self._remarks.append(held)

    def draft(self, own_id: str) -> Iterator[Remark | Held | Draft]:
        """Yield the remarks on the record, then the record with a title."""
        self._mend()
        untitled = supply_title(self.values, self._mapping, self.where)
        yield from self._remarks
        if untitled is not None:
            yield untitled
        yield Draft(self.values, self.where, own_id, stated=tuple(self.stated))

    def _mend(self) -> None:
        """Repair texts that were saved in a wrong encoding."""
        self.values, fields = mended_fields(self.values)
        for name in fields:
            self.remark(MENDED, name)
        self.stated = [replace(statement, text=mended(statement.text)) for statement in self.stated]
        date = members(self.values.get(self._mapping.date))
        if self._mapping.date in fields and "from" not in date:
            read = read_date(str(date.get("display", "")), self.conventions)
            self.values[self._mapping.date] = read.to_json()

    def title(self) -> str:
        """Return the current title of the record, or "" if it has none yet."""
        return str(self.values.get(self._mapping.title, ""))

    def _fits(self, field: Field, text: str) -> bool:
        is_counted = field.type == "keyword"
        fits = not is_counted or len(text.encode()) <= KEYWORD_BYTES
        return fits and field.kind.can_take(text)

    def _plain(self, field: Field, text: str, label: str) -> None:
        """Set a field that does not hold text from a text, if it can be parsed."""
        try:
            value = field.kind.value(text, field, self.conventions)
        except Unfit:
            value = None
        if value is None or self.values.get(field.name) not in (None, value):
            self.note(label, text)
        else:
            self.values[field.name] = value

    def _append(self, field: str, text: str) -> None:
        there = self._list(field)
        if text not in there:
            there.append(text)

    def _list(self, field: str) -> list[Json]:
        """Return the list of a field, creating it if there is none."""
        there = self.values.get(field)
        if not isinstance(there, list):
            there = self.values[field] = []
        return there
