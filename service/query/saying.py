"""The interpretation of a query as one plain line."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from index_mappings.sayings import row, sentence


@dataclass(frozen=True, slots=True)
class SaidPart:
    """A part that scores: its label, its typed text, and whether it is a plain word."""

    label: str
    typed: str
    bare: bool


@dataclass(frozen=True, slots=True)
class Said:
    """The parts of the line.

    `filters` are named dates and values; `unmet_bare` and `unmet_other` are excluded words and
    other parts. `aside` are typed words without effect, and `common` those ignored as too common,
    for which there is a note. `is_any` means that one word is enough; `inside` is the only field
    searched.
    """

    words: tuple[SaidPart, ...] = ()
    filters: tuple[str, ...] = ()
    unmet_bare: tuple[str, ...] = ()
    unmet_other: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    is_any: bool = False
    inside: str = ""


NOTHING = Said()


def understood(said: Said, *, least: int = 0, lacking: Collection[int] = ()) -> str:
    """Return the line.

    If words are optional, `least` of them are required (0 for all), and `lacking` are the positions
    of those that no record found has, if these are the same for all.
    """
    wanted = [word for at, word in enumerate(said.words) if at not in lacking]
    bare = [word.label for word in wanted if word.bare]
    other = [word.label for word in wanted if not word.bare]
    parts: list[str]
    if said.is_any and len(wanted) > 1:
        parts = [sentence("any of: %(words)s", words=row(", ", (*bare, *other))), *said.filters]
    elif least and not lacking:
        labels = row(", ", (word.label for word in wanted))
        some = sentence(
            "at least %(least)s of these %(all)s: %(words)s",
            least=least,
            all=len(wanted),
            words=labels,
        )
        parts = [some, *said.filters]
    elif len(bare) > 1:
        parts = [sentence("all of: %(words)s", words=row(", ", bare)), *other, *said.filters]
    else:
        parts = [*bare, *other, *said.filters]
    if lacking:
        gone = row(", ", (said.words[at].label for at in sorted(lacking)))
        parts.append(sentence("none of them has %(words)s", words=gone))
    if said.inside and wanted:
        parts.append(sentence("in %(field)s only", field=said.inside))
    is_some = bool(parts)
    if not is_some:
        parts.append(sentence("all records"))
    if said.unmet_bare:
        parts.append(sentence("not: %(words)s", words=row(", ", said.unmet_bare)))
    parts += [sentence("not %(part)s", part=label) for label in said.unmet_other]
    if said.aside:
        parts.append(sentence("ignored: %(words)s", words=row(", ", said.aside)))
    line = row("; ", parts)
    return sentence("records with %(parts)s", parts=line) if is_some else line
