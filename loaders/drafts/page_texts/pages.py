"""Joining pages into one text, with page breaks in its layout."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index_mappings.beside_text import PAGE, LayoutSpan
from loaders.drafts.edited_text.edited import Edited
from service.errors import LoadError

LONGEST = 5_000_000
"""Characters of the text of one record: the longest book has a third of it."""


class NoText(LoadError):
    """A file has no readable text, or none after the pages given; the message is the reason."""


@dataclass(frozen=True, slots=True)
class Page:
    """The words of a page in paragraphs, and its printed number, or "" if unknown."""

    text: str
    number: str = ""


def joined(pages: Iterable[Page]) -> tuple[Edited, bool]:
    """Return pages as one text, and whether it is complete; it is cut at `LONGEST`."""
    pieces: list[str] = []
    breaks: list[LayoutSpan] = []
    length = 0
    for page in pages:
        words = page.text.strip()
        if not words:
            continue
        at = length + 2 if pieces else 0
        if at + len(words) > LONGEST:
            return Edited("\n\n".join(pieces), tuple(breaks)), False
        breaks.append(LayoutSpan(at, at, PAGE.name, page.number))
        pieces.append(words)
        length = at + len(words)
    if len(breaks) == 1 and not breaks[0].value:
        breaks.clear()  # a text that knows of no pages is not one page
    return Edited("\n\n".join(pieces), tuple(breaks)), True


def in_lines(blocks: Iterable[Iterable[str]]) -> str:
    """Return blocks of lines as paragraphs; words hyphenated at line ends are rejoined."""
    found = []
    for lines in blocks:
        block = ""
        for line in lines:
            words = " ".join(line.split())
            if block.endswith("\u00ad"):
                block = block[:-1] + words
            else:
                block = f"{block} {words}" if block and words else block or words
        if block.strip("\u00ad "):
            found.append(block.strip("\u00ad "))
    return "\n\n".join(found)
