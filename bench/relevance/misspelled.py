"""Misspelled names with the intended ones, and correct words that must not be changed.

The names are from ten FRUS volumes; the misspellings were written down before the corrections were
tuned. They were tuned on the lines at even positions. The names of `misspelled_others.csv` are
others, written down before the last change and used for no choice.
"""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from pathlib import Path

from bench.relevance.archive import archive
from bench.relevance.sites import Reader, Sites
from index_mappings.folding import key

FILE = Path(__file__).with_name("misspelled.csv")
OTHERS = Path(__file__).with_name("misspelled_others.csv")
WANTED = 0.95  # the share of misspellings that are put right or offered right
RIGHT = 500  # right words that are asked for; none may be changed
_SEED = 1


@dataclass(frozen=True, slots=True)
class Row:
    """The typed and the intended word; `place` counts from 0, `part` is the line of the table."""

    place: int
    typed: str
    meant: str
    part: str


def rows() -> tuple[Row, ...]:
    """Return the lines of both files."""
    halves = (("tuned on", "held out"), ("other names", "other names"))
    found = []
    for path, parts in zip((FILE, OTHERS), halves, strict=True):
        with path.open(newline="") as file:
            lines = list(csv.reader(file))[1:]
        found += [Row(at, *line, part=parts[at % 2]) for at, line in enumerate(lines)]
    return tuple(found)


def measure(sites: Sites) -> dict[str, dict[Row, str]]:
    """Return by engine, for each misspelling that is not corrected, the result."""
    return {name: _wrong(archive(sites, name)) for name in sites.engines}


def changed(sites: Sites) -> dict[str, dict[str, str]]:
    """Return by engine the correct words that were changed, and the changed words.

    Raises LookupError if the index has too few words to ask for.
    """
    return {name: _changed(archive(sites, name)) for name in sites.engines}


def _wrong(reader: Reader) -> dict[Row, str]:
    found: dict[Row, str] = {}
    for row in rows():
        answer = reader.answer(row.typed)
        said = answer.get("spelling", {}).get("text", "")
        if key(said) == key(row.meant):
            continue
        total = answer["total"]["value"]
        is_all = answer["query"]["match"]["least"] == answer["query"]["match"]["of"]
        meant = reader.answer(row.meant)["total"]["value"]
        if not said and is_all and total >= 0.9 * meant:  # found as typed
            continue
        found[row] = said
    return found


def _changed(reader: Reader) -> dict[str, str]:
    path = "title.folded"
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = [word for one in letters for word, _ in reader.site.engine.terms(path, one, 200)]
    right = sorted({word for word in words if len(word) > 3 and word.isalpha()})
    asked = random.Random(_SEED).sample(right, min(RIGHT, len(right)))
    found: dict[str, str] = {}
    for word in asked:
        spelling = reader.answer(word).get("spelling", {})
        if spelling.get("applied"):
            found[word] = spelling["text"]
    return found


def table(found: dict[str, dict[Row, str]], changes: dict[str, dict[str, str]]) -> str:
    """Return the shares as a table in Markdown."""
    lines = [f"| | of | {' | '.join(found)} |", "|---" * (len(found) + 2) + "|"]
    all_rows = rows()
    for label in dict.fromkeys(row.part for row in all_rows):
        of = [row for row in all_rows if row.part == label]
        right = [len(of) - sum(row.part == label for row in wrong) for wrong in found.values()]
        lines.append(f"| {label} | {len(of)} | {' | '.join(map(str, right))} |")
    lines.append(f"| right words changed | {RIGHT} | {' | '.join(_counts(changes))} |")
    return "\n".join(lines)


def _counts(changes: dict[str, dict[str, str]]) -> list[str]:
    return [str(len(of)) for of in changes.values()]


def faults(found: dict[str, dict[Row, str]], changes: dict[str, dict[str, str]]) -> list[str]:
    """Return the missed targets, one sentence each."""
    missed = []
    for engine, wrong in found.items():
        if len(wrong) > (1 - WANTED) * len(rows()):
            said = ", ".join(f"{row.typed} ({said or 'nothing'})" for row, said in wrong.items())
            missed.append(f"{engine}: {len(wrong)} misspellings are not put right: {said}")
    for engine, words in changes.items():
        if words:
            missed.append(f"{engine}: right words are changed: {words}")
    return missed
