"""Codes that libraries and archives use, in words (`terms.toml` lists them)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from index_mappings.json_values import Json

_TAGGED = re.compile(r"([a-z]{2,3})(?:[-_](?:[a-z]{2,4}|\d{3,4}))+")
"""A language with its script, region or variety: en-GB, zh-Hans, de-1996."""

_LANGUAGE_LIST = re.compile(r"iso-?639|/languages?/")
"""In the address of a code: id.loc.gov/vocabulary/iso639-2/eng, .../vocabulary/languages/eng."""

_BETWEEN = re.compile(r"\s*[;,/|]\s*|\s+and\s+")

_FIELD = "language"
"""The field whose languages are codes in some sources and words in others."""

_CODE_BESIDE = re.compile(r"\s*\([a-z]{3}\)$")  # "Creator (cre)"


def role(text: str) -> str:
    """Return a relator in words: "aut", "Author (aut)" and its address are all "Author"."""
    last = text.strip().rstrip(" .,;:").rpartition("/")[2] if "://" in text else text
    term = _CODE_BESIDE.sub("", last.strip().rstrip(",;:")).removesuffix(".").strip()
    known = _table()["relators"].get(term.casefold())
    return known or (term[:1].upper() + term[1:])


def language(code: str) -> str:
    """Return the English name of a language, or "" if it is unknown.

    "eng", "en", "en-GB", "ENGLISH." and the address of a code are all "English".
    """
    plain = code.strip().rstrip(" .").casefold()
    if "://" in plain and _LANGUAGE_LIST.search(plain):
        plain = plain.rstrip("/").rpartition("/")[2]
    known = _table()["languages"]
    found = known.get(plain) or _language_names().get(plain, "")
    if not found and (tagged := _TAGGED.fullmatch(plain)):
        found = known.get(tagged[1], "")
    return found


def language_or_text(text: str) -> str:
    """Return the language of a code, or the text if it is not a code ("English.")."""
    return language(text) or text.strip().rstrip(".")


def languages(texts: Iterable[str]) -> list[str]:
    """Return the English names of languages, each once; unknown ones are unchanged.

    A text that lists only known languages ("eng; fre") gives each of them.
    """
    found: dict[str, None] = {}
    for text in texts:
        parts = [language(part) for part in _BETWEEN.split(text)]
        found |= dict.fromkeys(parts if all(parts) else [text])
    return list(found)


def languages_in_words(values: dict[str, Json]) -> dict[str, Json]:
    """Return the values of a record with English names for languages: "English" for "en-GB".

    Otherwise the facet would have a language several times, each with a part of its records.
    Unknown languages are unchanged.
    """
    words = values.get(_FIELD)
    if isinstance(words, str):
        return {**values, _FIELD: "; ".join(languages([words]))}
    if isinstance(words, list) and all(isinstance(item, str) for item in words):
        return {**values, _FIELD: languages(words)}
    return values


@cache
def _language_names() -> Mapping[str, str]:
    return {name.casefold(): name for name in _table()["languages"].values()}


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    file = resources.files("loaders.drafts").joinpath("terms.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
