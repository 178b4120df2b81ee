"""The words of pages in hOCR: HTML with classes for pages, paragraphs and lines.

Source: hOCR 1.2: `ocr_page`, `ocr_par`, `ocr_line`, `ocrx_line`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from loaders.drafts.beginnings import beginning
from loaders.drafts.decoding import decode
from loaders.drafts.page_texts.pages import Page, in_lines
from loaders.drafts.xml.files import PART_BYTES, Element
from service.errors import LoadError

_LINES = ("ocr_line", "ocrx_line", "ocr_header", "ocr_caption", "ocr_textfloat")
_NUMBER = re.compile(r"\bppageno\s+(\d+)")


def hocr_pages(path: str) -> Iterator[Page]:
    """Yield the pages of a file; raise LoadError if it cannot be read or is too large."""
    data = beginning(path, PART_BYTES)
    if len(data) > PART_BYTES:
        raise LoadError(f"{path} has more than {PART_BYTES // 1_000_000} MB")
    # the file's own word for its encoding is read by `decode`, and need not be said
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True
    )
    try:
        root = html.fromstring(decode(data)[0].encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise LoadError(f"{path} is not hOCR: {error}") from error
    for page in _of_class(root, "ocr_page"):
        found = _NUMBER.search(page.get("title") or "")
        number = str(int(found[1][:9]) + 1) if found else ""  # counted from 0
        yield Page(in_lines(_blocks(page)), number)


def _blocks(page: Element) -> Iterator[list[str]]:
    paragraphs = list(_of_class(page, "ocr_par")) or [page]
    for paragraph in paragraphs:
        lines = [line for name in _LINES for line in _of_class(paragraph, name)]
        if len(lines) > 1:
            order = {line: place for place, line in enumerate(paragraph.iter())}
            lines.sort(key=order.__getitem__)
        yield [_words(line) for line in lines] or [_words(paragraph)]


def _of_class(element: Element, name: str) -> Iterator[Element]:
    for part in element.iter():
        if isinstance(part.tag, str) and name in (part.get("class") or "").split():
            yield part


def _words(element: Element) -> str:
    return " ".join("".join(str(text) for text in element.itertext()).split())
