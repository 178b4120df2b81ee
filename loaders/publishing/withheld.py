"""Removing non-public parts from rejects, which are written to files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from index_mappings.access import ACCESS_FIELDS
from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping
from loaders.drafts.access import DEFAULT_TERMS, AccessTerms, settle
from loaders.drafts.access_names import Stated, about_access, plainly, stated_in_objects, wording
from loaders.drafts.archive_rules import ArchiveRules
from loaders.drafts.draft import Reject
from loaders.drafts.publicity import held_by, public_part
from loaders.drafts.ruled_objects import ruled_object

WITHHELD = "withheld, because it is marked as not public"
"""Stands for what a reject would have repeated of its source."""

UNREAD = (
    "withheld, because what cannot be read may be marked as not public (--publish-held shows it)"
)
"""Stands for text of which nobody can say whether its source marks it."""

WITHDRAWN = "withheld, because it has the id or the title of a record that was withdrawn"


def ruled_reject(reject: Reject, rules: ArchiveRules) -> Reject:
    """Return a reject without the parts that the archive's own rules hold back or leave out."""
    if not isinstance(reject.raw, dict):
        return replace(reject, raw=UNREAD) if reject.raw not in ("", None, []) else reject
    left, held, _ = ruled_object(reject.raw, rules)
    return replace(reject, raw=WITHHELD if held else left)


def public_reject(
    reject: Reject, mapping: RecordMapping, today: date, terms: AccessTerms = DEFAULT_TERMS
) -> Reject:
    """Return a reject for writing: without its non-public parts, or without all content.

    Only an object with readable keys is repeated. A broken line or record is reported by its place
    and fault, because its marks cannot be read.
    """
    raw = reject.raw
    if raw in ("", None, [], {}):
        return reject
    if not isinstance(raw, dict):
        return replace(reject, raw=UNREAD)
    left = _public(raw, mapping, today, terms)
    if left is None:  # its fault may quote it
        return replace(reject, raw=WITHHELD, reason="the record cannot be taken as it is")
    return replace(reject, raw=left)


def _public(
    raw: dict[str, Json], mapping: RecordMapping, today: date, terms: AccessTerms
) -> dict[str, Json] | None:
    if held_by(raw) is not None:
        return None
    left, _ = public_part(raw)
    if not isinstance(left, dict):
        return None
    stated = [
        Stated(name, plainly(name, wording(name, value)), about)
        for name, value in left.items()
        if (about := about_access(name)) is not None and name not in ACCESS_FIELDS
    ]
    stated += stated_in_objects(left)
    return None if settle(left, mapping, today, stated=stated, terms=terms).held_by else left
