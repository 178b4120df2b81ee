"""The rules of a load."""

from __future__ import annotations

from dataclasses import dataclass

from index_mappings.dates import DEFAULT, DateConventions
from loaders.drafts.access import DEFAULT_TERMS, AccessTerms


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a load.

    `update` keeps the other records of the sources; `whole` means that every source is loaded;
    `dry_run` does everything but publish; `force` publishes what the checks refuse. `max_drop` is
    the share of the live records (0 to 1) that may be lost without it; `keep` is the number of
    earlier indexes to keep. `dates` and `access` are the site's settings for reading these. Paths
    of files, or "": `openings` (future opening days), `held` (digests), `corrections`, `questions`.
    """

    update: bool = False
    dry_run: bool = False
    whole: bool = False
    force: bool = False
    max_drop: float = 0.2
    keep: int = 1
    dates: DateConventions = DEFAULT
    access: AccessTerms = DEFAULT_TERMS
    openings: str = ""
    held: str = ""
    corrections: str = ""
    questions: str = ""
