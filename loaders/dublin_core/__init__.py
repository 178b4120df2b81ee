"""The format `dc`: Dublin Core, simple and qualified, and XML that borrows its names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders.drafts.draft import Item, Reject, Where
from loaders.drafts.format import Options
from loaders.drafts.gathering import Gathering
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


class DublinCoreElements:
    """Dublin Core records in the answers of others."""

    used_attributes: frozenset[str] | None = USED_ATTRIBUTES

    def takes(self, element: Element) -> bool:
        """Tell whether an element is named as one around a Dublin Core record."""
        return local(element) == "dc"

    def read(
        self, element: Element, where: Where, options: Options, made: Gathering, *, id: str
    ) -> Iterator[Item]:
        """Yield the record in an element, whatever it is called."""
        return read_dc(element, where, options, id=id, made=made)


class DublinCoreFiles:
    """The format `dc`; a record is held at a time."""

    name = "dc"
    summary = "Dublin Core records in XML, simple or qualified"
    options: frozenset[str] = frozenset()
    element_reader = DublinCoreElements()

    def source_name(self, paths: Sequence[str]) -> str:
        """Return the stem of the (first) file's name."""
        return Path(paths[0]).stem

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield a record for each outermost element that holds one.

        Raises LoadError where a file cannot be read.
        """

        def read(element: Element, where: Where) -> Iterator[Item]:
            other = _other_kind(element)
            if other:
                yield Reject(where, f"the record is no Dublin Core; it is {other}")
                return
            yield from read_dc(element, where, options, id=attribute(element, "about", "id"))

        yield from read_files(paths, _TAGS, "Dublin Core record", read, USED_ATTRIBUTES)


FORMAT = DublinCoreFiles()


def _other_kind(element: Element) -> str:
    inside = {local(part) for part in element}
    if {"header", "metadata"} <= inside:
        return "one of an OAI-PMH answer: load it as oai"
    if "datafield" in inside:
        return "MARCXML: load it as marc"
    return ""
