"""The last load of each source, as `sources.toml` keeps it: when, how long, what came of it.

    [[source]]
    name = "letters"
    mapping = "records"
    records = 1204                    # live after it
    last_load = 2026-03-01T02:00:07Z  # the last that ended well, whether or not anything changed
    seconds = 12.5                    # what that load took, all its sources together
    outcome = "loaded with rejects"   # or "loaded"
    failed = 2026-03-02T02:00:05Z     # where the last one failed

A load writes it (`loaders.publishing.kept_sources`); a server and `check --operator` read it here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from index_mappings.plain_files import read_plain
from service.settings import Settings

LOADED, WITH_REJECTS, FAILED = "loaded", "loaded with rejects", "failed"
SAMPLES = "samples"
"""The source of the sample collections."""
OUTCOMES = (LOADED, WITH_REJECTS, FAILED)


@dataclass(frozen=True, slots=True)
class SourceLoad:
    """The last load of one source; what is not known of it is None.

    `last` is when it was last loaded, in UTC; `seconds` what that took; `records` how many of it
    were live then. `failed` is when its last load failed, None where that ended well. `outcome`
    is one of OUTCOMES, "" where the source was never loaded.
    """

    source: str
    last: datetime | None = None
    records: int | None = None
    seconds: float | None = None
    outcome: str = ""
    failed: datetime | None = None


def last_loads(settings: Settings) -> tuple[SourceLoad, ...]:
    """Return the last load of each source of the site's mapping, in the order of the file.

    None where the file is missing or cannot be read: a load says what is wrong with it.
    """
    return tuple(_load(source) for source in _sources(settings))


def was_loaded(settings: Settings) -> bool:
    """Return whether the archive was loaded, as SEARCHROOM_LOADED or its sources say.

    Sample collections do not count: they are loaded into an empty index.
    """
    if settings.loaded:
        return True
    return any(load.last and load.source != SAMPLES for load in last_loads(settings))


def _load(source: dict[str, Any]) -> SourceLoad:
    last, failed = _moment(source.get("last_load")), _moment(source.get("failed"))
    recorded = str(source.get("outcome", ""))
    outcome = recorded if recorded in OUTCOMES else LOADED if last else ""
    return SourceLoad(
        str(source.get("name", "")),
        last,
        records if isinstance(records := source.get("records"), int) else None,
        float(seconds) if isinstance(seconds := source.get("seconds"), int | float) else None,
        FAILED if failed else outcome,
        failed,
    )


def _sources(settings: Settings) -> Iterator[dict[str, Any]]:
    try:
        kept = tomllib.loads(read_plain(Path(settings.sources)).decode()).get("source", [])
    except (OSError, ValueError):
        return
    for source in kept if isinstance(kept, list) else ():
        if isinstance(source, dict) and source.get("mapping", "records") == settings.mapping:
            yield source


def _moment(value: object) -> datetime | None:
    if not isinstance(value, datetime):
        return None
    return value if value.tzinfo else value.replace(tzinfo=UTC)
