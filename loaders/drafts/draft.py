"""The items that a source format yields: drafts, collections, names, rejects and remarks.

The id of a name from a format is the source's own; a load makes it unique for the site.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from index_mappings.json_values import Json
from index_mappings.made_often import made_often
from index_mappings.names import NameEntry
from index_mappings.record import Collection
from loaders.drafts.access_names import Stated

LISTED = 10_000
"""How many ids, remarks or corrections a report lists of each kind; the counts are always whole."""

REJECT_KEYS = frozenset({"source", "line", "record", "field", "reason", "raw"})
"""The keys of one line of a rejects file; `raw` is what can be mended and loaded again."""


@made_often
@dataclass(frozen=True, slots=True)
class Where:
    """A place in a source: the file (or address), the line and the number of the record, from 1.

    0 means that the format cannot know the number.
    """

    file: str
    line: int = 0
    number: int = 0

    def __str__(self) -> str:
        """Return "file:line" or "file, record 12"."""
        if self.line:
            return f"{self.file}:{self.line}"
        return f"{self.file}, record {self.number}" if self.number else self.file


@made_often
@dataclass(frozen=True, slots=True)
class Draft:
    """A record before its id is final.

    `values` are fields of the mapping as JSON (`Date.to_json()`, `Party.to_json()`), without
    "source" and "position", which the load adds. `own_id` is the source's own id, or "" if it has
    none and one is derived. `source` is the record's source if a file has records of several, as a
    dump has, or "" for the source being loaded. `stated` are the source's statements on access
    outside the fields. `cleared` are the fields, each with the label of a note or "", that an
    update empties.
    """

    values: Mapping[str, Json]
    where: Where
    own_id: str = ""
    source: str = ""
    stated: tuple[Stated, ...] = ()
    cleared: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that cannot become a record: place, field, reason, and the raw text or object."""

    where: Where
    reason: str
    field: str = ""
    raw: Json = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A message to the archivist about a record that is loaded.

    `quote` is text outside all records, so no mark of a record applies to it; it is shown only
    where held content may be shown.
    """

    where: Where
    message: str
    field: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A record or part that the source marks as not public: its place and mark, never its content.

    It is a record, or with `is_part` a part of one. `is_unclear` means that the mark says neither
    yes nor no, `is_published` that it is published anyway, as requested, `is_by_rule` that the mark
    is a rule of the archive, not a mark of the source. `names` are the id and title by which other
    records may be below it, `said` are its words about people listed in the source; neither is ever
    written anywhere.
    """

    where: Where
    mark: str
    is_part: bool = False
    is_unclear: bool = False
    is_published: bool = False
    is_by_rule: bool = False
    names: tuple[str, ...] = field(default=(), repr=False)
    said: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Deletion:
    """The deletion of a record by the source's own id (as in an OAI header)."""

    own_id: str
    where: Where


@dataclass(frozen=True, slots=True)
class Nothing:
    """The answer that a source has no records and that this is not an error (`noRecordsMatch`).

    An update is then finished; a load that replaces its source is refused, like any without
    records.
    """

    where: Where
    message: str


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Names listed in a held part of a source, one per line; they are never written anywhere."""

    names: str = field(repr=False)


Item = Draft | Collection | NameEntry | Reject | Remark | Held | Unsaid | Deletion | Nothing
