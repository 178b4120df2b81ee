"""Sentences for a mapping file that has changed: since the index was built, or since we began."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from index_mappings.mapping import MappingError, RecordMapping, load
from index_mappings.plain_files import Mark, mark_of
from service.results import IndexInfo
from service.schemas.taken_names import taken_names

GONE = (
    "there is no index, although SEARCHROOM_LOADED or sources.toml says that the archive was "
    "loaded. Is a disk not mounted? `searchroom load --all` builds it again"
)
"""Of a site that finds no index, and was told that there is one."""


def stale_mapping(info: IndexInfo, mapping: RecordMapping) -> str:
    """Return what is wrong and the command that mends it, "" where the two are of one version."""
    if not info.mapping or info.mapping == mapping.digest:
        return ""
    return (
        f"the mapping {mapping.name!r} has changed since the live index {info.name} was built "
        "with it; `searchroom load --all` builds it again, and until then it is searched as it was"
    )


def mapping_notice(info: IndexInfo, mapping: RecordMapping, named: str) -> str:
    """Return what is owed of a server that began with a mapping: a restart, a load, both, or "".

    `named` is the mapping as the settings name it; its file is read again when it has changed.
    """
    digest, fault = _now(named, _mark(named))
    if fault:
        return (
            f"the mapping file has changed since the server began and cannot be used: {fault}; the "
            "server goes on with what it read then"
        )
    if digest == mapping.digest:
        return stale_mapping(info, mapping)
    first = "" if info.mapping == digest else "`searchroom load --all`, and then "
    return (
        f"the mapping {mapping.name!r} has changed since the server began: {first}restart the "
        "server, and its fields, facets and settings are taken up"
    )


def _mark(named: str) -> Mark | None:
    """Return what changes with a mapping file, None for one that is shipped with the code."""
    if not named.endswith(".json"):
        return None
    return mark_of(Path(named)) or (0, 0, 0, 0)


@lru_cache(maxsize=1)
def _now(named: str, mark: Mark | None) -> tuple[str, str]:
    """Return the digest of a mapping as it is now, and what is wrong with it, if anything is."""
    del mark  # a key alone: what is in the file changes with it
    try:
        return load(named, taken_names).digest, ""
    except MappingError as error:
        return "", str(error)
