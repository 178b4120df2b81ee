"""Exports: all records that a search finds, in the requested form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response

from index_mappings.folding import fold
from index_mappings.record import Record
from service.current import base_url, pairs, site
from service.errors import BadRequest, Fault
from service.exports.citing import Cite, Cited, Where, cited
from service.exports.formats import BY_NAME, Export, ExportFormat, offered
from service.exports.heading import heading
from service.exports.marked_set import marked_set
from service.exports.origin import Holding, Origin
from service.exports.shown_set import Resumed, ShownSet, shown_set
from service.results import IndexInfo
from service.search.addresses import API_EXPORT, API_SEARCH
from service.search.links import Links
from service.search.paths import ids_part

_NAME = 60  # characters of a file's name that say what was searched
_TITLE = 200  # characters of what was typed in the heading of a list
_LONGEST = 2_000  # characters of a question in a header more: proxies take 4 or 8 kB of all headers
_UNNAMEABLE = re.compile(r"[^A-Za-z0-9]+")


def export() -> Response:
    """Answer with all records of a search, or with records by id, as a file."""
    forms = tuple(form.name for form in offered(site().mapping))
    own = site().reader.read_export(pairs(), forms)
    arguments, ids = own.arguments, own.ids
    form, text = BY_NAME[own.form], own.text
    whole = text or form.has_texts
    links = Links(base_url(), API_SEARCH)
    resumed = Resumed(own.after, own.index)
    if ids and resumed.after:
        raise BadRequest((Fault("after", "continues a search, not a list of ids", ""),))
    if ids:
        shown = marked_set(site(), ids, whole=whole)
        file = f"{base_url()}{API_EXPORT}?{ids_part(ids)}&format={form.name}"
        about = _Said("", links.records(ids), links.marked(ids), file)
        return _sent(shown, form, text, about)
    shown = shown_set(site(), arguments, whole=whole, resumed=resumed)
    search = arguments.changed()
    page = links.html(arguments.narrowing().changed(sort=arguments.sort))
    own_pairs = [("format", form.name), *([("text", "1")] if text else [])]
    file = f"{base_url()}{API_EXPORT}?{urlencode([*search.pairs(), *own_pairs])}"
    response = _sent(shown, form, text, _Said(arguments.q, links.api(search), page, file))
    rest = urlencode([*search.pairs(), *own_pairs, ("index", shown.index.version)])
    if len(rest) <= _LONGEST:
        # RFC 9652: the address of the rest after an interruption
        address = f"{base_url()}{API_EXPORT}?{rest}"
        response.headers["Link-Template"] = f'"{address}{{&after}}"; rel="next"'
    return response


@dataclass(frozen=True, slots=True)
class _Said:
    """A request: the typed text, and the addresses of its JSON, its page and its file."""

    typed: str
    described: str
    page: str
    file: str


def _sent(shown: ShownSet, form: ExportFormat, text: bool, about: _Said) -> Response:
    """Return records as a file that is sent while it is made.

    The request, the number of records and the index are in the headers and in the name of the file.
    Raises BadRequest if there are more records than the form can have.
    """
    here = site()
    if form.most and shown.total > form.most:
        detail = f"{form.name} has room for {form.most:,} records, and this search has "
        raise BadRequest((Fault("format", f"{detail}{shown.total:,}", "csv"),))
    day = shown.index.built[:10]
    title = heading(here.title, about.typed[:_TITLE], shown.total, day, about.page)
    content = Export(
        shown.records, here.mapping, citer(), text, title, origin(shown.index, about.file)
    )
    response = Response(_started(form.write(content)), content_type=form.media_type)
    named = _UNNAMEABLE.sub("-", fold(about.typed)[:_NAME]).strip("-")
    name = "-".join(filter(None, ("records", named, day)))
    way = "inline" if form.policy else "attachment"
    response.headers["Content-Disposition"] = f'{way}; filename="{name}.{form.ending}"'
    response.headers["Searchroom-Total"] = str(shown.total)
    response.headers["Searchroom-Index"] = shown.index.version
    response.headers["Link"] = f'<{about.described}>; rel="describes"'
    response.headers["Cache-Control"] = "no-store"
    if form.policy:
        response.headers["Content-Security-Policy"] = form.policy
    if shown.partial:
        response.headers["Searchroom-Partial"] = "true"
    return response


def _started(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Return the pieces with the first already made, so that a failure is an error response."""
    first = next(pieces, b"")

    def all_pieces() -> Iterator[bytes]:
        yield first
        yield from pieces

    return all_pieces()


def citer() -> Cite:
    """Return the citer for the records of this site."""
    here = site()
    catalogue = here.catalogues.of(here.engine.info().version)
    where = Where(here.title, base_url())
    links = Links(base_url(), API_SEARCH)

    def cite(record: Record) -> Cited:
        return cited(record, here.mapping, catalogue, where, links.record(record.id).html)

    return cite


def origin(index: IndexInfo, address: str) -> Origin:
    """Return the data in a file on this site and on itself; `address` is its own."""
    here = site()
    settings = here.settings
    links = Links(base_url(), API_SEARCH)
    catalogue = here.catalogues.of(index.version)

    def authority(name: str) -> str:
        entries = here.catalogues.named(catalogue, (name,))
        found = {entry.ref for entry in entries if entry.ref}
        return found.pop() if len(found) == 1 else ""  # of several it may be any

    return Origin(
        here.title,
        f"{base_url()}/",
        address,
        index.built,
        settings.contact,
        settings.licence,
        tuple(
            Holding(id, catalogue.title(id), links.collection(id).html)
            for id in catalogue.collections
        ),
        authority,
    )


def reference_of(record: Record, name: str) -> Response:
    """Return one record as a reference in a form for references."""
    form = BY_NAME[name]
    body = b"".join(form.write(Export((record,), site().mapping, citer())))
    response = Response(body, content_type=form.media_type)
    name = _UNNAMEABLE.sub("-", fold(record.id)).strip("-")[:_NAME] or "record"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form.ending}"'
    response.headers["Cache-Control"] = "no-store"
    return response
