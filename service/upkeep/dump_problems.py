"""What is wrong with the dump that was published for everybody, in a sentence."""

from __future__ import annotations

import hashlib

from service.engines.contract import Engine
from service.upkeep.published_dumps import DumpFile, PublishedDumps

AGAIN = "`searchroom dump --publish` makes it again"
"""The command that mends it."""


def owed_dump(engine: Engine, folder: str) -> str:
    """Return a sentence where a dump is published that nobody can fetch, "" where there is none.

    Raises EngineUnavailable where it cannot be known.
    """
    place = PublishedDumps(folder, engine.mapping.name)
    if not place.is_published() or place.open_to_all(engine):
        return ""
    return unreadable_note(place) or (
        "the published dump is of another index than the live one, or not whole, so that nobody "
        f"can fetch it; {AGAIN}"
    )


def unreadable_note(place: PublishedDumps) -> str:
    """Return a sentence where a dump was published and nobody can tell which, "" elsewhere."""
    if place.kept() is not None or not place.is_published():
        return ""
    return (
        f"a dump was published in {place.folder}, and what it was cannot be read, so that "
        f"nobody can fetch it; {AGAIN}, `searchroom dump --unpublish` takes it back"
    )


def damaged_dump(engine: Engine, folder: str) -> str:
    """Return which files of the dump that can be fetched are not as they were written.

    Each byte of them is read. Returns "" where all are whole, or none can be fetched.
    """
    place = PublishedDumps(folder, engine.mapping.name)
    found = place.open_to_all(engine)
    names = [one.file for one in found.files if not _is_whole(place, one)] if found else []
    if not names:
        return ""
    return f"of the published dump is not as it was written: {', '.join(names)}; {AGAIN}"


def _is_whole(place: PublishedDumps, dump: DumpFile) -> bool:
    try:
        with (place.folder / dump.file).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == dump.sha256
    except OSError:
        return False
