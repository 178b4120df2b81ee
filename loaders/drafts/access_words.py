"""The words of access: those shipped, and an archive's own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from index_mappings.folding import key
from index_mappings.json_values import Json, elements, members, text
from index_mappings.plain_files import read_plain
from service.errors import ConfigurationError


@dataclass(frozen=True, eq=False)
class AccessWords:
    """Lists of folded words by name (`access.toml` explains each)."""

    lists: Mapping[str, tuple[str, ...]]

    def __getitem__(self, name: str) -> tuple[str, ...]:
        """Return the list of that name."""
        return self.lists[name]


@cache
def shipped_words() -> AccessWords:
    """Return the words of `access.toml`."""
    return AccessWords(
        {name: _folded(some) for name, some in _file().items() if isinstance(some, list)}
    )


def words_of(path: str) -> AccessWords:
    """Return the shipped words with those of an archive's own file ("" for no file).

    The archive's words take precedence: a wording that it lists as closed is closed, even if it is
    also listed elsewhere. Raises ConfigurationError if the file cannot be read or a list is
    unknown.
    """
    shipped = shipped_words()
    if not path:
        return shipped
    try:
        tables = tomllib.loads(read_plain(Path(path)).decode("utf-8-sig"))
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} is not TOML: {error}") from error
    lists = dict(shipped.lists)
    own: dict[str, tuple[str, ...]] = {}
    for name, some in tables.items():
        if name not in lists:
            known = ", ".join(lists)
            raise ConfigurationError(f"{path}: {name!r} is not a list of words; there are {known}")
        if not isinstance(some, list) or not all(isinstance(word, str) for word in some):
            raise ConfigurationError(f"{path}: {name} is a list of words in quotes")
        own[name] = tuple(filter(None, map(key, some)))
    for name, some in own.items():
        lists[name] = (*some, *lists[name])
    for name in _KINDS & own.keys():
        for other in _KINDS - {name}:
            lists[other] = tuple(
                word for word in lists[other] if word not in own[name] or word in own.get(other, ())
            )
    return AccessWords(lists)


_KINDS = frozenset({"open", "restricted", "closed"})


@cache
def name_words() -> Mapping[str, frozenset[str]]:
    """Return the words in names of columns by their meaning."""
    return {name: frozenset(_folded(some)) for name, some in members(_file()["names"]).items()}


def _folded(some: Json) -> tuple[str, ...]:
    """Return words folded for comparison; the file has them as written."""
    return tuple(key(text(word)) for word in elements(some))


@cache
def sentence_words(name: str) -> frozenset[str]:
    """Return a list of the words around statements of access (`access_sentences.toml`)."""
    return frozenset(map(text, elements(_sentences()[name])))


def sentence_pattern(name: str) -> str:
    """Return the words of all languages in a table of `access_sentences.toml`, as one pattern."""
    some = members(_sentences()[name]).values()
    return "|".join(text(word) for words in some for word in elements(words))


@cache
def _sentences() -> Mapping[str, Json]:
    file = resources.files("loaders.drafts").joinpath("access_sentences.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def _file() -> Mapping[str, Json]:
    file = resources.files("loaders.drafts").joinpath("access.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
