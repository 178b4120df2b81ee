"""The format `ead`: finding aids in EAD 2002 and EAD3, a record for each described component."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from loaders.drafts.draft import Item, Where
from loaders.drafts.folders import files_of
from loaders.drafts.format import NamedByFile, Options
from loaders.drafts.gathering import Gathering
from loaders.drafts.xml.files import Element, local
from loaders.ead.finding_aid import FindingAid

_SUFFIXES = frozenset({".xml", ".ead"})


class EadElements:
    """Reads finding aids within other answers."""

    used_attributes: frozenset[str] | None = None

    def takes(self, element: Element) -> bool:
        """Return whether an element is a finding aid."""
        return local(element) == "ead"

    def read(
        self, element: Element, where: Where, options: Options, gathering: Gathering, *, id: str
    ) -> Iterator[Item]:
        """Yield the whole and its components; `gathering` is ignored: it is of no component."""
        del gathering
        with tempfile.TemporaryDirectory(prefix="searchroom-") as folder:
            path = Path(folder) / "finding-aid.xml"
            path.write_bytes(etree.tostring(element, with_tail=False))
            yield from FindingAid(str(path), options, id=id, shown=str(where)).read()


class FindingAids(NamedByFile):
    """The format `ead`."""

    name = "ead"
    summary = "finding aids in EAD 2002 or EAD3: a record for each described component"
    options: frozenset[str] = frozenset({"internal"})
    element_reader = EadElements()

    def apart(self, paths: Sequence[str]) -> list[Sequence[str]]:
        """Return each file separately: finding aids do not depend on each other."""
        return [[path] for path in files_of(paths, _SUFFIXES)]

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield each finding aid as a collection, its whole as a record, then its components.

        Raises LoadError if a file cannot be read. Broken XML gives the components before the fault,
        then a reject. Parts that are marked as not public are held back and counted, unless the
        option `internal` is "keep" or all held parts are to be published.
        """
        for path in files_of(paths, _SUFFIXES):
            yield from FindingAid(path, options).read()


FORMAT = FindingAids()
