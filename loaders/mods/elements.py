"""Converting a MODS record to a draft: each element to a field or a note."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from index_mappings.web_addresses import is_web_address
from loaders.drafts import terms
from loaders.drafts.draft import Draft, Held, Reject, Remark, Where
from loaders.drafts.format import Options
from loaders.drafts.gathering import Gathering
from loaders.drafts.xml.access import stated_in
from loaders.drafts.xml.files import Element, local
from loaders.drafts.xml.publicity import hold_back, known_by
from loaders.drafts.xml.words import attribute, href, line, own_words, paragraphs
from loaders.mods.dating import add_origin
from loaders.mods.names import beside, filed_as, party_of, title_of
from loaders.mods.relations import add_related
from loaders.mods.subjects import add_subject

_OF_PARTS = frozenset({"location", "originInfo", "physicalDescription"})
_WORLDWIDE = frozenset(
    {
        "doi", "hdl", "isbn", "ismn", "isrc", "issn", "issn-l", "istc", "iswc", "lccn", "oclc",
        "sici", "upc", "uri", "urn", "uuid",
    }
)  # fmt: skip
"""Kinds of identifiers that no archive gave and no box has: they are not references."""
USED_ATTRIBUTES = frozenset(
    {
        "access", "displayLabel", "encoding", "href", "ID", "invalid", "keyDate", "note",
        "otherType", "point", "qualifier", "schemaLocation", "type", "usage", "version",
    }
)  # fmt: skip
"""Attributes that a record shows, that say how its elements are read, or that are of the file."""

_LABELS = {
    "classification": "Classification",
    "extension": "Extension",
    "part": "Part",
    "recordInfo": "Record information",
    "tableOfContents": "Contents",
    "targetAudience": "Audience",
}


def read_mods(
    mods: Element,
    where: Where,
    options: Options,
    *,
    id: str = "",
    gathering: Gathering | None = None,
) -> Iterator[Draft | Held | Reject | Remark]:
    """Yield the draft of a record, or a reject if it is empty.

    `id` replaces the record's own (`recordIdentifier`, else the attribute ID). `gathering` has
    values that are already known.
    """
    gathering = gathering or Gathering(options, where)
    own = id or _own_id(mods) or attribute(mods, "ID")
    is_held, held = hold_back(mods, where, options)
    yield from known_by(held, own, of=mods)
    if is_held:
        return
    gathering.stated += stated_in(mods)
    if not line(mods):
        yield Reject(where, "the record is empty")
        return
    for part in _in_order(mods):
        name = local(part)
        handler = _HANDLERS.get(name.casefold())
        if handler:
            handler(part, gathering)
            if name in _OF_PARTS:  # text of their own is out of order, but some records have it
                gathering.note(name, own_words(part))
        elif name:
            gathering.note(_label(part, _LABELS.get(name, name)), paragraphs(part))
    gathering.note("Note", own_words(mods))
    for part in mods:
        if local(part) == "typeOfResource":
            gathering.add("type", line(part).capitalize(), "Type of resource")
    for keeper in _keepers(mods):
        if not gathering.has("repository"):
            gathering.add("repository", keeper)
    yield from gathering.draft(own)


def _in_order(mods: Element) -> list[Element]:
    """Return the elements, the title of the record and its key date before the others."""

    def rank(part: Element) -> int:
        if local(part).casefold() != "titleinfo":
            return 1 if any(inner.get("keyDate") == "yes" for inner in part) else 2
        return 0 if attribute(part, "usage") == "primary" else 1 if not part.get("type") else 2

    return sorted(mods, key=rank)


def _keepers(mods: Element) -> Iterator[str]:
    """Yield the repository of an item that names none: that of its host, or a code."""
    hosts = [part for part in mods if local(part) == "relatedItem" and part.get("type") == "host"]
    for host in hosts:
        for place in host.iterfind("{*}location/{*}physicalLocation"):
            if not _is_code(place) and place.get("type") != "container":
                yield line(place)
    for place in mods.iterfind("{*}location/{*}physicalLocation"):
        if _is_code(place):
            yield line(place)


def _is_code(place: Element) -> bool:
    return place.get("authority") == "marcorg" or "code" in (place.get("type") or "")


def _own_id(mods: Element) -> str:
    for info in mods:
        if local(info) == "recordInfo":
            for part in info:
                if local(part) == "recordIdentifier" and line(part):
                    return line(part)
    return ""


def _title(part: Element, gathering: Gathering) -> None:
    kind = part.get("type") or ""
    if kind:
        gathering.note(f"{kind.capitalize()} title", title_of(part))
    else:
        gathering.add("title", title_of(part), "Other title")
        gathering.filed_as(filed_as(part))


def _name(part: Element, gathering: Gathering) -> None:
    gathering.party("people", party_of(part), "Name")
    for text in beside(part):
        gathering.note("Name", f"{party_of(part).name}: {text}")


def _genre(part: Element, gathering: Gathering) -> None:
    gathering.add("subjects" if gathering.has("type") else "type", line(part), "Genre")


def _nothing(part: Element, gathering: Gathering) -> None:
    del part, gathering  # typeOfResource waits for the genres


def _language(part: Element, gathering: Gathering) -> None:
    found = [term for term in part.iter() if local(term) == "languageTerm"]
    texts = [term for term in found if term.get("type") != "code"]
    for term in texts or found:
        gathering.add("language", terms.language_or_text(line(term)), "Language")
    for term in part:
        if local(term) == "scriptTerm":
            gathering.note("Script", line(term))
    if not found:
        gathering.add("language", terms.language_or_text(line(part)), "Language")


def _physical(part: Element, gathering: Gathering) -> None:
    for item in part:
        name = local(item)
        if name == "extent":
            gathering.add("extent", line(item))
        elif name:
            gathering.note(_label(item, {"form": "Form", "internetMediaType": "File type"}.get(
                name, f"Physical description: {name}")), line(item))  # fmt: skip


def _abstract(part: Element, gathering: Gathering) -> None:
    gathering.add("summary", paragraphs(part))


def _note(part: Element, gathering: Gathering) -> None:
    gathering.note(_label(part, "Note"), paragraphs(part))


def _identifier(part: Element, gathering: Gathering) -> None:
    text = line(part)
    if is_web_address(text):
        gathering.add("url", text, "Identifier")
        return
    kind = attribute(part, "type")
    is_reference = kind.casefold() not in _WORLDWIDE and part.get("invalid") != "yes"
    if is_reference:
        gathering.add("reference", text)
    kind = attribute(part, "displayLabel") or kind
    if not is_reference or kind not in ("", "local"):
        gathering.note(f"Identifier ({kind})" if kind else "Identifier", text)


def _location(part: Element, gathering: Gathering) -> None:
    urls = sorted(
        (item for item in part if local(item) == "url"),
        key=lambda item: (item.get("usage", "") not in ("primary", "primary display"),
                          item.get("access") in ("preview", "raw object")),
    )  # fmt: skip
    for item in urls:
        kind = attribute(item, "displayLabel", "access", "note")
        text = line(item)
        is_page = item.get("access") not in ("preview", "raw object")
        if is_page and is_web_address(text):
            gathering.add("url", text, "Link")
        else:
            gathering.note(f"Link ({kind})" if kind else "Link", text)
    for item in part:
        name = local(item)
        if name == "physicalLocation" and item.get("type") == "container":
            gathering.note("Container", line(item))
        elif name == "physicalLocation" and _is_code(item):
            gathering.note("Location", line(item))
        elif name == "physicalLocation":
            gathering.add("repository", line(item), "Location")
        elif name == "shelfLocator":
            gathering.add("reference", line(item))
        elif name and name != "url":
            locators = [sub for sub in item.iter() if local(sub) == "shelfLocator"]
            for sub in locators:
                gathering.add("reference", line(sub))
            gathering.note("Location", "; ".join(paragraphs(item).split("\n")))


def _access(part: Element, gathering: Gathering) -> None:
    kind = (part.get("type") or "").casefold()
    words = paragraphs(part)
    address = href(part)
    text = f"{words} ({address})" if words and address not in words else words or address
    text = text.removesuffix(" ()")
    gathering.add("access_note" if "restriction" in kind else "rights", " ".join(text.split("\n")))


def _subject(part: Element, gathering: Gathering) -> None:
    add_subject(part, gathering)


def _label(part: Element, otherwise: str) -> str:
    label = attribute(part, "displayLabel") or (part.get("type") or "")
    return label[:1].upper() + label[1:] if label else otherwise


_HANDLERS: Mapping[
    str, Callable[[Element, Gathering], None]
] = {  # some exporters write the names without capitals
    "abstract": _abstract,
    "accesscondition": _access,
    "genre": _genre,
    "identifier": _identifier,
    "language": _language,
    "location": _location,
    "name": _name,
    "note": _note,
    "origininfo": add_origin,
    "physicaldescription": _physical,
    "relateditem": add_related,
    "subject": _subject,
    "titleinfo": _title,
    "typeofresource": _nothing,
}
