"""References between parts of a mapping file: every name must refer to something that exists.

The file may have other faults. Values of the wrong type are ignored here: the schema reports them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from index_mappings.checking.index_paths import IndexPaths, texts, within
from index_mappings.checking.nearest import none_of
from index_mappings.checking.shapes import NO_FIELD
from index_mappings.facet_kinds.kind import FacetKind
from index_mappings.facet_kinds.registry import FACET_KINDS
from index_mappings.field_kinds.registry import FIELD_KINDS
from index_mappings.folding import folded, is_folded
from index_mappings.orders import LAST_CHANGED, NEWEST_FIRST, OLDEST_FIRST
from index_mappings.stemmers import STEMMERS
from index_mappings.templates import Template

_META = "mappings._meta"
_FILTERS = ("asciifolding", "lowercase")  # that need no declaration, on either engine
_OF_THE_SITE = ("site", "address")  # what a citation may have beside fields
_NAMED = re.compile(r"(?<![\w\"])([A-Za-z]\w*):(?=\S)")
_NO_FIELDS = frozenset({"id", "computed"})  # the index has these of its own
_OF_ANSWERS = frozenset({"links", "index", "score", "highlight"})  # keys beside a record's fields
Found = Iterator[tuple[str, str]]


def reference_faults(body: Mapping[str, Any], taken: Collection[str] = ()) -> Found:
    """Return (path, message) for every unknown name and every duplicate name.

    `taken` are names that no facet can have.
    """
    mappings = within(body, "mappings")
    meta = within(mappings, "_meta")
    paths = IndexPaths(within(mappings, "properties"))
    declared = _by_name(meta.get("fields"))
    yield from _fields(meta, paths)
    yield from _facets(meta, declared, paths, taken)
    yield from _sorts(meta, declared, paths)
    yield from _parts(meta, declared)
    yield from _search(within(meta, "search"), declared, paths)
    yield from _analysis(within(within(body, "settings"), "analysis"), paths)


def _fields(meta: Mapping[str, Any], paths: IndexPaths) -> Found:
    for at, item in _listed(meta.get("fields"), f"{_META}.fields"):
        name = item.get("name")
        if not isinstance(name, str):
            continue
        if name in _NO_FIELDS:
            yield f"{at}.name", f"{name!r} is a name that the index has for itself"
        if name in _OF_ANSWERS:
            yield f"{at}.name", f"{name!r} is a key that answers have beside the fields"
        yield from paths.missing(name, f"{at}.name")
        kind = FIELD_KINDS.get(str(item.get("kind")))
        if paths.has(name) and kind:
            if kind.types:
                yield from paths.not_of_type(name, kind.types, f"{at}.kind")
            for part, type_ in kind.parts.items():
                yield from paths.not_of_type(f"{name}.{part}", (type_,), f"{at}.kind")
        for place, path in texts(item.get("search"), f"{at}.search"):
            yield from paths.not_searched(path, place)
    yield from _twice(meta.get("fields"), f"{_META}.fields")


def _facets(
    meta: Mapping[str, Any],
    declared: Mapping[str, str],
    paths: IndexPaths,
    taken: Collection[str],
) -> Found:
    for at, item in _listed(meta.get("facets"), f"{_META}.facets"):
        name, field, path = item.get("name"), item.get("field"), item.get("path")
        if isinstance(name, str) and name in _NO_FIELDS:
            yield f"{at}.name", f"{name!r} is a name that the index has for itself"
        elif isinstance(name, str) and name in taken:
            yield f"{at}.name", f"{name!r} is the name of another argument of addresses"
        yield from _no_field(field, declared, f"{at}.field")
        kind = FACET_KINDS.get(str(item.get("kind")))
        if kind is None:
            continue
        held = declared.get(str(field))
        if held and kind.field_kinds and held not in kind.field_kinds:
            wanted = " or ".join(sorted(kind.field_kinds))
            yield f"{at}.field", f"a facet of kind {kind.name!r} counts a field of kind {wanted}"
        if kind.path_types and path is None:
            yield f"{at}.path", f"a facet of kind {kind.name!r} needs the index path that it counts"
        elif kind.path_types and isinstance(path, str):
            yield from paths.not_of_type(path, kind.path_types, f"{at}.path")
        for key in _KEYS_OF_KINDS - kind.keys:
            if key in item:
                yield f"{at}.{key}", f"a facet of kind {kind.name!r} has no {key!r}"
        for key in kind.required_keys:
            if key not in item:
                yield f"{at}.{key}", f"a facet of kind {kind.name!r} needs it"
        yield from paths.missing("computed.missing", at)
        if isinstance(name, str):
            yield from _computed(name, kind, at, paths)
    yield from _twice(meta.get("facets"), f"{_META}.facets")


def _computed(name: str, kind: FacetKind, at: str, paths: IndexPaths) -> Found:
    """Return the faults of the part of the index that is computed for a facet at load."""
    for part, type_ in kind.needed.items():
        yield from paths.not_of_type(f"computed.{name}.{part}", (type_,), at)
    for part in paths.below(f"computed.{name}"):
        if part in kind.offered:
            yield from paths.not_of_type(f"computed.{name}.{part}", (kind.offered[part],), at)
        elif part not in kind.needed:
            offered = (*kind.needed, *kind.offered)
            yield (
                f"mappings.properties.computed.properties.{name}.properties.{part}",
                none_of(part, offered, f"thing that is made for a facet of kind {kind.name!r}"),
            )


_KEYS_OF_KINDS = frozenset().union(*(kind.keys for kind in FACET_KINDS.values()))


def _sorts(meta: Mapping[str, Any], declared: Mapping[str, str], paths: IndexPaths) -> Found:
    for at, item in _listed(meta.get("sorts"), f"{_META}.sorts"):
        path, key = item.get("path"), item.get("key")
        if isinstance(path, str) and path:
            yield from paths.not_of_type(path, ("keyword",), f"{at}.path")
            if not path.startswith("computed."):
                yield f"{at}.path", "the key of a sort is made at load, below 'computed'"
            if not key:
                yield f"{at}.key", "a sort with a path needs what its key is made of"
        if isinstance(key, str) and key not in (OLDEST_FIRST, NEWEST_FIRST):
            known = {**declared, NEWEST_FIRST: "date"}
            known |= {LAST_CHANGED: "changed"} if "changed" in declared else {}
            yield from _no_field(key, known, f"{at}.key")
    yield from _twice(meta.get("sorts"), f"{_META}.sorts")


def _parts(meta: Mapping[str, Any], declared: Mapping[str, str]) -> Found:
    for part in ("title", "summary", "date"):
        yield from _no_field(meta.get(part), declared, f"{_META}.{part}")
    yield from _examples(within(meta, "examples"), meta, declared)
    citation = meta.get("citation")
    for name in Template(citation).names if isinstance(citation, str) else ():
        if name not in _OF_THE_SITE:
            yield from _no_field(name, declared, f"{_META}.citation")
    for at, item in _listed(meta.get("highlights"), f"{_META}.highlights"):
        yield from _no_field(item.get("field"), declared, f"{at}.field")


def _examples(
    examples: Mapping[str, Any], meta: Mapping[str, Any], declared: Mapping[str, str]
) -> Found:
    """Return the names before a colon in an example that are neither a field nor a facet."""
    facets = [str(item.get("name")) for _, item in _listed(meta.get("facets"), "")]
    for rule, example in examples.items():
        if rule == NO_FIELD or not isinstance(example, str):
            continue
        for name in _NAMED.findall(example):
            yield from _no_field(name, dict.fromkeys((*declared, *facets), ""),
                                 f"{_META}.examples.{rule}")  # fmt: skip


def _search(search: Mapping[str, Any], declared: Mapping[str, str], paths: IndexPaths) -> Found:
    at = f"{_META}.search"
    yield from _weighted(search, f"{at}.fields", paths)
    for place, value in (
        (f"{at}.exact_title", search.get("exact_title")),
        (f"{at}.named.path", within(search, "named").get("path")),
    ):
        if isinstance(value, str):
            yield from paths.not_of_type(value, ("keyword",), place)
    for place, name in texts(within(search, "named").get("fields"), f"{at}.named.fields"):
        yield from _no_field(name, declared, place)
    yield from _no_field(within(search, "kinds").get("field"), declared, f"{at}.kinds.field")
    for place, item in _listed(search.get("references"), f"{at}.references"):
        yield from _groups(item, place)


def _weighted(search: Mapping[str, Any], at: str, paths: IndexPaths) -> Found:
    """Return the faults of the paths that are searched.

    Words as they are written only add to what is found: their field says where it is found.
    """
    unstemmed = set()
    for place, item in _listed(search.get("fields"), at):
        path = item.get("field")
        if not isinstance(path, str):
            continue
        if not is_folded(path):
            unstemmed.add(folded(path))
            yield from paths.not_searched(path, f"{place}.field")
        elif path in unstemmed:
            yield from paths.not_of_type(path, ("text",), f"{place}.field")
        else:
            yield f"{place}.field", f"{path!r} needs the path that it belongs to listed before it"


def _groups(item: Mapping[str, Any], at: str) -> Found:
    """Return the values in a reference's key for which its pattern has no group."""
    pattern, key = item.get("pattern"), item.get("key")
    if not (isinstance(pattern, str) and isinstance(key, str)):
        return
    try:
        groups = re.compile(pattern).groupindex
    except re.error:
        return  # the schema tells it
    for name in Template(key).names:
        if name not in groups:
            yield f"{at}.key", none_of(name, groups, "group of the pattern")


