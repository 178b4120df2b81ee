"""Characters treated as the same before a text is split into words, on both engines.

ё is read as е, ς as σ, 從 as 从; Hebrew points and Arabic vowel signs are ignored. A mapping
enables it with a `char_filter` that names the table:

    "letters": {"type": "mapping", "mappings_path": "characters.txt"}

Elasticsearch gets the lines of the table instead of its name, because its servers do not have the
file. Each character becomes one other or nothing, so offsets are easily mapped back.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources

from index_mappings.bodies import Body, ReadBody

SHIPPED = "characters.txt"
"""The table that comes with Searchroom, by the name that mappings call it."""

FIRST = 0x0300
"""The table has no character before this one: Latin letters are folded by `asciifolding`."""
_HAN = "\u2e80"
"""Fifty lines of the table are for the characters before this one, and 2,900 for those after."""
# no dash, no quotation mark; said by what is not, it is compiled in a tenth of the time
_FOREIGN = re.compile(f"[^\0-{chr(FIRST - 1)}\u2000-\u2e7f]+")


@lru_cache(maxsize=1)
def table() -> Mapping[int, str]:
    """Return the replacement of each character, or "" if it is ignored, for `str.translate`."""
    return dict(_read(_raw().decode().splitlines()))


@lru_cache(maxsize=1)
def _letters() -> Mapping[int, str]:
    """Return the replacements of the characters before `_HAN`.

    To read all takes 3 ms, and a server reads a Greek word when it starts ("start" of
    `make bench`).
    """
    return dict(_read(line for line in _raw().decode().splitlines() if line[:1] < _HAN))


@lru_cache(maxsize=1)
def _raw() -> bytes:
    return resources.files("index_mappings").joinpath(SHIPPED).read_bytes()


def _read(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    for line in lines:
        if line.startswith("#") or not line:
            continue
        becomes, _, rest = line.partition(" ")
        if becomes == "delete":
            first, last = (int(code, 16) for code in rest.split("-"))
            yield from ((code, "") for code in range(first, last + 1))
        else:
            yield from ((ord(char), becomes) for char in rest)


def alike(text: str) -> str:
    """Return a text with its characters replaced: 沈從文 becomes 沈从文, Фёдор becomes Федор."""
    if text.isascii():  # most texts
        return text
    return _FOREIGN.sub(_translated, text)  # one foreign word must not have every letter looked up


def _translated(found: re.Match[str]) -> str:
    text = found[0]
    return text.translate(table() if max(text) >= _HAN else _letters())


def kept(text: str) -> list[int]:
    """Return the offset in the text of each character of `alike(text)`, and the text's length."""
    known = table()
    return [at for at, char in enumerate(text) if known.get(ord(char)) != ""] + [len(text)]


def asks_for(analysis: ReadBody) -> bool:
    """Return whether an analysis refers to the shipped table."""
    filters = analysis.get("char_filter", {}).values()
    return any(item.get("mappings_path") == SHIPPED for item in filters)


def is_read(analysis: ReadBody, analyzer: str) -> bool:
    """Return whether an analyzer uses the shipped table."""
    steps = analysis["analyzer"].get(analyzer, {}).get("char_filter", ())
    filters = analysis.get("char_filter", {})
    return any(filters.get(step, {}).get("mappings_path") == SHIPPED for step in steps)


def written_out(settings: ReadBody) -> ReadBody:
    """Return the settings of an index with the lines of the table instead of its name."""
    analysis = settings["analysis"]
    if not asks_for(analysis):
        return settings
    rules = [f"{chr(code)} => {becomes}" for code, becomes in table().items()]
    filters: Body = {
        name: {"type": "mapping", "mappings": rules} if "mappings_path" in item else item
        for name, item in analysis["char_filter"].items()
    }
    return {**settings, "analysis": {**analysis, "char_filter": filters}}


def digest_of(raw: bytes, analysis: ReadBody) -> str:
    """Return the digest of a mapping file, including the table if the file refers to it."""
    return hashlib.sha256(raw + (_raw() if asks_for(analysis) else b"")).hexdigest()[:16]
