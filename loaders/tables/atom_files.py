"""The format `atom`: archival descriptions in the CSV that AtoM exports and imports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from index_mappings.json_values import Json, elements, members, text
from index_mappings.mapping import RecordMapping
from index_mappings.record import Party
from loaders.drafts.archive_rules import rules_of
from loaders.drafts.draft import Draft, Held, Item
from loaders.drafts.format import Options
from loaders.tables.atom_languages import as_one
from loaders.tables.atom_rows import CULTURE, AtomRows, Row, header_name
from loaders.tables.csv_files import CsvFiles
from loaders.tables.rows import Table

_STAFFS = frozenset({"accessionnumber", "digitalobjectchecksum", "digitalobjectpath"})
"""Columns that only the staff see, beside a box's place: a file on the archive's own disk."""


class AtomFiles(CsvFiles):
    """The format `atom`; a description is held at a time, with its other languages."""

    name = "atom"
    summary = "AtoM's archival descriptions (CSV), with their hierarchy, events and languages"

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield a record for each description; raise LoadError if a file is not such a table.

        Options are those of a table (`CsvFiles`).
        """
        for path in paths:
            reading = _Reading()
            yield from as_one(reading.read_one(path, options), reading.row, options.mapping)

    def open(self, path: str, mapping: RecordMapping, extra: Mapping[str, str]) -> Table:
        """Return the table of a file; raise LoadError if it is not from AtoM."""
        return AtomRows(super().open(path, mapping, extra), rules_of(extra)).table()


class _Reading(CsvFiles):
    """One file being read, with additional data of its rows."""

    name = AtomFiles.name
    _rows: AtomRows | None = None

    def open(self, path: str, mapping: RecordMapping, extra: Mapping[str, str]) -> Table:
        self._rows = AtomRows(super().open(path, mapping, extra), rules_of(extra))
        return self._rows.table()

    def row(self, line: int) -> Row | None:
        return self._rows.of_line(line) if self._rows else None

    def read_one(self, path: str, options: Options) -> Iterator[Item]:
        for item in super().read([path], options):
            row = self.row(item.where.line) if isinstance(item, Draft | Held) else None
            if isinstance(item, Held) and row is not None and not item.is_part:
                # others are below it by the id that AtoM gives it, whatever else is its own
                yield replace(item, names=tuple(dict.fromkeys((*item.names, row.id))))
            elif not isinstance(item, Draft) or row is None:
                yield item
            elif row.rule is not None:
                yield row.rule.held(item.where, item.own_id, row.id)
            elif self._is_draft(row.id) and not options.publish_held:
                yield Held(item.where, "publicationStatus", names=(item.own_id, row.id))
            else:
                draft, held = _without_staffs(item, options)
                yield from held
                yield self._completed(draft, row, options)

    def _is_draft(self, id: str) -> bool:
        return self._rows is not None and self._rows.is_draft(id)

    def _completed(self, draft: Draft, row: Row, options: Options) -> Draft:
        """Return a draft with its actors' roles, its other events and its ancestors."""
        values = dict(draft.values)
        roles: dict[str, list[str]] = {}
        for event in row.events:
            if event.actor and event.role:
                roles.setdefault(event.actor, []).append(event.role)
        people = elements(values.get("people"))
        if people:
            values["people"] = [_with_role(members(party), roles) for party in people]
        notes = next((item.name for item in options.mapping.fields if item.kind.keeps_rest), "")
        known = text(members(values.get(options.mapping.date)).get("display"))
        others = [event for event in row.events if event.is_dated and event.date != known]
        if notes in values:
            kept = [note for note in elements(values.pop(notes)) if not _is_known(note)]
            values |= {notes: kept} if kept else {}
        if notes and others and not options.amends:
            events: list[Json] = [
                {"label": event.type or "Event", "text": said}
                for event in others
                if (said := event.in_words())
            ]
            values[notes] = [*elements(values.get(notes)), *events]
        if notes in values:
            values[notes] = with_containers(elements(values[notes]))
        if row.parent and self._rows is not None and options.mapping.field("ancestors"):
            values["ancestors"] = self._rows.above(row.parent)
        return replace(draft, values=values, own_id=draft.own_id or row.id)


def _without_staffs(draft: Draft, options: Options) -> tuple[Draft, list[Held]]:
    """Return a draft without what AtoM shows only to logged-in users."""
    notes = next((item.name for item in options.mapping.fields if item.kind.keeps_rest), "")
    some = elements(draft.values.get(notes))
    theirs = [note for note in some if header_name(text(members(note).get("label"))) in _STAFFS]
    if not theirs:
        return draft, []
    labels = (text(members(note).get("label")) for note in theirs)
    held = [
        Held(draft.where, label, is_part=True, is_published=options.publish_held)
        for label in labels
    ]
    if options.publish_held:
        return draft, held
    values = {name: value for name, value in draft.values.items() if name != notes}
    kept: list[Json] = [note for note in some if note not in theirs]
    return replace(draft, values={**values, **({notes: kept} if kept else {})}), held


def _is_known(note: Json) -> bool:
    """Return whether a note only says that the record is published, or its language."""
    return header_name(text(members(note).get("label"))) in (CULTURE, "publicationstatus")


def _with_role(value: Mapping[str, Json], roles: Mapping[str, list[str]]) -> dict[str, Json]:
    party = Party.from_json(value)
    own = roles.get(party.as_written or party.name, ())
    some = dict.fromkeys([*filter(None, party.role.split("; ")), *own])
    return replace(party, role="; ".join(some)).to_json()


# Boxes: physicalObjectName "Box 1|7" beside -Type "Box|Folder" are one note, as of an EAD. Where a
# box is kept is the staff's own, and held back (`publicity.toml`).
_NAME, _TYPE = "physicalobjectname", "physicalobjecttype"
LABEL = "Container"


def with_containers(notes: Sequence[Json]) -> list[Json]:
    """Return notes with one note for the containers instead of one for each of their columns."""
    found: dict[str, list[str]] = {}
    rest: list[Json] = []
    for note in notes:
        label = "".join(text(members(note).get("label")).casefold().split())
        if label in (_NAME, _TYPE):
            found[label] = [part.strip() for part in text(members(note).get("text")).split("|")]
        else:
            rest.append(note)
    if _NAME not in found:
        return list(notes)
    types = found.get(_TYPE, [])
    containers = [
        _said(name, types[place] if place < len(types) else "")
        for place, name in enumerate(found[_NAME])
    ]
    return [*rest, {"label": LABEL, "text": "; ".join(filter(None, containers))}]


def _said(name: str, kind: str) -> str:
    """Return "Box 1" for "Box 1" of the type "Box", "Cardboard box 12" for "12"."""
    has_kind = not kind or kind.casefold() in name.casefold()
    return name if has_kind else f"{kind} {name}".strip()


FORMAT = AtomFiles()
