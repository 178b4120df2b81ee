"""Converting JSON objects to drafts by the mapping's names, a field map, or their keys.

An object in our own form is restored exactly, and nothing is guessed: a value that its field cannot
take rejects the object, to be corrected. An object of another form has keys unknown to the mapping;
they are matched to fields like the headers of a table, including keys of inner objects
("sourceResource.title"), and values without a field become notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from index_mappings.field_kinds.plain_text import plain_text
from index_mappings.json_values import Json, members, text
from index_mappings.unfit import Unfit
from loaders.drafts.access_names import Stated, stated_in_objects
from loaders.drafts.draft import REJECT_KEYS, Draft, Held, Item, Reject, Remark, Where
from loaders.drafts.dumps import RESTORE, is_last_line
from loaders.drafts.edited_text.markdown import is_markdown
from loaders.drafts.edited_text.values import NO_WORDS, take_markup
from loaders.drafts.field_maps.columns import ID, Column, assign
from loaders.drafts.field_maps.field_map import Target, from_options
from loaders.drafts.field_maps.headers import refusal
from loaders.drafts.field_maps.made_rows import Pair
from loaders.drafts.field_maps.mapped_rows import PARTIES, Rows
from loaders.drafts.format import Options
from loaders.drafts.objects.answers import of_the_api
from loaders.drafts.objects.held_objects import access_in_words, held_object
from loaders.drafts.objects.json_ld import plain_object
from loaders.drafts.objects.own_form import (
    collection_of,
    has_other_keys,
    is_name,
    is_plain,
    name_of,
    was_loaded,
)
from loaders.drafts.objects.paths import by_path
from loaders.drafts.publicity import mark_named, private_texts, public_part
from loaders.drafts.ruled_objects import ruled_object
from loaders.drafts.supplied_titles import supply_title
from loaders.drafts.undated import says_undated
from service.errors import LoadError

# the load sets these itself
_OURS = frozenset({"id", "source", "position", "first_seen", "changed"})
_ID_KEYS = frozenset({"id", "@id", "_id"})
_KEY_SETS = 1_000  # sets of keys remembered: a catalogue's objects have some dozens
_RESOURCE_TYPE = "JSON:API type"  # the label of the note it becomes, because no field takes it
_MANY_KEYS = 200  # sets of more are not remembered, so that a thousand take 70 MB at most


class Objects:
    """The objects of one source, with the remarks made so far."""

    def __init__(self, options: Options) -> None:
        """Raise LoadError if the options' field map is not valid."""
        self._mapping = options.mapping
        self._source = options.source
        self._restores = RESTORE in options.extra
        self._said = from_options(options.extra, options.mapping, options.conventions)
        self._named = frozenset(self._said.columns)
        self._plain = (_OURS | frozenset(self._mapping.field_names)) - self._named
        self._publish_held = options.publish_held
        self._in_markdown = is_markdown(options.extra)
        self._rules = options.rules
        self._rows = Rows(
            options.mapping, self._said, options.source, publish_held=options.publish_held
        )
        self._columns = lru_cache(maxsize=_KEY_SETS)(self._assigned)
        self._met: set[str] = set()
        self._dated = frozenset(field.name for field in self._mapping.fields if field.kind.by_date)
        self._is_first = True
        self._keep_none = frozenset(
            field.name for field in self._mapping.fields if not field.kind.keeps_rest
        )
        self.around: dict[str, Json] = {}  # marks beside the objects, in the one around them all

    def read(self, value: Json, where: Where) -> Iterator[Item]:
        """Yield the items of one object; raise LoadError if the first is nothing like a record."""
        if isinstance(value, dict) and value.keys() == REJECT_KEYS:
            value = value["raw"]  # a line of a rejects file, mended
        if is_last_line(value):
            return
        value = of_the_api(value, self._mapping)
        if not isinstance(value, dict):
            yield Reject(
                where, 'a record is a JSON object: {"title": "...", "date": "..."}', raw=value
            )
            return
        if self.around and (held := self._held(value, where)):
            yield held
            if not held.is_published:
                return
        if self._rules:
            ruled, rule, dropped = ruled_object(value, self._rules)
            value = {**members(ruled)}
            if rule is not None:
                yield rule.held(where, plain_text(value.get("id")), plain_text(value.get("title")))
                return
            yield from (rule.left_out(where) for rule in dropped)
        if len(value) == 1:
            if isinstance(value.get("collection"), dict):
                yield collection_of(value, where, self._source, restores=self._restores)
                return
            if "name" in value and is_name(value["name"]):
                yield name_of(value, where, restores=self._restores)
                return
        if self._is_first:
            self._is_first = False
            if reason := refusal(value):
                raise LoadError(f"{where.file}: {reason}")
        yield from self._record(value, where)

    def _record(self, value: dict[str, Json], where: Where) -> Iterator[Item]:
        value = access_in_words(value if self._restores else plain_object(value, self._mapping))
        own, foreign = self._divided(value)
        held = self._held(value, where) if foreign else None  # our own form has nothing of the kind
        if held is not None and not held.is_published:
            yield held
            return
        if foreign or "notes" in own or has_other_keys(own):
            yield from self._public_parts(value, (own, foreign), where)
        values: dict[str, Json] = {}
        dates = self._said.conventions
        try:
            for name, item in own.items():
                field = self._mapping.field(name)
                if field and (fitted := field.kind.value(item, field, dates)) is not None:
                    values[name] = fitted
        except Unfit as error:
            if not foreign:
                yield Reject(where, str(error), name, value)
                return
            foreign, own, values = {**own, **foreign}, {}, {}
        yield from self._unread_dates(values, where)
        if not PARTIES.isdisjoint(own) and any(
            is_plain(own[name]) for name in PARTIES & own.keys()
        ):
            self._rows.everyone(values)
        own_id = "" if self._said.id else plain_text(value.get("id"))
        stated: tuple[Stated, ...] = ()
        if foreign:
            made_row = self._rows.make(self._pairs(foreign, own), where, values)
            yield from made_row.held
            if made_row.is_held:
                return
            yield from made_row.collections
            yield from made_row.remarks
            values, own_id = made_row.values, own_id or made_row.own_id
            stated = tuple(made_row.stated)
        if not self._restores:  # a dump has what was public, with notes on access among it
            stated = (*stated, *stated_in_objects(self._beside_fields(value)))
        if not values:
            yield Reject(where, "the object has no value for a record", raw=value)
            return
        if not (self._restores or was_loaded(value)):
            for name in take_markup(values, self._mapping, in_markdown=self._in_markdown):
                yield Remark(where, NO_WORDS, name)
        if remark := supply_title(values, self._mapping, where, own_id):
            yield remark
        source = plain_text(value.get("source")) if self._restores else ""
        yield Draft(values, where, own_id, source, stated)

    def _unread_dates(self, values: Mapping[str, Json], where: Where) -> Iterator[Remark]:
        """Yield remarks on unreadable dates; for a dump they were made at the first load."""
        if self._restores:
            return
        for name, value in values.items():
            if name in self._dated and "from" not in members(value):
                display = text(members(value).get("display"))
                if not says_undated(display):
                    yield Remark(where, f"the date {display!r} could not be read", name)

    def _held(self, value: Mapping[str, Json], where: Where) -> Held | None:
        return held_object(value, where, self.around, publish_held=self._publish_held)

    def _beside_fields(self, value: Mapping[str, Json]) -> dict[str, Json]:
        """Return the objects and lists that may have marks of access: notes, and others.

        Parties and dates, of which a catalogue has millions, have none.
        """
        return {
            name: item
            for name, item in value.items()
            if name not in self._keep_none and isinstance(item, dict | list)
        }

    def _public_parts(
        self, value: Mapping[str, Json], parts: Iterable[dict[str, Json]], where: Where
    ) -> Iterator[Held]:
        """Remove values that are marked as not public, and identical text elsewhere."""
        found = [held for part in parts for held in self._take_out(part, where)]
        yield from found
        if not found or self._publish_held:
            return
        texts = frozenset(private_texts(value))
        for part in parts:
            for name, item in part.items():
                if isinstance(item, str) and item in texts:
                    part[name] = None

    def _take_out(self, part: dict[str, Json], where: Where) -> Iterator[Held]:
        """Remove what is marked as not public from values, and return the marks."""
        for name, item in part.items():
            if not item or isinstance(item, bool | int | float) or mark_named(name) is not None:
                continue
            if name == "attributes" and isinstance(item, dict):  # JSON:API has the record in it
                part[name] = inner = dict(item)
                yield from self._take_out(inner, where)
                continue
            left, marks = public_part(item, under=name)
            if not self._publish_held:
                part[name] = left
            for mark in marks:
                yield Held(where, mark, is_part=True, is_published=self._publish_held)

    def missing(self) -> Iterator[Remark]:
        """Yield the columns of the field map that no object had."""
        for name in sorted(self._named - self._met):
            yield Remark(Where(self._source), f"no object has {name!r}, which the field map names")

    def columns_of(self, values: Sequence[Json]) -> tuple[list[Column], list[list[str]]]:
        """Return the columns of some objects together, and a row of text for each object."""
        columns: dict[str, Column] = {}
        rows: list[dict[str, str]] = []
        for given in values:
            if not isinstance(given, dict):
                continue
            value = plain_object(given, self._mapping)
            row: dict[str, str] = {}
            own, foreign = self._divided(value)
            if "id" in value and not self._said.id:
                own = {"id": value["id"], **own}
            for name, item in own.items():
                target = ID if name == "id" else Target(name)
                column = Column(name, target, name, "the field's own name", is_id=target == ID)
                columns.setdefault(name, column)
                row[name] = plain_text(item)
            for column, item in self._pairs(foreign, own):
                columns.setdefault(column.header, column)
                row[column.header] = plain_text(item)
            rows.append(row)
        return list(columns.values()), [[row.get(name, "") for name in columns] for row in rows]

    def _divided(self, value: Mapping[str, Json]) -> tuple[dict[str, Json], dict[str, Json]]:
        """Return the values with names of the mapping's fields, and the rest by path."""
        if value.keys() <= self._plain:  # most objects of most loads
            return {name: item for name, item in value.items() if name not in _OURS}, {}
        own: dict[str, Json] = {}
        foreign: dict[str, Json] = {}
        no_type = "type" if "type" not in self._named and _is_resource(value) else ""
        for name, item in value.items():
            if name == no_type:
                foreign[_RESOURCE_TYPE] = item
            elif name in self._named:
                foreign[name] = item
            elif name in _OURS:
                continue
            elif self._mapping.field(name):
                own[name] = item
            else:
                foreign[name] = item
        return own, foreign

    def _pairs(self, foreign: Mapping[str, Json], own: Mapping[str, Json]) -> list[Pair]:
        flat = dict(by_path(foreign, self._named))
        self._met.update(self._named & flat.keys())
        assigned = self._columns if len(flat) <= _MANY_KEYS else self._assigned
        return list(zip(assigned(tuple(flat), tuple(own)), flat.values(), strict=True))

    def _assigned(self, paths: tuple[str, ...], own: tuple[str, ...]) -> tuple[Column, ...]:
        names = [path.rpartition(".")[2] if path not in self._named else path for path in paths]
        met = frozenset(paths)
        said = replace(
            self._said,
            targets={name: to for name, to in self._said.targets.items() if name in met},
            id=self._said.id if self._said.id in met else "",
            drop=self._said.drop & met,
            labels={name: text for name, text in self._said.labels.items() if name in met},
        )
        columns = assign(paths, said, self._mapping, names=names)
        return tuple(self._held_back(column, frozenset(own)) for column in columns)

    def _held_back(self, column: Column, own: frozenset[str]) -> Column:
        """Return a column as a note if its proposal is not certain enough."""
        if column.why == "as you asked" or not column.target.field:
            return column
        is_id = column.target == ID and column.header not in _ID_KEYS
        if is_id or column.target.field in own:
            return replace(column, target=Target(), is_id=False)
        return column


def _is_resource(value: Mapping[str, Json]) -> bool:
    """Return whether an object is a resource of JSON:API: its "type" is "records" or "items"."""
    is_named = isinstance(value.get("type"), str) and isinstance(value.get("id"), str)
    return is_named and isinstance(value.get("attributes"), dict)
