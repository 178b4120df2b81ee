"""Every path of the site, named once: those of the API, of the pages and of an operator's tools."""

from __future__ import annotations

from service.face import face

ABOUT, FACE = face.ABOUT, face.FACE
"""Under the one the archive's own pages, under the other the files of its face."""
API_ROOT = "/api"
VERSION = "/v1"
API = f"{API_ROOT}{VERSION}"

SEARCH, RECORDS, COLLECTIONS, FACETS = "/search", "/records", "/collections", "/facets"
"""Under `API` an answer, without it the page of the same."""
SUGGEST, CHANGES, COUNTS, EXPORT = "/suggest", "/changes", "/counts", "/export"
QUOTE = "/quote"
"""Under `API` alone."""
OPENAPI, DOCS = "/openapi.json", "/docs"
"""The description of the API, under `API_ROOT`."""
HELP, BRIDGES = "/help", "/bridges"
PEOPLE, PLACES = "/people", "/places"
GROUPED = "/grouped"
"""The results of a search by collection."""
PLACES_FACET = "places"
"""The facet that `PLACES` lists, where a catalogue has it."""
CITE = "/cite"
"""Under it a record's citations by its id."""
MARKED = "/marked"
"""Records that a reader marked, their ids in the address."""
SEARCHES = "/searches"
"""Under it searches that are cited, by their receipts."""
FEED = "/feed"
"""With the ending of a form (`service.exports.feeds`) the feed of a search."""
MCP = "/mcp"
"""Where agents ask, by the Model Context Protocol."""
BOX = "/box.js"
"""The script of the search box for other sites."""
RECONCILE = "/reconcile"
"""Where tables of names are matched, by the Reconciliation Service API."""
RECONCILE_ENTITY, RECONCILE_TYPE = f"{RECONCILE}/suggest/entity", f"{RECONCILE}/suggest/type"
RECONCILE_PREVIEW, RECONCILE_VIEW = f"{RECONCILE}/preview", f"{RECONCILE}/view"
"""What that service has beside: names and types while typing, a name shown, a name's page."""
SRU = "/sru"
"""Where library systems search, by SRU."""
OAI = "/oai"
"""Where harvesters ask, by OAI-PMH."""
OAI_JSON_SCHEMA = "oai/json.xsd"
"""The schema of records as JSON there, beside it."""
DUMPS = "/dumps"
LATEST_DUMP = f"{DUMPS}/latest.json"
CROISSANT = f"{DUMPS}/croissant.json"
"""The whole catalogue as a file, and what the file is."""

ALIVE, READY, METRICS = "/healthz", "/readyz", "/metrics"
FOR_OPERATORS = frozenset({ALIVE, READY, METRICS})

_FOR_PROGRAMS = frozenset({CROISSANT, LATEST_DUMP, MCP, OAI, RECONCILE, SRU})

API_SEARCH = f"{API}{SEARCH}"
API_COUNTS = f"{API}{COUNTS}"
API_EXPORT = f"{API}{EXPORT}"
PAGE_SEARCH = SEARCH


def is_for_programs(path: str) -> bool:
    """Return whether what is answered under a path is read by programs, not by people."""
    is_under = path.startswith((f"{API_ROOT}/", f"{RECONCILE}/"))
    return is_under or path in FOR_OPERATORS or path in _FOR_PROGRAMS


def is_streamed(path: str) -> bool:
    """Return whether an address answers with a file that is sent while it is made."""
    return path == API_EXPORT or path.startswith("/sitemap")