def _analysis(analysis: Mapping[str, Any], paths: IndexPaths) -> Found:
    at = "settings.analysis.analyzer"
    analyzers = within(analysis, "analyzer")
    tokenizers, filters = within(analysis, "tokenizer"), within(analysis, "filter")
    characters = within(analysis, "char_filter")
    for name in analyzers:
        spec = within(analyzers, name)
        used = spec.get("tokenizer")
        if isinstance(used, str) and used not in tokenizers:
            yield f"{at}.{name}.tokenizer", none_of(used, tokenizers, "tokenizer of this file")
        for place, step in texts(spec.get("filter"), f"{at}.{name}.filter"):
            if step not in filters and step not in _FILTERS:
                yield place, none_of(step, (*filters, *_FILTERS), "filter of this file")
        for place, step in texts(spec.get("char_filter"), f"{at}.{name}.char_filter"):
            if step not in characters:
                yield place, none_of(step, characters, "char filter of this file")
    yield from _stemmers(filters)
    yield from paths.faults(analyzers)


def _stemmers(filters: Mapping[str, Any]) -> Found:
    """Return the stemmers with a language that their type does not support."""
    for name in filters:
        spec = within(filters, name)
        type_, language = spec.get("type"), spec.get("language")
        known = [one for one, stemmer in STEMMERS.items() if stemmer.type == type_]
        if not known:
            continue
        at = f"settings.analysis.filter.{name}"
        if language is None:
            yield at, f"a filter of type {type_!r} needs its language: {', '.join(known)}"
        elif language in tuple(STEMMERS) and language not in known:
            yield f"{at}.language", none_of(language, known, f"language of a {type_!r} filter")


def _by_name(items: object) -> dict[str, str]:
    """Return the kind of each field by its name."""
    return {str(item.get("name")): str(item.get("kind")) for _, item in _listed(items, "")}


def _no_field(name: object, declared: Mapping[str, str], at: str) -> Found:
    if isinstance(name, str) and name not in declared:
        yield at, none_of(name, declared, "field")


def _twice(items: object, at: str) -> Found:
    listed = list(_listed(items, at))
    counted = Counter(item["name"] for _, item in listed if isinstance(item.get("name"), str))
    seen: set[str] = set()
    for place, item in listed:
        name = item.get("name")
        if isinstance(name, str) and counted[name] > 1 and name in seen:
            yield f"{place}.name", f"{name!r} is declared twice"
        if isinstance(name, str):
            seen.add(name)


def _listed(items: object, at: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(items, Sequence) and not isinstance(items, str):
        for index, item in enumerate(items):
            if isinstance(item, Mapping):
                yield f"{at}[{index}]", item
