"""Codes that libraries and archives use, in words (`terms.toml` lists them)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

_CODE_BESIDE = re.compile(r"\s*\([a-z]{3}\)$")  # "Creator (cre)"


def role(text: str) -> str:
    """Return a relator in words: "aut", "Author (aut)" and its address are all "Author"."""
    last = text.strip().rstrip(" .,;:").rpartition("/")[2] if "://" in text else text
    said = _CODE_BESIDE.sub("", last.strip().rstrip(",;:")).removesuffix(".").strip()
    known = _table()["relators"].get(said.casefold())
    return known or (said[:1].upper() + said[1:])


def language(code: str) -> str:
    """Return a language in words: "eng", "en" and "en-GB" are "English"; "" for no code we know."""
    plain = code.strip().casefold()
    known = _table()["languages"]
    return known.get(plain) or known.get(re.split("[-_]", plain)[0], "")


def language_or_text(text: str) -> str:
    """Return the language of a code, or the text where it is no code ("English.")."""
    return language(text) or text.strip().rstrip(".")


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    file = resources.files("loaders.xml").joinpath("terms.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
