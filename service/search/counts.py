"""Counts of a search by units of time or two ways, without the records."""

from __future__ import annotations

from dataclasses import replace

from service.errors import BadRequest, EngineUnavailable, Fault
from service.query.bounds import LONG, LONG_COUNTED, costly, price
from service.schemas.answer_parts import SearchLinks, Total
from service.schemas.answers import CountsAnswer
from service.search.addresses import API_COUNTS
from service.search.answer import index_of
from service.search.arguments import Arguments
from service.search.endpoint_arguments import CountsRead
from service.search.fallback import Answered, search
from service.search.links import Links
from service.search.pair_lists import Sought
from service.search.question import Question, query_of, question_of, typed_clause
from service.search.site import Site
from service.search.tallies import Tallies, tallied

_TRIES = 3  # only a publish between two questions takes a second
_JSON = "json"


def counts_answer(site: Site, read: CountsRead, links: Links) -> CountsAnswer:
    """Return the counts.

    Raises BadRequest for a cursor of another list, and for too many counts of a long query;
    IndexMoved for an old cursor.

    By default, years are counted.
    """
    arguments = read.arguments
    others = arguments.histogram or read.numbers
    if arguments.cursor and (len(arguments.two_way) != 1 or others):
        detail = "belongs to one two-way count; name only that one in `facets`"
        raise BadRequest((Fault("cursor", detail),))
    question = question_of(
        replace(arguments, cursor=""), site.mapping, site.names.rings, site.bridges
    )
    ways = (*arguments.histogram, *arguments.two_way)
    typed = typed_clause(arguments, site.mapping)
    if len(ways) > LONG_COUNTED and (price(typed) > LONG or costly(typed)):
        detail = "counts a question this long, or with a phrase, a * or a ~, in one way at a time"
        raise BadRequest((Fault("histogram" if arguments.histogram else "facets", detail),))
    answered, tallies = _counted(site, question, read, links)
    result = answered.result
    alone = not tallies.histograms and not read.numbers
    one = next(iter(tallies.pairs.values())) if len(tallies.pairs) == 1 else None
    following = one.next_cursor if one and alone else None
    here = _address(read, links, arguments.cursor)
    return CountsAnswer(
        total=Total(result.total, "gte" if result.partial else "eq"),
        partial=result.partial or tallies.partial,
        histograms=tallies.histograms,
        pairs=tallies.pairs,
        numbers=tallies.numbers,
        links=SearchLinks(
            self_=here,
            html=links.html(_shown(arguments)),
            json=links.api(_shown(arguments)),
            next=_address(read, links, following) if following else "",
        ),
        index=index_of(result.index),
    )


def _counted(
    site: Site, question: Question, read: CountsRead, links: Links
) -> tuple[Answered, Tallies]:
    arguments = question.arguments.with_(facets=(), highlight=False, size=0, page=1, fields=())
    for _ in range(_TRIES):
        query = query_of(arguments, site.mapping, question.reading, rings=question.rings)
        answered = search(site, arguments, query, question.reading)
        sought = Sought(site, question, answered, links)
        tallies = tallied(
            sought, pairs=read.size, cursor=read.arguments.cursor, numbers=read.numbers
        )
        if tallies.versions <= {answered.result.index.version}:
            return answered, tallies
    raise EngineUnavailable("another index was published again and again while counting")


def _shown(arguments: Arguments) -> Arguments:
    """Return the search whose records were counted."""
    return arguments.narrowing()


def _address(read: CountsRead, links: Links, cursor: str) -> str:
    arguments = read.arguments.narrowing().with_(
        facets=() if read.arguments.two_way else None,
        two_way=read.arguments.two_way,
        histogram=read.arguments.histogram,
        cursor=cursor,
    )
    address = links.to(arguments, API_COUNTS)
    more = [f"numbers={','.join(read.numbers)}"] if read.numbers else []
    more += [f"size={read.size}"] if read.size != read.usual_size else []
    more += [f"format={read.form}"] if read.form != _JSON else []
    joined = "&".join(more)
    return f"{address}{'&' if '?' in address else '?'}{joined}" if joined else address
