"""The answer of a quotation check: the places of a passage, and its citation."""

from __future__ import annotations

import re
from dataclasses import replace

from index_mappings.record import Record
from service.schemas.answer_parts import BothLinks
from service.schemas.quotes import QuoteAnswer, QuotePlace
from service.search.answer import index_of
from service.search.citation import citation
from service.search.display_title import UNTITLED
from service.search.links import Links
from service.search.paths import escape
from service.search.quotation import Place, Voice, places_of
from service.search.records import find_record
from service.search.site import Site

_NAME = re.compile(r"[\w.-]{1,20}", re.ASCII)  # of a page that the record's page has a place for
_OWN = (Voice.TEXT, Voice.OWN_NOTE)


def quote_answer(site: Site, id: str, passage: str, links: Links) -> QuoteAnswer:
    """Return where a passage is in the record with an id.

    Raises NotFound, or Withdrawn if the archive has withdrawn the record.
    """
    record = find_record(site, escape(id)).record
    info = site.engine.info()
    found = places_of(passage, record, site.mapping)
    return QuoteAnswer(
        found=bool(found),
        own=any(place.voice in _OWN for place in found),
        id=record.id,
        title=record.text(site.mapping.title) or UNTITLED,
        places=tuple(_place(site, record, place, links, info.version) for place in found),
        index=index_of(info),
    )


def _place(site: Site, record: Record, place: Place, links: Links, version: str) -> QuotePlace:
    here = _at_page(links.record(record.id), place)
    title = site.title
    catalogue = site.catalogues.of(version)
    line = citation(record, site.mapping, catalogue, title, here.html, page=place.page)
    return QuotePlace(
        field=place.field,
        label=place.label,
        voice=str(place.voice),
        at=place.at,
        to=place.to,
        words=place.words,
        exact=place.is_exact,
        page=place.page,
        whose=place.whose,
        citation=line,
        links=here,
    )


def _at_page(here: BothLinks, place: Place) -> BothLinks:
    """Return a record's links, that of its page with the printed page on which a passage begins."""
    first = place.page.partition("–")[0]
    if place.voice is Voice.CATALOGUE or not _NAME.fullmatch(first):
        return here
    return replace(here, html=f"{here.html}#page-{first}")
