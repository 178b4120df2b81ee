"""Date words in languages other than English, and the levelling of letters and figures.

Names of months, weekdays and eras are Unicode's (`month_names.json`, renewed by
`bench/month_names.py`); the other words are in `languages.toml`, a table for each language.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from index_mappings.dates.points import Point
from index_mappings.folding import fold

NAMES = Path(__file__).with_name("month_names.json")
_WORDS = Path(__file__).with_name("languages.toml")

Meaning = tuple[str, int | str | Point]
"""The meaning of a word: the kind of a token and its value."""

UNSEEN = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\u061c"))
"""Marks of the direction of writing, which are among figures in Arabic and Hebrew."""

_LEVELLED = (
    {ord(char): "-" for char in "‐‑‒–—―−﹘﹣－⁃〜～"}
    | {ord(char): "'" for char in "’‘ʼ´`′׳ʿʾʻʽ"}
    | {ord("≈"): "~"}
    | {ord(char): " " for char in "©℗"}
    | {ord("°"): "o"}  # "1° gennaio", as "1º" is written by those who lack it
    | dict.fromkeys(UNSEEN, " ")
    | {ord(char): char for char in "øØ"}  # Danish "før" is before, and "for" is not
)

# The kind of token (`index_mappings.dates.text.words`) that the words of a key are.
_KINDS = {
    "century": "W", "or_century": "V", "decade": "d", "short_decade": "l",
    "half": "h", "third_part": "h", "quarter": "h",
    "early": "A", "mid": "A", "late": "A", "before": "b", "until": "B", "after": "a", "since": "I",
    "before_it": "<", "after_it": ">", "until_it": "[", "since_it": "]", "circa": "q", "doubt": "?",
    "to": "-", "between": "w", "and": "&", "or": "|", "undated": "n", "silent": "x",
    "era_before": "E", "era": "e", "unknown": "u", "present": "o",
}  # fmt: skip
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0}
_COUNTS = {"half": 2, "third_part": 3, "quarter": 4}
_EAST = re.compile(r"[\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff]")


def level(text: str) -> str:
    """Return a text of the same length in lower case with plain digits, dashes and quotes."""
    if text.isascii():
        return text.lower()
    return "".join(map(_level_char, text.translate(_LEVELLED)))


@lru_cache(maxsize=4096)  # the letters of a catalogue's scripts
def _level_char(char: str) -> str:
    if char.isascii():
        return char.lower()
    if char in "øØ":
        return "ø"
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if unicodedata.category(char) == "Lo" and not unicodedata.combining(char):
        # Hangul would be taken apart, which no length survives.
        folded = unicodedata.normalize("NFKD", char) if not _EAST.match(char) else char
        folded = "".join(one for one in folded if not unicodedata.combining(one))
        return folded if len(folded) == 1 else char
    folded = fold(char)
    return folded if len(folded) == 1 else char


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The known words, levelled: `kinds` has the kind and value of a token by word.

    `phrases` are those of several words, by their first one; `months` are the names of months
    and `ambiguous` those that are two months, by language. `counts` says how many halves or
    quarters there are, `parts` which words are early, mid and late.
    """

    months: Mapping[str, int]
    ambiguous: Mapping[str, tuple[int, ...]]
    kinds: Mapping[str, Meaning]
    phrases: Mapping[str, tuple[tuple[re.Pattern[str], str, int | str | Point], ...]]
    east: re.Pattern[str]
    parts: Mapping[str, str]
    counts: Mapping[str, int]


@cache
def vocabulary() -> Vocabulary:
    """Return the words of all languages, read from the two files on first use."""
    names = json.loads(NAMES.read_text(encoding="utf-8"))
    tables = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    months = dict(_months(names["months"]))
    kinds: dict[str, Meaning] = {}
    parts: dict[str, str] = {}
    counts: dict[str, int] = {}
    for table in tables.values():
        months |= dict(_months(table.pop("months", ())))
        kinds |= dict(_tens(table))
        for key, line in table.items():
            for word in map(_plain, line.split()):
                kinds.setdefault(word, _meaning(key, word))
                if _meaning(key, word)[0] == "A":
                    parts[word] = key
                if key in _COUNTS:
                    counts[word] = _COUNTS[key]
    for key, kind in (("era", "e"), ("before_era", "E")):
        for text in names[key]:
            kinds.setdefault(text, (kind, text))
    for word in names["weekdays"].split():
        kinds.setdefault(word, ("x", word))
    for name, number in months.items():
        kinds[name] = ("M", number)
    ambiguous = {name: tuple(numbers) for name, numbers in names["ambiguous"].items()}
    phrases, east = _phrases(kinds), _east(kinds)
    return Vocabulary(months, ambiguous, kinds, phrases, east, parts, counts)


def _plain(word: str) -> str:
    return level(word).replace("_", " ")


def _months(lines: Any) -> Iterator[tuple[str, int]]:
    for number, line in enumerate(lines, start=1):
        for name in line.split():
            yield _plain(name), number


def _tens(table: dict[str, Any]) -> Iterator[tuple[str, Meaning]]:
    """Yield a table's words for the twenties to the nineties, and for twenty to ninety."""
    for number, line in enumerate(table.pop("decades", ()), start=2):
        for word in line.split():
            yield _plain(word), ("D", Point("decade", number=10 * number))
    for number, line in enumerate(table.pop("tens", ()), start=2):
        for word in line.split():
            yield _plain(word), ("z", 10 * number)


def _meaning(key: str, word: str) -> Meaning:
    if key in _SEASONS:
        return "S", _SEASONS[key]
    if key in _ORDINALS:
        return "O", _ORDINALS[key]
    return _KINDS[key], word


def _phrases(
    kinds: Mapping[str, Meaning],
) -> dict[str, tuple[tuple[re.Pattern[str], str, int | str | Point], ...]]:
    """Return the phrases of several words, longest first, with optional blanks."""
    found: dict[str, list[tuple[re.Pattern[str], str, int | str | Point]]] = {}
    for text in sorted(kinds, key=len, reverse=True):
        words = re.findall(r"\w+", text)
        if len(words) < 2 and not text.endswith("."):
            continue
        pattern = r"\W{0,3}".join(map(re.escape, words)) + r"(?!\w)"
        if text.endswith("."):
            pattern = (
                pattern.replace(r"(?!\w)", r"\.?(?!\w)") if len(words) > 1 else rf"{words[0]}\."
            )
        found.setdefault(words[0], []).append((re.compile(pattern), *kinds[text]))
    return {word: tuple(patterns) for word, patterns in found.items()}


def _east(kinds: Mapping[str, Meaning]) -> re.Pattern[str]:
    """Return a pattern for the longest word in a script without blanks between words."""
    words = sorted((word for word in kinds if _EAST.match(word)), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))
