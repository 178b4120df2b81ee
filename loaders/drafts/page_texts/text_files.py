"""The pages of a file, read according to its type."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from loaders.drafts.decoding import decode
from loaders.drafts.file_makes import HEAD, root_of
from loaders.drafts.page_texts.alto import alto_pages
from loaders.drafts.page_texts.hocr import hocr_pages
from loaders.drafts.page_texts.pages import LONGEST, NoText, Page
from loaders.drafts.page_texts.pdf import pdf_pages
from loaders.drafts.xml.files import XmlFault
from service.errors import LoadError

_BYTES = 4 * LONGEST  # of plain text: four bytes a character at most


def pages_of(path: str) -> Iterator[Page]:
    """Yield the pages of a file; raise NoText if it has none, or none that can be read."""
    try:
        with Path(path).open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise NoText(f"{path} cannot be read: {error.strerror or error}") from error
    try:
        yield from _reader(head, path)(path)
    except XmlFault as fault:
        raise NoText(f"{path}:{fault.line}: the XML is broken: {fault.reason}") from fault
    except NoText:
        raise
    except LoadError as error:
        raise NoText(str(error)) from error


def _reader(head: bytes, path: str) -> Callable[[str], Iterator[Page]]:
    if head.startswith(b"%PDF-"):
        return pdf_pages
    text = decode(head)[0].lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        if reader := _BY_ROOT.get(root_of(text).casefold()):
            return reader
        raise NoText(f"{path} is XML of another kind than ALTO and hOCR")
    if b"\0" in head[:1_000]:
        raise NoText(f"{path} is not text, ALTO, hOCR or PDF")
    return _plain_pages


def _plain_pages(path: str) -> Iterator[Page]:
    with Path(path).open("rb") as file:
        data = file.read(_BYTES + 1)
    if len(data) > _BYTES:
        raise NoText(f"{path} has more than {_BYTES // 1_000_000} MB")
    pages = decode(data)[0].replace("\r\n", "\n").split("\f")
    for number, page in enumerate(pages, 1):
        yield Page(page, str(number) if len(pages) > 1 else "")


_BY_ROOT: Mapping[str, Callable[[str], Iterator[Page]]] = {"alto": alto_pages, "html": hocr_pages}
