"""Ways on after a search without results: the same search without one of its parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index_mappings.sayings import row, sentence
from service.schemas.search_answer import SearchAnswer
from service.search.arguments import PLAIN, Arguments
from service.search.links import Links
from service.web import chips
from service.web.chips import Chip


@dataclass(frozen=True, slots=True)
class Option:
    """Another search: what it is, where it is, and how many records it finds if that is known."""

    label: str
    url: str
    count: int | None = None


def options(
    answer: SearchAnswer, arguments: Arguments, pieces: Iterable[Chip], links: Links
) -> tuple[Option, ...]:
    """Return the searches to go on with: those counted in the answer, else each without a piece.

    An answer that says how many records each relaxation finds has them under `relaxations`; where
    none finds more the list is empty, and to offer one would be to lead to another empty page.
    """
    counted, total = answer.relaxations, answer.total.value
    everything = () if total else (Option(sentence("See all records"), links.to(PLAIN)),)
    if counted is not None:
        ways = (
            Option(sentence("Search %(how)s", how=way.label), way.links.html, way.count)
            for way in counted
        )
        return (*ways, *everything)
    if total:
        return ()
    offered = [Option(_without(chip), chip.url) for chip in pieces]
    if answer.query.match.of > 1 and arguments.match != "any":
        any_of = arguments.changed(match="any")
        offered.append(Option(sentence("Find records with any of the words"), links.to(any_of)))
    if arguments.q and arguments.is_narrowed:
        offered.append(
            Option(sentence("Look in all records"), links.to(PLAIN.changed(q=arguments.q)))
        )
    return (*offered, *everything)


def _without(chip: Chip) -> str:
    if chip.about == chips.ONLY_IN:
        return sentence("Look in all fields")
    less = row(" ", (chip.about, chip.says)) if chip.about else chip.says
    return sentence("Search without %(part)s", part=less)
