"""The members of a collection: manifests and collections, complete or only as addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from index_mappings.json_values import Json, elements, members
from loaders.iiif.wording import identifier, kind_of

_LISTS = {"items": "", "members": "", "collections": "Collection", "manifests": "Manifest"}
"""Where they are, and what they are where they do not say so themselves."""
_CONTENT = frozenset({"items", "sequences", "metadata", "summary", "description"})
_DEEP = 8  # levels that a service may be below: an image in a page is on the sixth
_LOOKED_AT = 100_000  # values of a manifest that are asked whether they need a login


def members_of(collection: Mapping[str, Json]) -> Iterator[Mapping[str, Json]]:
    """Yield the members of a collection, each with its type."""
    for name, kind in _LISTS.items():
        for item in elements(collection.get(name)):
            value = {"id": item} if isinstance(item, str) else members(item)
            if not identifier(value):
                continue
            if kind_of(value):
                yield value
            elif kind:
                yield {**value, "type": kind}


def is_stub(value: Mapping[str, Json]) -> bool:
    """Return whether a member is only named here and described at its own address."""
    return not (_CONTENT & value.keys())


def next_page(collection: Mapping[str, Json]) -> str:
    """Return the address of the next page of a paged collection."""
    has_some = any(True for _ in members_of(collection))
    return identifier(collection.get("next")) or (
        "" if has_some else identifier(collection.get("first"))
    )


def is_on(address: str, root: str) -> bool:
    """Return whether an address is on the same server as another."""
    try:
        one, other = urlsplit(address), urlsplit(root)
        return one.scheme in ("http", "https") and one.netloc == other.netloc
    except ValueError:
        return False


def needs_login(value: Json) -> bool:
    """Return whether a resource or a picture in it has an authentication service.

    Sources: IIIF Authentication API 1.0 and Authorization Flow API 2.0, their services.
    """
    level: list[Json] = [value]
    looked_at = 0
    for _ in range(2 * _DEEP):
        inner: list[Json] = []
        for item in level:
            looked_at += 1
            if looked_at > _LOOKED_AT:
                return False
            if isinstance(item, list):
                inner += item
            elif isinstance(item, dict):
                if _is_auth(item):
                    return True
                inner += [one for one in item.values() if isinstance(one, dict | list)]
        level = inner
    return False


def _is_auth(item: Mapping[str, Json]) -> bool:
    kind = item.get("type", item.get("@type"))
    profile = item.get("profile")
    return (isinstance(kind, str) and kind.startswith("Auth")) or (
        isinstance(profile, str) and "iiif.io/api/auth/" in profile
    )
