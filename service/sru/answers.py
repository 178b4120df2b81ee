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
    Asked,
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
            asked = read_request(pairs)
            root = self._explain(asked) if asked.operation == EXPLAIN else self._search(asked)
        except Diagnosed as wrong:
            root = self._wrong(pairs, wrong)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    def _explain(self, asked: Asked) -> Element:
        root = _root("explainResponse", asked.version)
        record = _put(root, "record")
        about = explained(self.site, urlsplit(self.address))
        _pack(record, EXPLAIN_SCHEMA, asked.packing, about)
        return root

    def _search(self, asked: Asked) -> Element:
        question = read(asked.query, self.site.mapping, self.site.names.rings)
        found = self._found(asked, question)
        root = _root("searchRetrieveResponse", asked.version)
        _put(root, "numberOfRecords", str(found.total))
        if found.hits:
            records = _put(root, "records")
            for at, hit in enumerate(found.hits, asked.start):
                record = _put(records, "record")
                form = asked.form
                made = form.write(self.cite(hit.record), hit.record, self.site.mapping)
                _pack(record, form.namespace, asked.packing, made)
                _put(record, "recordIdentifier", hit.record.id)
                _put(record, "recordPosition", str(at))
        following = asked.start + len(found.hits)
        if found.hits and following <= min(found.total, DEEPEST):
            _put(root, "nextRecordPosition", str(following))
        echoed = _put(root, "echoedSearchRetrieveRequest")
        _put(echoed, "version", asked.version)
        _put(echoed, "query", asked.query)
        _put(echoed, "startRecord", str(asked.start))
        _put(echoed, "maximumRecords", str(asked.size))
        _put(echoed, "recordPacking", asked.packing)
        _put(echoed, "recordSchema", asked.form.prefix)
        if found.is_partial:
            said = "a part of the index did not answer, so records may be lacking"
            _tell(root, Diagnosed(Code.PARTIAL, "", said))
        return root

    def _found(self, asked: Asked, question: Question) -> _Found:
        """Return the records from a place on: of two pages, where the place is not a page's first.

        Raises Diagnosed if the place is beyond the last record.
        """
        last = asked.start - 1 + asked.size
        if last > DEEPEST:
            said = f"records are reached up to {DEEPEST:,}; the export and OAI-PMH have all"
            raise Diagnosed(Code.OUT_OF_RANGE, str(asked.start), said)
        size = max(asked.size, 1)
        page, skipped = divmod(asked.start - 1, size)
        query = Query(question.clause, sort=question.sort, size=size, highlight=False)
        engine = self.site.engine
        first = engine.search(_page(query, page + 1))
        hits, is_partial = list(first.hits), first.partial
        if skipped and len(hits) == size and asked.size:
            second = engine.search(_page(query, page + 2))
            hits, is_partial = [*hits, *second.hits], is_partial or second.partial
        if asked.start > max(first.total, 1):
            said = f"there are {first.total:,} records"
            raise Diagnosed(Code.OUT_OF_RANGE, str(asked.start), said)
        return _Found(first.total, tuple(hits[skipped : skipped + asked.size]), is_partial)

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


def _pack(record: Element, schema: str, packing: str, made: Element) -> None:
    _put(record, "recordSchema", schema)
    _put(record, "recordPacking", packing)
    if packing == "xml":
        _put(record, "recordData").append(made)
    else:
        _put(record, "recordData", etree.tostring(made, encoding="unicode"))


def _tell(root: Element, wrong: Diagnosed) -> None:
    told = etree.SubElement(
        _put(root, "diagnostics"), f"{{{_DIAGNOSTIC}}}diagnostic", nsmap={None: _DIAGNOSTIC}
    )
    for name, text in (
        ("uri", f"info:srw/diagnostic/1/{wrong.code.value}"),
        ("details", wrong.details),
        ("message", wrong.message),
    ):
        if text:
            etree.SubElement(told, f"{{{_DIAGNOSTIC}}}{name}").text = writable(text)


def _put(element: Element, name: str, text: str = "") -> Element:
    made = etree.SubElement(element, f"{{{_SRW}}}{name}")
    made.text = writable(text) or None
    return made
