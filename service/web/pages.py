"""The pages, and what each is rendered from; `door` has their addresses."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from index_mappings.record import Record
from service.current import site
from service.errors import NoIndex
from service.query.clauses import Value
from service.query.syntax import RULES, Rule
from service.search.addresses import HELP, PLACES, PLACES_FACET
from service.search.arguments import PLAIN, Arguments
from service.search.ask import ask
from service.search.collections import collection_answer, collections_answer
from service.search.correspondence import roles_of
from service.search.facet_values import facet_of
from service.search.paths import is_named, read_path
from service.search.records import find_record, of_one_index
from service.web import front
from service.web.cards import card
from service.web.cite_page import cite_page, cite_url
from service.web.current import canonical, links
from service.web.dates import years
from service.web.excerpts import paragraphs
from service.web.facet_page import facet_page
from service.web.front_names import questions, series, written_about
from service.web.grouped_page import grouped_page
from service.web.hits import hit
from service.web.leaving_out import left_out
from service.web.negotiated import linked, linked_form, varying
from service.web.people import exchange_page, person_page
from service.web.people_list import people_page
from service.web.record_page import record_page
from service.web.rendered import render
from service.web.replies import reply
from service.web.results_page import results
from service.web.tree_view import arrangement_view

_FIRST = 10  # records on a collection's page: enough to see what it holds
_CARDS = 12  # collections on the front page with their descriptions; more are a line each
_SIMILAR = 5  # records under a record: a glance's worth


def home() -> Response:
    """The search box, what there is to search, and ways to begin."""

    def context() -> dict[str, object]:
        answer = ask(site(), PLAIN.changed(size=1, highlight=False), links()).body
        ways = front.ways(answer, site().mapping, links())
        named = written_about(site(), answer, links())
        known = [card(item) for item in collections_answer(site(), links()).results]
        return {
            "index": answer.index,
            "partial": answer.partial,
            "collections": known,
            "dates": years(
                min((card.first for card in known if card.first is not None), default=None),
                max((card.last for card in known if card.last is not None), default=None),
            ),
            "ways": [way for way in ways if way.label not in {item.label for item in named}],
            "written_about": named,
            "tries": questions(site(), links()) or front.tries(ways),
            "timeline": front.all_years(answer, site().mapping, links()),
            "series": series(known) if len(known) > _CARDS else (),
            "canonical": canonical("/"),
        }

    try:
        return reply("home.html", context, keep=True)
    except NoIndex:
        response = Response(render("empty.html", robots="noindex"), mimetype="text/html")
        response.headers["Cache-Control"] = "no-store"
        return response


def search() -> BaseResponse:
    """The results of a search, with what narrows it.

    A form that leaves out what is ticked in a facet is sent on to the address of that search.
    """
    if excluding := left_out(site(), request.args, links()):
        return redirect(excluding, 303)
    return reply("search.html", lambda: results(site(), request.args, links()))


def grouped() -> Response:
    """The results of a search by collection, the first few of each."""
    return reply("grouped.html", lambda: grouped_page(site(), request.args, links()))


def facet(part: str) -> Response:
    """All values of a facet under a search: by count or from A to Z, filtered, page by page."""
    facet_of(site(), part)
    return reply("facet.html", lambda: facet_page(site(), part, request.args, links()))


def people() -> Response:
    """Everyone that records name, each with a page of their own."""
    roles_of(site())
    return reply("facet.html", lambda: people_page(site(), request.args, links()))


def places() -> Response:
    """Every place that records name, each with the search for its records."""
    facet_of(site(), PLACES_FACET)
    return reply(
        "facet.html", lambda: facet_page(site(), PLACES_FACET, request.args, links(), path=PLACES)
    )


def person(part: str) -> Response:
    """A person, with whom they wrote to and heard from, or the letters between two."""
    name, other = read_path(part), read_path(request.args.get("with", ""))
    if other:
        return reply("exchange.html", lambda: exchange_page(site(), name, other, links()))
    return reply("person.html", lambda: person_page(site(), name, links()))


def record(part: str) -> BaseResponse:
    """One record; one that was asked for by a former id is at its present address."""
    found = find_record(site(), part)
    paths = links().record(found.record.id)
    query = request.query_string.decode("ascii", "replace")
    if found.moved:
        return redirect(f"{paths.html}?{query}" if query else paths.html, 308)
    if form := linked_form():
        return varying(of_one_index(site(), part, found, lambda shown: linked(shown, form)))
    arguments = site().reader.forgive(request.args.items(multi=True)).arguments

    def context(shown: Record) -> dict[str, object]:
        return record_page(site(), shown, arguments, links())

    return varying(reply("record.html", lambda: of_one_index(site(), part, found, context)))


def cite(part: str) -> BaseResponse:
    """A record's citations: the archive's own, and those of scholars' styles."""
    found = find_record(site(), part)
    if found.moved:
        return redirect(cite_url(found.record.id), 308)
    return reply("cite.html", lambda: of_one_index(site(), part, found, cite_page))


def collection(part: str) -> BaseResponse:
    """A collection: what it is, its first records, and what is in it."""
    found = collection_answer(site(), part, links())
    if not is_named(found.id, part):
        return redirect(found.links.html, 308)
    declared = site().mapping.collection_facet
    facet = declared.name if declared else ""
    inside = PLAIN.toggled(facet, found.id) if facet else PLAIN

    def context() -> dict[str, object]:
        records = ask(site(), inside.changed(size=_FIRST), links()).body
        return {
            "collection": found,
            "description": paragraphs(found.description),
            "total": found.count,
            "partial": records.partial,
            "dates": card(found).dates,
            "facet": facet,
            "results": [hit(item, site().mapping, links()) for item in records.results],
            "all_url": links().to(inside),
            "timeline": front.all_years(records, site().mapping, links(), inside),
            "arrangement": (
                arrangement_view(site(), Value(facet, (found.id,)), links()) if facet else ()
            ),
            "ways": front.ways(records, site().mapping, links(), inside),
            "json_url": found.links.self_,
            "canonical": canonical(found.links.html.removeprefix(request.script_root)),
            "index": found.index,
        }

    return reply("collection.html", context, keep=True)


def collections() -> BaseResponse:
    """The collections are listed on the front page."""
    return redirect(url_for("web.home") + "#collections", 302)


def help() -> Response:
    """How to search: the syntax, the fields of this catalogue, dates, links."""
    context = {
        "rows": _rows(),
        "links": links(),
        "fields": [field for field in site().mapping.fields if field.search],
        "has_date": any(facet.kind.by_date for facet in site().mapping.facets),
        "canonical": canonical(HELP),
    }
    return Response(render("help.html", **context), mimetype="text/html")


def _rows() -> list[tuple[Rule, str, Arguments | None]]:
    """Return each rule with what is typed, and the search that its example is, if there is one."""
    examples = site().mapping.examples
    return [
        (rule, examples.get(rule.key, rule.form),
         PLAIN.changed(q=examples[rule.key]) if rule.key in examples else None)
        for rule in RULES
    ]  # fmt: skip
