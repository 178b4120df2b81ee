"""What was understood, said in one plain line."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SaidPart:
    """A part that scores: how it is said, how it was typed, and whether it is a word as typed."""

    label: str
    typed: str
    bare: bool


@dataclass(frozen=True, slots=True)
class Said:
    """Everything that the line says, apart.

    `filters` are named dates and values; `unmet_bare` and `unmet_other` what is excluded: words
    as typed, and the rest. `aside` are words that were typed and decide nothing. `is_any` tells
    that one word is enough; `inside` is the one field searched.
    """

    words: tuple[SaidPart, ...] = ()
    filters: tuple[str, ...] = ()
    unmet_bare: tuple[str, ...] = ()
    unmet_other: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    is_any: bool = False
    inside: str = ""


NOTHING = Said()


def understood(said: Said, *, least: int = 0, lacking: Collection[int] = ()) -> str:
    """Return the line.

    Where words were left open, `least` of them are asked for (0 for all), and `lacking` are the
    places of those that no record found has, if these are the same for all.
    """
    asked = [word for at, word in enumerate(said.words) if at not in lacking]
    bare = [word.label for word in asked if word.bare]
    other = [word.label for word in asked if not word.bare]
    if said.is_any and len(asked) > 1:
        parts = [f"any of: {', '.join((*bare, *other))}", *said.filters]
    elif least and not lacking:
        labels = ", ".join(word.label for word in asked)
        parts = [f"at least {least} of these {len(asked)}: {labels}", *said.filters]
    elif len(bare) > 1:
        parts = [f"all of: {', '.join(bare)}", *other, *said.filters]
    else:
        parts = [*bare, *other, *said.filters]
    if lacking:
        gone = ", ".join(said.words[at].label for at in sorted(lacking))
        parts.append(f"none of them has {gone}")
    if said.inside and asked:
        parts.append(f"in {said.inside} only")
    start = "records with " if parts else "all records"
    if said.unmet_bare:
        parts.append(f"not: {', '.join(said.unmet_bare)}")
    parts += [f"not {label}" for label in said.unmet_other]
    if start == "all records":
        parts.insert(0, start)
        start = ""
    if said.aside:
        parts.append(f"ignored: {', '.join(said.aside)}")
    return start + "; ".join(parts)
