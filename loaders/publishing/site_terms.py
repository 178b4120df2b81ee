"""The access terms of a site from its settings: its words, and what restricted records lack."""

from __future__ import annotations

import hashlib
from pathlib import Path

from index_mappings.checking.nearest import nearest
from index_mappings.mapping import RecordMapping
from loaders.drafts.access import AccessTerms
from loaders.drafts.access_words import words_of
from service.errors import ConfigurationError
from service.settings import Settings


def terms_of(settings: Settings, mapping: RecordMapping) -> AccessTerms:
    """Return the terms of a site; raise ConfigurationError if a setting is invalid."""
    names = tuple(name.strip() for name in settings.restricted_fields.split(",") if name.strip())
    for name in names:
        if mapping.field(name) is None or name == mapping.title:
            near = nearest(name, mapping.field_names)
            hint = f"; is {near!r} meant?" if near else ""
            is_title = name == mapping.title
            why = "cannot go without its title" if is_title else f"has no field {name!r}"
            of = f"a record of the mapping {mapping.name!r}"
            raise ConfigurationError(f"SEARCHROOM_RESTRICTED_FIELDS: {of} {why}{hint}")
    return AccessTerms(words_of(settings.access_words), names)


def terms_digest(settings: Settings) -> str:
    """Return the digest of a site's own terms, or "" if it has none."""
    if not (settings.access_words or settings.restricted_fields):
        return ""
    words = Path(settings.access_words).read_bytes() if settings.access_words else b""
    fields = ",".join(sorted(name.strip() for name in settings.restricted_fields.split(",")))
    return hashlib.blake2b(words + b"\0" + fields.encode(), digest_size=8).hexdigest()
