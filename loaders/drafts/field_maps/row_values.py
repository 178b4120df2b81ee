"""Values that some columns of a row give for one field, where the columns are all it takes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index_mappings.beside_text import Title
from index_mappings.field_kinds.kind import Field
from index_mappings.field_kinds.plain_text import plain_text
from index_mappings.json_values import Json
from loaders.drafts.field_maps.made_rows import OpenRow, Pair

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def titles(_: Field, some: Sequence[Pair], row: OpenRow) -> Json:
    """Return titles, each in the language that its column names."""
    del row
    texts = ((column.target.part, plain_text(value)) for column, value in some)
    return [Title(text, language).to_json() for language, text in texts if text]


def address(_: Field, some: Sequence[Pair], row: OpenRow) -> Json:
    """Return the first address; what else the columns have is kept as notes."""
    found = None
    for column, value in some:
        text = plain_text(value)
        if found is None and _ADDRESS.fullmatch(text):
            found = text
        else:
            row.note(column, value)
    return found


_DITTO = frozenset(
    {
        "〃",
        "″",
        "”",
        "“",
        '"',
        "''",
        ",,",
        "do.",
        "dto",
        "dto.",
        "id.",
        "ebd.",
        "同上",
        "то же",
        "тоже",
    }
)
_DITTO_IN_WORDS = frozenset({"ditto", "idem"})


def is_ditto(value: Json) -> bool:
    """Tell whether a cell has a mark for what stands above it: such a mark is nobody's name."""
    if not isinstance(value, str):
        return False
    text = value.strip()
    return text in _DITTO or text.casefold() in _DITTO_IN_WORDS
