"""Values for one field from the columns of a row."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

from index_mappings.beside_text import Title
from index_mappings.field_kinds.kind import Field
from index_mappings.field_kinds.plain_text import plain_text
from index_mappings.json_values import Json
from loaders.drafts.ditto_marks import is_ditto
from loaders.drafts.field_maps.made_rows import OpenRow, Pair
from loaders.drafts.headings import trimmed_cell

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def titles(_: Field, some: Sequence[Pair], row: OpenRow) -> Json:
    """Return titles, each in the language of its column."""
    del row
    texts = ((column.target.part, plain_text(value)) for column, value in some)
    return [Title(text, language).to_json() for language, text in texts if text]


def address(_: Field, some: Sequence[Pair], row: OpenRow) -> Json:
    """Return the first address; other values of the columns become notes."""
    found = None
    for column, value in some:
        text = plain_text(value)
        if found is None and _ADDRESS.fullmatch(text):
            found = text
        else:
            row.note(column, value)
    return found


def headings(field: Field, names: Iterable[str]) -> dict[str, None]:
    """Return values of a list, each once and without the final full stop of a heading.

    A language may be a sentence about languages, which keeps its full stop.
    """
    return dict.fromkeys(names if field.name == "language" else map(trimmed_cell, names))


@cache
def _unknown() -> frozenset[str]:
    file = resources.files("loaders.drafts.field_maps").joinpath("no_names.toml")
    return frozenset(tomllib.loads(file.read_text("utf-8"))["unknown"])


def names_nothing(value: Json) -> str:
    """Return the reason why a cell has no name, or "" if it may have one.

    It has a ditto mark, has neither letters nor digits, or says that nobody is known.
    """
    if not isinstance(value, str) or len(value) > _LONGEST_MARK:
        return ""
    text = value.strip()
    plain = text.casefold()
    if is_ditto(text) or text == "do":
        return "it stands for the value above, which is not taken"
    if text and not any(map(str.isalnum, text)):
        return "it has no name"
    return "it says that there is no name" if plain.strip("[]().") in _unknown() else ""


_LONGEST_MARK = 40  # characters; what is longer is no mark
