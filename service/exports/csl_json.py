"""CSL-JSON, as Zotero, pandoc and every processor of citation styles read it."""

from __future__ import annotations

from index_mappings.json_values import Json
from service.exports.citing import Cited


def csl(item: Cited) -> dict[str, Json]:
    """Return a record as an item of the Citation Style Language (csl-data.json, 1.0.2)."""
    issued: dict[str, Json] = {}
    if item.first:
        ends = [list(item.first), list(item.last)] if item.last else [list(item.first)]
        issued = {"date-parts": ends}
        if item.is_about:
            issued["circa"] = True
    elif item.written:
        issued = {"literal": item.written}
    pairs: dict[str, Json] = {
        "title": item.title,
        "author": [{"literal": name} for name in item.authors],
        "recipient": [{"literal": name} for name in item.recipients],
        "issued": issued,
        "genre": item.own_type,
        "container-title": item.collection,
        "archive": item.archive,
        "archive_location": item.location,
        "number": item.number,
        "page": item.pages,
        "language": item.language,
        "abstract": item.abstract,
        "URL": item.url,
        "source": item.site,
    }
    return {
        "id": item.id,
        "type": item.kind,
        **{key: value for key, value in pairs.items() if value},
    }
