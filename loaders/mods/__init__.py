"""The format `mods`: records in the Metadata Object Description Schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders.mods.record import TAKEN, read_mods
from loaders.source import Item, Options, Where
from loaders.xml.files import Element
from loaders.xml.records import read_files


class ModsFiles:
    """The format `mods`; a record is held at a time."""

    name = "mods"
    summary = "MODS records, one or a collection of them in a file"
    options: frozenset[str] = frozenset()

    def source_name(self, paths: Sequence[str]) -> str:
        """Return the stem of the (first) file's name."""
        return Path(paths[0]).stem

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield a record for each `mods` element; LoadError where a file cannot be read."""

        def read(element: Element, where: Where) -> Iterator[Item]:
            return read_mods(element, where, options)

        yield from read_files(paths, ("{*}mods", "mods:mods"), "MODS record", read, TAKEN)


FORMAT = ModsFiles()
