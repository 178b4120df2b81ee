"""The result of one row, and the row in progress with its notes, remarks and reasons to hold it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from index_mappings.field_kinds.plain_text import plain_text
from index_mappings.json_values import Json
from index_mappings.record import Collection, Note
from loaders.drafts.access_names import Stated
from loaders.drafts.draft import Held, Remark, Where
from loaders.drafts.field_maps.columns import Column

Pair = tuple[Column, Json]


@dataclass(slots=True)
class Made:
    """The result of one row: values of fields, its own id, and remarks to the archivist."""

    values: dict[str, Json] = field(default_factory=dict)
    own_id: str = ""
    remarks: list[Remark] = field(default_factory=list)
    collections: list[Collection] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)

    @property
    def is_held(self) -> bool:
        """Whether the row itself is held back, so that nothing of it may be used."""
        return any(not (item.is_part or item.is_published) for item in self.held)


@dataclass(slots=True)
class OpenRow:
    """One row in progress."""

    made: Made
    where: Where
    notes: list[Json] = field(default_factory=list)
    depth: int = 0
    is_below_held: bool = False
    values: Sequence[Json] = ()
    """All its values, which say in what language it is."""

    def hold(self, mark: str) -> None:
        """Hold the row back for a reason found elsewhere."""
        self.made.held.append(Held(self.where, mark))

    def note(self, column: Column, value: Json) -> None:
        """Keep a value as a note under its column's label."""
        if text := plain_text(value):
            self.notes.append(Note(column.label, text).to_json())

    def keep(self, column: Column, value: Json, reason: str) -> None:
        """Keep a value that its field cannot take as a note, with a remark."""
        self.note(column, value)
        self.remark(f"{reason}; {plain_text(value)[:100]!r} is kept as a note", column.label)

    def remark(self, message: str, name: str) -> None:
        """Add a remark on this row."""
        self.made.remarks.append(Remark(self.where, message, name))
