"""Finding a passage in a record: its place, its author and its page.

A quotation that was retyped and edited differs from its source in blanks, quotation marks, dashes,
hyphens and capitals. Those differences are allowed and reported. An ellipsis in it stands for
omitted words. All other letters must match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from index_mappings.beside_text import ANCHOR, NOTE
from index_mappings.json_values import Json, members, text
from index_mappings.mapping import RecordMapping
from index_mappings.record import Note, Record
from service.schemas.quotes import LONGEST
from service.search.printed_pages import PrintedPages, printed_pages

_TRIES = 1_000  # beginnings that are looked behind for the rest, of a passage with an ellipsis
_MOST = 20  # places that are listed: a passage with more of them is no quotation
_LEFT_OUT = 5_000  # characters that an ellipsis stands for at most: two pages
_QUOTES = "\"'`´‘’‚‛“”„‟«»‹›「」『』"
_HYPHEN = r"[-\u2010\u2011\u00ad\u00ac]"
_IN_WORD = rf"(?:{_HYPHEN}(?:[^\S\n]*+\n\s*+)?+)?+"  # a hyphen, at the end of a line too
_RUN_ON = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7ff]"
)
_ELLIPSIS = re.compile(r"\s*(?:\[\s*(?:\.\s?){3,4}\]|\[…\]|(?:\.\s?){3,4}|…)\s*")
_PIECE = re.compile(
    rf"(?P<hyphen>(?<=\w){_HYPHEN}(?=\w))|(?P<dash>(?:\s*[-\u2010-\u2015\u2212])+\s*)"
    rf"|(?P<quote>(?:[,.]?\s*[{re.escape(_QUOTES)}])+[,.]?\s*)|(?P<stop>\s*[;:!?,.)\]])|(?P<blank>\s+)|(?P<other>.)",
    re.DOTALL,
)


class Voice(StrEnum):
    """The author of a passage."""

    TEXT = "text"
    OWN_NOTE = "own-note"
    EDITORS_NOTE = "editors-note"
    CATALOGUE = "catalogue"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage is: characters `at` to `to` of a field, or of one note in that field.

    `words` are as they are there. `page` is the printed page, or "" if it is not known; of a
    note the page that its anchor is on. `whose` says who wrote a note, as the source has it.
    `is_exact` tells that only blanks differ, and that nothing was left out.
    """

    field: str
    label: str
    voice: Voice
    at: int
    to: int
    words: str
    page: str = ""
    whose: str = ""
    is_exact: bool = False


def places_of(passage: str, record: Record, mapping: RecordMapping) -> tuple[Place, ...]:
    """Return the places of a passage in a record, in its text first, or () if there are none.

    A passage without letters or digits has none.
    """
    parts = _parts(passage)
    if not parts:
        return ()
    found: list[Place] = []
    for said in _all_said(record, mapping):
        for at, to in _spans(parts, said.words):
            words = said.words[at:to]
            voice = Voice.OWN_NOTE if said.is_in_own_note(at) else said.voice
            page = said.page or (said.pages.span(at, to) if said.pages else "")
            is_exact = words.split() == passage.split()
            found.append(
                Place(said.field, said.label, voice, at, to, words, page, said.whose, is_exact)
            )
            if len(found) == _MOST:
                return tuple(found)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Said:
    """Words of a record and their author."""

    field: str
    label: str
    voice: Voice
    words: str
    whose: str = ""
    page: str = ""
    pages: PrintedPages | None = None
    own_notes: tuple[tuple[int, int], ...] = ()

    def is_in_own_note(self, place: int) -> bool:
        return any(at <= place < to for at, to in self.own_notes)


