"""Opening XML safely and reading it one part at a time.

Nothing outside the file is ever fetched: the parser expands no entities, loads no DTD and requests
no address. The parser's own limits (10 million characters in one text, 256 levels) stay on, and a
part that does not end is refused, so memory is bounded for any file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from loaders.drafts.draft import Reject, Where
from loaders.drafts.xml.entities import declared, put_in_place
from service.errors import LoadError

Element = etree._Element

PART_BYTES = 32_000_000
"""The most XML read between two parts that a format lets go of.

A tree takes some eight times its XML, so this holds a load under 300 MB; the longest document
and the longest finding-aid component seen have under a twentieth of it.
"""

_READ_ALL_THE_SAME = frozenset(
    {
        etree.ErrorTypes.DTD_ID_REDEFINED,
        etree.ErrorTypes.DTD_XMLID_VALUE,
        etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE,
        etree.ErrorTypes.WAR_NS_URI,
    }
)

_FAR = 65_535  # the last line that the parser can tell an element is on


class XmlFault(Exception):
    """The XML cannot be read any further; everything before the fault was yielded."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason

    def reject(self, path: str) -> Reject:
        """Return a reject with the place of the fault and what is lost."""
        lost = "everything before the fault was read, and nothing after it"
        return Reject(Where(path, self.line), f"the XML is broken: {self.reason} ({lost})")


class XmlParts:
    """The elements of a file as they open and close.

    `tags` are the wanted elements, as "{*}div" or "{namespace}div". The caller calls `drop` to free
    an element after use.
    """

    def __init__(self, path: str, tags: Sequence[str]) -> None:
        self._path = path
        self._tags = tuple(tags)
        self._dropped: Element | None = None
        self._fed: _Fed | None = None

    def __iter__(self) -> Iterator[tuple[str, Element]]:
        """Yield ("start" or "end", element); at its start an element has only its attributes.

        Raises LoadError if the file cannot be opened, XmlFault if it is not XML.
        """
        try:
            with Path(self._path).open("rb") as file:
                yield from self.read(file)
        except OSError as error:
            raise LoadError(f"{self._path} cannot be read: {error.strerror or error}") from error

    def read(self, file: BinaryIO) -> Iterator[tuple[str, Element]]:
        """Yield the same for an open file; raise XmlFault if it is not XML."""
        self._fed = _Fed(file)
        yield from self._events(self._fed)

    def _events(self, file: _Fed) -> Iterator[tuple[str, Element]]:
        parser = etree.iterparse(
            file,
            events=("start", "end"),
            tag=self._tags,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            collect_ids=False,  # real files repeat their xml:ids, and nothing here looks one up
            remove_comments=True,
            remove_pis=True,
        )
        has_dtd: bool | None = None
        texts: dict[str, str] = {}
        try:
            for event, element in parser:
                if has_dtd is None:
                    dtd = element.getroottree().docinfo.internalDTD
                    has_dtd, texts = dtd is not None, declared(dtd)
                if has_dtd and _is_in_entity(element):
                    continue
                if texts and event == "end":
                    put_in_place(element, texts)
                yield event, element
        except etree.XMLSyntaxError as error:
            fault = _fault(error, parser.error_log)
            if fault is not None:
                raise fault from error
        except _TooLarge as error:
            reason = f"a part of more than {PART_BYTES:,} bytes does not end"
            raise XmlFault(0, reason) from error

    def drop(self, element: Element) -> None:
        """Free an element that has closed; its attributes and content are gone."""
        element.clear(keep_tail=True)
        before = element.getprevious()
        # The element itself must stay until the parser is past it; the one before need not.
        if before is not None and before is self._dropped and not (before.tail or "").strip():
            parent = before.getparent()
            if parent is not None:
                parent.remove(before)
        self._dropped = element
        if self._fed is not None:
            self._fed.left = PART_BYTES


def local(element: Element) -> str:
    """Return an element's name without its namespace, or "" for anything else.

    An undeclared prefix is removed too.
    """
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=4096)  # a format has some dozens of names, each asked a thousand times
def _local(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2]


def line_of(element: Element) -> int:
    """Return the line on which an element begins, or 0 if unknown."""
    line = element.sourceline or 0
    return 0 if line >= _FAR else line


def _is_in_entity(element: Element) -> bool:
    """Return whether an element is in an entity's declaration, which is parsed but not used."""
    top = element
    while (above := top.getparent()) is not None:
        top = above
    return top is not top.getroottree().getroot()


def _fault(error: etree.XMLSyntaxError, log: etree._ListErrorLog) -> XmlFault | None:
    """Return the fault, or None if the parser can continue despite its errors.

    Published volumes repeat ids, and fragments of a larger file use prefixes that only the larger
    one declares. `log` is the log of this file: that of the error also has entries of other files.
    """
    entries = [item for item in log if item.level >= etree.ErrorLevels.ERROR]
    faults = [item for item in entries if item.type not in _READ_ALL_THE_SAME]
    if entries and not faults:
        return None
    line, reason = error.lineno or 0, error.msg or "it is not XML"
    if faults:
        line, reason = faults[0].line, faults[0].message
    return XmlFault(line, " ".join(reason.split()))


class _TooLarge(Exception):
    pass


class _Fed:
    """A file that returns at most `left` bytes until that is reset."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.left = PART_BYTES

    def read(self, size: int = -1, /) -> bytes:
        data = self._file.read(size)
        self.left -= len(data)
        if self.left < 0:
            raise _TooLarge
        return data
