"""Converting rows into values of fields by the columns' targets, for tables and for JSON.

Nothing of a row is lost: a value that its field cannot take becomes a note under the column's
label, with a remark once per column or per row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from index_mappings.field_kinds.ancestors import Ancestors
from index_mappings.field_kinds.date import Dates
from index_mappings.field_kinds.kind import Field, FieldKind
from index_mappings.field_kinds.notes import Notes
from index_mappings.field_kinds.parties import Parties
from index_mappings.field_kinds.plain_text import plain_text
from index_mappings.field_kinds.texts import Address, CollectionIds, Keyword, Keywords
from index_mappings.field_kinds.titles import Titles
from index_mappings.json_values import Json, elements, members, text
from index_mappings.mapping import RecordMapping
from index_mappings.record import Collection, Party
from index_mappings.unfit import Unfit
from loaders.drafts.archive_rules import NO_RULES, ArchiveRules
from loaders.drafts.draft import LISTED, Held, Remark, Where
from loaders.drafts.field_maps.columns import DROPPED, ID, Column
from loaders.drafts.field_maps.field_map import FieldMap, Target
from loaders.drafts.field_maps.hierarchies import Hierarchy
from loaders.drafts.field_maps.inner_objects import named
from loaders.drafts.field_maps.made_rows import Made, OpenRow, Pair
from loaders.drafts.field_maps.public_columns import (
    access_columns,
    is_lost,
    of_the_row,
    public_columns,
    ruled_columns,
)
from loaders.drafts.field_maps.row_dates import date_of, opening_of
from loaders.drafts.field_maps.row_values import address, headings, names_nothing, titles
from loaders.drafts.field_maps.split_values import split
from loaders.drafts.titles.families import named_in_cell
from service.lasting.derived_ids import slug

_OF_EXCEL = ("#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!")
_ABSENT = frozenset({"NULL", "null", "\\N", "NaN", "nan", "<NA>", "#N/A", *_OF_EXCEL})
"""What databases, pandas and spreadsheets write into a cell without a value."""

PARTIES = {"sender": None, "recipient": None, "via": None}.keys()
"""The fields whose parties are people of the record too, in order."""


class Rows:
    """The rows of one source, with their hierarchy and the remarks made so far."""

    def __init__(
        self,
        mapping: RecordMapping,
        said: FieldMap,
        source: str,
        *,
        publish_held: bool = False,
        rules: ArchiveRules = NO_RULES,
    ) -> None:
        self._rules = rules
        self._mapping = mapping
        self._said = said
        self._source = source
        self.publish_held = publish_held
        self._notes = next((item.name for item in mapping.fields if item.kind.keeps_rest), "")
        self._people = mapping.field("people")
        named = (Parties, Keywords)
        self._named = {item.name for item in mapping.fields if isinstance(item.kind, named)}
        self._reported: set[tuple[str, str]] = set()
        self._collections: set[str] = set()
        self._hierarchy = Hierarchy()
        self._makers: dict[type[FieldKind], Callable[[Field, Sequence[Pair], OpenRow], Json]] = {
            Dates: self._date,
            Parties: self._parties,
            Keywords: self._keywords,
            Keyword: self._keyword,
            CollectionIds: self._collection,
            Ancestors: self._ancestors,
            Address: address,
            Notes: self._own_notes,
            Titles: titles,
        }

    def make(
        self,
        pairs: Iterable[Pair],
        where: Where,
        values: Mapping[str, Json] | None = None,
        *,
        doubts: Iterable[Held] = (),
    ) -> Made:
        """Return the result of a row; `pairs` are its columns and values, including empty ones.

        `values` are existing values of fields, `doubts` are reasons to hold the row back besides
        its columns.
        """
        row = OpenRow(Made(dict(values or {})), where)
        pairs, row.made.held = ruled_columns(pairs, where, self._rules)
        pairs, held = public_columns(pairs, where, publish_held=self.publish_held)
        row.made.held += [*held, *doubts]
        pairs, row.made.stated = access_columns(pairs, self._mapping.field_names)
        given = elements(row.made.values.pop(self._notes, None))
        row.values = [value for _, value in pairs]
        groups: dict[str, list[Pair]] = {}
        for column, value in pairs:
            if value in (None, "", [], {}) or (isinstance(value, str) and not value.strip()):
                continue
            if self._says_nothing(row, column, value):
                continue
            if column.target.field == DROPPED.field:
                self._once(row, column, "the column is left out, as you asked")
                continue
            if column.is_id and not row.made.own_id:
                row.made.own_id = plain_text(value)
                if column.target == ID:
                    continue
            groups.setdefault(column.target.field, []).append((column, value))
        plain = groups.pop("", []) + groups.pop(ID.field, [])
        for name, some in groups.items():
            found = self._mapping.field(name)
            if found is None:
                plain += some
                continue
            fitted = self._makers.get(type(found.kind), self._other)(found, some, row)
            if fitted not in (None, "", []):
                before = row.made.values.get(name)
                row.made.values[name] = (
                    [*before, *elements(fitted)] if isinstance(before, list) else fitted
                )
        for column, value in plain:
            fate = "kept as notes" if self._notes else "left out: the mapping has no field for them"
            may = f"; it may be {column.likely} (--accept takes it)" if column.likely else ""
            self._once(row, column, f"no field takes the column; its values are {fate}{may}")
            row.note(column, value)
        if groups.keys() & PARTIES:
            self.everyone(row.made.values)
        if self._notes and (row.notes or given):
            row.made.values[self._notes] = [*row.notes, *given]
        title = plain_text(row.made.values.get(self._mapping.title))
        return self._unless_held(row, title)

    def _says_nothing(self, row: OpenRow, column: Column, value: Json) -> bool:
        """Return whether a cell has a mark and no value; add a remark, once or for its row."""
        if isinstance(value, str) and value.strip() in _ABSENT and not is_lost(column, value):
            self._once(row, column, f"cells with {value.strip()} were read as empty")
            return True
        if column.target.field in self._named and (why := names_nothing(value)):
            row.keep(column, value, why)
            return True
        return False

    def _unless_held(self, row: OpenRow, title: str) -> Made:
        """Note the place of a row, and return its result, or only the reasons that hold it back."""
        self._hierarchy.note(row.made.own_id, title, row.made.values.get("ancestors"), row.depth)
        if row.is_below_held and not row.made.is_held:
            row.hold("a level above it")
        if row.made.is_held:
            self._hierarchy.hold(row.made.own_id, title, row.depth)
            names = (row.made.own_id, "" if row.depth else title, row.made.values.get("reference"))
            return Made(held=of_the_row(row.made.held, *map(plain_text, names)))
        return row.made

    def unnamed(self, number: int) -> Column:
        """Return the column of a cell after the last header; `number` counts from 1."""
        return Column("", Target(), f"column {number}")

    def _once(self, row: OpenRow, column: Column, message: str) -> None:
        if len(self._reported) < LISTED and (column.header, message) not in self._reported:
            self._reported.add((column.header, message))
            row.made.remarks.append(Remark(row.where, message, column.label))

    def _other(self, found: Field, some: Sequence[Pair], row: OpenRow) -> Json:
        """Return the value of a field whose kind has no special rules here."""
        values: list[Json] = []
        for column, value in some:
            try:
                item = found.kind.value(value, found, self._said.conventions)
            except Unfit as error:
                row.keep(column, value, str(error))
                continue
            if item is None:
                continue
            if values and not isinstance(item, str):
                row.keep(column, value, f"{found.label} already has a value")
                continue
            values.append(item)
        if len(values) > 1:
            return "\n\n".join(dict.fromkeys(map(text, values)))
        return values[0] if values else None

    def _keyword(self, found: Field, some: Sequence[Pair], row: OpenRow) -> Json:
        if found.name == "opens":
            return opening_of(some, row, self._said.conventions)
        parts: list[str] = []
        for column, value in some:
            if _has_objects(value):
                parts += [name for name, _column in self._names([(column, value)], row)]
                continue
            several = split(value, ["|"])
            # Of several values one can be counted and filtered; the note has them all.
            if len(several) > 1 and self._mapping.facet(found.name):
                row.note(column, value)
            elif len(several) > 1:
                several = [plain_text(value)]
            parts += several[:1]
        return ("-" if found.name == "reference" else "; ").join(dict.fromkeys(parts)) or None

    def _keywords(self, found: Field, some: Sequence[Pair], row: OpenRow) -> Json:
        return list(headings(found, (name for name, _ in self._names(some, row))))

    def _parties(self, _: Field, some: Sequence[Pair], row: OpenRow) -> Json:
        parties: dict[str, Party] = {}
        for name, column in self._names(some, row):
            if column.target.part == "office":
                parties.setdefault(name, Party(name, person=False))
                continue
            for party in named_in_cell(name):
                parties.setdefault(party.name, party)
        return [party.to_json() for party in parties.values()]

    def _names(self, some: Sequence[Pair], row: OpenRow) -> Iterator[tuple[str, Column]]:
        """Yield each of several values once; an object gives its name, and a note of the rest."""
        seen: set[str] = set()
        for column, value in some:
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, dict):
                    name, rest = named(item)
                    if rest or not name:
                        row.note(column, item)
                    names = [name] if name else []
                elif isinstance(value, list):
                    names = [plain_text(item)]
                else:
                    names = split(item, self._said.separators, commas=column.commas)
                for name in names:
                    if name and name not in seen:
                        seen.add(name)
                        yield name, column

    def _date(self, found: Field, some: Sequence[Pair], row: OpenRow) -> Json:
        return date_of(found, some, row, self._said.conventions)

    def _collection(self, _: Field, some: Sequence[Pair], row: OpenRow) -> Json:
        ids: dict[str, None] = {}
        for title, _column in self._names(some, row):
            id = slug(title)
            ids[id] = None
            if id not in self._collections:
                self._collections.add(id)
                row.made.collections.append(Collection(id, title, source=self._source))
        return list(ids)

    def _ancestors(self, found: Field, some: Sequence[Pair], row: OpenRow) -> Json:
        above: list[Json] = []
        for column, value in some:
            if column.target.part == "depth":
                level = plain_text(value)
                if level.isdecimal() and 0 < int(level) < 100:  # no finding aid is that deep
                    row.depth = int(level)
                    above += self._hierarchy.above_level(row.depth)
                    row.is_below_held |= self._hierarchy.is_held_above(row.depth)
                    row.note(column, value)
                else:
                    row.keep(column, value, "the level is not a whole number")
            elif column.target.part == "parent":
                above = self._hierarchy.above_child_of(plain_text(value)) + above
                row.is_below_held |= self._hierarchy.holds(
                    text(members(item)["id"]) for item in above
                )
            else:
                above += elements(found.kind.value(value, found))
        return above

    def _own_notes(self, found: Field, some: Sequence[Pair], row: OpenRow) -> Json:
        """Return nothing: notes are written together at the end."""
        for column, value in some:
            if isinstance(value, list | dict):
                row.notes += elements(found.kind.value(value, found))
            else:
                row.note(column, value)
        return None

    def everyone(self, values: dict[str, Json]) -> None:
        """Add every party of a record to its people, who are counted and linked together."""
        if self._people is None or not self._people.kind.names_people:
            return
        everyone: dict[str, Json] = {}
        for name in (*PARTIES, "people"):
            for party in elements(values.get(name)):
                everyone.setdefault(text(members(party)["name"]), party)
        if everyone:
            values["people"] = list(everyone.values())


def _has_objects(value: Json) -> bool:
    """Return whether a value is an object or a list of objects."""
    return any(isinstance(item, dict) for item in (value if isinstance(value, list) else [value]))
