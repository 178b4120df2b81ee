"""The kinds of access that a record's field `access` has: who may see it."""

from __future__ import annotations

ACCESS = "access"
"""The field that says it."""

ACCESS_FIELDS = frozenset({ACCESS, "access_note", "opens"})
"""The fields by which a record is settled (`loaders.drafts.access`)."""

OPEN, RESTRICTED, CLOSED = "open", "restricted", "closed"
"""All of it is public; its entry is, and its text is not; nothing of it is."""
