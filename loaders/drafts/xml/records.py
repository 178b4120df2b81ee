"""XML files with one element for each record, as in MODS, LIDO and Dublin Core."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from loaders.drafts.draft import Item, Where
from loaders.drafts.folders import files_of
from loaders.drafts.format import NamedByFile, Options
from loaders.drafts.xml.element_readers import NamedElements, ReadRecord
from loaders.drafts.xml.files import Element, XmlFault, XmlParts, line_of
from loaders.drafts.xml.refusals import fault_reject, refusal
from loaders.drafts.xml.unused_attributes import UnusedAttributes

ReadElement = Callable[[Element, Where], Iterator[Item]]

_SUFFIXES = frozenset({".xml", ".mods", ".dc", ".rdf"})


def read_files(
    paths: Sequence[str],
    tags: Sequence[str],
    wanted: str,
    read: ReadElement,
    taken: frozenset[str],
) -> Iterator[Item]:
    """Yield the items that `read` returns for each outermost element with one of the tags.

    A remark for each file lists its attributes other than those `taken`. Raises LoadError if a file
    cannot be read. Broken XML gives the records before the fault, then a reject; a file without
    such an element is refused with its type.
    """
    for path in files_of(paths, _SUFFIXES):
        parts = XmlParts(path, tags)
        number = depth = 0
        aside = UnusedAttributes(taken)
        try:
            for event, element in parts:
                depth += 1 if event == "start" else -1
                if event == "end" and depth == 0:
                    number += 1
                    yield from read(element, Where(path, line_of(element), number))
                    aside.note(element)
                    parts.drop(element)
        except XmlFault as fault:
            yield fault_reject(path, fault)
            yield from aside.remarks(Where(path))
            continue
        yield from aside.remarks(Where(path))
        if not number:
            yield refusal(path, wanted)


class RecordElements(NamedByFile):
    """A format in which each record is an element with the format's name, such as `mods`.

    One record is held at a time.
    """

    options: frozenset[str] = frozenset()

    def __init__(
        self, name: str, summary: str, used_attributes: frozenset[str], read_record: ReadRecord
    ) -> None:
        self.name = name
        self.summary = summary
        self.element_reader = NamedElements(name, used_attributes, read_record)
        self._used_attributes = used_attributes
        self._read_record = read_record

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield the record of each such element; raise LoadError if a file cannot be read."""

        def read(element: Element, where: Where) -> Iterator[Item]:
            return self._read_record(element, where, options)

        tags = (f"{{*}}{self.name}", f"{self.name}:{self.name}")
        wanted = f"{self.name.upper()} record"
        yield from read_files(paths, tags, wanted, read, self._used_attributes)
