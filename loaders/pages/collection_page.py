"""The format `collection-page`: the text of a web page about one collection."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from index_mappings.dates import DateConventions, read_date, says_undated
from index_mappings.json_values import Json
from index_mappings.record import Collection, Date
from loaders.drafts.beginnings import beginning
from loaders.drafts.decoding import decode, decode_as
from loaders.drafts.draft import Draft, Item, Reject, Remark, Where
from loaders.drafts.format import Options
from loaders.drafts.mistaken_format import refuse_make, refuse_other, refuse_table
from loaders.drafts.titles import TitleReading, Vocabulary, known_names, read_title
from loaders.pages.page_text import Header, Line, blocks, paragraphs, read_header, without_reference
from service.errors import LoadError
from service.lasting.derived_ids import slug

_UNDATED = re.compile(
    r"[\[(]?\s*(?:n\.?\s?d\.?|s\.?\s?d\.?|undated|not dated|no date(?: given)?|"
    r"date (?:unknown|missing|illegible)|unknown(?: date)?|\?+)\s*[\])]?\.?",
    re.IGNORECASE,
)
_NO_RECORD = (
    "there is no record of a collection page: each has a line with a hyphen alone before it, and "
    "each begins with a line that is its date"
)
_DAY_IN_FIGURES = re.compile(r"\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2\d{4}")
_DATE_WORDS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday", "circa", "early", "late", "spring", "summer", "autumn", "winter",
    "about", "before", "after", "between", "and", "the", "of", "to", "in", "or",
)  # fmt: skip
PAGE_BYTES = 10_000_000
"""The largest page read: a hundred thousand short records, which take 250 MB on their way."""

_LONG_TITLE = 200  # characters; titles of archives' items seldom have more, summaries mostly do


class CollectionPage:
    """The format `collection-page`; see `loaders.pages.page_text` for how a page is laid out."""

    name = "collection-page"
    summary = "the text of a collection page: name, description, then dated and titled records"
    options: frozenset[str] = frozenset({"types", "encoding"})

    def source_name(self, paths: Sequence[str]) -> str:
        """Return the id of the (first) page's collection."""
        header, _ = _split(_read_text(paths[0])[0])
        return slug(header.name or Path(paths[0]).stem)

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield the collection and the records of each page; one page is held at a time.

        Raises LoadError if a file cannot be read. The option `types` names a TOML file with
        additional document types, `encoding` is that of the pages.
        """
        vocabulary = Vocabulary.load(options.extra.get("types"))
        for path in paths:
            text, encoding = _read_text(path, options.extra.get("encoding", ""))
            if not encoding.startswith("utf"):
                message = (
                    f"the file is not UTF-8; it was read as {encoding} (--encoding NAME chooses "
                    "another)"
                )
                yield Remark(Where(path), message)
            yield from _read_page(path, text, options, vocabulary)


FORMAT = CollectionPage()


def _read_text(path: str, encoding: str = "") -> tuple[str, str]:
    data = beginning(path, PAGE_BYTES)
    if len(data) > PAGE_BYTES:
        raise LoadError(
            f"{path} is over {PAGE_BYTES:,} bytes, and a page is read whole: split it, or load "
            "its records as CSV or JSON lines"
        )
    return (decode_as(data, encoding), "utf-8") if encoding else decode(data)


def _split(text: str) -> tuple[Header, list[tuple[Line, ...]]]:
    """Return a page's header and the blocks of its records."""
    first, *rest = blocks(text)
    if first and is_date_line(first[0].text):
        return read_header(()), [first, *rest]  # the header is missing; this is a record already
    return read_header(first), rest


