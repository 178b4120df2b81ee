"""A document's source note: the repository of the item and its shelf mark."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.drafts.titles import Vocabulary, type_in_source_note
from loaders.drafts.xml.files import Element
from loaders.tei.text import line

_LABEL = re.compile(r"^Source:\s*")
# "611.93/8-1155", "501.BC Indonesia/1-1949", "751G.5-MSP/3-2155": class, subject, month, day, year.
_FILE_NUMBER = re.compile(r"(?<![\w.])\d{3}[A-Za-z]?\.[\dA-Z][^/;:()“”]{0,40}/\d[\d–-]*\w*")
# A full stop that ends a sentence: not that of "U.S.", "No.", "pp." or "J.C.S.".
_SENTENCE_END = re.compile(r"(?<!\b[A-Z])(?<!\b[Nn]o)(?<!\bpp)(?<!\b[Vv]ol)\.(?=\s|$)")
_TYPE_AT_END = re.compile(r"[:;]\s+(?P<type>[^:;]{1,40})$")
_KEEPER = re.compile(
    r"\b(?:Librar(?:y|ies)|Archives?|Cent(?:er|re)|Universit(?:y|ies)|Department|Ministry|Museum"
    r"|Agency|Institut(?:e|ion)|Record Office|Society|Collection)\b"
)
_LONGEST_KEEPER = 80  # characters; a longer beginning is a sentence
_LONGEST_MARK = 200  # characters; a longer one is an account of the source, not its mark


@dataclass(frozen=True, slots=True)
class Kept:
    """The contents of a note: `text` is the note itself; `type` its document type, if any."""

    text: str = ""
    reference: str = ""
    repository: str = ""
    type: str = ""


def read_source_note(note: Element, vocabulary: Vocabulary) -> Kept:
    """Return the contents of a source note, with "" for missing values."""
    text = _LABEL.sub("", line(note, without=()))
    end = _SENTENCE_END.search(text)
    citation = text[: end.start()] if end else text
    named = _TYPE_AT_END.search(citation)
    if named and vocabulary.find(named["type"]):
        citation = citation[: named.start()]
    first, comma, rest = citation.partition(", ")
    is_keeper = bool(comma) and len(first) <= _LONGEST_KEEPER and bool(_KEEPER.search(first))
    number = _FILE_NUMBER.search(citation)
    mark = number.group() if number else (rest if is_keeper else citation)
    return Kept(
        text=text,
        reference=mark.strip(" ,;") if len(mark) <= _LONGEST_MARK else "",
        repository=first if is_keeper else "",
        type=type_in_source_note(text, vocabulary),
    )
