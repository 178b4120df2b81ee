"""The manifest of the service, and the answers to batches and to what is typed.

Source of the forms: Reconciliation Service API 0.2 and its JSON schemas.
"""

from __future__ import annotations

from collections.abc import Mapping

from index_mappings.facet_kinds.kind import Facet
from index_mappings.folding import key
from index_mappings.json_values import Json
from service import clock
from service.reconciling.entities import Candidate, Entities, Entity
from service.reconciling.preview import HEIGHT, WIDTH
from service.reconciling.queries import NameQuery
from service.reconciling.scoring import SURE
from service.reconciling.types import type_json, types_of
from service.search.addresses import (
    API_ROOT,
    DOCS,
    RECONCILE,
    RECONCILE_ENTITY,
    RECONCILE_PREVIEW,
    RECONCILE_TYPE,
    RECONCILE_VIEW,
)
from service.search.site import Site

SUGGESTED = 20
"""Names of one answer while typing."""


def manifest(site: Site, base: str) -> dict[str, Json]:
    """Return what the service is and offers; `base` is the address of the site."""
    suggest: dict[str, Json] = {
        name: {"service_url": base, "service_path": path}
        for name, path in (("entity", RECONCILE_ENTITY), ("type", RECONCILE_TYPE))
    }
    return {
        "versions": ["0.2"],
        "name": site.title,
        "identifierSpace": f"{base}{RECONCILE}/names/",
        "schemaSpace": f"{base}{RECONCILE}/types/",
        "documentation": f"{base}{API_ROOT}{DOCS}",
        "defaultTypes": [type_json(facet) for facet in types_of(site.mapping).values()],
        "view": {"url": f"{base}{RECONCILE_VIEW}?id={{{{id}}}}"},
        "preview": {
            "url": f"{base}{RECONCILE_PREVIEW}?id={{{{id}}}}",
            "width": WIDTH,
            "height": HEIGHT,
        },
        "suggest": suggest,
    }


def answered(site: Site, entities: Entities, batch: Mapping[str, NameQuery]) -> dict[str, Json]:
    """Return the candidates of each question. Raises OutOfTime if that takes too long."""
    results: dict[str, Json] = {}
    for name, question in batch.items():
        clock.check()
        results[name] = {"result": _result(site, entities, question)}
    return results


def _result(site: Site, entities: Entities, question: NameQuery) -> list[Json]:
    known = types_of(site.mapping)
    facets = tuple(known[name] for name in question.types if name in known)
    if not question.types:
        facets = tuple(known.values())
    if not question.text or not facets:
        return []
    found = entities.candidates(question.text, facets)
    sure = sum(one.fit.score >= SURE for one in found)
    is_first = bool(found) and (sure == 1 or (len(found) > 1 and _is_alone(found)))
    return [
        _candidate(one, is_match=at == 0 and is_first and one.fit.score >= SURE)
        for at, one in enumerate(found[: question.limit])
    ]


def _is_alone(found: list[Candidate]) -> bool:
    """Return whether the first is exactly the name that was asked for, and no other is."""
    return found[0].fit.is_same and not found[1].fit.is_same


def _candidate(one: Candidate, *, is_match: bool) -> dict[str, Json]:
    entity, fit = one.entity, one.fit
    features: list[Json] = [
        {"id": "name_similarity", "value": fit.likeness},
        {"id": "same_name", "value": fit.is_same},
        {"id": "another_name", "value": fit.is_other},
        {"id": "records", "value": entity.count},
    ]
    return {
        "id": entity.id,
        "name": entity.text,
        "type": [type_json(entity.facet)],
        "score": fit.score,
        "features": features,
        "match": is_match,
    }


def typed_entities(entities: Entities, prefix: str, facets: tuple[Facet, ...], skip: int) -> Json:
    """Return the names that begin like what was typed."""
    found = entities.beginning(prefix, facets, skip, SUGGESTED)
    return {"result": [_suggested(entity) for entity in found]}


def _suggested(entity: Entity) -> Json:
    return {"id": entity.id, "name": entity.text, "notable": [type_json(entity.facet)]}


def typed_types(site: Site, prefix: str, skip: int) -> Json:
    """Return the types whose name or id begins like what was typed."""
    beginning = key(prefix)
    found = [
        type_json(facet)
        for facet in types_of(site.mapping).values()
        if any(f" {key(name)}".find(f" {beginning}") >= 0 for name in (facet.name, facet.label))
    ]
    return {"result": list(found[skip : skip + SUGGESTED])}