def _all_said(record: Record, mapping: RecordMapping) -> Iterator[_Said]:
    """Yield all texts of a record that may have a passage: full text, notes, other fields."""
    layout = [members(span) for span in record.many(mapping.layout)] if mapping.layout else []
    pages = printed_pages(record, mapping)
    if (full := mapping.field(mapping.full_text)) is not None:
        own = tuple(_ends(span) for span in layout if span.get("kind") == NOTE.name)
        words = record.text(full.name)
        yield _Said(full.name, full.label, Voice.TEXT, words, pages=pages, own_notes=own)
    if (noted := mapping.field(mapping.editorial_notes)) is not None:
        anchors = {
            text(span.get("value")): _ends(span)[0]
            for span in layout
            if span.get("kind") == ANCHOR.name
        }
        for note in map(members, record.many(noted.name)):
            anchor, whose = text(note.get("anchor")), text(note.get("whose"))
            page = pages.at(anchors[anchor]) if anchor in anchors else ""
            words = text(note.get("text"))
            yield _Said(noted.name, noted.label, Voice.EDITORS_NOTE, words, whose, page)
    for field in mapping.fields:
        if field.name in (mapping.full_text, mapping.editorial_notes, mapping.layout):
            continue
        if field.name == mapping.title or field.kind.is_long:
            yield _Said(field.name, field.label, Voice.CATALOGUE, record.text(field.name))
        elif field.kind.keeps_rest:
            for value in record.many(field.name):
                read = Note.from_json(members(value))
                yield _Said(field.name, read.label or field.label, Voice.CATALOGUE, read.text)


def _ends(span: Mapping[str, Json]) -> tuple[int, int]:
    at, to = span.get("at"), span.get("to")
    return (at, to) if isinstance(at, int) and isinstance(to, int) else (0, 0)


def _spans(parts: tuple[re.Pattern[str], ...], words: str) -> Iterator[tuple[int, int]]:
    """Yield the spans in which all parts of a passage follow each other without overlapping."""
    first, *others = parts
    place = tries = 0
    while tries < _TRIES and (found := first.search(words, place)):
        place, end = found.end(), found.end()
        tries += bool(others)
        for part in others:
            behind = part.search(words, end, min(len(words), end + _LEFT_OUT))
            if behind is None:
                break
            end = behind.end()
        else:
            yield found.start(), end
            place = end


@lru_cache(maxsize=32)  # one passage is looked for in many fields, and by some programs in records
def _parts(passage: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a passage, one for each part between ellipses."""
    some = (part.strip().strip(_QUOTES).strip() for part in _ELLIPSIS.split(passage[:LONGEST]))
    return tuple(_pattern(part) for part in some if any(map(str.isalnum, part)))


def _pattern(part: str) -> re.Pattern[str]:
    pieces: list[str] = []
    in_word = False
    for piece in _PIECE.finditer(part):
        is_letter = piece.lastgroup == "other" and piece[0].isalnum()
        if in_word and is_letter:
            pieces.append(_IN_WORD)
        pieces.append(_WRITTEN.get(piece.lastgroup or "") or _as_is(piece))
        in_word = is_letter
    before = r"(?<!\w)" if _has_words(part[0]) else ""
    after = r"(?!\w)" if _has_words(part[-1]) else ""
    return re.compile(f"{before}{''.join(pieces)}{after}", re.IGNORECASE)


_WRITTEN = {
    "hyphen": rf"(?:{_HYPHEN}(?:[^\S\n]*+\n\s*+)?+|\s)?+",
    "dash": r"\s*+[-\u2010-\u2015\u2212]{1,3}+\s*+",
    # with the comma that is inside the marks in Boston and outside in London
    "quote": rf"[\s,.{re.escape(_QUOTES)}]{{1,9}}+",
    "blank": rf"(?:\s++|{_HYPHEN})",
}
"""How each piece of a passage but its letters may be written in a source."""


def _has_words(letter: str) -> bool:
    """Return whether a letter belongs to a script with blanks between words."""
    return letter.isalnum() and not _RUN_ON.match(letter)


def _as_is(piece: re.Match[str]) -> str:
    """Return the pattern of a character, allowing French blanks before punctuation."""
    sign = re.escape(piece[0].strip())
    return rf"\s*+{sign}" if piece.lastgroup == "stop" else sign
