"""Findings of a load counted by kind, so that thousands of one kind take one line."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, field

from loaders.drafts.draft import Reject, Remark

_QUOTED = re.compile(
    r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|\[Untitled[^\]]*\]"
    r"|[^\s,;]+:\d+(?=[\s,;])|(?<=number )\d+"  # a place in a file, and which one of several
)
# What was left out comes last, many a time after its name: "...: Note: Ask the town clerk."
_LEFT_OUT = re.compile(r"(left out, [^:]*: (?:[^:]{1,30}: )?).+", re.DOTALL)
_EXAMPLES = 3
_KINDS = 1_000  # kinds that are told apart: a broken file may have one for each row
_FIELDS = 100  # fields of one kind that are remembered: a screen shows some of them


@dataclass(slots=True)
class Kind:
    """Findings of one kind: their number, the first in full, and the fields concerned."""

    count: int = 0
    examples: list[str] = field(default_factory=list)
    fields: dict[str, None] = field(default_factory=dict)


class Findings:
    """Findings by kind, in order of occurrence. Two of one kind differ only in what they quote."""

    def __init__(self) -> None:
        self.kinds: dict[str, Kind] = {}

    def add(self, finding: Remark | Reject) -> None:
        """Count a finding."""
        message = finding.message if isinstance(finding, Remark) else finding.reason
        name = kind_of(message)
        if name not in self.kinds and len(self.kinds) >= _KINDS:
            name = "and more of other kinds"
        kind = self.kinds.setdefault(name, Kind())
        kind.count += 1
        if finding.field and len(kind.fields) < _FIELDS:
            kind.fields.setdefault(finding.field)
        if len(kind.examples) < _EXAMPLES:
            about = f" ({finding.field})" if finding.field else ""
            kind.examples.append(f"{finding.where}{about}: {message}")

    def forget(self, places: Set[str]) -> None:
        """Drop the examples from some places, and kinds that have no others."""
        for name, kind in list(self.kinds.items()):
            left = [text for text in kind.examples if _place_of(text) not in places]
            kind.count -= len(kind.examples) - len(left)
            kind.examples = left
            if not left:
                del self.kinds[name]


def _place_of(example: str) -> str:
    return re.split(r" \(|: ", example, maxsplit=1)[0]


def kind_of(message: str) -> str:
    """Return a message with dots in place of quotations from the source."""
    if left_out := _LEFT_OUT.fullmatch(message):
        return f"{left_out[1]}…"
    return _QUOTED.sub("…", message)
