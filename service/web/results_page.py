"""A page of results: one question asked, and its answer laid out with everything around it."""

from __future__ import annotations

from dataclasses import replace

from werkzeug.datastructures import MultiDict

from index_mappings.mapping import RecordMapping
from service.current import note_missed
from service.exports.formats import offered
from service.schemas.page_arguments import MARKED
from service.schemas.search_answer import SearchAnswer
from service.search.addresses import API_EXPORT, PAGE_SEARCH
from service.search.arguments import PLAIN, Arguments
from service.search.ask import Answer, ask
from service.search.links import Links
from service.search.place_in_list import has_list
from service.search.site import Site
from service.web import facet_views, faults
from service.web.chips import chips
from service.web.current import canonical
from service.web.excerpts import plain
from service.web.feeds import feed_links
from service.web.grouped_page import grouped_url
from service.web.hits import HitWriter
from service.web.marks import Marking, listed, marked_ids
from service.web.paging import turn
from service.web.receipt_page import receipt_url
from service.web.ways_on import options

_SIZES = (20, 50, 100)  # records per page that are offered; any up to 100 can be asked for
_ENDS = ".,;:!?"  # what a sentence that was typed has between its words and at its end
_HEADING = 80  # characters of what was typed in the heading: two lines on a desk


def results(site: Site, typed: MultiDict[str, str], links: Links) -> dict[str, object]:
    """Return what the page of results is rendered from.

    What is not valid is left out of the search and said. Raises what `ask` raises.
    """
    mapping = site.mapping
    read = site.reader.forgive(typed.items(multi=True))
    answered = ask(site, read.arguments, links)
    note_missed(answered)
    arguments, answer = answered.arguments, answered.body
    here = "&".join(
        filter(None, (arguments.query_string() if has_list(arguments) else "", links.added))
    )
    marked, _ = marked_ids(typed.getlist(MARKED))
    along = [(MARKED, listed(marked))] if marked else []
    pieces = chips(answer, arguments, mapping, links)
    collections = site.catalogues.of(answer.index.version)
    several = len(collections.collections) > 1 and not _is_in_one(arguments, mapping)
    titles = collections.title if several else None
    writer = HitWriter(mapping, links, here, titles, marked)
    shown_faults = faults.shown(read.faults, arguments, mapping, site.reader, links)
    return {
        "arguments": arguments,
        "query": answer.query,
        "says_more": _says_more(answered),
        "total": answer.total.value,
        "is_open": _is_open(answer),
        "partial": answer.partial,
        "shown_q": plain(arguments.q, _HEADING),
        "results": writer.hits(answer.results),
        "facets": facet_views.facets(answer, read, arguments, mapping, links),
        "chosen": sum(1 for piece in pieces if piece.about),
        "chips": pieces,
        "faults": {fault.field: fault for fault in shown_faults},
        "fault_list": shown_faults,
        "kept": [*facet_views.kept_by_box(arguments), *along],
        "form": [*facet_views.kept_by_facets(arguments, mapping.facets), *along],
        "marking": Marking.of(arguments, marked, [item.record.id for item in answer.results]),
        "orders": _orders(site, arguments, answer.sort, links),
        "sizes": _sizes(arguments, links),
        "turn": turn(answer, arguments, links),
        "options": options(answer, arguments, pieces, links),
        "spelling": answer.spelling,
        "self_url": answer.links.self_,
        "json_url": links.api(arguments),
        "receipt_url": receipt_url(arguments),
        "grouped_url": grouped_url(arguments, links) if several else "",
        "feeds": feed_links(arguments, links),
        "exports": _exports(site.mapping, answer, arguments, links),
        "index": answer.index,
        "canonical": canonical(PAGE_SEARCH),
        "robots": _robots(arguments),
    }


def _exports(
    mapping: RecordMapping, answer: SearchAnswer, arguments: Arguments, links: Links
) -> list[tuple[str, str]]:
    """Return the forms in which all that was found can be taken away, with their addresses."""
    search = arguments.narrowing().changed(sort=arguments.sort)
    address = links.to(search, API_EXPORT)
    start = f"{address}{'&' if '?' in address else '?'}format="
    forms = offered(mapping)
    fits = (form for form in forms if not form.most or answer.total.value <= form.most)
    return [(form.label, f"{start}{form.name}") for form in fits] if answer.results else []


def _is_open(answer: SearchAnswer) -> bool:
    """Return whether the records found lack words that were asked for."""
    match = answer.query.match
    return match.wanted == "auto" and match.least < match.of


def _says_more(answered: Answer) -> bool:
    """Return whether what was understood is more than the words in the box.

    Other names and the words that were ignored have lines of their own on the page.
    """
    read, q = answered.reading.said, answered.arguments.q
    if not q:
        return False
    is_one_of = read.is_any and len(read.words) > 1
    is_mixed = len(read.words) > 1 and not all(word.bare for word in read.words)
    has_more = read.filters or read.unmet_bare or read.unmet_other or read.inside
    if has_more or is_one_of or is_mixed or _is_open(answered.body):
        return True
    ignored = {word.casefold() for word in (*read.aside, *read.common)}
    typed = [word.casefold().strip(_ENDS) for word in q.split()]
    understood = [word.label.casefold() for word in read.words]
    return not understood or understood != [word for word in typed if word not in {*ignored, ""}]


def _is_in_one(arguments: Arguments, mapping: RecordMapping) -> bool:
    """Return whether the search is narrowed to one collection, which need not be said again."""
    facet = mapping.collection_facet
    return facet is not None and len(arguments.filter(facet.name).values) == 1


def _robots(arguments: Arguments) -> str:
    """Return what crawlers may do: index only the plain list, and follow its pages alone."""
    if arguments == PLAIN:
        return ""
    return "noindex" if replace(arguments, page=1) == PLAIN else "noindex, nofollow"


def _orders(site: Site, arguments: Arguments, here: str, links: Links) -> list[dict[str, object]]:
    """Return the declared orders; relevance only where there are words to be relevant to."""
    return [
        {
            "label": sort.label,
            "url": links.to(arguments.changed(sort=sort.name).normal(site.mapping)),
            "on": sort.name == here,
        }
        for sort in site.mapping.sorts
        if sort.path or arguments.q or sort.name == here
    ]


def _sizes(arguments: Arguments, links: Links) -> list[dict[str, object]]:
    return [
        {
            "label": str(size),
            "url": links.to(arguments.changed(size=size)),
            "on": size == arguments.size,
        }
        for size in sorted({*_SIZES, arguments.size})
    ]
