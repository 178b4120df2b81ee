"""Which engine a setting names. Each is imported only when it is asked for."""

from __future__ import annotations

from index_mappings.mapping import MappingError, load
from service.engines.guarded import GuardedEngine
from service.errors import ConfigurationError
from service.schemas.taken_names import taken_names
from service.settings import Settings

EMBEDDED = "embedded:"


def open_engine(settings: Settings) -> GuardedEngine:
    """Return the engine of the settings with their mapping.

    Raises ConfigurationError if the setting names no engine, or the engine cannot honour
    the mapping; never for an engine that is away or empty, which a site must survive.
    """
    try:
        mapping = load(settings.mapping, taken_names)
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
