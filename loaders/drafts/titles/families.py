"""Two persons with one family name: "John and Jane Roe"; and cells that include an office.

Given names must be listed: in "Stalin and Mao Zedong" the first gets no name from the second.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index_mappings.record import Party
from loaders.drafts.headings import trimmed_cell
from loaders.drafts.titles.lexicon import has_any, is_a, is_name, is_place, leading

_JOINED = re.compile(r"^(?P<one>[^\W\d_]+)\s+(?:and|&|und|et|y|e|i|en|og|och)\s+(?P<other>\S.*)$")
_OFFICE = re.compile(r"^(?P<name>[^,()\[\]]+)(?:,\s+(?P<after>[^,()\[\]]+)|\s+\((?P<in>[^()]+)\))$")
_INITIAL = re.compile(r"[^\W\d_]\.?$")


def family_of(given: str, other: str) -> str:
    """Return "Jane Roe" for "Jane" beside "John Roe", or "" if they may not be a family."""
    words = other.split()
    if not is_a("given", given) or len(words) < 2 or not is_a("given", words[0]):
        return ""
    family = [word for word in words[1:] if not _INITIAL.match(word)]
    if not family or not is_name(family, cased=True) or is_a("given", " ".join(family)):
        return ""
    return f"{given} {' '.join(family)}"


@lru_cache(maxsize=65_536)  # the names of a catalogue repeat
def named_in_cell(cell: str) -> tuple[Party, ...]:
    """Return the parties in a cell of names: one name except in certain cases.

    These are a name with an office ("Dulles, Secretary") and two names with one family name. A
    final full stop ("Roe, Ann, 1900-1980.") is not part of a name.
    """
    alone = Party(trimmed_cell(cell), as_written=cell)
    if joined := _JOINED.match(cell):
        one = family_of(joined["one"], joined["other"])
        if one and is_name(joined["other"].split(), cased=True):
            return (Party(one, as_written=cell), Party(joined["other"], as_written=cell))
    found = _OFFICE.match(cell)
    if found is None:
        return (alone,)
    office = re.sub(r"^(?:the|then)\s+", "", (found["after"] or found["in"]).strip())
    words, name = office.split(), found["name"].strip()
    is_office = bool(leading("offices", words)) or (
        is_a("modifiers", words[0]) and has_any("offices", words)
    )
    if not is_office or is_place(office) or not is_name(name.split(), cased=True):
        return (alone,)
    return (Party(name, as_written=cell, role=office),)
