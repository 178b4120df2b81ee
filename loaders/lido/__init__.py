"""The format `lido`: what museums say of their objects, in LIDO 1.0 and 1.1.

record     one record as a draft
objects    what an object is called, is, says and measures, and where it is kept
events     what happened to it: dates, people, places
relations  what it shows, what it belongs to, and its pictures
wording    words in the language of the record, and in others
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.drafts.draft import Item, Where
from loaders.drafts.format import NamedByFile, Options
from loaders.drafts.xml.element_readers import NamedElements
from loaders.drafts.xml.files import Element
from loaders.drafts.xml.records import read_files
from loaders.lido.record import USED_ATTRIBUTES, read_lido


class LidoFiles(NamedByFile):
    """The format `lido`; a record is held at a time."""

    name = "lido"
    summary = "LIDO records of museums, one or many in a file"
    options: frozenset[str] = frozenset()
    element_reader = NamedElements("lido", USED_ATTRIBUTES, read_lido)

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield a record for each `lido` element; LoadError where a file cannot be read."""

        def read(element: Element, where: Where) -> Iterator[Item]:
            return read_lido(element, where, options)

        yield from read_files(paths, ("{*}lido", "lido:lido"), "LIDO record", read, USED_ATTRIBUTES)


FORMAT = LidoFiles()
