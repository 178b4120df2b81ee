"""Names of columns, keys and elements that are for the staff alone, or hold what is private.

"Internal notes", "Donor tel.", "Insurance value (EUR)", "_comment": the words are in
`publicity.toml`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index_mappings.folding import key
from loaders.drafts.mark_words import part_words, words
from loaders.drafts.marks import folded, says_never
from loaders.drafts.run_together import apart

_NAME_WORDS = 8  # words of such a name
_IN_BRACKETS = re.compile(r"[(\[（【]([^)\]）】]+)[)\]）】]\s*$")


@lru_cache(maxsize=4096)  # a source's columns are some hundreds at the most
def is_for_staff(name: str) -> bool:
    """Return whether what a column, key or element of this name holds is for the staff alone."""
    parts = part_words()
    some = folded(name).split()
    if len(some) == 1:  # "INTERNALNOTE"
        some = list(apart(some[0], parts["about staff"])) or some
    while len(some) > 1 and some[-1] in parts["money"]:  # "Insurance value (EUR)"
        del some[-1]
    if any(map(is_for_staff, name.split(".")[:-1])):
        return True  # "private_notes.text"
    steps = [folded(step) for step in name.split(".")] if "." in name else []
    if not words()["keeping"].isdisjoint((" ".join(some), _turned(some), " ".join(steps), *steps)):
        return True  # "location.default.name" too
    if _reaches_a_giver([*" ".join(steps).split()] or some):
        return True
    if name.startswith("_") and some and parts["notes"].issuperset(some):
        return True  # "_comment", as programs write what is not to be shown
    if bracket := _IN_BRACKETS.search(name):
        inner = key(bracket[1])
        if says_never(bracket[1]) or inner in parts["staff"] or inner in parts["private"]:
            return True
    if not 1 < len(some) <= _NAME_WORDS:
        return False
    called = f" {' '.join(some)} "
    is_private = any(word in parts["staff"] for word in some) or any(
        said in called for said in (" non public ", " not public ", " nicht offentlich")
    )
    return is_private and any(word in parts["notes"] for word in some)


def _turned(some: list[str]) -> str:
    """Return the words of a name with "of" in the other order: "location of box", or "" for none.

    A plural is taken for the singular: "location of boxes" is "box location".
    """
    if "of" not in some:
        return ""
    place = some.index("of")
    what = [word for word in some[place + 1 :] if word != "the"]
    if what:
        what[-1] = what[-1].removesuffix("es" if what[-1].endswith("xes") else "s")
    return " ".join((*what, *some[:place]))


def _reaches_a_giver(some: list[str]) -> bool:
    """Return whether a name says how to reach whoever gave something: "Adresse des Depositars"."""
    parts = part_words()
    if not 1 < len(some) <= _NAME_WORDS:
        return False
    known = parts["givers"] | parts["reach"] | parts["filler"] | parts["beside_givers"]
    return (
        not parts["givers"].isdisjoint(some)
        and not parts["reach"].isdisjoint(some)
        and known.issuperset(some)
    )
