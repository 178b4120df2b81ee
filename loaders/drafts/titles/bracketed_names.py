"""Bracketed words that complete a name: those that follow it elsewhere in the load.

"Mao [Zedong]" is Mao Zedong if "Mao Zedong" occurs somewhere; "Filippov [Stalin]" is Stalin,
because nobody is called Filippov Stalin. This takes two passes over a load; only the few candidates
are held, never the whole load.
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
    """Return the names that result if the brackets of a title complete the words before them.

    "Chairman Mao [Zedong]" gives "Mao Zedong".
    """
    found: set[str] = set()
    for match in _BRACKETED.finditer(tidy(title)):
        before, inside = match[1], " ".join(match[2].strip("?. ").split())
        if inside:
            found.update((f"{before} {inside}", f"{inside} {before}"))
    return frozenset(found)


def standing(candidates: Mapping[str, str], text: str) -> frozenset[str]:
    """Return the `candidates` that occur in a text as whole words in sequence.

    Each is given as written and folded, because titles in capitals have names too.
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
    """Return names by the folded form that `standing` searches for."""
    return {" ".join(_TOKEN.findall(fold(name))): name for name in names}


def known_names(titles: Iterable[str], texts: Iterable[str] = ()) -> frozenset[str]:
    """Return the names that complete brackets: made from one title, found in another text.

    `titles` is read once and held during the call; `texts` (summaries) is only read. A load that
    must not hold its titles calls the three functions above itself.
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
