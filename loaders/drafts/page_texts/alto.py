"""The words of pages in ALTO, of any version.

Source: ALTO 4.4: `String` with CONTENT in `TextLine` in `TextBlock` on a `Page`; HYP ends a line
with a hyphenated word, both parts of which may have the whole word in SUBS_CONTENT.
"""

from __future__ import annotations

from collections.abc import Iterator

from loaders.drafts.page_texts.pages import Page, in_lines
from loaders.drafts.xml.files import Element, XmlParts, local
from loaders.drafts.xml.words import attribute

_PAGES = ("{*}Page",)


def alto_pages(path: str) -> Iterator[Page]:
    """Yield the pages of a file; raise XmlFault if it is broken, LoadError if it is missing."""
    parts = XmlParts(path, _PAGES)
    for event, element in parts:
        if event == "end":
            number = attribute(element, "PRINTED_IMG_NR") or attribute(element, "PHYSICAL_IMG_NR")
            yield Page(in_lines(_blocks(element)), number)
            parts.drop(element)


def _blocks(page: Element) -> Iterator[list[str]]:
    for block in page.iterfind(".//{*}TextBlock"):
        yield [_line(line) for line in block.iterfind("{*}TextLine")]


def _line(line: Element) -> str:
    words: list[str] = []
    for part in line:
        name = local(part)
        if name == "String":
            whole = attribute(part, "SUBS_CONTENT")
            kind = attribute(part, "SUBS_TYPE")
            if whole and kind == "HypPart2":
                continue
            words.append(whole if whole and kind == "HypPart1" else attribute(part, "CONTENT"))
        elif name == "HYP" and words and not _is_whole(line):
            words[-1] += "\u00ad"  # the next line goes on with the word
    return " ".join(words)


def _is_whole(line: Element) -> bool:
    """Return whether the last word of a line is already the whole word."""
    strings = line.findall("{*}String")
    return bool(strings) and attribute(strings[-1], "SUBS_TYPE") == "HypPart1"
