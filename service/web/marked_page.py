"""The page of marked records: to read, to print, to cite in a style, to take away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from flask import Response, request
from markupsafe import Markup, escape

from index_mappings.record import Record
from index_mappings.sayings import sentence
from service.current import site
from service.exports.formats import offered
from service.exports.marked_set import marked_set
from service.exports.styles.registry import STYLES, Style
from service.schemas.answer_parts import Result
from service.search.addresses import API_EXPORT, MARKED, PAGE_SEARCH
from service.search.answer import index_of
from service.search.arguments import Arguments
from service.search.links import Links
from service.search.paths import ids_part
from service.search.place_in_list import has_list
from service.web.cite_page import cited_record, own_citation, today
from service.web.current import canonical, links
from service.web.hits import HitView, HitWriter
from service.web.marks import MOST, carried, listed, marked_ids
from service.web.replies import reply

_LIST = "list"
"""The argument with the search from whose results records were marked."""


@dataclass(frozen=True, slots=True)
class MarkedView:
    """A marked record: as a list shows it, its citation where a style is chosen, without it."""

    hit: HitView
    citation: Markup
    removed: str


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to cite the records of the page: what readers call it, and what it makes of one."""

    label: str
    cite: Callable[[Record], Markup]


def _in_style(style: Style) -> _Way:
    return _Way(style.label, lambda record: style.cite(cited_record(record), today()))


_WAYS = {
    "": _Way(sentence("None"), lambda _: Markup("")),
    "archive": _Way(sentence("The archive's own"), lambda record: escape(own_citation(record))),
    **{style.name: _in_style(style) for style in STYLES},
}


def marked_page() -> dict[str, object]:
    """Return what the page is rendered from."""
    here = site()
    ids, left_out = marked_ids(request.args.getlist("ids"))
    shown = marked_set(here, ids, whole=False)
    records = list(shown.records)
    own = tuple(record.id for record in records)
    style = request.args.get("style", "")
    style = style if style in _WAYS else ""
    back = _list_of(request.args.get(_LIST, ""))
    with_marks = Links(request.script_root, PAGE_SEARCH, carried([listed(own)]))
    return {
        "views": [_view(record, own, style, back) for record in records],
        "total": len(records),
        "left_out": left_out,
        "gone": len(ids) - len(records),
        "most": MOST,
        "back": with_marks.to(back) if has_list(back) else "",
        "search_on": with_marks.to(Arguments()),
        "styles": [
            (way.label, _address(own, name, back), name == style) for name, way in _WAYS.items()
        ],
        "exports": [
            (form.label, f"{request.script_root}{API_EXPORT}?{ids_part(own)}&format={form.name}")
            for form in offered(here.mapping)
        ] if own else [],
        "canonical": canonical(MARKED),
        "robots": "noindex, nofollow",
        "index": index_of(shown.index),
    }  # fmt: skip


def marked() -> Response:
    """The records that a reader marked."""
    return reply("marked.html", marked_page)


def _view(record: Record, own: Sequence[str], style: str, back: Arguments) -> MarkedView:
    address = links().record(record.id)
    result = Result(record=record, score=None, highlight={}, links=address)
    others = [id for id in own if id != record.id]
    return MarkedView(
        HitWriter(site().mapping, links()).hit(result),
        _WAYS[style].cite(record),
        _address(others, style, back),
    )


def _address(ids: Sequence[str], style: str, back: Arguments) -> str:
    """Return the page of other marked records, or of these in another style."""
    parts = [ids_part(ids)] if ids else []
    if style:
        parts.append(f"style={style}")
    if has_list(back):
        parts.append(urlencode([(_LIST, back.query_string())]))
    return f"{links().site}{MARKED}" + (f"?{'&'.join(parts)}" if parts else "")


def _list_of(query: str) -> Arguments:
    """Return the search that a query string is, forgiving what it cannot be."""
    return site().reader.forgive(parse_qsl(query[:2_000])).arguments
