"""Whether `sources.toml` is there as it was: a lost one must not read as no sources.

It has what the archive's own rules hold back, and a load without them would publish that.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from index_mappings.plain_files import read_plain
from service.lasting.lost import ANEW, FROM_BACKUP, Kept

_LOST = "what the rules of the sources hold back is not known, nor what `load --all` loads"
_ON = f"`{ANEW}` begins another"


def lost_sources(path: Path, *, is_empty: bool) -> str:
    """Return why the file is not as it was, "" where it is: it is gone, or has no source left.

    `is_empty` says that no source was found in it.
    """
    kept = Kept(path)
    if kept.is_lost():
        return f"{path} is gone, so {_LOST}; {FROM_BACKUP}{_ON}"
    if is_empty and kept.was_written():
        return f"{path} has no source any more, so {_LOST}; {FROM_BACKUP}move it away, and {_ON}"
    return ""


def sources_problem(path: Path) -> str:
    """Return why the sources cannot be told from the file, "" where they can."""
    try:
        found = tomllib.loads(read_plain(path).decode())
    except FileNotFoundError:
        return lost_sources(path, is_empty=True)
    except (OSError, ValueError) as error:
        return f"{path} cannot be read: {error}"
    return lost_sources(path, is_empty=not found.get("source"))
