"""Rows made values of fields, with the columns' targets: the same for tables and for JSON.

Nothing of a row is lost: what its field cannot take becomes a note under the column's own
label, and what is said of it is said once a column or once a row.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from index_mappings.mapping import Field
from index_mappings.mapping import Mapping as RecordMapping
from index_mappings.record import Collection, Json, Note, Party
from loaders.field_map import FieldMap, Target
from loaders.headers import DROPPED, Column, synonyms
from loaders.identity import slug
from loaders.plain_values import Unfit, plain_text, value_for
from loaders.source import Remark, Where
from loaders.spans_of_columns import contradicts, read_columns
from loaders.split_values import split
from loaders.undated import says_undated

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_KEPT_PARENTS = 100_000  # ids and titles of records that others may stand under: some 30 MB

Pair = tuple[Column, Json]


@dataclass(slots=True)
class Made:
    """What one row gives: values of fields, its own id, and what the archivist should know."""

    values: dict[str, Json] = field(default_factory=dict)
    own_id: str = ""
    remarks: list[Remark] = field(default_factory=list)
    collections: list[Collection] = field(default_factory=list)


class Rows:
    """The rows of one source; it remembers what stands above what, and what was reported."""

    def __init__(self, mapping: RecordMapping, said: FieldMap, source: str) -> None:
        self._mapping = mapping
        self._said = said
        self._source = source
        self._notes = next((item.name for item in mapping.fields if item.kind == "notes"), "")
        self._people = mapping.field("people")
        self._reported: set[tuple[str, str]] = set()
        self._collections: set[str] = set()
        self._above: OrderedDict[str, tuple[str, str]] = OrderedDict()
        self._path: list[tuple[int, str, str]] = []
        self._makers: dict[str, Callable[[Field, Sequence[Pair], _Row], Json]] = {
            "date": self._date,
            "parties": self._parties,
            "keywords": self._keywords,
            "keyword": self._keyword,
            "collections": self._collection,
            "ancestors": self._ancestors,
            "url": self._url,
            "notes": self._own_notes,
        }

    def make(self, pairs: Iterable[Pair], where: Where) -> Made:
        """Return what a row gives; `pairs` are its columns and values, empty ones too."""
        row = _Row(Made(), where)
        groups: dict[str, list[Pair]] = {}
        for column, value in pairs:
            if value in (None, "", [], {}) or (isinstance(value, str) and not value.strip()):
                continue
            if column.target == DROPPED:
                self._once(row, column, "the column is left out, as you say")
                continue
            groups.setdefault(column.target.field, []).append((column, value))
        for column, value in groups.pop("id", ()):
            if row.made.own_id:
                row.note(column, value)
            row.made.own_id = row.made.own_id or plain_text(value)
        plain = groups.pop("", [])
        for name, some in groups.items():
            found = self._mapping.field(name)
            if found is None:
                plain += some
                continue
            made = self._makers.get(found.kind, self._other)(found, some, row)
            if made not in (None, "", []):
                row.made.values[name] = made
        self._open_or_not(row)
        for column, value in plain:
            fate = "kept as notes" if self._notes else "left out: the mapping has no field for them"
            self._once(row, column, f"no field takes the column; its values are {fate}")
            row.note(column, value)
        self._everyone(row.made.values)
        self._write_notes(row)
        self._remember(row)
        return row.made

    def unnamed(self, number: int) -> Column:
        """Return the column of a cell beyond the last header; `number` counts from 1."""
        return Column("", Target(), f"column {number}")

    def _once(self, row: _Row, column: Column, message: str) -> None:
        if (column.header, message) not in self._reported:
            self._reported.add((column.header, message))
            row.made.remarks.append(Remark(row.where, message, column.label))

    def _other(self, found: Field, some: Sequence[Pair], row: _Row) -> Json:
        """Return the value of a kind of field that has no rules of its own here."""
        made: list[Json] = []
        for column, value in some:
            try:
                item = value_for(found, value)
            except Unfit as error:
                row.keep(column, value, str(error))
                continue
            if item is None:
                continue
            if made and not isinstance(item, str):
                row.keep(column, value, f"{found.label} has a value already")
                continue
            made.append(item)
        if len(made) > 1:
            return "\n\n".join(dict.fromkeys(made))
        return made[0] if made else None

    def _keyword(self, found: Field, some: Sequence[Pair], row: _Row) -> Json:
        if found.name == "opens":
            return self._opening(some, row)
        parts: list[str] = []
        for column, value in some:
            if isinstance(value, dict):
                row.note(column, value)
                continue
            several = split(value, ["|"])
            # Of several values one can be counted and filtered; the note has them all.
            if len(several) > 1 and self._mapping.facet(found.name):
                row.note(column, value)
            elif len(several) > 1:
                several = [plain_text(value)]
            parts += several[:1]
        return ("-" if found.name == "reference" else "; ").join(dict.fromkeys(parts)) or None

    def _opening(self, some: Sequence[Pair], row: _Row) -> Json:
        day = None
        for column, value in some:
            found, _ = read_columns(plain_text(value), "", "", self._said.conventions)
            if found is not None and found.precision == "day" and day is None:
                day = found.edtf[:10]
                if day != plain_text(value):
                    row.note(column, value)
            else:
                row.keep(column, value, "the day is not to be read")
        return day

    def _keywords(self, _: Field, some: Sequence[Pair], row: _Row) -> Json:
        made: dict[str, None] = {}
        for column, value in some:
            if isinstance(value, dict):
                row.note(column, value)
                continue
            made |= dict.fromkeys(split(value, self._said.separators, commas=column.commas))
        return list(made)

    def _parties(self, found: Field, some: Sequence[Pair], row: _Row) -> Json:
        made: dict[str, Party] = {}
        for column, value in some:
            items = value if isinstance(value, list) else [value]
            for item in items:
                if isinstance(item, dict):
                    try:
                        party = Party.from_json(value_for(found, item)[0])
                        made.setdefault(party.name, party)
                    except Unfit:
                        row.note(column, item)
                    continue
                for name in split(item, self._said.separators, commas=column.commas):
                    party = Party(name, person=column.target.part != "office")
                    made.setdefault(name, party)
        return [party.to_json() for party in made.values()]

    def _date(self, found: Field, some: Sequence[Pair], row: _Row) -> Json:
        parts = {"": "", "start": "", "end": ""}
        ends: list[Pair] = []
        for column, value in some:
            if isinstance(value, dict) and not column.target.part:
                return self._other(found, some, row)
            if parts[column.target.part]:
                row.keep(column, value, "the record has a date already")
                continue
            parts[column.target.part] = plain_text(value)
            if column.target.part:
                ends.append((column, value))
        said = self._said.conventions
        date, complete = read_columns(parts[""], parts["start"], parts["end"], said)
        if not complete:
            for column, value in ends:
                row.note(column, value)
        if date is None:
            return None
        if not date.is_dated and not says_undated(date.display):
            row.remark(f"the date {date.display!r} could not be read", found.name)
        if parts[""] and contradicts(parts[""], parts["start"], parts["end"], said):
            row.remark(
                f"the date {parts['']!r} is not between {parts['start']!r} and {parts['end']!r}, "
                "which count",
                found.name,
            )
        return date.to_json()

    def _collection(self, _: Field, some: Sequence[Pair], row: _Row) -> Json:
        ids: dict[str, None] = {}
        for column, value in some:
            for title in split(value, self._said.separators, commas=column.commas):
                id = slug(title)
                ids[id] = None
                if id not in self._collections:
                    self._collections.add(id)
                    row.made.collections.append(Collection(id, title, source=self._source))
        return list(ids)

    def _ancestors(self, found: Field, some: Sequence[Pair], row: _Row) -> Json:
        above: list[Json] = []
        for column, value in some:
            if column.target.part == "depth":
                text = plain_text(value)
                if text.isdecimal() and 0 < int(text) < 100:  # no finding aid is that deep
                    row.depth = int(text)
                    while self._path and self._path[-1][0] >= row.depth:
                        self._path.pop()
                    above += [{"id": id, "title": title} for _, id, title in self._path]
                    row.note(column, value)
                else:
                    row.keep(column, value, "the level is no whole number")
            elif column.target.part == "parent":
                above = self._line(plain_text(value)) + above
            else:
                above += value_for(found, value) or []
        return above

    def _line(self, parent: str) -> list[Json]:
        """Return what stands above a record, top first; the parent is known or is a name."""
        line: list[Json] = []
        seen: set[str] = set()
        id = parent
        while id and id not in seen:
            seen.add(id)
            title, up = self._above.get(id, (id, ""))
            if id in self._above:
                self._above.move_to_end(id)
            line.insert(0, {"id": id, "title": title})
            id = up
        return line

    def _remember(self, row: _Row) -> None:
        """Keep what may stand above later rows: parents come before what is under them."""
        made, title = row.made, plain_text(row.made.values.get(self._mapping.title))
        above = made.values.get("ancestors") or []
        if row.depth:
            self._path.append((row.depth, made.own_id or title, title or made.own_id))
        if made.own_id:
            self._above[made.own_id] = (title or made.own_id, above[-1]["id"] if above else "")
            if len(self._above) > _KEPT_PARENTS:
                self._above.popitem(last=False)

    def _url(self, _: Field, some: Sequence[Pair], row: _Row) -> Json:
        address = None
        for column, value in some:
            text = plain_text(value)
            if address is None and _ADDRESS.fullmatch(text):
                address = text
            else:
                row.note(column, value)
        return address

    def _own_notes(self, found: Field, some: Sequence[Pair], row: _Row) -> Json:
        """Return nothing: notes are written together at the end."""
        for column, value in some:
            if isinstance(value, list | dict):
                row.notes += value_for(found, value) or []
            else:
                row.note(column, value)
        return None

    def _open_or_not(self, row: _Row) -> None:
        """Settle the access: what is restricted has no text in a public index."""
        values = row.made.values
        said = values.get("access")
        if not isinstance(said, str):
            return
        word = " ".join(said.lower().replace("-", " ").split())
        if word in synonyms().access["open"]:
            values["access"] = "open"
            return
        if word in synonyms().access["restricted"]:
            values["access"] = "restricted"
            if values.pop("text", None):
                row.remark("access is restricted: the full text was left out", "text")
        else:
            del values["access"]
        if word != "restricted":
            before = values.get("access_note")
            values["access_note"] = f"{before}; {said}" if before else said

    def _everyone(self, values: dict[str, Json]) -> None:
        """Put every party under people, who are counted and linked together."""
        if self._people is None or self._people.kind != "parties":
            return
        everyone: dict[str, Json] = {}
        for name in ("sender", "recipient", "via", "people"):
            for party in values.get(name) or ():
                everyone.setdefault(party["name"], party)
        if everyone:
            values["people"] = list(everyone.values())

    def _write_notes(self, row: _Row) -> None:
        if row.notes and self._notes:
            row.made.values[self._notes] = row.notes


@dataclass(slots=True)
class _Row:
    """One row being made."""

    made: Made
    where: Where
    notes: list[Json] = field(default_factory=list)
    depth: int = 0

    def note(self, column: Column, value: Json) -> None:
        """Keep a value under its column's own label."""
        if text := plain_text(value):
            self.notes.append(Note(column.label, text).to_json())

    def keep(self, column: Column, value: Json, reason: str) -> None:
        """Keep as a note what its field cannot take, and say why."""
        self.note(column, value)
        self.remark(f"{reason}; {plain_text(value)[:100]!r} is kept as a note", column.label)

    def remark(self, message: str, name: str) -> None:
        """Say something of this row."""
        self.made.remarks.append(Remark(self.where, message, name))
