"""A name as a small page for a frame of another site, which can only be read."""

from __future__ import annotations

import base64
import hashlib

from markupsafe import Markup, escape

from service.query.request import FacetFilter, Query
from service.reconciling.entities import Entity
from service.search.question import has_names
from service.search.site import Site

WIDTH, HEIGHT = 400, 160
_HISTORY = 300  # characters of a life: as much as the frame has room for
_OTHERS = 8  # other names that are shown
_STYLE = """
body { font: 14px/1.4 system-ui, sans-serif; margin: 8px; color: #111; background: #fff; }
h1 { font-size: 16px; margin: 0; overflow-wrap: anywhere; }
p { margin: 4px 0 0; overflow-wrap: anywhere; }
"""
POLICY = (
    "sandbox allow-popups; default-src 'none'; base-uri 'none'; form-action 'none'; style-src "
    f"'sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'"
)
"""The Content-Security-Policy of the page: its own style, and a link that opens a new window."""


def preview(site: Site, entity: Entity, address: str) -> str:
    """Return the page; `address` is where the site shows all of it."""
    is_person = has_names(site.mapping, entity.facet.name)
    rings = site.names.rings
    names = tuple(rings.members(entity.name)) if is_person else (entity.name,)
    query = Query(filters=(FacetFilter(entity.facet.name, names),), size=1, highlight=False)
    (count,) = site.engine.count([query])
    catalogue = site.catalogues.of(site.engine.info().version)
    entries = site.catalogues.named(catalogue, names) if is_person else ()
    history = next((one.history for one in entries if one.history), "")
    others = [name for name in names if name != entity.name][:_OTHERS]
    said = (
        entity.facet.label,
        f"Also {'; '.join(others)}" if others else "",
        f"{history[:_HISTORY]} …" if len(history) > _HISTORY else history,
    )
    lines = Markup("").join(Markup("<p>{}</p>\n").format(text) for text in said if text)
    records = f"{count:,} record{'' if count == 1 else 's'}"
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(entity.text)}</title>\n"
        f'<meta name="robots" content="noindex">\n<style>{_STYLE}</style>\n</head>\n<body>\n'
        f"<h1>{escape(entity.text)}</h1>\n{lines}"
        f'<p><a href="{escape(address)}" target="_blank" rel="noopener">{records}</a></p>\n'
        "</body>\n</html>\n"
    )
