"""The pages of Omeka's public APIs, read without a key.

Sources: Omeka S, REST API: `/api/items?page=1&per_page=50` returns a list, empty after the last
page; Omeka Classic, REST API: the same, with `collections` and `files` beside the items.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

from index_mappings.json_values import Json, elements, members
from loaders.drafts.draft import Remark, Where
from loaders.drafts.fetched_json import Answers
from service.errors import LoadError

_ITEMS = "items"
_BESIDE_S = ("item_sets", "media")
_BESIDE_CLASSIC = ("collections", "files")
_SIZE = 50  # of a page: both give as many where nothing else is set


def records_of(address: str, answers: Answers) -> Iterator[tuple[Json, Where] | Remark]:
    """Yield the objects of an API: collections and media, then the items.

    Raises LoadError if the items cannot be read completely. Unreadable collections and media are
    reported, and the items are read without them.
    """
    parts = urlsplit(address)
    base, _, last = parts.path.rstrip("/").rpartition("/")
    base = base if last == _ITEMS else parts.path.rstrip("/")
    arguments = dict(parse_qsl(parts.query))
    root = parts._replace(query="", fragment="")
    items = root._replace(path=f"{base}/{_ITEMS}").geturl()
    first = members(next(iter(_page(items, arguments, 1, answers)), {}))
    if first and not ({"o:id", "element_texts"} & first.keys()):
        raise LoadError(f"{items} does not answer with items of Omeka")
    for name in _BESIDE_S if "o:id" in first else _BESIDE_CLASSIC:
        url = root._replace(path=f"{base}/{name}").geturl()
        try:
            yield from _pages(url, {}, answers)
        except LoadError as error:
            yield Remark(Where(url), f"the items were read without these: {error}")
    yield from _pages(items, arguments, answers)


def _pages(
    address: str, arguments: dict[str, str], answers: Answers
) -> Iterator[tuple[Json, Where]]:
    page, number = 1, 0
    before: Json = None
    while found := _page(address, arguments, page, answers):
        if found[0] == before:
            raise LoadError(f"{address} sends the same page again and again")
        before = found[0]
        for value in found:
            number += 1
            yield value, Where(address, 0, number)
        page += 1


def _page(address: str, arguments: dict[str, str], page: int, answers: Answers) -> list[Json]:
    query = urlencode({**arguments, "page": str(page), "per_page": str(_SIZE)})
    answer = answers.get(f"{address}?{query}")
    if not isinstance(answer, list):
        raise LoadError(f"{address} does not answer with a list, as the API of Omeka does")
    return list(elements(answer))
