"""`sources.toml`: the files of each source of the catalogue, so that it can be loaded again.

`searchroom load` writes it, and the operator may edit it; comments and order stay.

    [[source]]
    name = "letters"
    mapping = "records"
    format = "csv"
    files = ["letters.csv"]        # or endpoint = "https://..."
    records = 1204                 # how many were live after the last load
    last_load = 2026-03-01T02:00:07Z    # seconds and outcome of it: `service.upkeep.loads`
    hold = ["Access = Closed"]     # rules of the archive's own (`loaders.drafts.archive_rules`)
    drop = ["Donor"]

    [source.options]
    id = "Shelf mark"
    map = ["summary=Scope and content"]
    field_map = "letters-fields.toml"

Paths are relative to the file's own folder, so that the two can be moved together.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Table

from index_mappings.plain_files import read_plain
from loaders.drafts.archive_rules import RULE_OPTIONS
from loaders.publishing.source_tables import (
    KeptSource,
    append,
    array,
    find,
    is_address,
    kept_source,
    mapping_of,
    source_tables,
)
from service.errors import ConfigurationError
from service.lasting.folder_lock import alone_in
from service.lasting.lost import Kept
from service.lasting.replacing import replaced
from service.lasting.sources_file import lost_sources

_HEADER = (
    "What each source is loaded from. `searchroom load` writes this file, `searchroom load --all`\n"
    "loads all of it again, and you may edit it: a file moved, an option added."
)
_PATHS = frozenset({"field_map"})  # options of formats that name a file
_GLOB = frozenset("*?[")


class KeptSources:
    """The file `sources.toml` of a site, which may be missing if it always was."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._folder = self.path.parent

    def read(self) -> tuple[KeptSource, ...]:
        """Return all sources in their order.

        Raises ConfigurationError if the file cannot be read or an entry is not a source.
        """
        return tuple(kept_source(table, self.path) for table in source_tables(self._document()))

    def of(self, mapping: str) -> tuple[KeptSource, ...]:
        """Return the sources of one mapping."""
        return tuple(item for item in self.read() if item.mapping == mapping)

    def note(self, sources: Sequence[KeptSource], *, update: bool = False) -> tuple[str, ...]:
        """Write the sources just loaded, and return the names of those whose files are unchanged.

        Their `places` and `options` are those of the load, relative to the working folder. After an
        update a source keeps its files: the update does not replace them. Raises ConfigurationError
        if the file cannot be written.
        """
        stayed: list[str] = []

        def change(document: tomlkit.TOMLDocument) -> None:
            for item in sources:
                table = find(document, item)
                if table is None:
                    table = tomlkit.table()
                    append(document, table)
                elif self._is_same(table, item):
                    self._write_load(table, item)  # its patterns stay, and its comments
                    continue
                elif update:
                    stayed.append(item.name)
                    self._write_load(table, item)
                    continue
                self._write(table, item)

        self._change(change)
        return tuple(stayed)

    def owe(self, names: Collection[str], mapping: str) -> None:
        """Note for sources with rules that their live records are not from a load of their own."""

        def change(document: tomlkit.TOMLDocument) -> None:
            for table in source_tables(document):
                if table.get("name") in names and mapping_of(table) == mapping:
                    table.pop("rules_at_load", None)

        if any(item.name in names and item.rules_at_load for item in self.of(mapping)):
            self._change(change)

    def note_failed(self, names: Iterable[str], mapping: str) -> None:
        """Write the time of a failed load for the sources in the file.

        Raises ConfigurationError if the file cannot be written.
        """
        failed = {(name, mapping) for name in names}

        def change(document: tomlkit.TOMLDocument) -> None:
            for table in source_tables(document):
                if (table.get("name"), mapping_of(table)) in failed:
                    table["failed"] = datetime.now(UTC).replace(microsecond=0)

        if any((item.name, item.mapping) in failed for item in self.read()):
            self._change(change)

    def forget(self, name: str, mapping: str) -> bool:
        """Remove a source from the file; return whether it was there."""
        was_there = any((item.name, item.mapping) == (name, mapping) for item in self.read())

        def change(document: tomlkit.TOMLDocument) -> None:
            tables = source_tables(document)
            for at in reversed(range(len(tables))):
                if (tables[at].get("name"), mapping_of(tables[at])) == (name, mapping):
                    del document["source"][at]

        if was_there:
            self._change(change)
        return was_there

    def places(self, item: KeptSource) -> tuple[str, ...]:
        """Return the files of a source relative to the working folder, with patterns expanded.

        Raises ConfigurationError if a pattern matches no file.
        """
        return tuple(place for kept in item.places for place in self._found(kept, item.name))

    def options(self, item: KeptSource) -> dict[str, str]:
        """Return the options of a source, with file names relative to the working folder."""
        return {
            name: self._from_here(text) if name in _PATHS else text
            for name, text in item.options.items()
        }

    def _found(self, place: str, name: str) -> Iterator[str]:
        if is_address(place):
            yield place
            return
        path = self._from_here(place)
        if not _GLOB & set(place) or Path(path).exists():
            yield path
            return
        pattern = Path(place)
        start = Path(pattern.anchor) if pattern.is_absolute() else self._folder
        within = str(pattern.relative_to(pattern.anchor))
        found = sorted(map(str, start.glob(within)))
        if not found:
            raise ConfigurationError(
                f"{self.path}: no file matches {place!r} of the source {name!r}"
            )
        yield from found

    def _from_here(self, place: str) -> str:
        return str(self._folder / place)

    def _from_file(self, place: str) -> str:
        """Return a path as written in the file: relative if it is below the file's folder."""
        if is_address(place):
            return place
        # not resolve(): a link that is moved from one delivery to the next is kept as a link
        whole, folder = (Path(os.path.abspath(one)) for one in (place, self._folder))  # noqa: PTH100
        with suppress(ValueError):
            return str(whole.relative_to(folder))
        return str(whole)

    def _is_same(self, table: Table, item: KeptSource) -> bool:
        before = kept_source(table, self.path)
        with suppress(ConfigurationError):  # a pattern that fits nothing now
            found = replace(before, places=self.places(before))
            return (
                before.format == item.format
                and self._relative(found) == self._relative(item)
                and self.options(before) == dict(item.options)
            )
        return False

    def _relative(self, item: KeptSource) -> tuple[str, ...]:
        return tuple(map(self._from_file, item.places))

    def _document(self) -> tomlkit.TOMLDocument:
        try:
            document = tomlkit.parse(read_plain(self.path).decode())
            if lost := lost_sources(self.path, is_empty=not document.get("source")):
                raise ConfigurationError(lost)
            return document
        except FileNotFoundError:
            if lost := lost_sources(self.path, is_empty=True):
                raise ConfigurationError(lost) from None
            document = tomlkit.document()
            for line in _HEADER.splitlines():
                document.add(tomlkit.comment(line))
            document.add(tomlkit.nl())
            return document
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(f"{self.path} cannot be read: {error}") from error
        except TOMLKitError as error:
            raise ConfigurationError(f"{self.path} is not TOML: {error}") from error

    def _write(self, table: Table, item: KeptSource) -> None:
        places = self._relative(item)
        table["name"], table["mapping"], table["format"] = item.name, item.mapping, item.format
        if len(places) == 1 and is_address(places[0]):
            table.pop("files", None)
            table["endpoint"] = places[0]
        else:
            table.pop("endpoint", None)
            table["files"] = array(places)
        self._write_load(table, item)
        for name in RULE_OPTIONS:
            table.pop(name, None)
            if text := item.options.get(name):
                table[name] = array(text.split("\n"))
        table.pop("options", None)
        if others := {k: v for k, v in item.options.items() if k not in RULE_OPTIONS}:
            table_kept = tomlkit.table()
            for name, text in others.items():
                kept = self._from_file(text) if name in _PATHS else text
                lines = kept.split("\n")
                table_kept[name] = array(lines) if len(lines) > 1 else kept
            table["options"] = table_kept

    def _write_load(self, table: Table, item: KeptSource) -> None:
        table["records"] = item.records
        table["last_load"] = datetime.now(UTC).replace(microsecond=0)
        table["seconds"], table["outcome"] = round(item.seconds, 1), item.outcome
        table.pop("failed", None)
        for name in ("rules_at_load", "loaded_into"):
            table.pop(name, None)
            if item.rules_at_load:
                table[name] = getattr(item, name)

    def _change(self, change: Callable[[tomlkit.TOMLDocument], None]) -> None:
        try:
            with alone_in(self._folder):
                document = self._document()
                change(document)
                with replaced(self.path) as file:
                    file.write(tomlkit.dumps(document).encode())
                kept = Kept(self.path)
                (kept.note if document.get("source") else kept.forget)()
        except (OSError, UnicodeEncodeError) as error:
            raise ConfigurationError(f"{self.path} cannot be written: {error}") from error
