"""An engine's result in the shape of the JSON answer, which the pages are rendered from too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index_mappings.mapping import RecordMapping
from index_mappings.record import Json, Record
from service.query.clauses import NAMED
from service.query.reading import Reading
from service.query.saying import understood
from service.results import Hit, IndexInfo, SearchResult
from service.schemas.arguments import DEEPEST, LONGEST_Q
from service.schemas.spans import iso
from service.search.arguments import Arguments
from service.search.catalogue import Catalogue
from service.search.cursor import Cursor
from service.search.facets import facet_json
from service.search.fallback import Loosened
from service.search.links import Links
from service.search.name_expansion import AlsoNamed


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything known when a search has been answered.

    `seen` is the number of records before the first of this page; `digest` what its cursor
    belongs to; `loosened` what `match=auto` left open, None where all words are asked for;
    `matched` which words each record has, by id, where it need not have all; `also` are other
    names of whom the words name.
    """

    arguments: Arguments
    reading: Reading
    loosened: Loosened | None
    result: SearchResult
    seen: int
    digest: str
    matched: Mapping[str, Json]
    also: tuple[AlsoNamed, ...] = ()


def answer_json(
    asked: Asked, mapping: RecordMapping, links: Links, catalogue: Catalogue
) -> dict[str, Json]:
    """Return the answer of `/api/v1/search`; /api/docs describes each key."""
    result, arguments = asked.result, asked.arguments
    cursor = _next_cursor(asked)
    all_values = links.facets(arguments)
    facets: dict[str, dict[str, Json]] = {}
    for counts in result.facets:
        facets[counts.facet] = facet_json(counts, mapping, arguments, links, catalogue)
        facets[counts.facet]["links"]["all"] = all_values(counts.facet)
    return {
        "total": {"value": result.total, "relation": "gte" if result.partial else "eq"},
        "partial": result.partial,
        "query": _query_json(asked, links),
        "results": [_result_json(hit, asked, mapping, links) for hit in result.hits],
        "facets": facets,
        "page": {
            "number": asked.seen // arguments.size + 1,
            "size": arguments.size,
            "pages": -(-result.total // arguments.size),
            "next_cursor": cursor,
        },
        "sort": arguments.order(mapping),
        "links": _links_json(asked, links, cursor),
        "index": index_json(result.index),
    }


def fields_json(record: Record, mapping: RecordMapping) -> dict[str, Json]:
    """Return a record's id and fields as answers show them: days as YYYY-MM-DD, not as numbers.

    The year is astronomical, so that 44 BC is -0043.
    """
    shown = record.to_json()
    for field in mapping.fields:
        if field.kind.by_date and isinstance(date := shown.get(field.name), dict):
            days = {end: iso(date[end]) for end in ("from", "to") if end in date}
            shown[field.name] = {**date, **days}
    return shown


def hit_json(hit: Hit, mapping: RecordMapping, links: Links) -> dict[str, Json]:
    """Return one result: the record's own fields, its score, its highlights, its links."""
    return {
        **fields_json(hit.record, mapping),
        "score": hit.score,
        "highlight": hit.highlight,
        "links": links.record(hit.record.id),
    }


def _result_json(hit: Hit, asked: Asked, mapping: RecordMapping, links: Links) -> dict[str, Json]:
    shown = hit_json(hit, mapping, links)
    if hit.record.id in asked.matched:
        shown["matched"] = asked.matched[hit.record.id]
    return shown


def index_json(info: IndexInfo) -> dict[str, Json]:
    """Return what an answer says of the index it came from."""
    return {
        "name": info.name,
        "built": info.built,
        "records": info.records,
        "version": info.version,
    }


def _query_json(asked: Asked, links: Links) -> dict[str, Json]:
    reading, loosened, arguments = asked.reading, asked.loosened, asked.arguments
    notes = list(reading.notes)
    if arguments.q_cut:
        notes.insert(0, f"Only the first {LONGEST_Q:,} characters were searched.")
    of = len(reading.words)
    least = of
    said = reading.understood_as
    if arguments.match == "any":
        least = min(of, 1)
    if loosened is not None:
        least = loosened.least
        said = understood(reading.said, least=least, lacking=loosened.lacking)
        notes.append(_left_open(loosened, reading))
    if called := sum(1 for hit in asked.result.hits if (hit.score or 0) >= NAMED):
        which = "record is" if called == 1 else f"{called} records are"
        notes.append(f"The first {which} called so: by title, reference, address or id.")
    is_expanded = bool(asked.also) and arguments.expand != "none"
    if is_expanded:
        said = "; ".join((said, *map(_also_said, asked.also)))
    return {
        "text": arguments.q,
        "understood_as": said,
        "notes": notes,
        "match": {"wanted": arguments.match, "least": least, "of": of},
        "parts": [
            {
                "label": part.label,
                "links": {"removed": links.to(arguments.changed(q=part.removed))},
            }
            for part in reading.parts
        ],
        "expanded": [
            {"term": also.term, "with": list(also.names), "ring": also.ring}
            for also in asked.also
            if is_expanded
        ],
        "links": _names_switch(asked, links, is_expanded=is_expanded),
    }


def _also_said(also: AlsoNamed) -> str:
    return f"{also.term} also by the names {', '.join(also.names)}"


def _names_switch(asked: Asked, links: Links, *, is_expanded: bool) -> dict[str, str]:
    """Return the link to the names as typed only, or from there to all names; {} for no names."""
    if not asked.also:
        return {}
    if is_expanded:
        return {"only_typed": links.to(asked.arguments.changed(expand="none"))}
    return {"all_names": links.to(asked.arguments.changed(expand="names"))}


def _left_open(loosened: Loosened, reading: Reading) -> str:
    """Return the sentence on the words that the records found need not have."""
    note = f"No record has all {loosened.of} words; these have at least {loosened.least} of them"
    typed = [word.typed for word in reading.said.words]
    gone = [typed[at] for at in loosened.nowhere]
    apart = [typed[at] for at in loosened.lacking if at not in loosened.nowhere]
    reasons = []
    if gone:
        reasons.append(f"only {', '.join(gone)} {'was' if len(gone) == 1 else 'were'} not found")
    if apart:
        only = "" if gone else "only "
        verb = "is" if len(apart) == 1 else "are"
        reasons.append(f"{only}{', '.join(apart)} {verb} in other records")
    return f"{note}: {', and '.join(reasons)}." if reasons else f"{note}."


def _next_cursor(asked: Asked) -> str | None:
    hits, result = asked.result.hits, asked.result
    seen = asked.seen + len(hits)
    if not hits or seen >= result.total or not result.index.version:
        return None
    return Cursor(result.index.version, asked.digest, seen, hits[-1].key).write()


def _links_json(asked: Asked, links: Links, cursor: str | None) -> dict[str, str]:
    """Return the answer's own links; those that lead nowhere are left out.

    `next` is a numbered page as far as these reach, for it outlives a publish.
    """
    arguments, size = asked.arguments, asked.arguments.size
    made = {
        "self": links.to(arguments),
        "html": links.html(arguments),
        "json": links.api(arguments),
    }
    pages = -(-asked.result.total // size)
    reached = min(pages, DEEPEST // size)
    if pages and (arguments.cursor or arguments.page > 1):
        made["first"] = links.page(arguments, 1)
    if not arguments.cursor and 1 < arguments.page <= pages:
        made["prev"] = links.page(arguments, arguments.page - 1)
    if not arguments.cursor and arguments.page < reached:
        made["next"] = links.page(arguments, arguments.page + 1)
    elif cursor:
        made["next"] = links.after(arguments, cursor)
    if pages and pages == reached:
        made["last"] = links.page(arguments, pages)
    return made
