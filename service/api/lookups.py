"""Lookups other than searches: records, collections, values of facets, changes, passages."""

from __future__ import annotations

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from index_mappings.record import Record
from service.api.bodies import all_pairs
from service.api.responding import answer_links, respond, respond_with_keys
from service.current import base_url, pairs, site
from service.schemas.answers import RecordAnswer
from service.schemas.arguments import JSON
from service.schemas.fixed_arguments import ChangesArguments, NoArguments, SuggestArguments
from service.schemas.query_string import ArgumentReader
from service.schemas.quotes import QuoteArguments
from service.search.addresses import API, FACETS
from service.search.changes_list import changes_answer
from service.search.collections import collection_answer, collections_answer
from service.search.facet_values import facet_answer, facet_of
from service.search.paths import is_named
from service.search.records import find_record, of_one_index, record_answer
from service.search.several_records import records_answer
from service.search.suggest import suggestions

_NONE, _SUGGEST, _CHANGES, _QUOTE = (
    ArgumentReader(made)
    for made in (NoArguments, SuggestArguments, ChangesArguments, QuoteArguments)
)


def records() -> Response:
    """Answer with several records by their ids."""
    read = site().reader.read_records(all_pairs(site().reader.records))
    return respond(
        lambda: records_answer(site(), read, answer_links()),
        read.ids,
        read.cursor,
        read.chosen.names if read.chosen else None,
        chosen=read.chosen,
    )


def record(part: str) -> AnyResponse:
    """Answer with one record, or redirect to it if its id has changed."""
    read = site().reader.read_record(pairs())
    found = find_record(site(), part)
    if found.moved:
        return _moved(answer_links().record(found.record.id).self_)
    if read.form != JSON:
        # references, of which few clients ask for one
        from service.api.exporting import reference_of  # noqa: PLC0415

        return reference_of(found.record, read.form)
    if read.chosen is not None:
        return respond_with_keys(found.record, read.chosen)

    def answer(record: Record) -> RecordAnswer:
        return record_answer(site(), record, answer_links(), read.similar)

    return respond(lambda: of_one_index(site(), part, found, answer), read.similar)


def collections() -> Response:
    """Answer with all collections."""
    _NONE.strictly(pairs())
    return respond(lambda: collections_answer(site(), answer_links()))


def collection(part: str) -> AnyResponse:
    """Answer with one collection."""
    _NONE.strictly(pairs())
    if part.endswith("/"):
        found = collection_answer(site(), part, answer_links())
        if not is_named(found.id, part):
            return _moved(found.links.self_)
    return respond(lambda: collection_answer(site(), part, answer_links()))


def facet(part: str) -> AnyResponse:
    """Answer with the values of a facet."""
    if part.endswith("/") and site().mapping.facet(part[:-1]):  # no facet's name has a slash
        return _moved(f"{base_url()}{API}{FACETS}/{part[:-1]}")
    facet_of(site(), part)
    read = site().reader.read_facet(pairs())
    return respond(
        lambda: facet_answer(site(), part, read, answer_links()),
        read.arguments.pairs(),
        read.filter,
        read.order,
    )


def suggest() -> Response:
    """Answer with suggestions for the typed text."""
    values = _SUGGEST.strictly(pairs())
    q, size = values.get("q", ""), values["size"]
    return respond(lambda: suggestions(site(), q, size, answer_links()), q, size)


def changes() -> Response:
    """Answer with the changes since a number."""
    values = _CHANGES.strictly(pairs())
    since, size = values["since"], values["size"]
    return respond(lambda: changes_answer(site(), since, size, answer_links()), since, size)


def quote() -> Response:
    """Answer whether a passage is in a record."""
    # its patterns take a hundredth of a start, and few readers have a passage looked for
    from service.search.quotes import quote_answer  # noqa: PLC0415

    values = _QUOTE.strictly(pairs())
    id, text = values["id"], values["text"]
    return respond(lambda: quote_answer(site(), id, text, answer_links()), id, text)


def _moved(target: str) -> AnyResponse:
    query = request.query_string.decode("ascii", "replace")
    return redirect(f"{target}?{query}" if query else target, 308)
