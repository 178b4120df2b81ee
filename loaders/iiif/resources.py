"""Converting a manifest or collection to an object with the mapping's names and its own labels.

The pairs under `metadata` have the labels of the source; they are matched to fields like the
headers of a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from index_mappings.json_values import Json, elements, members, text
from index_mappings.mapping import RecordMapping
from index_mappings.record import Ancestor
from index_mappings.web_addresses import is_web_address
from loaders.drafts.access_names import about_access
from loaders.drafts.publicity import is_for_staff, mark_named
from loaders.iiif.wording import identifier, in_language, kind_of, line, words_of

_CONTENT = (
    "annotations", "collections", "first", "items", "manifests", "members", "next", "prev",
    "sequences", "service", "services", "start", "structures", "thumbnail", "total",
)  # fmt: skip
"""What is in a resource, as opposed to its description."""
_PAGES = ("homepage", "related", "rendering")


def described(value: Mapping[str, Json]) -> dict[str, Json]:
    """Return a resource without its pages and members."""
    return {name: item for name, item in value.items() if name not in _CONTENT}


def title_of(value: Mapping[str, Json]) -> str:
    """Return the title of a resource in its first language."""
    words = words_of(value.get("label"))
    return line(words, next(iter(words), ""))


def object_of(
    value: Mapping[str, Json], above: Iterable[Ancestor], mapping: RecordMapping
) -> dict[str, Json]:
    """Return the description of a resource as an object to be read like any other."""
    label = words_of(value.get("label"))
    language = next(iter(label), "")
    title = line(label, language)
    plain: dict[str, Json] = {}
    _own(plain, mapping, "title", title)
    others: list[Json] = [
        {"text": said, **({"language": name} if name else {})}
        for name, texts in label.items()
        for said in (texts if name != language else [])
    ]
    _own(plain, mapping, "titles", others)
    summary = words_of(value.get("summary", value.get("description")))
    _own(plain, mapping, "summary", "\n\n".join(in_language(summary, language)))
    if kind_of(value) == "Collection":
        _own(plain, mapping, "level", "Collection")
    _own(plain, mapping, "ancestors", [item.to_json() for item in above])
    providers = [words_of(members(item).get("label")) for item in elements(value.get("provider"))]
    _own(plain, mapping, "repository", line(providers[0], language) if providers else "")
    _own(plain, mapping, "rights", "; ".join(_rights(value, language)))
    _links(plain, value, mapping, language)
    for pair in map(members, elements(value.get("metadata"))):
        _pair(plain, pair, mapping, language)
    plain["id"] = identifier(value)
    return plain


def _own(plain: dict[str, Json], mapping: RecordMapping, name: str, value: Json) -> None:
    field = mapping.title if name == "title" else name
    if value and mapping.field(field):
        plain[field] = value


def _rights(value: Mapping[str, Json], language: str) -> list[str]:
    found = []
    for name in ("rights", "license"):
        given = value.get(name)
        found += [text(item) for item in (elements(given) or (given,)) if text(item)]
    statement = members(value.get("requiredStatement"))
    if words := line(words_of(statement.get("value")), language):
        label = line(words_of(statement.get("label")), language)
        found.append(f"{label}: {words}" if label else words)
    found.append(line(words_of(value.get("attribution")), language))
    return [item for item in found if item]


def _links(
    plain: dict[str, Json], value: Mapping[str, Json], mapping: RecordMapping, language: str
) -> None:
    """Return links to the page of a resource, and to the resource itself, which viewers open."""
    own = identifier(value)
    links: list[dict[str, Json]] = []
    for name in _PAGES:
        given = value.get(name)
        for item in elements(given) or (given,):
            address = identifier(item)
            if is_web_address(address) and not _is_data(item):
                label = line(words_of(members(item).get("label")), language)
                links.append({"address": address, **({"label": label} if label else {})})
    if is_web_address(own):
        links.append({"address": own, "label": f"IIIF {kind_of(value).casefold()}"})
    if links:
        _own(plain, mapping, "url", links[0]["address"])
        others: list[Json] = [*(links[1:] if "url" in plain else links)]
        _own(plain, mapping, "web_links", others)


def _is_data(item: Json) -> bool:
    media_type = text(members(item).get("format"))
    return "json" in media_type or "xml" in media_type


def _pair(
    plain: dict[str, Json], pair: Mapping[str, Json], mapping: RecordMapping, language: str
) -> None:
    labels, said_in = words_of(pair.get("label")), words_of(pair.get("value"))
    label, values = line(labels, language), in_language(said_in, language)
    for one in (one for texts in labels.values() for one in texts):
        if is_for_staff(one) or mark_named(one) or about_access(one):
            # what closes in one language closes in all
            label, values = one, [text for texts in said_in.values() for text in texts]
            break
    if not label or not values or values == [plain.get(mapping.title)]:
        return
    # a label that is written as a field of ours is one of theirs all the same
    is_ours = mapping.field(label) is not None or label in ("id", "position", "source")
    name = f"{label[:1].upper()}{label[1:]}" if is_ours else label
    there = plain.get(name)
    before = list(elements(there)) or ([there] if there else [])
    said: list[Json] = [*before, *values]
    plain[name] = said[0] if len(said) == 1 else said
