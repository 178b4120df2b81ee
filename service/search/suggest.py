"""Suggestions while typing: words of titles and values of facets that begin with what is typed."""

from __future__ import annotations

from index_mappings.folding import fold
from index_mappings.mapping import folded
from index_mappings.record import Json
from service.query.request import FacetFilter
from service.search.arguments import PLAIN
from service.search.links import Links
from service.search.site import Site

_SHORTEST = 2  # letters of a prefix; one letter begins a tenth of all words


def suggestions_json(site: Site, q: str, size: int, links: Links) -> dict[str, Json]:
    """Return {"results": [{"text", "kind", "label", "count", "links"}]}, the most frequent first.

    Kind "words" is the typed text with its last word completed from the titles; others are
    facets, completed as typed and with a capital.
    """
    before, _, last = q.strip().rpartition(" ")
    found: list[dict[str, Json]] = []
    if len(last) >= _SHORTEST:
        for term, count in site.engine.terms(folded(site.mapping.title), fold(last), size):
            text = f"{before} {term}".strip()
            found.append(_one(text, "words", "Words", count, links.html(PLAIN.changed(q=text))))
    typed = " ".join(q.split())
    if len(typed) >= _SHORTEST:
        for facet in site.mapping.facets:
            if facet.kind != "terms":
                continue
            for prefix in dict.fromkeys((typed, typed[0].upper() + typed[1:])):
                for value, count in site.engine.terms(facet.path, prefix, size):
                    chosen = PLAIN.with_filter(FacetFilter(facet.name, (value,)))
                    found.append(_one(value, facet.name, facet.label, count, links.html(chosen)))
    found.sort(key=lambda item: (-item["count"], item["kind"], item["text"]))
    return {"query": {"text": typed}, "results": found[:size]}


def _one(text: str, kind: str, label: str, count: int, html: str) -> dict[str, Json]:
    return {"text": text, "kind": kind, "label": label, "count": count, "links": {"html": html}}
