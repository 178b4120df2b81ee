"""Some nine hundred queries drawn from a catalogue's own words, of every kind that can be typed.

Seeded, so that a failure can be looked at again. Each is text as a reader types it, with
the filters beside it; `counts` says how many there are of each kind and trait.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index_mappings.record import Record

WORD = re.compile(r"[^\W\d_]{4,}")
RUN = re.compile(r"\w+(?: \w+){2,6}")
TRAITS = {
    "apostrophe": re.compile(r"\w['’]\w"),
    "hyphen": re.compile(r"\w[-–]\w"),
    "acronym": re.compile(r"\b(?:[A-Z]\.){2,}|\b[A-Z]{2,6}\b"),
    "diacritic": re.compile(r"[À-ɏḀ-ỿ]"),
    "number": re.compile(r"\d"),
    "stop word": re.compile(r"\b(?:the|of|and|to|in|with|for)\b", re.IGNORECASE),
    "CJK": re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]"),
}
OF_EACH = 56  # of each kind
NAMES = (
    ("Chiang Kai-shek", "Chiang Kaishek", "Generalissimo Chiang"),
    ("Ngo Dinh Diem", "Diem"),
    ("Anthony Eden", "Eden", "Sir Anthony Eden"),
    ("Chou En-lai", "Zhou Enlai", "Chou"),
)
"""People whom the volumes call by several names, the one that is shown first."""
MONTHS = ("January", "March", "July", "October")


@dataclass(frozen=True)
class Drawn:
    """A query: its kind, what is typed, and the arguments beside it."""

    kind: str
    text: str
    filters: tuple[tuple[str, str], ...]

    @property
    def traits(self) -> frozenset[str]:
        return frozenset(name for name, sign in TRAITS.items() if sign.search(self.text))


class Drawer:
    """Draws words and runs of words out of records."""

    def __init__(self, records: Sequence[Record], seed: int) -> None:
        self._random = random.Random(seed)
        self._records = records

    def word(self) -> str:
        while True:
            found = WORD.findall(self._passage())
            if found:
                return self._random.choice(found)

    def odd_word(self) -> str:
        """Return a word with an apostrophe, a hyphen, points, a diacritic or a digit."""
        sign = self._random.choice(
            [r"\w+['’]\w+", r"\w+[-–]\w+", r"(?:[A-Z]\.){2,}", r"\w*[À-ɏḀ-ỿ]\w*", r"\d[\d,.]*\d"]
        )
        for _ in range(60):
            found = re.findall(sign, self._passage(3000))
            if found:
                return self._random.choice(found)
        return self.word()

    def run(self, words: int) -> str:
        while True:
            found = [run for run in RUN.findall(self._passage()) if len(run.split()) >= words]
            if found:
                parts = self._random.choice(found).split()
                start = self._random.randrange(len(parts) - words + 1)
                return " ".join(parts[start : start + words])

    def title(self) -> str:
        """Return the title of a record as it is pasted, sometimes with its date behind it."""
        record = self._random.choice(self._records)
        date = record.date()
        said = date.display if date is not None and self._random.random() < 0.5 else ""
        return f"{record.text('title')}, {said}".rstrip(", ")

    def reference(self) -> str:
        """Return what a record is called by: its id or its reference."""
        record = self._random.choice(self._records)
        return self._random.choice([record.id, record.text("reference") or record.id])

    def name(self) -> str:
        return self._random.choice(self._random.choice(NAMES))

    def chosen(self, options: Sequence[str]) -> str:
        return self._random.choice(options)

    def filters(self) -> tuple[tuple[str, str], ...]:
        record = self._random.choice(self._records)
        date = record.date()
        options = [("type", record.text("type"))]
        options += [("people", party.name) for party in record.parties("people")[:1]]
        options += [("collection", str(id)) for id in record.many("collections")]
        if date is not None and date.edtf:
            options.append(("year", date.edtf[:4]))
            options.append(("year", f"{date.edtf[:4]}..{int(date.edtf[:4]) + 2}"))
        options = [option for option in options if option[1]]
        return tuple(
            self._random.sample(options, min(len(options), self._random.choice((1, 1, 2))))
        )

    def _passage(self, size: int = 600) -> str:
        record = self._random.choice(self._records)
        text = f"{record.text('title')} {record.text('text')}"
        start = self._random.randrange(max(1, len(text) - size))
        return text[start : start + size].partition(" ")[2]


KINDS: dict[str, Callable[[Drawer], str]] = {
    "words": lambda d: " ".join(d.word() for _ in range(int(d.chosen("1223")))),
    "odd words": lambda d: d.odd_word(),
    "phrase": lambda d: f'"{d.run(int(d.chosen("2234")))}"',
    "near": lambda d: f'"{d.run(int(d.chosen("223")))}"~{d.chosen("2358")}',
    "prefix": lambda d: d.word()[: int(d.chosen("3456"))] + "*",
    "fuzzy": lambda d: _mistyped(d) + "~",
    "or": lambda d: f"{d.word()} OR {d.odd_word()} OR {d.word()}",
    "not": lambda d: f"{d.word()} -{d.word()}",
    "field": lambda d: f"{d.chosen(('title', 'text', 'people', 'type'))}:{d.word()}",
    "date": lambda d: f"{d.word()} year:{d.chosen(('1949', '1955..1957', '1948..', '..1955'))}",
    "question": lambda d: f"what did {d.name()} tell {d.word()} about the {d.word()} in {_said(d)}",
    "dated": lambda d: f"{d.word()} {_said(d)}",
    "type": lambda d: f"{d.chosen(('letters', 'telegrams', 'memorandum'))} {d.word()} {d.word()}",
    "name": lambda d: f"{d.name()} {d.word()}",
    "called": lambda d: d.title() if d.chosen("ab") == "a" else d.reference(),
    "crowded": lambda d: " OR ".join(f'"{d.run(2)}"~5 OR {d.word()}~' for _ in range(9)),
}  # fmt: skip


def _said(drawer: Drawer) -> str:
    """Return a date as it is typed in words."""
    year = drawer.chosen(("1948", "1955", "1958", "1962"))
    month = drawer.chosen(MONTHS)
    return drawer.chosen(
        (year, f"{month} {year}", f"13 {month} {year}", f"{year}-{int(year) % 100 + 2}")
    )


def _mistyped(drawer: Drawer) -> str:
    word = drawer.word()
    place = int(drawer.chosen("123"))
    return word[:place] + word[place + 1 :] if len(word) > 5 else word


def draw(records: Sequence[Record], seed: int = 20261123) -> list[Drawn]:
    """Return the queries; half of them have filters."""
    drawer = Drawer(records, seed)
    made = []
    for number in range(OF_EACH):
        for kind, make in KINDS.items():
            made.append(Drawn(kind, make(drawer), drawer.filters() if number % 2 else ()))
    made += [
        Drawn("words", text, ()) for text in ("毛泽东", "中 国", "臺灣 Taiwan", "naïve", "Đặng")
    ]
    return made


def counts(drawn: Sequence[Drawn]) -> dict[str, int]:
    """Return how many queries there are of each kind and with each trait."""
    found = Counter(item.kind for item in drawn)
    found.update(trait for item in drawn for trait in item.traits)
    found["with a trait"] = sum(bool(item.traits) for item in drawn)
    found["with filters"] = sum(bool(item.filters) for item in drawn)
    found["all"] = len(drawn)
    return dict(found)
