"""Notes that name other records: "Part of", "Related", "Index".

Such a note has the title or the id of a record. Where nobody may see that one, the line is left
out. Only notes with these labels are read: elsewhere the same words mean something else.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import resources

from index_mappings.folding import key
from index_mappings.json_values import Json, elements, members, text

_LEADING = tuple(
    text(word)
    for words in tomllib.loads(
        resources.files("service.lasting").joinpath("linking_notes.toml").read_text("utf-8")
    ).values()
    for word in elements(words)
)
"""How words of the labels of such notes begin."""

_PARTS = re.compile(r"\s*[;|]\s*|\s*:\s+|,\s+|\s+[-–—/]\s+")
_WORDS = 40  # of a line: a title is not longer, and prose is no list of what is linked
_ID = 3  # letters: an id so short is a part of many other texts


def without_links(
    values: Mapping[str, Json], is_hidden: Callable[[str], bool], *, in_lines: bool = True
) -> Mapping[str, Json]:
    """Return the values of a record without the lines of its notes that name a hidden one.

    They are the same values if no line does. `is_hidden` tells it of an id or a title. A line may
    begin or end with one, which is looked for `in_lines` alone, for it takes many questions.
    """
    notes = list(elements(values.get("notes")))
    named = _named_in if in_lines else _listed_in
    kept = [public for note in notes if (public := _public(note, is_hidden, named)) is not None]
    if kept == notes:
        return values
    rest = {name: item for name, item in values.items() if name != "notes"}
    return rest | {"notes": kept} if kept else rest


def _public(
    note: Json, is_hidden: Callable[[str], bool], named: Callable[[str], Iterable[str]]
) -> Json:
    """Return a note without the lines that name a hidden record, or None if none is left."""
    if not _leads(text(members(note).get("label"))):
        return note
    lines = text(members(note).get("text")).split("\n")
    kept = [line for line in lines if not any(map(is_hidden, named(line)))]
    if kept == lines:
        return note
    return {**members(note), "text": "\n".join(kept)} if any(map(str.strip, kept)) else None


def _leads(label: str) -> bool:
    return any(word.startswith(_LEADING) for word in key(label).split())


def _listed_in(line: str) -> Iterable[str]:
    """Return a line and its parts, each once: "Ann Roe; Diary of 1950"."""
    return dict.fromkeys(part for part in (line, *_PARTS.split(line)) if part.strip())


def _named_in(line: str) -> Iterable[str]:
    """Return all that may be the name of a record in a line, each once."""
    return dict.fromkeys(part for whole in _listed_in(line) for part in _ends(whole))


def _ends(part: str) -> Iterator[str]:
    """Yield a whole part, and the words at its beginning and its end: "Ann Roe Diary of 1950"."""
    yield part
    some = part.split()
    for place in range(1, min(len(some), _WORDS)):
        yield from (
            " ".join(one) for one in (some[:place], some[place:]) if len(" ".join(one)) > _ID
        )
