"""Machine-readable data in a record's page: Dublin Core, Highwire tags, JSON-LD, Signposting.

Zotero, search engines and link checkers read these; a reader sees none of them.
"""

from __future__ import annotations

from collections.abc import Iterator

import orjson
from markupsafe import Markup

from service.exports.citing import Cited
from service.exports.formats import REFERENCES
from service.exports.linked import ABSTRACT, date_written, schema_org
from service.schemas.answer_parts import BothLinks

_HEADER = 3_000  # bytes: proxies take some 4,000 for all headers of an answer
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""What could end a script or be read as markup; in JSON these are in texts alone."""


def meta_tags(item: Cited) -> list[tuple[str, str]]:
    """Return names and contents of meta elements, none empty."""
    return [(name, content) for name, content in _tags(item) if content]


def _tags(item: Cited) -> Iterator[tuple[str, str]]:
    when = date_written(item.first)
    yield "DC.title", item.title
    yield from (("DC.creator", name) for name in item.authors)
    yield "DC.date", when or item.written
    yield "DC.type", item.own_type
    yield "DC.identifier", item.url
    yield "DC.source", ", ".join(filter(None, (item.archive, item.location)))
    yield "DC.relation", item.collection
    yield "DC.language", item.language
    yield "DC.publisher", item.site
    yield "DC.description", item.abstract[:ABSTRACT]
    yield "citation_title", item.title
    yield from (("citation_author", name) for name in item.authors)
    yield "citation_publication_date", when.replace("-", "/") if item.first else ""
    yield "citation_language", item.language
    yield "citation_public_url", item.url


def json_ld(item: Cited) -> Markup:
    """Return a record in the terms of schema.org, safe within a script element."""
    text = orjson.dumps(schema_org(item)).decode()
    return Markup("".join(_UNSAFE.get(sign, sign) for sign in text))


def signposts(cite_as: str, links: BothLinks, collections: list[str]) -> str:
    """Return the Link header of a record's page (https://signposting.org/FAIR/, level 1)."""
    found = [
        f'<{cite_as}>; rel="cite-as"',
        '<https://schema.org/ArchiveComponent>; rel="type"',
        '<https://schema.org/AboutPage>; rel="type"',
        f'<{links.self_}>; rel="describedby"; type="application/json"',
        f'<{links.html}>; rel="alternate"; type="application/ld+json"',
    ]
    for form in REFERENCES:
        kind = form.media_type.partition(";")[0]
        found.append(f'<{links.self_}?format={form.name}>; rel="describedby"; type="{kind}"')
    found += [f'<{address}>; rel="collection"' for address in collections]
    header = ", ".join(found)
    return header if len(header) <= _HEADER else found[0] if len(found[0]) <= _HEADER else ""
