"""Converting a Dublin Core record to a draft by the local names of its elements.

Hubs and portals wrap Dublin Core in their own forms, with their own elements beside it. So a record
is the element with a title and the most Dublin Core; elements elsewhere become notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index_mappings.dates import DateConventions, read_date
from index_mappings.record import Date, Party
from index_mappings.web_addresses import is_web_address
from loaders.drafts import terms
from loaders.drafts.draft import Draft, Held, Reject, Remark, Where
from loaders.drafts.format import Options
from loaders.drafts.gathering import Gathering
from loaders.drafts.headings import trimmed_name
from loaders.drafts.xml.access import stated_in
from loaders.drafts.xml.files import Element, local
from loaders.drafts.xml.publicity import hold_back, known_by
from loaders.drafts.xml.words import attribute, line, paragraphs

_TITLES = ("title",)
_DATES = ("created", "date", "issued", "published", "creationdate", "copyrighted")
_FIELDS = {
    "abstract": "summary",
    "description": "summary",
    "summary": "summary",
    "extent": "extent",
    "rights": "rights",
    "license": "rights",
    "rightsholder": "rights",
    "accessrights": "access_note",
    "dataprovider": "repository",
    "institution": "repository",
}
_LISTS = {"subject": "subjects", "spatial": "places", "coverage": "places"}
_ROLES = {"creator": "Creator", "contributor": "Contributor", "author": "Author"}
_LABELS = {
    "alternative": "Other title",
    "audience": "Audience",
    "format": "Format",
    "haspart": "Contains",
    "hasformat": "Other format",
    "isformatof": "Other format",
    "ispartof": "Part of",
    "isreferencedby": "Referenced by",
    "medium": "Medium",
    "provenance": "Provenance",
    "publisher": "Publisher",
    "relation": "Relation",
    "source": "Source",
    "tableofcontents": "Contents",
    "temporal": "Period",
}
_ADDRESSES = frozenset({"isshownat", "identifier", "uri", "landingpage"})
_KNOWN = frozenset(
    {*_TITLES, *_DATES, *_FIELDS, *_LISTS, *_ROLES, *_LABELS, "identifier", "language", "type"}
)
USED_ATTRIBUTES = frozenset({"about", "href", "id", "resource", "schemaLocation"})
"""Attributes that a record shows or has its id from, and the one that is of the file."""

_TYPES = "/dcmitype/"
"""What is in an address before a type of Dublin Core's own: "Image", "StillImage"."""
_EMBARGO = "info:eu-repo/date/embargoend/"
"""What OpenAIRE writes before the day on which a text opens, as a date among others."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def read_dc(
    element: Element,
    where: Where,
    options: Options,
    *,
    id: str = "",
    gathering: Gathering | None = None,
) -> Iterator[Draft | Held | Reject | Remark]:
    """Yield the draft of a record, or a reject if it is empty."""
    gathering = gathering or Gathering(options, where)
    is_held, held = hold_back(element, where, options)
    yield from known_by(held, id, of=element)
    if is_held:
        return
    gathering.stated += stated_in(element)
    if not line(element) and not any(True for _ in _addresses(element)):
        yield Reject(where, "the record is empty")
        return
    base = _base(element)
    is_beside = (
        local(element) == "Description"
        and base is element
        and not any(local(part) == "title" for part in base)
    )  # in RDF, which describes agents and pages in the same way
    if is_beside or not any(local(part).casefold() in _KNOWN for part in base):
        yield Reject(where, "none of its elements is Dublin Core", raw=paragraphs(element))
        return
    for part in _in_order(base):
        _add(part, gathering)
    for part in _elsewhere(element, base):
        text = line(part) or attribute(part, "resource", "href")
        if local(part).casefold() == "isshownat":
            _add_identifier(text, _label(part), gathering)
        else:
            gathering.note(_label(part), text)
    yield from gathering.draft(id)


def _base(element: Element) -> Element:
    """Return the element whose children are the record.

    Of the elements with a title it is the one with the most Dublin Core, because a hub may also
    describe the collection of the item. Of equals it is the first.
    """
    best, most = element, 0
    for part in element.iter():
        if local(part) and any(local(child) == "title" and line(child) for child in part):
            known = sum(local(child).casefold() in _KNOWN for child in part)
            if known > most:
                best, most = part, known
    return best


def _in_order(base: Element) -> list[Element]:
    """Return the children with the most relevant dates and addresses first.

    Dates closer to the making of the item come first, and the address at which a hub shows it comes
    before others.
    """

    def rank(part: Element) -> int:
        name = local(part).casefold()
        is_shown = name == "isshownat"
        return _DATES.index(name) if name in _DATES else len(_DATES) + (not is_shown)

    return sorted((part for part in base if local(part)), key=rank)


def _elsewhere(element: Element, base: Element) -> Iterator[Element]:
    """Yield the elements with text or an address that are not on the record's own level."""
    inside = set(base.iter())
    inside.discard(base)
    for part in element.iter():
        if part in inside or not local(part):
            continue
        own = (part.text or "").strip() or any((child.tail or "").strip() for child in part)
        is_leaf = not len(part) and (own or attribute(part, "resource", "href"))
        if is_leaf or (own and part is not base):
            yield part


