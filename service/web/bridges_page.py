"""The page of bridges: what is searched for what, why, and what is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Response, request

from index_mappings.folding import key
from index_mappings.name_kinds import BRIDGE_KINDS, NameKind
from service.bridges.reasons import said_reason
from service.current import site
from service.query.bridge import Bridge
from service.search.addresses import BRIDGES
from service.search.arguments import PLAIN
from service.search.links import Links
from service.search.site import Site
from service.web.current import canonical, links
from service.web.replies import reply

_MOST = 300  # bridges on a page; a reader looking for one types a part of it
_FILTER = 100  # characters of what is looked for: no form is found by more


@dataclass(frozen=True, slots=True)
class Shown:
    """A bridge as a row: its forms with the search for each, why, and whose word it is."""

    forms: tuple[tuple[str, str], ...]
    why: str
    known_from: str


def bridges() -> Response:
    """Names that are searched together, and why."""
    typed = " ".join(request.args.get("of", "").split())
    return reply("bridges.html", lambda: bridges_page(site(), typed, links()))


def bridges_page(here: Site, typed: str, to: Links) -> dict[str, object]:
    """Return what the page is rendered from: the bridges that have the typed words in a form."""
    wanted = key(typed[:_FILTER])
    table = here.bridges.table
    found = [bridge for bridge in table.bridges if _has(bridge, wanted)]
    if wanted and not found:
        found = list(table.of(typed[:_FILTER]))
    first = here.bridges.public(found[:_MOST])
    return {
        "typed": typed[:_FILTER],
        "groups": [
            (kind.label, rows)
            for kind in BRIDGE_KINDS.values()
            if (rows := tuple(_shown(first, kind, to)))
        ],
        "total": len(found),
        "is_cut": len(found) > _MOST,
        "most": _MOST,
        "refused": [
            one
            for one in table.refused[:_MOST]
            if _has(one.bridge, wanted) and here.bridges.public((one.bridge,))
        ],
        "canonical": canonical(BRIDGES),
        "robots": "noindex" if typed else "",
    }


def _shown(found: Iterable[Bridge], kind: NameKind, to: Links) -> Iterable[Shown]:
    for bridge in found:
        if bridge.kind is kind:
            forms = tuple((form.said, to.to(PLAIN.changed(q=form.text))) for form in bridge.forms)
            yield Shown(forms, said_reason(bridge.why), said_reason(bridge.known_from))


def _has(bridge: Bridge, wanted: str) -> bool:
    return not wanted or any(wanted in form.key for form in bridge.forms)
