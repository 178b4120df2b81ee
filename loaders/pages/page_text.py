"""Splitting the text of a collection page into its parts, without interpreting them.

name
description, with "(1) ...; (2) ..." for related collections and "(Image: ...)"
-
date
title
summary, of one or several paragraphs
Reference: ...          (where there is one)
-
...
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index_mappings.folding import clean

_LINE_END = re.compile(r"\r\n|[\n\r\u2028\u2029\x85\x0b\x0c]")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u2060\ufeff"))
_LIKE_DASHES = "\u2212\u2500\u2501\u2043\u00ad_"  # minus, drawn lines, hyphen bullet, soft hyphen

_IMAGE = re.compile(r"\(\s*(?:image|photo|photograph|picture)\s*:\s*", re.IGNORECASE)
_REFERENCE = re.compile(r"reference\s*:\s*(.*)", re.IGNORECASE)
_LISTED = re.compile(r"\((\d{1,2})\)\s*")
_INTRODUCES_LIST = re.compile(r"\b(?:collections?|related|see)\b", re.IGNORECASE)
# A full stop after one or two letters is an abbreviation's ("U.S.", "St. Mary's").
_SENTENCE_END = re.compile(
    r"(?:(?<=[^\W\d_]{3})|(?<=[\d)\]\"”]))[.!?](?=\s+[\"“(]?[A-Z]|\s*$)|(?<=\w)[.!?]\s*$"
)
_ENDS_PARAGRAPH = re.compile(r"[.!?:;…][\"”’')\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file, without blanks at its ends; `number` counts from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Header:
    """The part before the first record."""

    name: str
    description: str
    related: tuple[str, ...]
    image_caption: str


def blocks(text: str) -> Iterator[tuple[Line, ...]]:
    """Yield the blocks between lines of a single dash, without blank lines at their edges.

    Empty blocks are left out, except the first, which is the page's header.
    """
    block: list[Line] = []
    is_header = True
    for number, raw in enumerate(_LINE_END.split(text), 1):
        line = " ".join(clean(raw).translate(_INVISIBLE).split())
        if not _is_separator(line):
            block.append(Line(number, line))
            continue
        if is_header or any(item.text for item in block):
            yield _trimmed(block)
        block, is_header = [], False
    if is_header or any(item.text for item in block):
        yield _trimmed(block)


def read_header(block: Sequence[Line]) -> Header:
    """Return the parts of a page's first block, all empty if the block is."""
    if not block:
        return Header("", "", (), "")
    description = paragraphs(block[1:])
    description, caption = _without_image(description)
    return Header(block[0].text, description, _related(description), caption)


def without_reference(block: Sequence[Line]) -> tuple[tuple[Line, ...], str]:
    """Return a record's block without a last line "Reference: ...", and the reference."""
    if block:
        found = _REFERENCE.fullmatch(block[-1].text)
        if found:
            return _trimmed(block[:-1]), found[1].strip()
    return tuple(block), ""


def paragraphs(lines: Sequence[Line]) -> str:
    """Return lines as paragraphs, separated by empty lines.

    A paragraph ends at an empty line and at a line end that ends a sentence; other line ends are
    only line wraps.
    """
    texts: list[str] = []
    goes_on = False
    for line in lines:
        if not line.text:
            goes_on = False
        elif goes_on:
            texts[-1] += f" {line.text}"
        else:
            texts.append(line.text)
        goes_on = bool(line.text) and not _ENDS_PARAGRAPH.search(line.text)
    return "\n\n".join(texts)


def _is_separator(line: str) -> bool:
    return bool(line) and all(
        unicodedata.category(char) == "Pd" or char in _LIKE_DASHES or char == " " for char in line
    )


def _trimmed(block: Sequence[Line]) -> tuple[Line, ...]:
    filled = [index for index, line in enumerate(block) if line.text]
    return tuple(block[filled[0] : filled[-1] + 1]) if filled else ()


def _without_image(text: str) -> tuple[str, str]:
    """Return a text without its "(Image: ...)", and the image's description."""
    found = _IMAGE.search(text)
    if not found:
        return text, ""
    depth, end = 1, len(text)  # a bracket that is never closed goes to the end
    for index in range(found.end(), len(text)):
        depth += (text[index] == "(") - (text[index] == ")")
        if depth == 0:
            end = index
            break
    caption = " ".join(text[found.end() : end].split())
    before, after = text[: found.start()].rstrip(), text[end + 1 :].strip()
    return f"{before}\n\n{after}".strip() if after else before, caption


def _related(description: str) -> tuple[str, ...]:
    """Return the collections listed in a description as (1) ...; (2) ...; and (3) ..."""
    marks = list(_LISTED.finditer(description))
    if not marks or [int(mark[1]) for mark in marks] != list(range(1, len(marks) + 1)):
        return ()
    before = description[: marks[0].start()]
    sentences = list(_SENTENCE_END.finditer(before.rstrip()))
    if not _INTRODUCES_LIST.search(before[sentences[-1].end() if sentences else 0 :]):
        return ()
    ends = [mark.start() for mark in marks[1:]]
    last = _SENTENCE_END.search(description, marks[-1].end())
    ends.append(last.start() if last else len(description))
    titles = (description[mark.end() : end] for mark, end in zip(marks, ends, strict=True))
    return tuple(
        title for item in titles if (title := re.sub(r"[\s,;]*(?:\b(?:and|or))?\s*$", "", item))
    )
