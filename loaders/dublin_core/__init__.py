"""The format `dc`: Dublin Core, simple and qualified, and XML that uses its names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.drafts.draft import Item, Reject, Where
from loaders.drafts.format import NamedByFile, Options
from loaders.drafts.xml.element_readers import NamedElements
from loaders.drafts.xml.files import Element, local
from loaders.drafts.xml.records import read_files
from loaders.drafts.xml.words import attribute
from loaders.dublin_core.elements import USED_ATTRIBUTES, read_dc

_NAMES = (
    "dc", "qualifieddc", "mdRecord", "record", "Description", "ebook", "entry", "DOC", "doc",
    "item", "Aggregation", "metadata",
)  # fmt: skip
_UNDECLARED = ("dc:dc", "oai_dc:dc", "qdc:qualifieddc", "sear:DOC", "ore:Aggregation")
_TAGS = (*(f"{{*}}{name}" for name in _NAMES), *_UNDECLARED)


class DublinCoreFiles(NamedByFile):
    """The format `dc`; a record is held at a time."""

    name = "dc"
    summary = "Dublin Core records in XML, simple or qualified"
    options: frozenset[str] = frozenset()
    element_reader = NamedElements("dc", USED_ATTRIBUTES, read_dc)

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield a record for each outermost element that has one.

        Raises LoadError if a file cannot be read.
        """

        def read(element: Element, where: Where) -> Iterator[Item]:
            other = _other_kind(element)
            if other:
                yield Reject(where, f"the record is not Dublin Core; it is {other}")
                return
            yield from read_dc(element, where, options, id=attribute(element, "about", "id"))

        yield from read_files(paths, _TAGS, "Dublin Core record", read, USED_ATTRIBUTES)


FORMAT = DublinCoreFiles()


def _other_kind(element: Element) -> str:
    inside = {local(part) for part in element}
    if {"header", "metadata"} <= inside:
        return "part of an OAI-PMH answer: load it as oai"
    if "datafield" in inside:
        return "MARCXML: load it as marc"
    return ""
