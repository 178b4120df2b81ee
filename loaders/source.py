"""What a source format gives: drafts of records, collections, and what it could not take.

A format is one module with one object of the shape of `Format`, named under the entry point
group `searchroom.formats`, so that another package can add one. It reads and understands;
ids, sources, fitting to the index and publishing are the same for all and not its business.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from index_mappings.dates import DEFAULT, DateConventions
from index_mappings.mapping import RecordMapping
from index_mappings.record import Collection, Json


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


@dataclass(frozen=True, slots=True)
class Draft:
    """A record as understood, before it has an id that is settled.

    `values` are fields of the mapping as JSON (`Date.to_json()`, `Party.to_json()`), without
    "source" and "position", which the load adds. `own_id` is the source's own id, "" where it
    has none and one is to be derived. `source` is the one that the record goes to where a file
    has records of several, as a dump has; "" for the source that is being loaded.
    """

    values: Mapping[str, Json]
    where: Where
    own_id: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Reject:
    """What cannot be a record: where, which field, why, and the raw text or object."""

    where: Where
    reason: str
    field: str = ""
    raw: Json = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the archivist should know of a record that loads all the same."""

    where: Where
    message: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """What the source marks as not public: where it stands and by which mark, never its content.

    It is a record, or with `is_part` a part of one. `is_unclear` tells that the mark says neither
    yes nor no, `is_published` that it is published all the same, as was asked for. `names` are
    the id and title by which other records may stand below it; they are never written anywhere.
    """

    where: Where
    mark: str
    is_part: bool = False
    is_unclear: bool = False
    is_published: bool = False
    names: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Deletion:
    """The source says that the record with this id of its own is gone (an OAI header does)."""

    own_id: str
    where: Where


@dataclass(frozen=True, slots=True)
class Nothing:
    """The source answers that it has nothing to give, and that this is no fault (`noRecordsMatch`).

    An update is then done; a load that replaces its source is refused as one without records is.
    """

    where: Where
    message: str


Item = Draft | Collection | Reject | Remark | Held | Deletion | Nothing


@dataclass(frozen=True, slots=True)
class Options:
    """What an archivist may say beside the files: the mapping, and a format's own options.

    `conventions` are what the source's dates leave open (`loaders.date_conventions`): every
    format reads its dates by them. `publish_held` publishes what a source marks as not public.
    """

    mapping: RecordMapping
    source: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    conventions: DateConventions = DEFAULT
    publish_held: bool = False


class Said(Mapping[str, str]):
    """Options that were said, which know of themselves whether anybody asked for them."""

    def __init__(self, said: Mapping[str, str]) -> None:
        self._said = said
        self._asked: set[str] = set()

    def __getitem__(self, name: str) -> str:
        """Return what was said, and note that somebody asked."""
        self._asked.add(name)
        return self._said[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return iter(self._said)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._said)

    def unused(self) -> tuple[str, ...]:
        """Return the names that nobody asked for."""
        return tuple(name for name in self._said if name not in self._asked)


class Format(Protocol):
    """One source format."""

    name: str
    """As in `searchroom load <name>`."""
    summary: str
    """One line for `searchroom load --help`."""
    options: frozenset[str]
    """The names of its own options, beside those that every format takes."""

    def source_name(self, paths: Sequence[str]) -> str:
        """Return the name a load of these files has where the archivist gives none."""

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield what is in the files, in their order, holding one record at a time.

        Raises LoadError where a file cannot be read at all.
        """
