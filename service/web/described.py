"""What a record's page says to programs: Dublin Core, Highwire tags, JSON-LD and Signposting.

Zotero, search engines and link checkers read these; a reader sees none of them.
"""

from __future__ import annotations

from collections.abc import Iterator

import orjson
from markupsafe import Markup

from index_mappings.json_values import Json
from service.exports.citing import Cited, Parts
from service.exports.formats import REFERENCES
from service.schemas.answer_parts import BothLinks

_ABSTRACT = 1_000  # characters of a summary: a paragraph
_HEADER = 3_000  # bytes: proxies take some 4,000 for all headers of an answer
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""What could end a script or be read as markup; in JSON these stand in texts alone."""


def meta_tags(item: Cited) -> list[tuple[str, str]]:
    """Return names and contents of meta elements, none empty."""
    return [(name, content) for name, content in _tags(item) if content]


def _tags(item: Cited) -> Iterator[tuple[str, str]]:
    when = written(item.first)
    yield "DC.title", item.title
    yield from (("DC.creator", name) for name in item.authors)
    yield "DC.date", when or item.written
    yield "DC.type", item.own_type
    yield "DC.identifier", item.url
    yield "DC.source", ", ".join(filter(None, (item.archive, item.location)))
    yield "DC.relation", item.collection
    yield "DC.language", item.language
    yield "DC.publisher", item.site
    yield "DC.description", item.abstract[:_ABSTRACT]
    yield "citation_title", item.title
    yield from (("citation_author", name) for name in item.authors)
    yield "citation_publication_date", when.replace("-", "/") if item.first else ""
    yield "citation_language", item.language
    yield "citation_public_url", item.url


def json_ld(item: Cited) -> Markup:
    """Return a record in the terms of schema.org, safe within a script element."""
    end = f"/{written(item.last)}" if item.last else ""
    pairs: dict[str, Json] = {
        "@id": item.url,
        "url": item.url,
        "name": item.title,
        "genre": item.own_type,
        "author": [{"@type": "Thing", "name": name} for name in item.authors],
        "recipient": [{"@type": "Thing", "name": name} for name in item.recipients],
        "dateCreated": written(item.first) + end if item.first else "",
        "identifier": item.id,
        "inLanguage": item.language,
        "abstract": item.abstract[:_ABSTRACT],
        "isPartOf": {"@type": "Collection", "name": item.collection} if item.collection else "",
        "holdingArchive": (
            {"@type": "ArchiveOrganization", "name": item.archive} if item.archive else ""
        ),
        "itemLocation": item.location,
    }
    said: dict[str, Json] = {
        "@context": "https://schema.org",
        "@type": ["Message", "ArchiveComponent"] if item.recipients else "ArchiveComponent",
        **{name: value for name, value in pairs.items() if value},
    }
    text = orjson.dumps(said).decode()
    return Markup("".join(_UNSAFE.get(sign, sign) for sign in text))


def signposts(cite_as: str, links: BothLinks, collections: list[str]) -> str:
    """Return the Link header of a record's page (https://signposting.org/FAIR/, level 1)."""
    found = [
        f'<{cite_as}>; rel="cite-as"',
        '<https://schema.org/ArchiveComponent>; rel="type"',
        '<https://schema.org/AboutPage>; rel="type"',
        f'<{links.self_}>; rel="describedby"; type="application/json"',
    ]
    for form in REFERENCES:
        kind = form.media_type.partition(";")[0]
        found.append(f'<{links.self_}?format={form.name}>; rel="describedby"; type="{kind}"')
    found += [f'<{address}>; rel="collection"' for address in collections]
    header = ", ".join(found)
    return header if len(header) <= _HEADER else found[0] if len(found[0]) <= _HEADER else ""


def written(parts: Parts) -> str:
    """Return the parts of a date as ISO 8601 has them, "" for none."""
    if not parts:
        return ""
    year = parts[0] if parts[0] > 0 else parts[0] + 1  # ISO has a year 0
    shown = f"{year:04}" if year >= 0 else f"-{-year:04}"
    return "-".join([shown, *(f"{part:02}" for part in parts[1:])])
