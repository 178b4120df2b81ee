"""Which bracketed words complete a name: those that are with it elsewhere in the load.

"Mao [Zedong]" is Mao Zedong where "Mao Zedong" is written somewhere; "Filippov [Stalin]" is
Stalin, since nobody is called Filippov Stalin. Two passes over a load decide it, and only the
few candidates are held, never the load.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from index_mappings.folding import fold
from loaders.drafts.titles.tidying import tidy

_BRACKETED = re.compile(r"([^\W\d_][\w.'’\-]*)\s*[\[(]\s*([^\W\d_][^\[\]()]*?)\s*[\])]")
_TOKEN = re.compile(r"[\w'’\-]+|[^\w\s]")  # a bracket is a token, so it parts what it is between
_LONGEST = 8  # tokens of a name that is looked for: "Hadji Misbach bin Abdullah" has four


def bracketed_names(title: str) -> frozenset[str]:
    """Return the names that the brackets of a title would make if they completed what is before.

    "Chairman Mao [Zedong]" gives "Mao Zedong".
    """
    found: set[str] = set()
    for match in _BRACKETED.finditer(tidy(title)):
        before, inside = match[1], " ".join(match[2].strip("?. ").split())
        if inside:
            found.update((f"{before} {inside}", f"{inside} {before}"))
    return frozenset(found)


def standing(candidates: Mapping[str, str], text: str) -> frozenset[str]:
    """Return those of the `candidates` that are in a text as whole words, side by side.

    Each is there as the title has it and folded, because titles all in capitals have names too.
    """
    if not candidates:
        return frozenset()
    tokens = _TOKEN.findall(fold(text))
    found: set[str] = set()
    for start in range(len(tokens)):
        for end in range(start + 2, min(start + _LONGEST, len(tokens)) + 1):
            name = candidates.get(" ".join(tokens[start:end]))
            if name is not None:
                found.update((name, fold(name)))
    return frozenset(found)


def candidates(names: Iterable[str]) -> dict[str, str]:
    """Return names by the folded form in which `standing` looks for them."""
    return {" ".join(_TOKEN.findall(fold(name))): name for name in names}


def known_names(titles: Iterable[str], texts: Iterable[str] = ()) -> frozenset[str]:
    """Return the names that complete brackets: made by one title, standing in another text.

    `titles` is read once and kept as long as the call lasts; `texts` (summaries) is only
    read. A load that must not hold its titles calls the three functions above itself.
    """
    kept = list(titles)
    sought = candidates(name for title in kept for name in bracketed_names(title))
    found: set[str] = set()
    for source in (kept, texts):
        for text in source:
            if not sought:
                return frozenset(found)
            here = standing(sought, text)
            found |= here
            if here:
                sought = {form: name for form, name in sought.items() if name not in here}
    return frozenset(found)
