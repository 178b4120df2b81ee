"""The format `mods`: records in the Metadata Object Description Schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders.drafts.draft import Item, Where
from loaders.drafts.format import Options
from loaders.drafts.gathering import Gathering
from loaders.drafts.xml.files import Element, local
from loaders.drafts.xml.records import read_files
from loaders.mods.elements import USED_ATTRIBUTES, read_mods


class ModsElements:
    """MODS records in the answers of others."""

    used_attributes: frozenset[str] | None = USED_ATTRIBUTES

    def takes(self, element: Element) -> bool:
        """Tell whether an element is a MODS record."""
        return local(element) == "mods"

    def read(
        self, element: Element, where: Where, options: Options, made: Gathering, *, id: str
    ) -> Iterator[Item]:
        """Yield the record in an element."""
        return read_mods(element, where, options, id=id, made=made)


class ModsFiles:
    """The format `mods`; a record is held at a time."""

    name = "mods"
    summary = "MODS records, one or a collection of them in a file"
    options: frozenset[str] = frozenset()
    element_reader = ModsElements()

    def source_name(self, paths: Sequence[str]) -> str:
        """Return the stem of the (first) file's name."""
        return Path(paths[0]).stem

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield a record for each `mods` element; LoadError where a file cannot be read."""

        def read(element: Element, where: Where) -> Iterator[Item]:
            return read_mods(element, where, options)

        yield from read_files(paths, ("{*}mods", "mods:mods"), "MODS record", read, USED_ATTRIBUTES)


FORMAT = ModsFiles()
