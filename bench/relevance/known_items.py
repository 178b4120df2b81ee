"""Known items: text pasted from a record must find that record, for every record."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from bench.relevance.archive import archive
from bench.relevance.judged import DEEP
from bench.relevance.sites import Reader, Sites
from index_mappings.computed import name_key
from index_mappings.folding import fold, key
from index_mappings.mapping import load
from index_mappings.record import Record
from service.search.citation import citation
from service.search.paths import write_path

MAPPING = load("records")
SEED = 6  # of the typing errors, so that every run makes the same
WANTED_RANK = 0.9  # the mean reciprocal rank asked for where one letter is wrong
_BRACKETS = re.compile(r"[\[\](){}<>]")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SITE = "https://archive.example.org"
_DOCUMENT = re.compile(r"frus(\d{4})(-\d\d)?v(\d\d)(?:p(\d))?/d(\d+)")


@dataclass
class Count:
    """The number of pastes that found their record; `missed` are some that did not."""

    asked: int = 0
    right: int = 0
    ranks: float = 0.0
    missed: list[str] = field(default_factory=list)

    def add(self, rank: float, text: str) -> None:
        """Count one paste: `rank` is the reciprocal rank, 1 for right."""
        self.asked += 1
        self.ranks += rank
        self.right += rank == 1
        if rank < 1 and len(self.missed) < 5:
            self.missed.append(text)


def measure(sites: Sites, every: int = 1) -> dict[str, dict[str, Count]]:
    """Return the counts by engine and by what is pasted; of every so many records only one."""
    return {engine: _measure(archive(sites, engine), every) for engine in sites.engines}


def _measure(reader: Reader, every: int) -> dict[str, Count]:
    records = list(reader.site.engine.scan())
    bearers = _groups(records, lambda record: key(record.text("title")))
    dated = _groups(records, _title_and_date)
    referred = _groups(records, lambda record: name_key(record.text("reference")))
    counts: dict[str, Count] = defaultdict(Count)
    asked: dict[str, list[str]] = {}
    draw = random.Random(SEED)

    def first(text: str) -> list[str]:
        if text not in asked:
            asked[text] = reader.first(text)
        return asked[text]

    for record in records[::every]:
        title = record.text("title")
        same = bearers[key(title)]
        for what, text in _typed(title):
            counts[what].add(_bears(first(text), same, record.id), text)
        date = record.date("date")
        if date and len(dated[_title_and_date(record)]) <= DEEP:
            text = f"{title} {date.display}"
            counts["title and date"].add(record.id in first(text), text)
        if len(same) == 1 and (text := _mistyped(title, draw)):
            found = first(text)
            place = found.index(record.id) + 1 if record.id in found else 0
            counts["title with one letter wrong"].add(1 / place if place else 0, text)
        for what, text in _whole(record, reader):
            counts[what].add(record.id in first(text)[:1], text)
        if name := record.text("reference"):
            for text in dict.fromkeys((name, re.sub("[–—-]", "-", name))):
                right = first(text)[:1] and first(text)[0] in referred[name_key(name)]
                counts["reference"].add(bool(right), text)
    return counts


def _groups(records: Sequence[Record], name: Callable[[Record], str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for record in records:
        found[name(record)].add(record.id)
    return found


def _title_and_date(record: Record) -> str:
    date = record.date("date")
    return f"{key(record.text('title'))}|{date.display if date else ''}"


def _typed(title: str) -> Iterator[tuple[str, str]]:
    yield "title", title
    yield "title without brackets", _BRACKETS.sub("", title)
    yield "title in lower case", title.lower()
    yield "title without diacritics", fold(title)


def _bears(found: Sequence[str], same: set[str], id: str) -> bool:
    if len(same) > DEEP:
        return bool(found) and same.issuperset(found)
    return id in found and same.issuperset(found[: len(same)])


def _mistyped(title: str, draw: random.Random) -> str:
    """Return a title with one letter of a longer word changed, left out, doubled or swapped."""
    places = [match.start() + 1 for match in re.finditer(r"[^\W\d_]{5,}", title)]
    if not places:
        return ""
    at = draw.choice(places) + draw.randrange(3)
    kind = draw.randrange(4)
    if kind == 0:
        return title[:at] + draw.choice(_LETTERS) + title[at + 1 :]
    if kind == 1:
        return title[:at] + title[at + 1 :]
    if kind == 2:
        return title[:at] + title[at] + title[at:]
    return title[:at] + title[at + 1] + title[at] + title[at + 2 :]


def _whole(record: Record, reader: Reader) -> Iterator[tuple[str, str]]:
    address = f"{_SITE}/records/{write_path(record.id)}"
    catalogue = reader.site.catalogues.of(reader.site.engine.info().version)
    yield "address", address
    yield "citation", citation(record, MAPPING, catalogue, "An Archive", address)
    if document := _DOCUMENT.fullmatch(record.id):
        first, last, volume, part, number = document.groups()
        yield "volume and document", record.id.replace("/", " ")
        named = f"volume {_roman(int(volume))}" + (f" part {part}" if part else "")
        yield "volume and document", f"FRUS {first}{last or ''} {named} document {number}"


def _roman(number: int) -> str:
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (number // 10) + ones[number % 10]


def table(counts: dict[str, dict[str, Count]]) -> str:
    """Return the counts as a table in Markdown."""
    engines = list(counts)
    lines = [f"| pasted | times | {' | '.join(engines)} |", "|---" * (len(engines) + 2) + "|"]
    for what, count in counts[engines[0]].items():
        cells = []
        for engine in engines:
            here = counts[engine][what]
            share = f"{100 * here.right / here.asked:.2f} %"
            if "wrong" in what:
                share = f"{here.ranks / here.asked:.3f} (mean reciprocal rank)"
            cells.append(share)
        lines.append(f"| {what} | {count.asked:,} | {' | '.join(cells)} |")
    return "\n".join(lines)


def faults(counts: dict[str, dict[str, Count]]) -> list[str]:
    """Return the missed targets, one sentence each."""
    found = []
    for engine, pasted in counts.items():
        for what, here in pasted.items():
            if "wrong" in what:
                if here.ranks / here.asked < WANTED_RANK:
                    found.append(f"{engine}: {what}: below {WANTED_RANK}: {here.missed}")
            elif here.right < here.asked:
                found.append(f"{engine}: {what}: {here.asked - here.right} missed: {here.missed}")
    return found
