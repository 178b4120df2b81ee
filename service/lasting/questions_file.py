"""Whether the archive's own judged questions, `questions.jsonl`, are there as they were once.

A load is tried with them (`loaders.publishing.known_items`). Where they are gone it goes on
without: refused, it would leave live what the sources hold back since.
"""

from __future__ import annotations

from pathlib import Path

from service.lasting.lost import ANEW, FROM_BACKUP, Kept


def lost_questions(path: str) -> str:
    """Return what is lost where the file was there once and is gone, else ""; "" is no path."""
    if not path or not Kept(Path(path)).is_lost():
        return ""
    return (
        f"{path} is gone, and no load is tried with the archive's own questions; {FROM_BACKUP}"
        f"`{ANEW}` takes that for meant"
    )