def _addresses(element: Element) -> Iterator[str]:
    for part in element.iter():
        address = attribute(part, "resource", "href") if local(part) else ""
        if address:
            yield address


def _add(part: Element, gathering: Gathering) -> None:
    name = local(part).casefold()
    text = line(part)
    if not text:
        _add_address(name, attribute(part, "resource", "href"), _label(part), gathering)
    elif name in _TITLES:
        gathering.add("title", text, "Other title")
    elif _EMBARGO in text.casefold():
        gathering.add("opens", text.rpartition("/")[2], _label(part))
    elif name in _DATES:
        gathering.date(_date(part, gathering.conventions), _label(part))
    elif name in _ROLES:
        for name_of in _split(_name_in(part) or text):
            party = Party(trimmed_name(name_of), name_of, _ROLES[name])
            gathering.party("people", party, _ROLES[name])
        _note_rest(part, gathering)
    elif name in _LISTS:
        _add_list(part, text, _LISTS[name], gathering)
    elif name == "language":
        for language in re.split(r"\s*[;,]\s*", text):
            gathering.add("language", terms.language_or_text(language), "Language")
    elif name == "type":
        for kind in _split(text):
            gathering.add("type", kind, "Type")
    elif name in _ADDRESSES:
        _add_identifier(text, _label(part), gathering)
    elif name in _FIELDS:
        field = _FIELDS[name]
        gathering.add(field, paragraphs(part) if field == "summary" else text, _label(part))
    else:
        gathering.note(_label(part), paragraphs(part))
        gathering.note(_label(part), attribute(part, "resource", "href"))


def _date(part: Element, conventions: DateConventions) -> Date:
    """Return a date; a date of EDM has a beginning and an end."""
    ends = {local(end): line(end) for end in part.iter() if local(end) in ("begin", "end")}
    begin, end = ends.get("begin", ""), ends.get("end", "")
    if not (begin and end):
        return read_date(line(part), conventions)
    return read_date(begin if begin == end else f"{begin}-{end}", conventions)


def _add_address(name: str, address: str, label: str, gathering: Gathering) -> None:
    """Add an element whose value is only an address."""
    if name == "type" and _TYPES in address:
        gathering.add("type", _CAMEL.sub(" ", address.partition(_TYPES)[2]), label)
    if name in _ADDRESSES:
        _add_identifier(address, label, gathering)
    else:
        gathering.note(label, address)


def _add_list(part: Element, text: str, field: str, gathering: Gathering) -> None:
    if field == "places" and read_date(text).is_dated:
        gathering.note("Period", text)  # coverage is of space or of time
        return
    for value in _split(text):
        gathering.add(field, trimmed_name(value), _label(part))


def _add_identifier(text: str, label: str, gathering: Gathering) -> None:
    if is_web_address(text) and " " not in text:
        gathering.add("url", text, label)
    else:
        gathering.add("reference", text)


def _name_in(part: Element) -> str:
    """Return the name in an agent that has parts (`author/name`, `creator/agent/name`)."""
    for inner in part.iter():
        if local(inner) in ("name", "prefLabel") and line(inner):
            return line(inner)
    return ""


def _note_rest(part: Element, gathering: Gathering) -> None:
    if len(part):
        gathering.note(_label(part), "; ".join(paragraphs(part).split("\n")))


def _split(text: str) -> list[str]:
    """Return the values of an element; portals join values with semicolons."""
    return [value for item in text.split(";") if (value := item.strip())]


def _label(part: Element) -> str:
    name = local(part)
    words = _CAMEL.sub(" ", name)
    return _LABELS.get(name.casefold(), words[:1].upper() + words[1:].lower())
