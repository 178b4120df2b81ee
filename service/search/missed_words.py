"""Which words of a search found nothing: those typed into the plain box, and not narrowed."""

from __future__ import annotations

from service.results import SearchResult
from service.search.arguments import Arguments

_LONGEST = 100  # characters: what is longer was pasted, and nobody asks for it twice


def missed_words(arguments: Arguments, result: SearchResult) -> str:
    """Return what was typed and found nothing, in small letters; "" where that says nothing.

    A facet, a date or a field may be why nothing was found, and a part of the index that did
    not answer too.
    """
    is_narrowed = arguments.is_narrowed or arguments.in_field
    if result.total or result.partial or is_narrowed or len(arguments.q) > _LONGEST:
        return ""
    return arguments.q.casefold()
