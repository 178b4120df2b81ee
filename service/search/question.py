"""Converting arguments to the query of an engine, joining the names of a person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from index_mappings.conditions import Days
from index_mappings.mapping import RecordMapping
from service.names.rings import NO_RINGS, Rings
from service.query.bounds import COUNTED, COUNTED_BESIDE, marked_long
from service.query.bridge import Crossing
from service.query.clauses import Clause
from service.query.filters import joined_days
from service.query.language import read
from service.query.request import FacetFilter, FacetRequest, Query, SortKey
from service.query.saying import understood
from service.query.understanding import Reading
from service.schemas.answer_parts import AlsoNamed
from service.schemas.spans import day_numbers
from service.search.arguments import Arguments
from service.search.bridges import Bridges
from service.search.name_expansion import Expanded, expanded
from service.search.ranking import lifts, names, title_key


@dataclass(frozen=True, slots=True)
class Question:
    """An interpreted search.

    `arguments` name each person by the name that is shown. `reading` has the other names in it
    where `rings`, those in force, are searched. `also` are other names of whom the words name:
    searched too, or only to be offered where the arguments switch them off (`expand=none`).
    """

    arguments: Arguments
    reading: Reading
    rings: Rings = NO_RINGS
    also: tuple[AlsoNamed, ...] = ()


def question_of(
    arguments: Arguments, mapping: RecordMapping, rings: Rings, bridges: Bridges | None
) -> Question:
    """Return the question, using the rings of the site and its bridges."""
    reading = reading_of(arguments, mapping)
    found = expanded(reading, rings) if rings else Expanded(reading)
    if bridges is not None and arguments.expand != "names":
        found = with_bridges(found, bridges)
    if arguments.expand == "none":
        return Question(arguments, reading, NO_RINGS, found.also)
    if not rings:
        return Question(arguments, found.reading, NO_RINGS, found.also)
    return Question(_by_shown_names(arguments, mapping, rings), found.reading, rings, found.also)


def reading_of(arguments: Arguments, mapping: RecordMapping) -> Reading:
    """Return the reading of a search's words."""
    match: Literal["all", "any"] = "any" if arguments.match == "any" else "all"
    return read(arguments.q, mapping, field=arguments.in_field, match=match)


def typed_clause(arguments: Arguments, mapping: RecordMapping) -> Clause:
    """Return what the words ask for as typed, without the other names and forms of a `Question`.

    What a question may cost, and how it was meant, is measured by what its reader wrote.
    """
    return reading_of(arguments, mapping).clause


def query_of(
    arguments: Arguments,
    mapping: RecordMapping,
    reading: Reading,
    after: SortKey | None = None,
    rings: Rings = NO_RINGS,
) -> Query:
    """Return the query of a search; `after` is the sort key of the last record already seen."""
    within = arguments.date_match == "within"
    titles = arguments.in_field in ("", mapping.title)
    chosen = arguments.chosen
    several = arguments.filters if reading.words else ()  # where nothing is marked, none cost more
    count = sum(len(one.values) + len(one.excluded) for one in several)
    marked = marked_long(typed_clause(arguments, mapping), count, len(several))
    before = (arguments.page - 1) * arguments.size
    is_near = before < COUNTED and count <= COUNTED_BESIDE
    is_counted = marked is None or (is_near and not arguments.is_tallied)
    words = Query(
        clause=reading.clause,
        exact_title=title_key(reading.text) if titles else "",
        named=names(reading, mapping) if titles else (),
        lifts=lifts(reading, mapping),
        facets=facets_of(arguments, mapping, rings) if is_counted else (),
        sort=arguments.order(mapping),
        size=arguments.size,
        page=arguments.page,
        after=after,
        highlight=arguments.highlight and (chosen is None or "highlight" in chosen.keys),
        fields=chosen.of_record(mapping) if chosen else None,
        marked_long=marked,
    )
    if not (arguments.is_narrowed or within):
        return words
    return narrowed(words, arguments, mapping, rings)


def narrowed(
    query: Query, arguments: Arguments, mapping: RecordMapping, rings: Rings = NO_RINGS
) -> Query:
    """Return a query narrowed by what is chosen in other arguments of the same words."""
    within = arguments.date_match == "within"
    return replace(
        query,
        filters=_by_all_names(arguments.filters, mapping, rings),
        days=joined_days(Days(*day_numbers(span), within) for span in arguments.date),
        within=within,
        since=arguments.changed_since,
    )


def facets_of(
    arguments: Arguments, mapping: RecordMapping, rings: Rings = NO_RINGS
) -> tuple[FacetRequest, ...]:
    """Return the requests for the facets to count."""
    names = arguments.facets
    return tuple(
        FacetRequest(
            facet.name,
            arguments.facet_size or facet.size,
            rings.same if rings and has_names(mapping, facet.name) else None,
        )
        for facet in mapping.facets
        if names is None or facet.name in names
    )


def has_names(mapping: RecordMapping, facet: str) -> bool:
    """Return whether the values of a facet are names of people."""
    declared = mapping.facet(facet)
    field = mapping.field(declared.field) if declared else None
    has_words = declared is not None and declared.kind.of_words
    return has_words and field is not None and field.kind.names_people


def _by_shown_names(arguments: Arguments, mapping: RecordMapping, rings: Rings) -> Arguments:
    """Return arguments in which each person has one value, whichever name was given."""

    def shown(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted({rings.shown(value) for value in values}))

    if not any(has_names(mapping, chosen.facet) for chosen in arguments.filters):
        return arguments
    return replace(
        arguments,
        filters=tuple(
            replace(chosen, values=shown(chosen.values), excluded=shown(chosen.excluded))
            if has_names(mapping, chosen.facet)
            else chosen
            for chosen in arguments.filters
        ),
    )


def _by_all_names(
    filters: tuple[FacetFilter, ...], mapping: RecordMapping, rings: Rings
) -> tuple[FacetFilter, ...]:
    def members(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for value in values for name in rings.members(value)))

    if not rings:
        return filters
    return tuple(
        replace(chosen, values=members(chosen.values), excluded=members(chosen.excluded))
        if has_names(mapping, chosen.facet)
        else chosen
        for chosen in filters
    )


def with_bridges(found: Expanded, bridges: Bridges) -> Expanded:
    """Return the reading with other forms of the typed names; rings were applied before."""
    bridged = bridges.put_in(found.reading)
    if bridged.reading is found.reading:
        return found
    reading = replace(bridged.reading, understood_as=understood(bridged.reading.said))
    return Expanded(reading, (*found.also, *map(_also, bridged.crossings)))


def _also(crossing: Crossing) -> AlsoNamed:
    bridge = crossing.bridges[0]
    return AlsoNamed(
        crossing.form.text,
        crossing.others,
        bridge.forms[0].text,
        kind=bridge.kind.name,
        why=bridge.why,
        known_from=bridge.known_from,
    )
