"""Words that distinguish names from other words (`words.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def known_words(name: str) -> frozenset[str]:
    """Return a list of folded words by its name in `words.toml`."""
    file = resources.files("loaders.names").joinpath("words.toml")
    return frozenset(tomllib.loads(file.read_text("utf-8"))[name].split())
