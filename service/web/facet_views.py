"""The facets of a results page: each value a box to tick and a link, with its count.

The boxes of all facets are in one form, so that several can be ticked and applied at
once without any script; the links choose or unchoose a single value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypedDict

from index_mappings.facet_kinds.kind import Facet
from index_mappings.made_often import made_often
from index_mappings.mapping import RecordMapping
from service.schemas.answer_parts import FacetCounted
from service.schemas.arguments import MISSING
from service.schemas.search_answer import SearchAnswer
from service.search.addresses import FACETS
from service.search.arguments import Arguments
from service.search.endpoint_arguments import Read
from service.search.links import Links
from service.search.paths import write_path
from service.web.faults import SpanView, span_view
from service.web.timeline import Timeline, timeline

_OPEN = 4  # facets that are open from the start; the rest show their name, to keep the list short
_DEEPEST = 6  # levels that are shown further in: a column is narrow
_FLAT = 16  # years listed one by one; more are folded into their decades
_FOLDED = 100  # years in folded decades; of more, a decade's years come when it is chosen


@made_often
@dataclass(frozen=True, slots=True)
class Choice:
    """One box of a facet: what it sends (`name`, `value`), what it says, where its link leads.

    `count` is None for a choice that was typed into the address and is not counted. `level` is
    how far in it is.
    """

    name: str
    value: str
    label: str
    count: int | None
    on: bool
    url: str
    level: int = 0
    has_box: bool = True

    @property
    def is_absent(self) -> bool:
        """Whether it is the choice of records without a value."""
        return self.name == MISSING


@dataclass(frozen=True, slots=True)
class Decade:
    """Ten years of a facet: `url` chooses or unchooses all ten; open where some are chosen.

    `choices` are its years, or none if there are too many in all and the decade is closed.
    """

    label: str
    url: str
    choices: tuple[Choice, ...]
    open: bool


@made_often
@dataclass(frozen=True, slots=True)
class FacetView:
    """One facet as it is shown. `most` is the highest count, the full length of a bar.

    `more` of its `of` values are not shown here; `more_url` is the page of all. The bars of the
    `timeline` are those of a chosen span of years alone; `zoomed_out` is then the search of all.
    """

    name: str
    label: str
    has_bars: bool
    span: SpanView | None
    open: bool
    choices: tuple[Choice, ...]
    decades: tuple[Decade, ...] = ()
    most: int = 1
    more: int = 0
    of: int = 0
    more_url: str = ""
    timeline: Timeline | None = None
    zoomed_out: str = ""
    can_leave_out: bool = False


def facets(
    answer: SearchAnswer, read: Read, arguments: Arguments, mapping: RecordMapping, links: Links
) -> tuple[FacetView, ...]:
    """Return the facets of an answer that have anything to choose, in the mapping's order."""
    shown: list[FacetView] = []
    all_values, missing = all_values_of(arguments, links), links.missing_toggler(arguments)
    for facet in mapping.facets:
        counted = answer.facets.get(facet.name)
        if counted is None:
            continue
        chosen = arguments.filter(facet.name)
        span = span_view(read, facet, mapping)
        choices = tuple(
            choice
            for choice in _choices(counted, arguments, facet, links, missing)
            if not (span and span.value and choice.value == span.value)
        )
        is_chosen = bool(chosen.values or chosen.missing or chosen.excluded)
        if not is_chosen and not any(choice.name == facet.name for choice in choices):
            continue
        years = tuple(choice for choice in choices if _is_year(choice))
        folded = facet.kind.in_tens and len(years) > _FLAT
        shown.append(
            FacetView(
                name=facet.name,
                label=counted.label,
                has_bars=facet.kind.has_bars,
                span=span,
                open=is_chosen or len(shown) < _OPEN,
                choices=tuple(c for c in choices if not _is_year(c)) if folded else choices,
                decades=_decades(years, arguments, facet, links) if folded else (),
                most=max((choice.count or 0 for choice in choices), default=1) or 1,
                more=counted.others,
                of=counted.others + len(counted.values),
                more_url=all_values(facet.name),
                **_drawn(facet, counted, arguments, links),
                can_leave_out=any(
                    choice.has_box and choice.name == facet.name for choice in choices
                ),
            )
        )
    return tuple(shown)


