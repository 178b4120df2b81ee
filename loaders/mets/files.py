"""METS files, one object at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders.drafts.draft import Item, Where
from loaders.drafts.format import NamedByFile, Options
from loaders.drafts.gathering import Gathering
from loaders.drafts.xml.element_readers import NamedElements
from loaders.drafts.xml.files import Element
from loaders.drafts.xml.records import read_files
from loaders.mets.objects import MetsObject

USED_ATTRIBUTES: frozenset[str] | None = None


class _Everything(frozenset[str]):
    """The attributes that need no remark: all, because METS uses them for references."""

    def __contains__(self, _: object) -> bool:
        return True


def _alone(
    element: Element,
    where: Where,
    options: Options,
    *,
    id: str = "",
    gathering: Gathering | None = None,
) -> Iterator[Item]:
    del gathering
    return MetsObject(element, where, options, id=id, folder=None).read()


class MetsFiles(NamedByFile):
    """The format `mets`; an object is held at a time."""

    name = "mets"
    summary = "METS with MODS, Dublin Core or MARC inside, and the text of its pages (ALTO, PDF)"
    options: frozenset[str] = frozenset()
    element_reader = NamedElements("mets", USED_ATTRIBUTES, _alone)

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield a record for each described division; raise LoadError if a file cannot be read."""

        def read(element: Element, where: Where) -> Iterator[Item]:
            folder = Path(where.file).parent
            return MetsObject(element, where, options, folder=folder).read()

        yield from read_files(paths, ("{*}mets",), "METS object", read, _Everything())


FORMAT = MetsFiles()
