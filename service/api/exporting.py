"""The door through which records leave: all that a search finds, in the form that is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flask import Response

from index_mappings.folding import fold
from index_mappings.record import Record
from service.current import base_url, pairs, site
from service.errors import BadRequest, Fault
from service.exports.citing import Cited, Where, cited
from service.exports.formats import BY_NAME, Cite, ExportFormat, Taken
from service.exports.shown_set import shown_set
from service.schemas.arguments import export_arguments
from service.schemas.query_string import ArgumentReader
from service.search.addresses import API_SEARCH
from service.search.arguments import Arguments
from service.search.links import Links

_NAME = 60  # characters of a file's name that say what was searched
_OWN = frozenset({"format", "text"})  # arguments of the export alone
_UNNAMEABLE = re.compile(r"[^A-Za-z0-9]+")


def export() -> Response:
    """Answer with all records of a search, as a file."""
    own = ArgumentReader(export_arguments(site().mapping, tuple(BY_NAME))).take(pairs())
    if faults := own.unknown + own.faults:
        raise BadRequest(faults)
    arguments = site().reader.read(pair for pair in pairs() if pair[0] not in _OWN)
    return _sent(arguments, BY_NAME[own.values["format"]], text=own.values["text"])


def _sent(arguments: Arguments, form: ExportFormat, *, text: bool) -> Response:
    """Return all records of a search as a file, sent while it is read.

    What is asked, how many records there are and of which index are in the headers. Raises
    BadRequest where there are more than the form can have.
    """
    here = site()
    whole = text or form.has_texts
    shown = shown_set(here, arguments, whole=whole)
    if form.most and shown.total > form.most:
        detail = f"{form.name} has room for {form.most:,} records, and this search has "
        raise BadRequest((Fault("format", f"{detail}{shown.total:,}", "csv"),))
    taken = Taken(shown.records, here.mapping, citer(), text)
    response = Response(_started(form.write(taken)), content_type=form.media_type)
    links = Links(base_url(), API_SEARCH)
    named = _UNNAMEABLE.sub("-", fold(arguments.q)[:_NAME]).strip("-")
    day = shown.index.built[:10]
    name = "-".join(filter(None, ("records", named, day)))
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form.ending}"'
    response.headers["Searchroom-Total"] = str(shown.total)
    response.headers["Searchroom-Index"] = shown.index.version
    response.headers["Link"] = f'<{links.api(arguments.changed())}>; rel="describes"'
    response.headers["Cache-Control"] = "no-store"
    if shown.partial:
        response.headers["Searchroom-Partial"] = "true"
    return response


def _started(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Return the pieces with the first made already, so that what fails at once is an error."""
    first = next(pieces, b"")

    def all_pieces() -> Iterator[bytes]:
        yield first
        yield from pieces

    return all_pieces()


def citer() -> Cite:
    """Return what cites the records of this site."""
    here = site()
    catalogue = here.catalogues.of(here.engine.info().version)
    where = Where(here.settings.site_title, base_url())
    links = Links(base_url(), API_SEARCH)

    def cite(record: Record) -> Cited:
        return cited(record, here.mapping, catalogue, where, links.record(record.id).html)

    return cite


def reference_of(record: Record, name: str) -> Response:
    """Return one record as a reference of a form that has them."""
    form = BY_NAME[name]
    body = b"".join(form.write(Taken((record,), site().mapping, citer())))
    response = Response(body, content_type=form.media_type)
    name = _UNNAMEABLE.sub("-", fold(record.id)).strip("-")[:_NAME] or "record"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form.ending}"'
    response.headers["Cache-Control"] = "no-store"
    return response
