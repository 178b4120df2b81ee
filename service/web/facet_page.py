"""The page of all values of a facet: what a column of five values has no room for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from index_mappings.facet_kinds.kind import Bucket
from index_mappings.folding import fold
from index_mappings.sayings import sentence
from service.search.addresses import FACETS
from service.search.answer import index_of
from service.search.arguments import Arguments
from service.search.endpoint_arguments import FacetRead
from service.search.facet_values import Listed, all_values, facet_of
from service.search.links import Links
from service.search.paths import write_path
from service.search.site import Site
from service.web.current import canonical

_ROWS = 100  # values on a page: a screen or two
_INITIALS = 60  # letters that are offered; where names begin with more (Chinese), none helps
_FILTER = 100  # characters of the filter: no name is found by more


@dataclass(frozen=True, slots=True)
class Row:
    """A value with the number of its records, and the search for them."""

    label: str
    count: int
    url: str
    on: bool


@dataclass(frozen=True, slots=True)
class Way:
    """Another view of the same values; "" is the address of the one that is shown."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the values of a facet, which have a list of their own.

    `has` tells which; `asked` are the arguments of its address, `ways` lead to the other groups.
    """

    label: str
    has: Callable[[str], bool]
    asked: tuple[tuple[str, str], ...]
    ways: tuple[Way, ...]


def facet_page(
    site: Site,
    name: str,
    typed: MultiDict[str, str],
    links: Links,
    *,
    leads_to: Callable[[str], str] | None = None,
    path: str = "",
    group: Group | None = None,
) -> dict[str, object]:
    """Return what the page is rendered from; what it cannot take of the address is left out.

    `leads_to` gives a value's own page where it has one, else its link is the search for it;
    `path` is the page's own where it is not that of the facet. With a `group`, only its values
    are listed.
    """
    facet = facet_of(site, name)
    read = site.reader.forgive((key, item) for key, item in typed.items(multi=True)
                               if key not in ("page", "cursor"))  # fmt: skip
    arguments = read.arguments.narrowing()
    wanted = " ".join(typed.get("filter", "").split())[:_FILTER]
    is_tree = facet.kind.has_levels
    by_value = typed.get("order") == "value" and not is_tree
    order: Literal["count", "value"] = "value" if by_value else "count"
    initial = fold(typed.get("begin", ""))[:1] if order == "value" else ""
    listed = _without(all_values(site, name, FacetRead(arguments, wanted, order)), group)

    label = _labeller(listed)
    initials = {fold(label(item))[:1] for item in listed.buckets} - {""}
    is_short = len(listed.buckets) <= _ROWS
    shown = [i for i in listed.buckets if not initial or fold(label(i)).startswith(initial)]
    pages = max(1, -(-len(shown) // _ROWS))
    here = min(_page(typed.get("page", "")), pages)

    base = f"{links.site}{path or f'{FACETS}/{write_path(name)}'}"
    own = dict(group.asked) if group else {}
    to = _addresses(base, arguments, {**own, "filter": wanted, "order": order, "begin": initial})
    url_of, on = leads_to or links.toggler(arguments, name), arguments.filter(name).values
    return {
        **_headed(group, facet.label),
        "total": len(listed.buckets),
        "at_least": not listed.is_whole,
        "partial": listed.partial,
        "found": len(shown),
        "filter": wanted,
        "rows": [
            _row(item, label(item), item.value in on, url_of(item.value))
            for item in shown[(here - 1) * _ROWS : here * _ROWS]
        ],
        "orders": [] if is_tree else _orders(order, to),
        "initials": [] if is_tree or is_short else _initials(initials, initial, to),
        "all_url": to(begin="") if initial else "",
        **_turning(here, pages, to),
        "kept": [*arguments.pairs(), *own.items(), *_order(order)],
        "is_narrowed": bool(arguments.pairs()),
        "back": links.to(arguments),
        "index": index_of(listed.index),
        **_for_crawlers(path, is_whole=not typed),
        "none_at_all": not listed.buckets and not wanted,
    }


def _addresses(base: str, arguments: Arguments, own: Mapping[str, str]) -> Callable[..., str]:
    """Return what gives the address of the page with some of what is asked changed."""

    def to(**changes: str) -> str:
        pairs = [pair for pair in ({**own, **changes}).items() if pair[1] not in ("", "count")]
        query = urlencode([*arguments.pairs(), *pairs])
        return f"{base}?{query}" if query else base

    return to


def _without(listed: Listed, group: Group | None) -> Listed:
    if group is None:
        return listed
    return replace(listed, buckets=tuple(one for one in listed.buckets if group.has(one.value)))


def _headed(group: Group | None, label: str) -> dict[str, object]:
    """Return what a list is called, and the ways to the other groups."""
    if group is None:
        return {"heading": label, "groups": ()}
    return {"heading": group.label, "groups": group.ways}


def _order(order: str) -> tuple[tuple[str, str], ...]:
    return (("order", order),) if order == "value" else ()


def _for_crawlers(path: str, *, is_whole: bool) -> dict[str, str]:
    """Return the head for search engines: they keep a whole list only at its own address."""
    head = {"canonical": canonical(path)} if path else {}
    return head if path and is_whole else {**head, "robots": "noindex, nofollow"}


def _orders(order: str, to: Callable[..., str]) -> list[Way]:
    """Return the two orders of values; the one that is shown has no address."""
    return [
        Way(sentence("Most records first"), to(order="", begin="") if order == "value" else ""),
        Way(sentence("A to Z"), to(order="value", begin="") if order == "count" else ""),
    ]


def _initials(found: set[str], here: str, to: Callable[..., str]) -> list[Way]:
    """Return the first letters of values, or none if they are too many to help."""
    if len(found) > _INITIALS:
        return []
    return [
        Way(letter.upper(), to(order="value", begin=letter) if letter != here else "")
        for letter in sorted(found)
    ]


def _labeller(listed: Listed) -> Callable[[Bucket], str]:
    return lambda bucket: bucket.label or listed.label(bucket.value)


def _turning(here: int, pages: int, to: Callable[..., str]) -> dict[str, object]:
    """Return what the links between pages of values are rendered from."""
    before = to(page=str(here - 1)) if here > 1 else ""
    after = to(page=str(here + 1)) if here < pages else ""
    return {"page": here, "pages": pages, "previous": before, "next": after}


def _row(bucket: Bucket, label: str, is_chosen: bool, url: str) -> Row:
    indent = "\u2003" * bucket.level  # the levels of a tree; all others have none
    return Row(indent + label, bucket.count, url, is_chosen)


def _page(text: str) -> int:
    """Return the number of a page, the first where it is not one."""
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
