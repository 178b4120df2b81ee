"""Answers of SRU 1.2 as XML.

Source of the form: SRU 1.2 and its schema srw-types.xsd; ZeeRex for what explain says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from index_mappings.record import Record
from service.exports.citing import Cited
from service.exports.xml_text import writable
from service.query.request import Query
from service.results import Hit
from service.search.site import Site
from service.sru.diagnostics import Code, Diagnosed
from service.sru.explaining import EXPLAIN_SCHEMA, explained
from service.sru.questions import Question, read
from service.sru.requests import (
    DEEPEST,
    EXPLAIN,
    SEARCH,
    SruRequest,
    operation_of,
    read_request,
    version_of,
)

_SRW = "http://www.loc.gov/zing/srw/"
_DIAGNOSTIC = "http://www.loc.gov/zing/srw/diagnostic/"

Element = etree._Element
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Found:
    """Some of the records that a search finds; `is_partial` tells that some may be lacking."""

    total: int
    hits: tuple[Hit, ...] = ()
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class Server:
    """A site as clients of SRU see it: its address for them, and how it cites."""

    site: Site
    address: str
    cite: Callable[[Record], Cited]

    def answer(self, pairs: Pairs) -> bytes:
        """Return the answer to a request, which may be that something is not supported."""
        try:
            request = read_request(pairs)
            root = self._explain(request) if request.operation == EXPLAIN else self._search(request)
        except Diagnosed as wrong:
            root = self._wrong(pairs, wrong)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    def _explain(self, request: SruRequest) -> Element:
        root = _root("explainResponse", request.version)
        record = _put(root, "record")
        about = explained(self.site, urlsplit(self.address))
        _pack(record, EXPLAIN_SCHEMA, request.packing, about)
        return root

    def _search(self, request: SruRequest) -> Element:
        question = read(request.query, self.site.mapping, self.site.names.rings)
        found = self._found(request, question)
        root = _root("searchRetrieveResponse", request.version)
        _put(root, "numberOfRecords", str(found.total))
        if found.hits:
            records = _put(root, "records")
            for at, hit in enumerate(found.hits, request.start):
                record = _put(records, "record")
                form = request.form
                content = form.write(self.cite(hit.record), hit.record, self.site.mapping)
                _pack(record, form.namespace, request.packing, content)
                _put(record, "recordIdentifier", hit.record.id)
                _put(record, "recordPosition", str(at))
        following = request.start + len(found.hits)
        if found.hits and following <= min(found.total, DEEPEST):
            _put(root, "nextRecordPosition", str(following))
        echoed = _put(root, "echoedSearchRetrieveRequest")
        _put(echoed, "version", request.version)
        _put(echoed, "query", request.query)
        _put(echoed, "startRecord", str(request.start))
        _put(echoed, "maximumRecords", str(request.size))
        _put(echoed, "recordPacking", request.packing)
        _put(echoed, "recordSchema", request.form.prefix)
        if found.is_partial:
            detail = "a part of the index did not answer, so records may be lacking"
            _tell(root, Diagnosed(Code.PARTIAL, "", detail))
        return root

    def _found(self, request: SruRequest, question: Question) -> _Found:
        """Return the records from a place on: of two pages, where the place is not a page's first.

        Raises Diagnosed if the place is beyond the last record.
        """
        last = request.start - 1 + request.size
        if last > DEEPEST:
            detail = f"records are reached up to {DEEPEST:,}; the export and OAI-PMH have all"
            raise Diagnosed(Code.OUT_OF_RANGE, str(request.start), detail)
        size = max(request.size, 1)
        page, skipped = divmod(request.start - 1, size)
        query = Query(question.clause, sort=question.sort, size=size, highlight=False)
        engine = self.site.engine
        first = engine.search(_page(query, page + 1))
        hits, is_partial = list(first.hits), first.partial
        if skipped and len(hits) == size and request.size:
            second = engine.search(_page(query, page + 2))
            hits, is_partial = [*hits, *second.hits], is_partial or second.partial
        if request.start > max(first.total, 1):
            detail = f"there are {first.total:,} records"
            raise Diagnosed(Code.OUT_OF_RANGE, str(request.start), detail)
        return _Found(first.total, tuple(hits[skipped : skipped + request.size]), is_partial)

    def _wrong(self, pairs: Pairs, wrong: Diagnosed) -> Element:
        is_search = operation_of(pairs) == SEARCH
        name = "searchRetrieveResponse" if is_search else "explainResponse"
        root = _root(name, version_of(pairs))
        if is_search:
            _put(root, "numberOfRecords", "0")
        else:
            about = explained(self.site, urlsplit(self.address))
            _pack(_put(root, "record"), EXPLAIN_SCHEMA, "xml", about)
        _tell(root, wrong)
        return root


def _page(query: Query, number: int) -> Query:
    return Query(query.clause, sort=query.sort, size=query.size, highlight=False, page=number)


def _root(name: str, version: str) -> Element:
    root = etree.Element(f"{{{_SRW}}}{name}", nsmap={None: _SRW})
    _put(root, "version", version)
    return root


def _pack(record: Element, schema: str, packing: str, content: Element) -> None:
    _put(record, "recordSchema", schema)
    _put(record, "recordPacking", packing)
    if packing == "xml":
        _put(record, "recordData").append(content)
    else:
        _put(record, "recordData", etree.tostring(content, encoding="unicode"))


def _tell(root: Element, wrong: Diagnosed) -> None:
    diagnostic = etree.SubElement(
        _put(root, "diagnostics"), f"{{{_DIAGNOSTIC}}}diagnostic", nsmap={None: _DIAGNOSTIC}
    )
    for name, text in (
        ("uri", f"info:srw/diagnostic/1/{wrong.code.value}"),
        ("details", wrong.details),
        ("message", wrong.message),
    ):
        if text:
            etree.SubElement(diagnostic, f"{{{_DIAGNOSTIC}}}{name}").text = writable(text)


def _put(element: Element, name: str, text: str = "") -> Element:
    child = etree.SubElement(element, f"{{{_SRW}}}{name}")
    child.text = writable(text) or None
    return child
