"""Parsing titles: the type of document, its number, sender and recipient.

The rules are a table in docs/titles.md. If they do not decide, nothing is claimed.
"""

from loaders.drafts.titles.bracketed_names import bracketed_names, candidates, known_names, standing
from loaders.drafts.titles.document_types import (
    DocumentType,
    Vocabulary,
    VocabularyError,
    type_in_source_note,
)
from loaders.drafts.titles.title_reading import TitleReading, read_title

__all__ = [
    "DocumentType",
    "TitleReading",
    "Vocabulary",
    "VocabularyError",
    "bracketed_names",
    "candidates",
    "known_names",
    "read_title",
    "standing",
    "type_in_source_note",
]
