"""Opening the configured engine, which is imported on first use."""

from __future__ import annotations

from functools import cache

from index_mappings.mapping import MappingError, RecordMapping, load
from service.engines.guarded import GuardedEngine
from service.errors import ConfigurationError
from service.schemas.taken_names import taken_names
from service.settings import Settings

EMBEDDED = "embedded:"


def open_engine(settings: Settings) -> GuardedEngine:
    """Return the engine of the settings with their mapping.

    Raises ConfigurationError if the setting names no engine or the engine does not support the
    mapping, but not if the engine is unavailable or empty, which a site must survive.
    """
    try:
        mapping = _mapping(settings.mapping)
    except MappingError as error:
        raise ConfigurationError(f"SEARCHROOM_MAPPING: {error}") from error
    where = settings.engine
    if where.startswith(EMBEDDED):
        folder = where.removeprefix(EMBEDDED)
        if not folder:
            raise ConfigurationError("SEARCHROOM_ENGINE: name a folder, as in embedded:var/index")
        from service.engines.embedded import EmbeddedEngine  # noqa: PLC0415

        return GuardedEngine(EmbeddedEngine.open(folder, mapping))
    if where.startswith(("http://", "https://")):
        from service.engines.elastic import ElasticEngine  # noqa: PLC0415
        from service.engines.elastic.options import Options  # noqa: PLC0415

        options = Options.from_settings(settings)
        return GuardedEngine(ElasticEngine.open(where, mapping, options=options))
    # Not the value itself: it may be an address with a password in it, only misspelled.
    raise ConfigurationError(
        "SEARCHROOM_ENGINE is neither embedded:<folder> nor an http or https address"
    )


def _mapping(name: str) -> RecordMapping:
    """Return the mapping with a name or a path; shipped mappings are read once.

    So a server's processes share the mapping that was read before the fork, and each starts 2 ms
    sooner ("start" of `make bench`). An archive's own file is read and checked each time.
    """
    return load(name, taken_names) if name.endswith(".json") else _shipped(name)


_shipped = cache(load)
