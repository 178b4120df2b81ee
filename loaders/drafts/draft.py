"""What a source format gives: drafts of records, collections, names, and what it could not take.

The id of a name that a format gives is the source's own; a load makes it unique to the site.
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

    0 stands for a number that the format cannot know.
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
    """A record as understood, before it has an id that is settled.

    `values` are fields of the mapping as JSON (`Date.to_json()`, `Party.to_json()`), without
    "source" and "position", which the load adds. `own_id` is the source's own id, or "" if it
    has none and one is to be derived. `source` is the one that the record goes to where a file
    has records of several, as a dump has; "" for the source that is being loaded. `stated` is
    what the source says of access beside the fields. `cleared` are the fields, each with the
    label of a note or "", that an update empties.
    """

    values: Mapping[str, Json]
    where: Where
    own_id: str = ""
    source: str = ""
    stated: tuple[Stated, ...] = ()
    cleared: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reject:
    """What cannot be a record: where, which field, why, and the raw text or object."""

    where: Where
    reason: str
    field: str = ""
    raw: Json = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the archivist should know of a record that is loaded all the same.

    `quote` is text that is in no record, so that no mark of a record can speak of it; it is shown
    only where what is held back may be.
    """

    where: Where
    message: str
    field: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """What the source marks as not public: where it is and by which mark, never its content.

    It is a record, or with `is_part` a part of one. `is_unclear` tells that the mark says neither
    yes nor no, `is_published` that it is published anyway, as was asked for, `is_by_rule`
    that a rule of the archive's own is the mark, and no mark of the source's. `names` are the id
    and title by which other records may be below it, `said` is what it says of those whom its
    source lists; neither is ever written anywhere.
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
    """The source says that the record with this id of its own is gone (an OAI header does)."""

    own_id: str
    where: Where


@dataclass(frozen=True, slots=True)
class Nothing:
    """The source answers that it has no records, and that this is not a fault (`noRecordsMatch`).

    An update is then done; a load that replaces its source is refused as one without records is.
    """

    where: Where
    message: str


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Names that a source lists where it is held back, each on a line; they are written nowhere."""

    names: str = field(repr=False)


Item = Draft | Collection | NameEntry | Reject | Remark | Held | Unsaid | Deletion | Nothing
