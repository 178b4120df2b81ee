"""The interface of a source format, and the options that an archivist may give.

A format is one object of the shape of `Format`, named under the entry point group
`searchroom.formats`, so that another package can add one. It only reads its files; ids, sources,
fitting to the index and publishing are the same for all formats.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import EntryPoints, entry_points
from pathlib import Path
from typing import Protocol

from index_mappings.dates import DEFAULT, DateConventions
from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from loaders.drafts.access import DEFAULT_TERMS, AccessTerms
from loaders.drafts.archive_rules import NO_RULES, ArchiveRules
from loaders.drafts.draft import Item

FORMATS = "searchroom.formats"
"""The entry point group that formats are found by."""


@cache
def installed_formats() -> EntryPoints:
    """Return the installed formats, of this package and of others.

    They are looked up once per process, because the lookup reads all installed packages.
    """
    return entry_points(group=FORMATS)


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a load: the mapping, and a format's own options.

    `conventions` determine how every format reads dates (`loaders.drafts.date_conventions`).
    `publish_held` publishes what a source marks as not public; `rules` are the archive's own, which
    apply whatever the source says. `access` are the site's words on access. In an update by a
    table, `live` returns a live record by its id, or None: fields that a row does not have stay as
    they are in that record.
    """

    mapping: RecordMapping
    source: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    conventions: DateConventions = DEFAULT
    publish_held: bool = False
    rules: ArchiveRules = NO_RULES
    access: AccessTerms = DEFAULT_TERMS
    live: Callable[[str], Record | None] | None = None

    @property
    def amends(self) -> bool:
        """Whether fields that a record does not have stay as they are."""
        return self.live is not None


class GivenOptions(Mapping[str, str]):
    """The options given for a load, which record the names that a format has looked up."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self._given = given
        self._used: set[str] = set()

    def __getitem__(self, name: str) -> str:
        """Return the value of an option, and record its use."""
        self._used.add(name)
        return self._given[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return iter(self._given)

    def __len__(self) -> int:
        """Return the number of options."""
        return len(self._given)

    def all(self) -> dict[str, str]:
        """Return the options without recording their use."""
        return dict(self._given)

    def used(self) -> frozenset[str]:
        """Return the names that were looked up, whether they were given or not."""
        return frozenset(self._used)

    def note_used(self, names: Iterable[str]) -> None:
        """Record names that were looked up in another process."""
        self._used.update(names)

    def unused(self) -> tuple[str, ...]:
        """Return the given names that were not looked up."""
        return tuple(name for name in self._given if name not in self._used)


class NamedByFile:
    """A format whose sources have the name of their (first) file unless they are named."""

    def source_name(self, paths: Sequence[str]) -> str:
        """Return the stem of the (first) file's name."""
        return Path(paths[0]).stem


class ReadInOneGo:
    """A format in which files depend on each other, so that one process must read them all.

    A format with independent files returns each separately.
    """

    def apart(self, paths: Sequence[str]) -> list[Sequence[str]]:
        """Return the files in order, grouped by what one process must read."""
        return [paths]


class Format(Protocol):
    """One source format.

    A format with `apart` (see `ReadInOneGo`) may be read in another process: it is pickled, reads
    only the files and its options, and reports only by its items. A format with `reads_dumps` is
    asked for the sources of a dump, each of which is loaded under its own name.
    """

    name: str
    """As in `searchroom load <name>`."""
    summary: str
    """One line for `searchroom load --help`."""
    options: frozenset[str]
    """The names of its own options, beside those that every format takes."""

    def source_name(self, paths: Sequence[str]) -> str:
        """Return the name for a load of these files if the archivist gives none."""

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield the items of the files in order, holding one record at a time.

        Raises LoadError if a file cannot be read at all.
        """
