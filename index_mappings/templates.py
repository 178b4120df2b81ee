"""Templates for short texts in mapping files: citations, keys of references.

`{name}` is a value, `{name:2}` a number of at least two digits, written in figures or in Roman
numerals. The part in `[ ]` is omitted if a value in it is empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_PART = re.compile(r"\[([^\[\]]*)\]|([^\[\]]+)")
_WHOLE = re.compile(r"(?:\[[^\[\]]*\]|[^\[\]]+)*")
_VALUE = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)(?::([1-9]))?\}")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


@dataclass(frozen=True, slots=True)
class Template:
    """A text with placeholders for named values."""

    text: str

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the values, in their order."""
        return tuple(match[1] for match in _VALUE.finditer(self.text))

    def fault(self) -> str:
        """Return the fault of the template, or "" if it has none."""
        if not _WHOLE.fullmatch(self.text):
            return "a [ or ] has no partner, or is within another"
        if set("{}") & set(_VALUE.sub("", self.text)):
            return "a value is written {name}, or {name:2} for a number of two digits"
        return ""

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the text with its values; missing values are empty."""
        parts = []
        for part in _PART.finditer(self.text):
            optional, plain = part[1], part[2]
            text = plain if optional is None else optional
            names = [match[1] for match in _VALUE.finditer(text)]
            if optional is None or all(values.get(name) for name in names):
                parts.append(_VALUE.sub(lambda match: _shown(match, values), text))
        return "".join(parts)


def _shown(match: re.Match[str], values: Mapping[str, str]) -> str:
    value = values.get(match[1]) or ""
    return f"{_number(value):0{match[2]}d}" if match[2] and value else value


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    figures = [_ROMAN.get(letter, 0) for letter in text.lower()]
    after = [*figures[1:], 0]
    return sum(-one if one < next else one for one, next in zip(figures, after, strict=True))


def cited_plainly(title: str, date: str) -> str:
    """Return the default citation template, with title and date."""
    return f"“{{{title}}},”[ {{{date}}}][, {{site}}][, {{address}}]"
