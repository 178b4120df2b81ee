"""The words by which archives say who may see something (`access.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from index_mappings.record import Json


@cache
def access_words() -> Mapping[str, tuple[str, ...]]:
    """Return the lists of words by name."""
    return {name: tuple(some) for name, some in _file().items() if isinstance(some, list)}


@cache
def name_words() -> Mapping[str, frozenset[str]]:
    """Return the words of names of columns, by what they say."""
    return {name: frozenset(some) for name, some in _file()["names"].items()}


@cache
def _file() -> Mapping[str, Json]:
    text = resources.files("loaders.drafts").joinpath("access.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
