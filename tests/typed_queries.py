"""Searches as readers type them, made from the words of records: the same for the same seed.

Each is of one kind (`KINDS`), and some have a hard word in them (`HARD`): an apostrophe, a
hyphen, an acronym, a diacritic, a number, a stop word, Chinese.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index_mappings.days import civil
from index_mappings.mapping import Mapping
from index_mappings.record import Record
from service.query.language import read
from service.query.request import FacetFilter, FacetRequest, Query

HARD = re.compile(
    r"\w['’]\w|\w-\w|\b(?:\w\.){2,}|[^\x00-\x7f‘’“”–—]|\d|\b(?:the|of|and|to|in|with|by)\b"
)
_WORD = re.compile(r"[^\s\"“”()\[\]:;*~?]+")
_PLAIN = re.compile(r"\b[a-z]{4,}\b")
_COMMON = frozenset({"that", "this", "with", "into", "they", "their", "then", "there", "these"})


@dataclass(frozen=True, slots=True)
class Typed:
    """A search: its kind, what was typed, and the query that it is."""

    kind: str
    text: str
    query: Query

    @property
    def is_hard(self) -> bool:
        """Tell whether a word of it is of those that engines break differently."""
        return HARD.search(self.text) is not None


class Reader:
    """Someone who types searches, mostly for what is there."""

    def __init__(self, records: Sequence[Record], mapping: Mapping, seed: int) -> None:
        self._random = random.Random(seed)
        self._records = records
        self._mapping = mapping
        self._record = records[0]
        self._types = sorted({item.text("type") for item in records} - {""})

    def typed(self, count: int) -> list[Typed]:
        """Return so many searches, of each kind as many, every second one with a filter."""
        made = []
        kinds = list(KINDS.items())
        for number in range(count):
            kind, make = kinds[number % len(kinds)]
            text = make(self)
            clause = read(text, self._mapping).clause
            filters = self._filters() if number // len(kinds) % 2 else ()
            facets = tuple(FacetRequest(facet.name, 10) for facet in self._mapping.facets)
            made.append(Typed(kind, text, Query(clause, filters=filters, facets=facets)))
        return made

    def words(self) -> str:
        """Return one to three words of one record, at times a hard one among them."""
        words = self._words(self._text())
        hard = [word for word in words if HARD.search(word)]
        chosen = [self._random.choice(words) for _ in range(self._random.randint(1, 2))]
        if hard and self._random.random() < 0.5:
            chosen.append(self._random.choice(hard))
        return " ".join(chosen)

    def phrase(self) -> str:
        """Return two to four words that stand next to each other."""
        words = self._words(self._text())
        length = self._random.randint(2, 4)
        start = self._random.randrange(max(1, len(words) - length))
        return f'"{" ".join(words[start : start + length])}"'

    def near(self) -> str:
        """Return two or three words of one neighbourhood."""
        words = self._words(self._text())
        start = self._random.randrange(max(1, len(words) - 8))
        around = words[start : start + 8]
        chosen = self._random.sample(around, min(len(around), self._random.choice((2, 2, 3))))
        return f'"{" ".join(chosen)}"~{self._random.randint(2, 8)}'

    def prefix(self) -> str:
        """Return the beginning of a word, at times beside a word."""
        word = self._plain()
        start = f"{word[: self._random.randint(2, max(2, len(word) - 1))]}*"
        return start if self._random.random() < 0.5 else f"{start} {self._plain()}"

    def fuzzy(self) -> str:
        """Return a word with one letter changed, left out or swapped."""
        letters = list(self._plain())
        place = self._random.randrange(len(letters) - 1)
        match self._random.randrange(3):
            case 0:
                letters[place] = self._random.choice("aeiorst")
            case 1:
                del letters[place]
            case _:
                letters[place], letters[place + 1] = letters[place + 1], letters[place]
        return f"{''.join(letters)}~"

    def either(self) -> str:
        """Return two or three words of which one does."""
        return " OR ".join(self.words() for _ in range(self._random.randint(2, 3)))

    def without(self) -> str:
        """Return words, and a word that must not be there."""
        return f"{self.words()} -{self._plain()}"

    def field(self) -> str:
        """Return a word in a field."""
        self._record = record = self._random.choice(self._records)
        name = self._random.choice(("title", "summary", "sender", "recipient", "people"))
        value = record.values.get(name) or record.text("title")
        written = value if isinstance(value, str) else value[0]["as_written"]
        return f"{name}:{self._random.choice(self._words(written) or ['x'])}"

    def date(self) -> str:
        """Return a word and a span of years."""
        word, year = self._plain(), 1955
        last = self._random.choice(("", "..1963"))
        date = self._record.date()
        if date and date.start is not None:
            year = civil(date.start)[0]
        return f"{word} year:{year}{last}"

    def _text(self) -> str:
        self._record = record = self._random.choice(self._records)
        options = [record.text("title"), record.text("summary"), record.text("text")]
        text = self._random.choice([one for one in options if one])
        start = self._random.randrange(max(1, len(text) - 300))
        return text[start:].partition(" ")[2][:300] or text[:300]

    def _words(self, text: str) -> list[str]:
        words = [word.strip(".,‘’'") for word in _WORD.findall(text)]
        words = [word for word in words if word and word not in ("OR", "NOT", "AND", "-")]
        words = [word.lstrip("-+") for word in words if word.strip("-+—–…,./")]
        return words or ["archive"]

    def _plain(self) -> str:
        for _ in range(50):
            words = [word for word in _PLAIN.findall(self._text()) if word not in _COMMON]
            if words:
                return self._random.choice(words)
        return "archive"

    def _filters(self) -> tuple[FacetFilter, ...]:
        """Return filters that the record whose words were taken last passes, nearly always."""
        kind = self._record.text("type") or self._random.choice(self._types)
        date = self._record.date()
        year = civil(date.start)[0] if date and date.start is not None else 1950
        match self._random.randrange(5):
            case 0:
                return (FacetFilter("type", (kind,)),)
            case 1:
                return (FacetFilter("year", (str(year), f"{year + 2}..{year + 3}")),)
            case 2:
                excluded = self._random.choice([one for one in self._types if one != kind])
                return (FacetFilter("type", excluded=(excluded,)),)
            case 3:
                return (FacetFilter("year", (str(year),), missing=True),)
            case _:
                some = (kind, self._random.choice(self._types))
                return (FacetFilter("type", some), FacetFilter("year", (f"{year - 3}..",)))


KINDS: dict[str, Callable[[Reader], str]] = {
    "words": Reader.words,
    "phrase": Reader.phrase,
    "near": Reader.near,
    "prefix": Reader.prefix,
    "fuzzy": Reader.fuzzy,
    "or": Reader.either,
    "not": Reader.without,
    "field": Reader.field,
    "date": Reader.date,
}
