"""Splitting several values in one cell at the usual separators."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from index_mappings.field_kinds.plain_text import plain_text
from index_mappings.json_values import Json


def split(value: Json, separators: Sequence[str], *, commas: bool = False) -> list[str]:
    """Return the values of a cell or of a JSON list, each once and without surrounding blanks.

    A separator in brackets, quotes or an entity ("Smith (Paris; Rome)", "M&uuml;ller") is part of
    its value. With `commas`, commas are separators too.
    """
    if isinstance(value, list):
        parts = [plain_text(item) for item in value]
    else:
        text = plain_text(value)
        parts = _split(text, _pattern((*separators, ",") if commas else tuple(separators)))
    return list(dict.fromkeys(part for part in parts if part))


@lru_cache(maxsize=64)  # one for each set of separators of a load
def _pattern(separators: tuple[str, ...]) -> re.Pattern[str]:
    several = "|".join(re.escape(item) for item in separators)
    entity = r"&#?\w{1,10};"
    return re.compile(rf"({entity}|[(\[])|([)\]])|({several})" if several else r"(?!)()()()")


def _split(text: str, pattern: re.Pattern[str]) -> list[str]:
    parts: list[str] = []
    begin = depth = 0
    if text.count("(") != text.count(")") or text.count("[") != text.count("]"):
        depth = -1_000_000  # a bracket that is never closed must not swallow the rest
    for match in pattern.finditer(text):
        opened, closed, separator = match.groups()
        if opened in ("(", "["):
            depth += 1
        elif closed:
            depth -= 1
        elif separator and depth <= 0:
            parts.append(text[begin : match.start()].strip())
            begin = match.end()
    return [*parts, text[begin:].strip()]
