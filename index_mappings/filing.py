"""How titles are filed: without their articles, and with numbers as numbers.

"The lamps of Almar" is under L, and "Letter 2" before "Letter 10". If the source marks the article
of a title, that is used; if not, the articles of the record's languages are left out. English
articles are always left out, because catalogues in other languages also have titles made in
English.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

from index_mappings.folding import fold, key

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_DIGITS = re.compile(r"\d+")
_ALWAYS = "english"
_CODES = "codes"
_START = re.compile(r"^[\W_]+")
_DIGITS_OF_LENGTH = 3  # of the length of a number: none has more than 999 figures and a meaning
_LETTER = 2  # "a " before a figure is a shelf mark, "the " before one is not
_APOSTROPHES = "'\u2019\u02bc"


def filing_key(title: str, filed: str = "", languages: Collection[str] = ()) -> str:
    """Return the sort key of a title, or "" if it has no words.

    `filed` is the end of the title under which the source files it, or "" if it does not say;
    `languages` are the names of the record's languages ("German").
    """
    title, filed = (_THOUSANDS.sub("", text) if "," in text else text for text in (title, filed))
    whole = key(title)
    if filed and (filed_key := key(filed)) and whole.endswith(filed_key):
        return numbered(filed_key)
    if not (languages or whole.startswith(_english())):
        return numbered(whole)  # most titles: a third of the time
    return numbered(key(without_article(title, languages)) or whole)


def numbered(text: str) -> str:
    """Return a text with the length of each number before it, so that 2 comes before 10."""
    return _DIGITS.sub(_with_length, text)


def without_article(title: str, languages: Iterable[str] = ()) -> str:
    """Return a folded title without its initial article in one of the languages."""
    text = _START.sub("", fold(title))
    known, codes = _articles(), _codes()
    named = (fold(name).strip() for name in languages)
    spoken = dict.fromkeys((_ALWAYS, *(codes.get(name, name) for name in named)))
    for name in spoken:
        for article in known.get(name, ()):
            rest = text[len(article) :] if text.startswith(article) else ""
            if rest.strip() and (len(article) > _LETTER or rest[0].isalpha()):
                return rest
    return text


def _with_length(found: re.Match[str]) -> str:
    figures = found[0]
    if not figures.isascii():
        figures = "".join(str(unicodedata.decimal(char)) for char in figures)
    figures = figures.lstrip("0") or "0"
    length = min(len(figures), 10**_DIGITS_OF_LENGTH - 1)
    return f"{length:0{_DIGITS_OF_LENGTH}d}{figures}"


@cache
def _articles() -> Mapping[str, tuple[str, ...]]:
    """Return the articles that may begin a title, by language, the longest first.

    An article is a separate word, unless it ends with an apostrophe or a hyphen.
    """
    articles: dict[str, tuple[str, ...]] = {}
    for language, words in _table().items():
        if language == _CODES:
            continue
        begun: list[str] = []
        for word in words:
            if word.endswith("'"):
                begun += [word[:-1] + mark for mark in _APOSTROPHES]
            elif word.endswith("-"):
                begun.append(word)
            else:
                begun.append(f"{word} ")
        articles[language] = tuple(sorted(begun, key=len, reverse=True))
    return articles


@cache
def _english() -> tuple[str, ...]:
    """Return the possible beginnings of a title's key with an English article."""
    return tuple(key(f"{article}x")[:-1] for article in _articles()[_ALWAYS])


def _codes() -> Mapping[str, str]:
    """Return the names of languages by their codes."""
    found: Mapping[str, str] = _table()[_CODES]
    return found


@cache
def _table() -> Mapping[str, Any]:
    text = resources.files("index_mappings").joinpath("articles.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
