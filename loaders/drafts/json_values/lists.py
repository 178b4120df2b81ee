"""The records of a JSON file: the items of its list, or of a list in its object, or the object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from index_mappings.json_values import Json
from loaders.drafts.json_values.bounds import RECORD_BYTES
from loaders.drafts.json_values.streams import ITEM, LIST, JsonFault, Part, parts
from loaders.drafts.json_values.wrapped import in_order, wrapped
from service.errors import LoadError

COLLECTIONS = "collections"
BESIDE = "beside"
"""The kind of a part that is beside the list of records, and is none itself."""


def listed(path: str, names: Sequence[str] = (), always: Sequence[str] = ()) -> Iterator[Part]:
    """Yield the other members of a file's object by key, then the records and the collections.

    In an object, the records are the list under the first of `names` that it has; the names in
    `always` must have a list. If it has none of them, the object is the only record. Raises
    LoadError if there is no list or the file cannot be opened, JsonFault if it cannot be read to
    the end.
    """
    beside: list[Part] = []
    lists = _lists(path, beside)
    if "" in lists:
        yield from (part for part in parts(path) if part.kind == ITEM)
        return
    found = next((name for name in names if lists.get(name) or name in lists.keys() & always), "")
    if found and not lists[found]:
        raise LoadError(f"{path} has no list of records: {found!r} is not a list")
    if not found and lists.keys() != {COLLECTIONS}:
        whole = _whole(path)
        inner = wrapped(whole) if isinstance(whole, dict) else None
        for key, value, is_record in in_order(inner) if inner else [("", whole, True)]:
            yield Part(ITEM if is_record else BESIDE, key, value, 1)
        return
    yield from beside[:_BESIDE]
    for part in parts(path):
        if part.kind == ITEM and part.key in (found, COLLECTIONS):
            yield part._replace(key="" if part.key == found else COLLECTIONS)
        elif part.kind == ITEM:
            yield part._replace(kind=BESIDE)


_BESIDE = 1_000  # values beside the records: an object around them has some dozens


def _lists(path: str, beside: list[Part]) -> dict[str, bool]:
    """Return the keys of a file's object, and whether each has a list; {"": True} for a list.

    Values that are not lists are kept separately.
    """
    found: dict[str, bool] = {}
    try:
        for part in parts(path):
            if part.kind == LIST and not part.key:
                return {"": True}
            if part.kind != ITEM:
                found[part.key] = part.kind == LIST
                if part.kind != LIST and len(beside) < _BESIDE:
                    beside.append(part._replace(kind=BESIDE))
    except JsonFault:
        if not found:
            raise
    return found


def _whole(path: str) -> Json:
    if Path(path).stat().st_size > RECORD_BYTES:
        raise LoadError(
            f"{path} has no list of records, and as one record it is over {RECORD_BYTES:,} bytes"
        )
    value: dict[str, Json] = {}
    lists: dict[str, list[Json]] = {}
    for part in parts(path):
        if part.kind == ITEM:
            lists[part.key].append(part.value)
        elif part.kind == LIST:
            value[part.key] = lists[part.key] = []
        else:
            value[part.key] = part.value
    return value