def _read_page(path: str, text: str, options: Options, vocabulary: Vocabulary) -> Iterator[Item]:
    refuse_make(path, "collection page", "collection-page")
    refuse_other(path, text.split("\n", 1)[0], "collection page")
    header, records = _split(text)
    if not records:
        refuse_table(path, text, "collection page")
        if text.strip():
            yield Remark(Where(path), _NO_RECORD)
    title = header.name or Path(path).stem
    if not header.name:
        yield Remark(Where(path, 1), f"the page gives no name; {title!r} was used")
    collection = Collection(
        slug(title), title, header.description, header.related, header.image_caption, options.source
    )
    yield collection
    parts = [_Parts.of(block, options.conventions) for block in records]
    names = known_names(
        (part.title for part in parts), [header.description, *(part.summary for part in parts)]
    )
    for number, (block, part) in enumerate(zip(records, parts, strict=True), 1):
        where = Where(path, block[0].number, number)
        if part.reason:
            raw = "\n".join(line.text for line in block)
            yield Reject(where, part.reason, "title", raw)
            continue
        values = _values(part, read_title(part.title, vocabulary, names))
        date = part.date
        if date and not date.is_dated and not _says_none(date.display):
            yield Remark(where, f"the date {date.display!r} could not be read", "date")
        yield Draft({**values, "collections": [collection.id]}, where)


class _Parts:
    """The parts of one record's block; `reason` says why it is not a record, or "" if it is one."""

    def __init__(
        self, date: Date | None, title: str, summary: str, reference: str, reason: str = ""
    ) -> None:
        self.date, self.title, self.summary = date, title, summary
        self.reference, self.reason = reference, reason

    @classmethod
    def of(cls, block: Sequence[Line], conventions: DateConventions) -> _Parts:
        lines, reference = without_reference(block)
        texts = [line.text for line in lines]
        date = None
        if texts and is_date_line(texts[0]):
            date, lines = read_date(texts[0], conventions), lines[1:]
        elif len(texts) > 1 and not texts[0].isdecimal() and read_date(texts[1]).is_dated:
            date, lines = read_date(texts[1], conventions), (lines[0], *lines[2:])
        lines = tuple(lines)
        while lines and not lines[0].text:
            lines = lines[1:]
        if not lines:
            return cls(date, "", "", reference, "there is no title")
        title = lines[0].text
        if len(lines) == 1 and _is_prose(title):
            return cls(
                date, "", title, reference, "there is no title: the text reads like a summary"
            )
        return cls(date, title, paragraphs(lines[1:]), reference)


def _values(part: _Parts, reading: TitleReading) -> dict[str, Json]:
    derived: dict[str, Json] = {
        "type": reading.type,
        "number": reading.number,
        **{
            name: [party.to_json() for party in getattr(reading, name)]
            for name in ("sender", "recipient", "via", "people")
        },
    }
    derived = {name: value for name, value in derived.items() if value}
    return {
        "title": part.title,
        "summary": part.summary,
        "date": part.date.to_json() if part.date else None,
        "reference": part.reference,
        **derived,
        "derived": list(derived),
    }


def _says_none(line: str) -> bool:
    return _UNDATED.fullmatch(line) is not None or says_undated(line)


_FEW_FIGURES = re.compile(r"\s*\d{1,3}\s*")
"""On a page the number of something; in a field of dates "997" is a year."""


@lru_cache(maxsize=1_000)  # a page asks for each of its first lines more than once
def is_date_line(line: str) -> bool:
    """Return whether a line is a date rather than a title, even misspelled ("Janury 22, 1950")."""
    if _says_none(line) or (read_date(line).is_dated and not _FEW_FIGURES.fullmatch(line)):
        return True
    if _DAY_IN_FIGURES.fullmatch(line.strip()):
        return True  # "1950-02-30" is meant for one, though there is no such day
    words = re.findall(r"[^\W\d_]+", line.lower())
    return (
        bool(re.search(r"\d", line))
        and len(words) <= 4  # "Friday the 13th of October" and a little more
        and bool(words)
        and all(
            word in {"st", "nd", "rd", "th", "c", "ca"}
            or get_close_matches(word, _DATE_WORDS, 1, 0.75)  # one letter of four may be wrong
            for word in words
        )
    )


def _is_prose(line: str) -> bool:
    return (
        len(line) > _LONG_TITLE
        and line.rstrip("\"”')")[-1:] in ".!?"
        and re.search(r"[a-z]{3}[.!?] [A-Z]", line) is not None
    )
