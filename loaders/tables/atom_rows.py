"""A table of AtoM's descriptions: the events, languages and ancestors of its rows.

The ordinary table has only the dates of one event; the other events, and the rows in other
languages, are kept here by line number.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index_mappings.json_values import Json
from loaders.drafts.archive_rules import ArchiveRules, Rule
from loaders.drafts.publicity import verdict
from loaders.tables.atom_events import DATES, TYPES, Event, events_of, main_event
from loaders.tables.delimited import Cells
from loaders.tables.rows import Table
from service.errors import LoadError
from service.lasting.derived_ids import slug

ID, PARENT, SLUG, TITLE, CULTURE = "legacyid", "parentid", "qubitparentslug", "title", "culture"
STATUS = "publicationstatus"
_BESIDE = frozenset({PARENT, SLUG, "levelofdescription", STATUS, CULTURE})
_PARENTS = 200_000  # records that others are under; a catalogue of a million has a tenth
_LINES = 1_000  # rows looked back at: one record has a row for each language
_DEEPEST = 100  # levels; a record may be its own ancestor by mistake


def is_of_atom(headers: Sequence[str]) -> bool:
    """Return whether headers are those of AtoM's archival descriptions."""
    names = {header_name(header) for header in headers}
    return {ID, TITLE} <= names and len(names & _BESIDE) > 1


def header_name(header: str) -> str:
    """Return the key of a header: without case, blanks and punctuation."""
    return "".join(letter for letter in header.casefold() if letter.isalnum())


@dataclass(frozen=True, slots=True)
class Row:
    """Additional data of a row; `rule` is the archive's rule that holds it back."""

    id: str
    culture: str
    parent: str = ""
    events: tuple[Event, ...] = ()
    rule: Rule | None = None


class AtomRows:
    """The rows of one table; `rules` are the archive's own."""

    def __init__(self, table: Table, rules: ArchiveRules) -> None:
        """Raise LoadError if it is another kind of table."""
        if not is_of_atom(table.headers):
            raise LoadError(
                f"{table.path} is not a table of AtoM's descriptions, which has the columns "
                "legacyId, parentId and title; load another table as csv"
            )
        self._table = table
        self._rules = rules
        self._names = [header_name(header) for header in table.headers]
        dropped = rules.dropped_columns(table.headers)
        self._left_out = {header_name(header) for header in table.headers if header in dropped}
        self._at: OrderedDict[int, Row] = OrderedDict()
        self._parents: dict[str, tuple[str, str]] = {}  # id: title, the parent's id
        self._by_slug: dict[str, str] = {}
        self._drafts: set[str] = set()
        self._find_parents()

    def of_line(self, line: int) -> Row | None:
        """Return the data of the row on a line, or None if it is not a row or long past."""
        return self._at.get(line)

    def is_draft(self, id: str) -> bool:
        """Return whether any row of a description, wherever it is, says that it is a draft."""
        return id in self._drafts

    def table(self) -> Table:
        """Return the table with the dates of one event and the ids of parents."""
        resolved = replace(self._table, _rows=self._resolved, before=(), is_headless=True)
        resolved.sample = list(self._sample())
        return resolved

    def _sample(self) -> Iterator[Sequence[str]]:
        """Yield the first rows without translations.

        Their ids repeat, and a column with repeated values is not recognised as ids.
        """
        before = ""
        for cells in self._table.sample:
            id = self._by_name(cells).get(ID, "")
            if not id or id != before:
                yield self._made(Cells(0, cells)).cells
            before = id

    def above(self, id: str) -> list[Json]:
        """Return the ancestors of a record whose parent has this id, top first."""
        line: list[Json] = []
        seen: set[str] = set()
        while id and id not in seen and len(seen) < _DEEPEST:
            seen.add(id)
            title, up = self._parents.get(id, (id, ""))
            line.insert(0, {"id": id, "title": title})
            id = up
        return line

    def _resolved(self) -> Iterator[Cells]:
        for row in self._table.rows():
            yield row if row.fault else self._made(row)

    def _made(self, row: Cells) -> Cells:
        given = self._by_name(row.cells)
        shown = {name: cell for name, cell in given.items() if name not in self._left_out}
        events = events_of(shown)
        main = main_event(events)
        changed = dict(zip(DATES, (main.date, main.start, main.end) if main else (), strict=False))
        if events:
            changed[TYPES] = ""
        changed = {name: cell for name, cell in changed.items() if name in given}
        slug = shown.get(SLUG, "")
        parent = shown.get(PARENT) or self._by_slug.get(slug, slug)
        if slug:
            changed[SLUG] = ""
        if row.line:
            headers = dict(zip(self._names, self._table.headers, strict=True))
            found = (self._rules.holding(given.get(name, ""), headers[name]) for name in changed)
            rule = next(filter(None, found), None) if self._rules else None
            others = tuple(event for event in events if event is not main or event.actor)
            row_said = Row(given.get(ID, ""), given.get(CULTURE, ""), parent, others, rule)
            self._note(row.line, row_said)
        cells = [
            changed.get(name, cell)
            if name in changed and self._names.index(name) == place
            else cell
            for place, (name, cell) in enumerate(zip(self._names, row.cells, strict=False))
        ]
        return replace(row, cells=[*cells, *row.cells[len(cells) :]])

    def _note(self, line: int, row: Row) -> None:
        self._at[line] = row
        if len(self._at) > _LINES:
            self._at.popitem(last=False)

    def _by_name(self, cells: Sequence[str]) -> dict[str, str]:
        """Return the cells by the names of their headers; for a repeated header, the first."""
        found: dict[str, str] = {}
        for name, cell in zip(self._names, cells, strict=False):
            found.setdefault(name, "" if cell.strip() == "NULL" else cell.strip())
        return found

    def _find_parents(self) -> None:
        """Read the table for parents, which may come after their children."""
        ids: set[str] = set()
        slugs: set[str] = set()
        for row in self._rows():
            if len(ids) + len(slugs) < _PARENTS:
                ids.update(filter(None, (row.get(PARENT, ""),)))
                slugs.update(filter(None, (row.get(SLUG, ""),)))
            status = verdict("publicationStatus", row.get(STATUS, ""))
            if status is not None and status.holds:
                self._drafts.add(row.get(ID, ""))
        self._drafts.discard("")
        if not ids and not slugs:
            return
        for row in self._rows():
            id, title = row.get(ID, ""), row.get(TITLE, "")
            own = row.get("slug") or (slug(title) if slugs and title else "")
            if own in slugs:
                self._by_slug.setdefault(own, id)
            if id in ids or own in slugs:
                up = row.get(PARENT, "") or row.get(SLUG, "")
                self._parents.setdefault(id, (title or id, up))
        self._parents = {
            id: (title, self._by_slug.get(up, up)) for id, (title, up) in self._parents.items()
        }

    def _rows(self) -> Iterator[dict[str, str]]:
        return (self._by_name(row.cells) for row in self._table.rows() if not row.fault)
