"""The sources of a catalogue: those in `sources.toml` and those that are live."""

from __future__ import annotations

from collections.abc import Sequence

from index_mappings.record import Collection
from loaders.publishing.kept_sources import KeptSources
from service.engines.contract import Engine
from service.errors import ConfigurationError, NoIndex
from service.query.clauses import Value
from service.query.request import Query


def live_counts(engine: Engine, sources: Sequence[str]) -> dict[str, int]:
    """Return the number of live records of each source; none if nothing was loaded."""
    queries = [Query(clause=Value("source", (name,))) for name in sources]
    try:
        return dict(zip(sources, engine.count(queries), strict=True))
    except NoIndex:
        return dict.fromkeys(sources, 0)


def live_collections(engine: Engine) -> tuple[Collection, ...]:
    """Return the live collections; none if nothing was loaded."""
    try:
        return engine.collections()
    except NoIndex:
        return ()


def known_sources(engine: Engine, kept: KeptSources, mapping: str) -> list[str]:
    """Return the names known without reading all records: of kept sources and collections."""
    kept_names = {item.name for item in kept.of(mapping)}
    return sorted(kept_names | {item.source for item in live_collections(engine)})


def refuse_unknown(engine: Engine, kept: KeptSources, mapping: str, name: str) -> None:
    """Raise ConfigurationError if no live or kept source has that name."""
    known = known_sources(engine, kept, mapping)
    if name not in known and not live_counts(engine, [name])[name]:
        raise ConfigurationError(
            f"there is no source {name!r}; there are {', '.join(map(repr, known)) or 'none'}"
        )
