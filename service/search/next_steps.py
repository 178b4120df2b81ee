"""What an answer adds where little or nothing was found: a spelling, and ways to find more."""

from __future__ import annotations

from index_mappings.folding import key
from index_mappings.mapping import RecordMapping
from index_mappings.record import Json
from service.search.arguments import Arguments
from service.search.catalogue import Catalogue
from service.search.fallback import Answered
from service.search.links import Links
from service.search.relaxations import FEW, relaxations
from service.search.site import Site
from service.search.spelling import Correction, best, corrections


def help_json(
    site: Site, arguments: Arguments, answered: Answered, catalogue: Catalogue, links: Links
) -> dict[str, Json]:
    """Return {"relaxations", "spelling"} of an answer, a spelling only where there is any.

    A spelling that was put right is told with every page of the answer; all else only on the
    first, where at most FEW records are found and none of them is the one that was named, and
    where all of the index answered: else its counts would be wrong.
    """
    made: dict[str, Json] = {}
    applied = answered.corrected
    if applied:
        made["spelling"] = _spelling_json(applied, arguments, links, is_applied=True)
    total = answered.result.total
    is_first = arguments.page == 1 and not arguments.cursor
    is_partial = answered.result.partial
    if total > FEW or is_partial or not is_first or _is_named(answered, site.mapping):
        return made
    made["relaxations"] = [
        {
            "label": way.label,
            "count": way.count,
            "links": {"self": links.api(way.arguments), "html": links.html(way.arguments)},
        }
        for way in relaxations(site, arguments, answered, catalogue)
    ]
    if not applied and arguments.q and arguments.spell == "auto":
        offered = corrections(site, arguments, answered.reading, only_unknown=False)
        if better := best(offered, more_than=total):
            made["spelling"] = _spelling_json(better, arguments, links, is_applied=False)
    return made


def _is_named(answered: Answered, mapping: RecordMapping) -> bool:
    """Tell whether the first record is the one whose title was typed."""
    title, hits = answered.query.exact_title, answered.result.hits
    return bool(title and hits and key(hits[0].record.text(mapping.title)) == title)


def _spelling_json(
    found: Correction, arguments: Arguments, links: Links, *, is_applied: bool
) -> dict[str, Json]:
    to = arguments.changed(q=found.text)
    typed = arguments.changed(spell="off")
    return {
        "text": found.text,
        "typed": arguments.q,
        "applied": is_applied,
        "count": found.count,
        "links": {"self": links.api(to), "html": links.html(to)},
        "typed_links": {"self": links.api(typed), "html": links.html(typed)},
    }
