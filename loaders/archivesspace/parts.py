"""Dates, extents, agents, subjects and containers of a record of ArchivesSpace.

Source: ArchivesSpace, common/schemas: date, extent, linked_agents, instance, sub_container.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from index_mappings.dates import read_unitdate_normal
from index_mappings.json_values import Json, elements, members, text
from index_mappings.record import Date, Party
from index_mappings.web_addresses import is_web_address
from loaders.drafts import terms
from loaders.drafts.edited_text.html_tags import is_html
from loaders.drafts.edited_text.html_text import html_text
from loaders.drafts.gathering import Gathering
from loaders.drafts.linking import add_link
from loaders.drafts.xml.words import INLINE

_EAD = re.compile(
    rf"</?({'|'.join((*sorted(INLINE), *('lb', 'p', 'list', 'item', 'head', 'chronlist')))})"
    r"(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
"""Elements of EAD in a text; those that are in the middle of a word leave no blank."""
_SIGNS = {"approximate": "~", "inferred": "~", "questionable": "?"}
_DAY = re.compile(r"-?\d{4}(?:-\d\d){0,2}")
_NO_PERSONS = ("/agents/corporate_entities/", "/agents/families/", "/agents/software/")


def plain(value: Json) -> str:
    """Return a text without EAD or HTML markup."""
    words = text(value).strip()
    if "<" not in words and "&" not in words:
        return words
    words = _EAD.sub(lambda found: "" if found[1].casefold() in INLINE else " ", words)
    return " ".join((html_text(words).text if is_html(words) else html.unescape(words)).split())


def add_dates(value: Mapping[str, Json], gathering: Gathering) -> None:
    """Set a record's date: that of its creation, else the first; others become notes."""
    found = [members(item) for item in elements(value.get("dates"))]
    found.sort(key=lambda date: (date.get("date_type") == "bulk", date.get("label") != "creation"))
    for date in found:
        label = _words(text(date.get("label"))) or "Date"
        kind = "Bulk dates" if date.get("date_type") == "bulk" else f"Date: {label.casefold()}"
        if date.get("date_type") == "bulk":
            gathering.note(kind, _date(date, gathering).display)
        else:
            gathering.date(_date(date, gathering), kind)


def _date(date: Mapping[str, Json], gathering: Gathering) -> Date:
    begin, end = (text(date.get(name)).strip() for name in ("begin", "end"))
    sign = _SIGNS.get(text(date.get("certainty")), "")
    coded = "/".join(
        f"{day}{sign}" if sign and _DAY.fullmatch(day) else day
        for day in dict.fromkeys(filter(None, (begin, end)))
    )
    if begin and not end and date.get("date_type") in ("inclusive", "bulk"):
        coded = f"{coded}/.."
    shown = plain(date.get("expression")) or "-".join(dict.fromkeys(filter(None, (begin, end))))
    if sign == "~" and not date.get("expression") and shown:
        shown = f"circa {shown}"
    found = read_unitdate_normal(coded, gathering.conventions, display=shown)
    return replace(found, display=shown) if shown else found


def extents_of(value: Mapping[str, Json]) -> Iterator[str]:
    """Yield each extent as text: "10 volumes (part; in two boxes)"."""
    for item in map(members, elements(value.get("extents"))):
        amount = f"{text(item.get('number'))} {_words(text(item.get('extent_type')), '')}".strip()
        names = ("container_summary", "physical_details", "dimensions")
        more = [plain(item.get(name)) for name in names]
        more = ["part", *more] if item.get("portion") == "part" else more
        beside = "; ".join(filter(None, more))
        yield f"{amount} ({beside})" if beside and amount else amount or beside


def add_agents(value: Mapping[str, Json], gathering: Gathering) -> int:
    """Add the agents of a record; return how many are only an address."""
    unnamed = 0
    for item in map(members, elements(value.get("linked_agents"))):
        agent = item.get("_resolved")
        if agent is None and "_resolved" in item:
            continue  # it is not public
        name = _name(members(agent)) or plain(item.get("title"))
        if not name:
            unnamed += 1
            continue
        role = terms.role(text(item.get("relator"))) or _words(text(item.get("role")))
        person = not any(kind in text(item.get("ref")) for kind in _NO_PERSONS)
        ref = text(members(members(agent).get("display_name")).get("authority_id"))
        address = ref if is_web_address(ref) else ""
        gathering.party("people", Party(name, role=role, person=person, ref=address), "Name")
        parts = [_term(term) for term in elements(item.get("terms"))]
        if any(parts):
            gathering.add("subjects", " -- ".join(filter(None, (name, *parts))), "Subject")
    return unnamed


def add_subjects(value: Mapping[str, Json], gathering: Gathering) -> int:
    """Add the subjects, places and genre of a record; return how many are only an address."""
    unnamed = 0
    for item in map(members, elements(value.get("subjects"))):
        subject = members(item.get("_resolved", item))
        some = [members(term) for term in elements(subject.get("terms"))]
        heading = plain(subject.get("title")) or " -- ".join(
            filter(None, (_term(term) for term in some))
        )
        kind = text(some[0].get("term_type")) if some else ""
        if not heading:
            unnamed += "_resolved" not in item
        elif kind == "geographic":
            gathering.add("places", heading, "Place")
        elif kind == "genre_form":
            gathering.add("subjects" if gathering.has("type") else "type", heading, "Genre")
        else:
            gathering.add("subjects", heading, "Subject")
    return unnamed


def add_instances(value: Mapping[str, Json], gathering: Gathering) -> None:
    """Add the container of a record and the address of its digital object."""
    for item in map(members, elements(value.get("instances"))):
        inner = members(item.get("sub_container"))
        top = members(members(inner.get("top_container")).get("_resolved"))
        # its display string has the barcode, and the series that it is of, which may be hidden
        box = _pair(top, "type", "indicator") or plain(top.get("display_string"))
        steps = [box, *(_pair(inner, f"type_{n}", f"indicator_{n}") for n in (2, 3))]
        gathering.note("Container", ", ".join(filter(None, steps)))
        digital = members(members(item.get("digital_object")).get("_resolved"))
        add_files(digital, gathering)


def add_files(digital: Mapping[str, Json], gathering: Gathering) -> None:
    """Add links to the files of a digital object, the representative one first."""
    versions = [members(item) for item in elements(digital.get("file_versions"))]
    versions.sort(key=lambda item: item.get("is_representative") is not True)
    for version in versions:
        label = plain(version.get("caption")) or plain(digital.get("title"))
        add_link(gathering, text(version.get("file_uri")), label or "Digital object")


def _name(agent: Mapping[str, Json]) -> str:
    shown = members(agent.get("display_name"))
    return plain(agent.get("title")) or plain(shown.get("sort_name"))


def _term(value: Json) -> str:
    return plain(members(value).get("term"))


def _pair(value: Mapping[str, Json], kind: str, number: str) -> str:
    return f"{_words(text(value.get(kind)), '')} {text(value.get(number))}".strip()


def _words(code: str, otherwise: str = "") -> str:
    """Return a code of ArchivesSpace in words: "linear_feet" is "linear feet"."""
    return code.replace("_", " ").strip() or otherwise
