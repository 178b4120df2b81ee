"""One question, from its arguments to its answer."""

from __future__ import annotations

from dataclasses import dataclass

from index_mappings.record import Json
from service.results import SearchResult
from service.search.arguments import Arguments
from service.search.links import Links
from service.search.site import Site


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: `body` is the JSON (docs/api.md), `result` what the engine said."""

    arguments: Arguments
    body: dict[str, Json]
    result: SearchResult


def ask(site: Site, arguments: Arguments, links: Links) -> Answer:
    """Answer a search. The links in the answer are made by `links`.

    Raises BadRequest for a cursor of another query, IndexMoved for one of an index that has
    been replaced, EngineUnavailable and NoIndex as the engine does.
    """
    raise NotImplementedError
