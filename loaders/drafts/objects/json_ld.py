"""Objects of JSON-LD, as written by Omeka S and others, as plain values under plain keys.

A value there is an object with "@value", or one with "@id" and a label; each property has a list of
them. An object that is marked as not public stays an object, so that it is held back later.
Sources: JSON-LD 1.1, W3C Recommendation, 4.2 and 4.3; Omeka S, REST API, resource representations.
"""

from __future__ import annotations

from collections.abc import Mapping

from index_mappings.json_values import Json, text
from index_mappings.mapping import RecordMapping
from index_mappings.web_addresses import is_web_address
from loaders.drafts.objects.csl import of_csl
from loaders.drafts.objects.language_maps import of_languages
from loaders.drafts.objects.omeka_classic import of_omeka_classic
from loaders.drafts.publicity import held_by, mark_named

_LABELS = ("o:label", "display_title", "o:title", "rdfs:label", "skos:prefLabel")
_TITLES = ("dcterms:title", "dc:title")
_OF_OMEKA_ITSELF = frozenset(
    {
        "@context", "o:created", "o:job", "o:lock", "o:modified", "o:owner", "o:resource_class",
        "o:resource_template", "o:site", "o:thumbnail", "thumbnail_display_urls",
    }
)  # fmt: skip
"""Keys about the entry and its creator, not about the item."""
_OF_MODULES, _PLACES = "o-module-", "o-module-mapping:"
"""What modules keep beside an item: who sent it in, what readers wrote; places describe it."""
_DEEP = 8  # lists and objects within each other: "@list" in "@set" in a property
_TERMS = {
    "http://purl.org/dc/terms/": "dcterms:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://schema.org/": "schema:",
    "https://schema.org/": "schema:",
}
"""Vocabularies whose terms some write out in full."""


def plain_object(value: dict[str, Json], mapping: RecordMapping) -> dict[str, Json]:
    """Return a record of JSON-LD, Omeka Classic or CSL-JSON with plain values; others unchanged.

    Addresses of values with labels go to the field of links, titles in other languages to that of
    titles, if the mapping has them.
    """
    if not _is_json_ld(value):
        return of_csl(of_omeka_classic(of_languages(value, mapping)))
    links: list[Json] = []
    plain: dict[str, Json] = {}
    for name, item in value.items():
        if name == "@context" and not isinstance(item, str):
            continue  # what its prefixes mean
        key = _short(name)
        plain[key] = item if key.startswith("@") else _plain(item, links)
    _drop_omeka(plain)
    _titles(plain, value, mapping)
    if "@type" in plain and ("o:id" in value or "o:title" in value):
        plain["@type"] = _class(plain["@type"])
    if links and _takes(mapping, "web_links"):
        there = plain.get("web_links")
        plain["web_links"] = [*(there if isinstance(there, list) else ()), *links]
    return {name: item for name, item in plain.items() if item not in _EMPTY or mark_named(name)}


def _is_json_ld(value: Mapping[str, Json]) -> bool:
    if "@context" in value or "o:id" in value or "o:title" in value:
        return True
    # a loop, for every object is asked, and a generator takes twice as long
    for some in value.values():
        if type(some) is str:
            continue
        for item in some if isinstance(some, list) else (some,):
            if isinstance(item, dict) and ("@value" in item or "@id" in item):
                return True
    return False


def _short(name: str) -> str:
    for address, prefix in _TERMS.items():
        if name.startswith(address):
            return prefix + name.removeprefix(address)
    return name


def _plain(item: Json, links: list[Json], depth: int = 1) -> Json:
    """Return a value as text, a list of values as a list of texts, anything else unchanged."""
    if isinstance(item, list):
        if depth >= _DEEP:
            return item
        some = [_plain(one, links, depth + 1) for one in item]
        return [one for part in some for one in (part if isinstance(part, list) else (part,))]
    if not isinstance(item, dict) or held_by(item) is not None:
        return item
    if "@value" in item:
        inner: Json = item["@value"]
        return inner
    for name in ("@list", "@set"):
        if name in item and depth < _DEEP:
            return _plain(item[name], links, depth + 1)
    label = next((text(item.get(name)).strip() for name in _LABELS if item.get(name)), "")
    address = text(item.get("@id")).strip()
    if label and is_web_address(address):
        link = {"address": address, "label": label}
        if link not in links:
            links.append(link)
    if label:
        return label
    return address if address and item.keys() <= {"@id", "@type", "type", *_OF_OMEKA} else item


_EMPTY: tuple[Json, ...] = (None, "", [], {})  # a mark that is null has not said yes
_OF_OMEKA = ("property_id", "property_label", "is_public", "o:id", "o:label", "display_title")


def _drop_omeka(plain: dict[str, Json]) -> None:
    """Remove Omeka's internal data: its ids, that the item is public, its template."""
    if "o:id" not in plain:
        return
    for name in list(plain):
        is_modules = name.startswith(_OF_MODULES) and not name.startswith(_PLACES)
        if name in _OF_OMEKA_ITSELF or (is_modules and mark_named(name) is None):
            del plain[name]
    own = plain.pop("o:id", None)
    if "@id" not in plain and "id" not in plain and isinstance(own, int | str):
        plain["id"] = str(own)
    if plain.get("o:is_public") is True:
        del plain["o:is_public"]


def _titles(plain: dict[str, Json], value: Mapping[str, Json], mapping: RecordMapping) -> None:
    """Set the title that the source shows, and keep the others as titles in their languages."""
    for name in _TITLES:
        given = value.get(name)
        items = given if isinstance(given, list) else [given]
        titles = [
            (text(item.get("@value")).strip(), text(item.get("@language")).strip())
            for item in items
            if isinstance(item, dict) and "@value" in item and held_by(item) is None
        ]
        if not titles or len(titles) < len(items):
            continue
        shown = text(plain.get("o:title")).strip() or titles[0][0]
        others: list[Json] = [
            {"text": title, "language": language} if language else {"text": title}
            for title, language in dict.fromkeys(titles)
            if title and title != shown
        ]
        plain.pop(name)
        plain["o:title"] = shown
        if others and "titles" not in plain and _takes(mapping, "titles"):
            plain["titles"] = others
        elif others:
            plain[name] = [text(item["text"]) for item in others if isinstance(item, dict)]


def _class(given: Json) -> Json:
    """Return the class of the item, without Omeka's own classes."""
    items = given if isinstance(given, list) else [given]
    kinds = [item for item in items if isinstance(item, str) and not item.startswith("o:")]
    return kinds[0].rpartition(":")[2] if len(kinds) == 1 else list(kinds)


def _takes(mapping: RecordMapping, name: str) -> bool:
    field = mapping.field(name)
    return field is not None and field.kind.many
