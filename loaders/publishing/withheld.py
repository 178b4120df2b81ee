"""Rejects without what the source marks as not public: a reject is written to files too."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from index_mappings.mapping import RecordMapping
from index_mappings.record import Json
from loaders.drafts.access import settle
from loaders.drafts.draft import Reject
from loaders.drafts.publicity import held_by, mark_named, public_part

WITHHELD = "withheld, for it is marked as not public"
"""Stands for what a reject would have repeated of its source."""

_KEY = re.compile(r"[\"\']([^\"\']{1,60})[\"\']\s*:")
_ACCESS = frozenset({"access", "opens", "access_note"})


def public_reject(reject: Reject, mapping: RecordMapping, today: date) -> Reject:
    """Return a reject as it may be written: without what is not public, or with nothing of it.

    Text that cannot be read as an object may say anything; where one of its keys is a mark
    nothing of it is repeated.
    """
    raw = reject.raw
    if isinstance(raw, str):
        is_public = not any(
            mark_named(name) is not None or name in _ACCESS for name in _KEY.findall(raw)
        )
        return reject if is_public else replace(reject, raw=WITHHELD)
    if isinstance(raw, dict):
        return replace(reject, raw=_public(raw, mapping, today))
    return reject


def _public(raw: dict[str, Json], mapping: RecordMapping, today: date) -> Json:
    if held_by(raw) is not None:
        return WITHHELD
    left, _ = public_part(raw)
    if not isinstance(left, dict) or settle(left, mapping, today).held_by:
        return WITHHELD
    return left
