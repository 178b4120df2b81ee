"""A record as linked data: in the terms of schema.org, and of Records in Contexts.

Sources: schema.org (Message, ArchiveComponent); ICA, Records in Contexts Ontology (RiC-O) 1.0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from index_mappings.json_values import Json
from service.exports.citing import Cited, Parts

ABSTRACT = 1_000
"""Characters of a summary: a paragraph."""
_RICO = "https://www.ica.org/standards/RiC/ontology"


@dataclass(frozen=True, slots=True)
class LinkedForm:
    """One form: the profile by which it is asked for, and how a record is written in it."""

    profile: str
    write: Callable[[Cited], dict[str, Json]]


def schema_org(item: Cited) -> dict[str, Json]:
    """Return a record in the terms of schema.org."""
    pairs: dict[str, Json] = {
        "@id": item.url,
        "url": item.url,
        "name": item.title,
        "genre": item.own_type,
        "author": [{"@type": "Thing", "name": name} for name in item.authors],
        "recipient": [{"@type": "Thing", "name": name} for name in item.recipients],
        "dateCreated": _span(item),
        "identifier": item.id,
        "inLanguage": item.language,
        "abstract": item.abstract[:ABSTRACT],
        "isPartOf": {"@type": "Collection", "name": item.collection} if item.collection else "",
        "holdingArchive": (
            {"@type": "ArchiveOrganization", "name": item.archive} if item.archive else ""
        ),
        "itemLocation": item.location,
    }
    return {
        "@context": "https://schema.org",
        "@type": ["Message", "ArchiveComponent"] if item.recipients else "ArchiveComponent",
        **_without_empty(pairs),
    }


def rico(item: Cited) -> dict[str, Json]:
    """Return a record in the terms of Records in Contexts; names are agents of no address."""
    identifiers: list[Json] = [
        {"@type": "Identifier", "textualValue": text} for text in (item.id, item.location) if text
    ]
    pairs: dict[str, Json] = {
        "title": item.title,
        "hasOrHadIdentifier": identifiers,
        "scopeAndContent": item.abstract[:ABSTRACT],
        "hasCreationDate": _without_empty(
            {"@type": "Date", "expressedDate": item.written, "normalizedDateValue": _span(item)}
        )
        if item.written
        else "",
        "hasDocumentaryFormType": _named("DocumentaryFormType", item.own_type),
        "hasOrHadLanguage": _named("Language", item.language),
        "hasSender": [_agent(item, name) for name in item.authors] if item.recipients else [],
        "hasAuthor": [] if item.recipients else [_agent(item, name) for name in item.authors],
        "hasAddressee": [_agent(item, name) for name in item.recipients],
        "hasOrHadHolder": _named("CorporateBody", item.archive),
        "isOrWasIncludedIn": (
            {"@type": "RecordSet", "title": item.collection} if item.collection else ""
        ),
    }
    return {
        "@context": {"@vocab": f"{_RICO}#"},
        "@id": item.url,
        "@type": "RecordResource",
        **_without_empty(pairs),
    }


LINKED = (LinkedForm("https://schema.org/", schema_org), LinkedForm(_RICO, rico))
"""Every form, the usual one first."""


def date_written(parts: Parts) -> str:
    """Return the parts of a date as ISO 8601 has them, "" for none."""
    if not parts:
        return ""
    year = parts[0] if parts[0] > 0 else parts[0] + 1  # ISO has a year 0
    shown = f"{year:04}" if year >= 0 else f"-{-year:04}"
    return "-".join([shown, *(f"{part:02}" for part in parts[1:])])


def _span(item: Cited) -> str:
    end = f"/{date_written(item.last)}" if item.last else ""
    return date_written(item.first) + end if item.first else ""


def _agent(item: Cited, name: str) -> dict[str, Json]:
    return {"@type": "CorporateBody" if name in item.bodies else "Person", "name": name}


def _named(kind: str, name: str) -> Json:
    return {"@type": kind, "name": name} if name else ""


def _without_empty(pairs: dict[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in pairs.items() if value}