def _choices(
    counted: FacetCounted,
    arguments: Arguments,
    facet: Facet,
    links: Links,
    missing: Callable[[str], str],
) -> tuple[Choice, ...]:
    chosen = arguments.filter(facet.name)
    listed = {item.value for item in counted.values}
    choices = []
    for value in chosen.values:
        if value not in listed:
            label = facet.kind.label(facet, value, str)
            url = links.toggle(arguments, facet.name, value)
            choices.append(Choice(facet.name, value, label, None, True, url))
    choices += [
        Choice(
            facet.name,
            item.value,
            item.label,
            item.count,
            item.selected,
            item.links.toggle,
            min(item.level, _DEEPEST),
            # a box of what is below would add nothing to what is chosen above it
            item.selected or not item.links.toggle or not facet.kind.has_levels,
        )
        for item in counted.values
    ]
    if counted.missing or chosen.missing:
        label = facet.kind.absent
        url = missing(facet.name)
        choices.append(Choice(MISSING, facet.name, label, counted.missing, chosen.missing, url))
    return tuple(choices)


class _Drawn(TypedDict):
    timeline: Timeline | None
    zoomed_out: str


def _drawn(facet: Facet, counted: FacetCounted, arguments: Arguments, links: Links) -> _Drawn:
    """Return the bars of a facet of years; of a chosen span only its own, if it has several."""
    if not facet.kind.in_tens:
        return {"timeline": None, "zoomed_out": ""}
    chosen = arguments.filter(facet.name).values
    whole = arguments.without(facet.name)
    line = timeline(facet.name, counted, whole, links)
    ends = facet.kind.ends(chosen[0]) if len(chosen) == 1 else None
    if line is None or ends is None:
        return {"timeline": line, "zoomed_out": ""}
    first, last = (int(end) if _is_whole(end) else None for end in ends)
    inside = tuple(
        item
        for item in counted.values
        if _is_whole(item.value)
        and (first is None or int(item.value) >= first)
        and (last is None or int(item.value) <= last)
    )
    near = timeline(facet.name, replace(counted, values=inside), whole, links)
    return {"timeline": near or line, "zoomed_out": links.to(whole)}


def _is_whole(text: str) -> bool:
    return text.removeprefix("-").isdecimal()


def _is_year(choice: Choice) -> bool:
    return choice.value.removeprefix("-").isdecimal() and choice.count is not None


def _decades(
    years: Sequence[Choice], arguments: Arguments, facet: Facet, links: Links
) -> tuple[Decade, ...]:
    by_decade: dict[int, list[Choice]] = {}
    for choice in years:
        by_decade.setdefault(int(choice.value) // 10 * 10, []).append(choice)
    chosen = arguments.filter(facet.name).values
    toggle = links.toggler(arguments, facet.name)
    decades = []
    for decade, choices in sorted(by_decade.items()):
        whole = f"{decade}..{decade + 9}"
        is_open = whole in chosen or any(choice.on for choice in choices)
        shown = choices if is_open or len(years) <= _FOLDED else ()
        decades.append(Decade(f"{decade}s", toggle(whole), tuple(shown), is_open))
    return tuple(decades)


def all_values_of(arguments: Arguments, links: Links) -> Callable[[str], str]:
    """Return what gives, for a facet, the page of all its values under a search."""
    narrowing = arguments.narrowing()
    return lambda facet: links.to(narrowing, f"{FACETS}/{write_path(facet)}")


def kept_by_box(arguments: Arguments) -> list[tuple[str, str]]:
    """Return what the search box sends along: everything but words, their field and the place.

    A new search keeps what narrows it; what is chosen is above the results, with a link
    that takes it away.
    """
    return [pair for pair in arguments.pairs() if pair[0] not in ("q", "in", "page", "cursor")]


def kept_by_facets(arguments: Arguments, declared: Iterable[Facet]) -> list[tuple[str, str]]:
    """Return what the facets' form sends along: everything that its own fields do not send."""
    own = {facet.name for facet in declared} | {MISSING, "date_match", "page", "cursor"}
    if any(arguments.span):
        own.add("date")
    return [pair for pair in arguments.pairs() if pair[0] not in own]
