"""Pages of a list: their numbers and addresses."""

from __future__ import annotations

from dataclasses import dataclass

from service.schemas.arguments import DEEPEST
from service.schemas.search_answer import SearchAnswer
from service.search.arguments import Arguments
from service.search.links import Links

_NEAR = 2  # page numbers on each side of the one shown: with first and last they fit a phone


@dataclass(frozen=True, slots=True)
class Turn:
    """The links between pages of a list, or "" if there is none.

    `here` is the number of the page shown. `numbers` are (number, address) in order, or None
    if numbers are left out. `first` and `last` are the places in the whole list of the
    records shown, or 0 if there are none.
    """

    here: int
    previous: str
    next: str
    end: str
    numbers: tuple[tuple[int, str] | None, ...]
    first: int
    last: int


def turn(answer: SearchAnswer, arguments: Arguments, links: Links) -> Turn:
    """Return the links between the pages of an answer; numbers reach as far as `page` does."""
    here, size, shown = answer.page.number, answer.page.size, len(answer.results)
    pages = min(max(1, answer.page.pages), DEEPEST // size)
    page = links.pager(arguments)
    wanted = {1, pages, *range(here - _NEAR, here + _NEAR + 1)}
    numbers: list[tuple[int, str] | None] = []
    before = 0
    for number in sorted(number for number in wanted if 1 <= number <= pages):
        if number > before + 1:
            numbers.append(None)
        numbers.append((number, page(number)))
        before = number
    return Turn(
        here=here,
        previous=page(min(here - 1, pages)) if here > 1 else "",
        next=answer.links.next,
        end=page(pages),
        numbers=tuple(numbers) if pages > 1 else (),
        first=(here - 1) * size + 1 if shown else 0,
        last=(here - 1) * size + shown if shown else 0,
    )
