"""The format `mods`: records in the Metadata Object Description Schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.drafts.draft import Item, Where
from loaders.drafts.format import NamedByFile, Options
from loaders.drafts.xml.element_readers import NamedElements
from loaders.drafts.xml.files import Element
from loaders.drafts.xml.records import read_files
from loaders.mods.elements import USED_ATTRIBUTES, read_mods


class ModsFiles(NamedByFile):
    """The format `mods`; a record is held at a time."""

    name = "mods"
    summary = "MODS records, one or a collection of them in a file"
    options: frozenset[str] = frozenset()
    element_reader = NamedElements("mods", USED_ATTRIBUTES, read_mods)

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield a record for each `mods` element; LoadError where a file cannot be read."""

        def read(element: Element, where: Where) -> Iterator[Item]:
            return read_mods(element, where, options)

        yield from read_files(paths, ("{*}mods", "mods:mods"), "MODS record", read, USED_ATTRIBUTES)


FORMAT = ModsFiles()
