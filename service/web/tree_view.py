"""A finding aid's tree and a collection's order of dates, as links of a record's page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from index_mappings.facet_kinds.kind import Facet
from service.query.clauses import Clause
from service.search.arguments import PLAIN
from service.search.arrangement import arrangement
from service.search.catalogue import Catalogue
from service.search.display_title import UNTITLED
from service.search.links import Links
from service.search.site import Site
from service.search.surroundings import Level, Neighbours, Node, Tree, tree_facet
from service.web.excerpts import plain
from service.web.facts import Value
from service.web.levels import level_said

_TITLE = 160  # characters of a title in a tree: two lines
_ARRANGED = 30  # parts of each level of a collection: a screen
_DATE = 60  # characters of its date


@dataclass(frozen=True, slots=True)
class NodeView:
    """A node as it is shown: `url` is "" for the record whose page it is.

    `inside` is the search of what is below it, or "" for nothing; `kind` what that is called.
    """

    title: Markup
    url: str
    count: int | None
    about: tuple[str | Markup, ...]
    inside: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class LevelView:
    """Nodes of one level; `more` of them are not shown, and `all_url` finds all below."""

    nodes: tuple[NodeView, ...]
    more: int = 0
    all_url: str = ""


@dataclass(frozen=True, slots=True)
class TreeView:
    """A tree as it is shown: the way down, what is beside the record, what is below it."""

    way: tuple[NodeView, ...]
    beside: LevelView
    below: LevelView
    inside_url: str = ""
    inside: int = 0


def tree_view(site: Site, tree: Tree, id: str, links: Links, above: Sequence[Value]) -> TreeView:
    """Return the tree of the record with this id; `above` are the links to what it is part of."""
    facet = tree_facet(site.mapping)
    assert facet is not None  # a tree is made of it
    inside = _below_url(facet, links)
    own = next((node for node in tree.beside.nodes if node.id == id), None)
    return TreeView(
        way=tuple(
            NodeView(plain(one.text or UNTITLED, _TITLE), one.url, node.count, ())
            for node, one in zip(tree.way, above, strict=True)
        ),
        beside=_level(tree.beside, tree.way[-1].id if tree.way else "", links, inside, here=id),
        below=_level(tree.below, id, links, inside),
        inside_url=inside(id) if own and own.count else "",
        inside=(own.count or 0) if own else 0,
    )


def arrangement_view(
    site: Site, clause: Clause, links: Links
) -> tuple[tuple[NodeView, LevelView], ...]:
    """Return the arrangement of a collection's records, for its page."""
    facet = tree_facet(site.mapping)
    if facet is None:
        return ()
    inside = _below_url(facet, links)
    return tuple(
        (_node(top, links, inside), _level(below, top.id, links, inside))
        for top, below in arrangement(site.engine, clause, _ARRANGED)
    )


def _below_url(facet: Facet, links: Links) -> Callable[[str], str]:
    return lambda id: links.to(PLAIN.toggled(facet.name, id))


def _level(
    level: Level, above: str, links: Links, inside: Callable[[str], str], here: str = ""
) -> LevelView:
    more = level.total - len(level.nodes)
    return LevelView(
        tuple(_node(node, links, inside, here) for node in level.nodes),
        max(0, more),
        inside(above) if above else "",
    )


def _node(node: Node, links: Links, inside: Callable[[str], str], here: str = "") -> NodeView:
    url = links.record(node.id).html if node.is_record else inside(node.id)
    level = node.level if node.level not in ("", "item", "otherlevel") else ""
    date = "" if node.date in node.title else node.date
    return NodeView(
        plain(node.title or UNTITLED, _TITLE),
        "" if node.id == here else url,
        node.count,
        tuple(filter(None, (level_said(level), plain(date, _DATE)))),
        inside(node.id) if node.count else "",
        level_said(node.level if node.level.isalpha() and node.is_record else "part"),
    )


@dataclass(frozen=True, slots=True)
class BesideView:
    """The records before and behind one in a collection by date; None at an end."""

    collection: str
    collection_url: str
    before: NodeView | None
    after: NodeView | None


def beside_view(found: Neighbours, catalogue: Catalogue, links: Links) -> BesideView:
    """Return the neighbours of a record as links."""

    def one(node: Node | None) -> NodeView | None:
        return _node(node, links, str) if node else None

    return BesideView(
        catalogue.title(found.collection),
        links.collection(found.collection).html,
        one(found.before),
        one(found.after),
    )
