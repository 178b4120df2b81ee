"""The kinds of words in titles: offices, bodies, places, forms of address, possible names."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources

from index_mappings.folding import fold

_NAME = re.compile(r"[^\W\d_][\w.'’\-]*$")
_INITIAL = re.compile(r"(?:[A-Z][a-z]?\.-?){1,3}$")  # "I.", "Ya.", "A.M."
_ACRONYM = re.compile(r"(?:[A-Z]{2,}|(?:[A-Z]\.){3,})(?:-[A-Z]+)*$")
_SUFFIX = re.compile(r"(?:'s|'|-elect|-designate|-general|-in-chief)$")
_LONGEST = 5  # words in the longest entry ("Democratic People's Republic of Korea")
_LONGEST_NAME = 6  # "Sayyid Abd al-Rahman al-Mahdi" has four; more words are a sentence


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(fold(entry) for entry in _lists()[kind])


@cache
def _lists() -> dict[str, list[str]]:
    text = resources.files("loaders.drafts.titles").joinpath("title_words.toml").read_text("utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=65_536)  # the words of titles repeat, and folding them is most of the work
def plain(word: str) -> str:
    """Return a word as in the lists: without accents, case, possessive or final punctuation."""
    text = fold(word).replace("’", "'").strip(",;:")
    if text.startswith("people"):
        return text  # "People's" is a nation's word, and no possessive
    return _SUFFIX.sub("", text)


def is_a(kind: str, text: str) -> bool:
    """Return whether text of one or more words is in a list of title_words.toml."""
    known = _words(kind)
    short = plain(text)
    return short in known or short.rstrip(".") in known


def leading(kind: str, words: list[str]) -> int:
    """Return the number of first words that make an entry of a list, or 0."""
    for count in range(min(_LONGEST, len(words)), 0, -1):
        if is_a(kind, " ".join(words[:count])):
            return count
    return 0


def is_place(text: str) -> bool:
    """Return whether text is only the name of a place."""
    short = text.strip(" .,;()[]")
    return is_a("places", re.sub(r"^the\s+", "", short, flags=re.IGNORECASE))


def is_acronym(word: str) -> bool:
    """Return whether a word is in capitals like a body ("CINCPAC")."""
    return bool(_ACRONYM.match(word))


def has_any(kind: str, words: list[str]) -> bool:
    """Return whether an entry of a list is anywhere among the words."""
    return any(leading(kind, words[start:]) for start in range(len(words)))


def is_name(words: list[str], *, cased: bool) -> bool:
    """Return whether words can be one person's name.

    `cased` means that capitals are reliable. Words listed as something else are not names, so an
    unknown phrase in capitals may be one.
    """
    if not 1 <= len(words) <= _LONGEST_NAME or is_place(" ".join(words)):
        return False
    if len(words) > 1 and is_a("sites", words[0]):
        return False
    proper = 0
    for word in words:
        if not _NAME.match(word):
            return False
        if is_a("particles", word) or _INITIAL.match(word):
            continue
        if cased and (word[0].islower() or is_acronym(word)):
            return False
        if any(is_a(kind, word) for kind in ("offices", "bodies", "subjects", "unknown")):
            return False
        proper += len(word.rstrip(".")) > 1
    if plain(words[-1]).endswith(("tion", "sion", "ness", "ism", "ship")):
        return False
    if len(words) == 1 and (is_a("nations", words[0]) or is_a("honorifics", words[0])):
        return False
    return proper > 0
