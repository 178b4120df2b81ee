"""Records and parts that a source marks as not public: the one rule for every format.

Everything in an index is public. A format passes the keys and values of a record; the rule decides
whether the record, or the part with the mark, is held back. `loaders.drafts.marks` has the names of
marks and the meaning of their values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

import orjson

from index_mappings.json_values import Json
from loaders.drafts.mark_words import words
from loaders.drafts.marks import (
    Mark,
    Verdict,
    folded,
    mark_named,
    says_never,
)
from loaders.drafts.staff_names import is_for_staff

__all__ = [
    "Mark",
    "Verdict",
    "folded",
    "held_by",
    "is_about_record",
    "is_for_staff",
    "is_private_kind",
    "mark_named",
    "public_part",
    "says_never",
    "verdict",
]

_DEEP = 12  # levels looked at; notes of ArchivesSpace have parts three levels down
_CALLED = ("@value", "value", "content", "text", "name", "title", "label", "o:title")
_KINDS = ("type", "label", "note_type", "kind", "audience", "element", "property", "field")
"""Keys whose value names the object that they are in: a note of the type "internal"."""
_LONGEST = 100_000  # characters of a text that may be JSON
_SHORT = 4  # characters of a text that may be in two places by chance


def verdict(name: str, value: Json) -> Verdict | None:
    """Return the verdict of a key and its value on the object that has it, or None."""
    mark = mark_named(name)
    return mark.verdict(value) if mark is not None and not mark.about else None


def held_by(attributes: Mapping[str, Json], *, inside: bool = False) -> tuple[str, Verdict] | None:
    """Return the first key that holds the whole object back, and its verdict, or None.

    An unclear key has lower priority than one that says no. `inside` an object about the record
    ("permissions"), a value that says no is a mark under any key.
    """
    unclear: tuple[str, Verdict] | None = None
    for name, value in attributes.items():
        if isinstance(value, dict) and is_about_record(name):
            found = held_by(value, inside=True)
            if found is not None and found[1] is Verdict.NOT_PUBLIC:
                return found
            unclear = unclear or found
            if mark_named(name) is None or found is not None or _is_read(value):
                continue
        result = verdict(name, value)
        if isinstance(value, list) and is_about_record(name) and _has_private_word(value):
            result = Verdict.NOT_PUBLIC
        if result is None and inside and _lets_no_reader_in(value):
            result = Verdict.NOT_PUBLIC
        if result is Verdict.NOT_PUBLIC:
            return name, result
        if result is Verdict.UNCLEAR and unclear is None:
            unclear = name, result
    return unclear


def _lets_no_reader_in(value: Json) -> bool:
    """Return whether a value in an object about a record means not public: `"read": ["staff"]`."""
    if isinstance(value, str):
        return says_never(value) or folded(value) in words()["keepers"]
    return isinstance(value, list) and bool(value) and all(map(_lets_no_reader_in, value))


def _has_private_word(values: list[Json]) -> bool:
    """Return whether one of several words about a record is private: `"flags": ["draft"]`."""
    return any(isinstance(value, str) and says_never(value) for value in values)


def is_about_record(name: str) -> bool:
    """Return whether an object or element of this name is about the record that contains it."""
    return folded(name) in words()["around"]


def _is_read(value: Mapping[str, Json]) -> bool:
    """Return whether an object under a mark has its own marks that say it is public."""
    return any(verdict(name, item) is Verdict.PUBLIC for name, item in value.items())


@lru_cache(maxsize=4096)  # a source's kinds of notes are some dozens
def is_private_kind(kind: str) -> bool:
    """Return whether the kind of an object or element is not for the public."""
    return says_never(kind) or is_for_staff(kind)


def public_part(value: Json, depth: int = 1, under: str = "") -> tuple[Json, list[str]]:
    """Return a value without the objects in it that are marked as not public, and their marks.

    `under` is its key: "phone" under "donor" is for the staff.

    An object that is left out entirely is None. Values below the depth limit are left out too, and
    so are those under a staff key ("internal notes").
    """
    if not isinstance(value, dict | list):
        inner = _written_as_json(value)
        return (
            (None, ["JSON in a text"])
            if inner and public_part(inner, depth + 1)[1]
            else (value, [])
        )
    if depth > _DEEP:
        return None, ["depth"]
    marks: list[str] = []
    if isinstance(value, dict):
        if held := held_by(value):
            return None, [held[0]]
        for name in _KINDS if depth > 1 else ():
            if any(is_private_kind(kind) for kind in _kinds_in(value.get(name))):
                return None, [name]
        left: dict[str, Json] = {}
        for name, item in value.items():
            if is_for_staff(name) or (under and is_for_staff(f"{under}.{name}")):
                marks += [name] if item not in (None, "", [], {}) else []
                continue
            left[name], found = public_part(item, depth + 1, name)
            marks += found
        return left, marks
    kept: list[Json] = []
    for item in value:
        part, found = public_part(item, depth + 1, under)
        marks += found
        if part is not None or not found:
            kept.append(part)
    return kept, marks


def _kinds_in(kind: Json) -> Iterator[str]:
    """Yield the words for the kind of an object: its type, or the type's name."""
    for text in (
        (kind, *(kind.get(name) for name in _CALLED)) if isinstance(kind, dict) else (kind,)
    ):
        if isinstance(text, str):
            yield text


def _written_as_json(value: Json) -> Json:
    """Return the object or list in a text of JSON, or None for any other text."""
    if not isinstance(value, str) or value[:1] not in ("{", "[") or len(value) > _LONGEST:
        return None
    try:
        parsed: Json = orjson.loads(value)
    except orjson.JSONDecodeError:
        return None
    return parsed if isinstance(parsed, dict | list) else None


def private_texts(value: Json, *, is_private: bool = False, depth: int = 1) -> Iterator[str]:
    """Yield the texts of the objects in a value that are not public.

    Programs may repeat them elsewhere: Omeka S makes the title of an item from a value.
    """
    if depth > _DEEP:
        return
    if isinstance(value, dict):
        is_private = is_private or held_by(value) is not None
        for name, item in value.items():
            if is_private and name in _CALLED and isinstance(item, str):
                if len(item.strip()) >= _SHORT:
                    yield item
            else:
                yield from private_texts(item, is_private=is_private, depth=depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from private_texts(item, is_private=is_private, depth=depth + 1)
