"""The words in names and values of marks (`publicity.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from index_mappings.folding import key
from index_mappings.json_values import Json, elements, members, text
from loaders.drafts.access_words import name_words


@lru_cache(maxsize=1)
def words() -> Mapping[str, frozenset[str]]:
    """Return the lists of full names and words, by name."""
    return {
        name: frozenset(key(text(word)) for word in some)
        for name, some in _file().items()
        if isinstance(some, list)
    }


_SIGNS = {**dict.fromkeys("×✕✖✗✘☒", "no"), **dict.fromkeys("○◯〇✓✔☑", "yes")}


def in_words(text: str) -> str:
    """Return a sign for yes or no as the word: "×" is no; anything else as it is."""
    return _SIGNS.get(text.strip(), text)


@lru_cache(maxsize=1)
def part_words() -> Mapping[str, frozenset[str]]:
    """Return the words in names of marks, by meaning."""
    found = {
        name: frozenset(map(text, elements(some)))
        for name, some in members(_file()["parts"]).items()
    }
    apart = (
        "staff", "notes", "last_says_where", "states", "readers", "let", "givers", "reach", "money",
        "beside_givers",
    )  # fmt: skip
    every = frozenset().union(*(some for name, some in found.items() if name not in apart))
    about_staff = found["staff"] | found["notes"]
    return {**found, "any": every | {"staff"}, "about staff": about_staff}


@lru_cache(maxsize=1)
def words_of_names() -> frozenset[str]:
    """Return the words of names about visibility and about the staff."""
    parts, about = part_words(), name_words()
    return parts["any"] | parts["about staff"] | about["access"] | about["opens"]


def without_staff_beside_all(values: list[Json]) -> list[Json]:
    """Return a list of who may see something, without the staff if it includes everybody."""
    plain = [(key(value) or value.strip()) if isinstance(value, str) else "" for value in values]
    if words()["everybody"].isdisjoint(plain):
        return values
    staff = part_words()["staff"]
    return [value for value, word in zip(values, plain, strict=True) if word not in staff]


@lru_cache(maxsize=1)
def _file() -> Mapping[str, Json]:
    file = resources.files("loaders.drafts").joinpath("publicity.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
