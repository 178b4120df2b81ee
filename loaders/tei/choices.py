"""Two readings of one word: <choice><sic>wnet</sic><corr>went</corr></choice>.

Both are kept, or one could not be found; run together they would be a word that nobody wrote.
"""

from __future__ import annotations

from collections.abc import Iterator

from loaders.drafts.xml.files import Element, local

_OF_THE_SOURCE = ("sic", "orig", "abbr", "am")


def readings(choice: Element) -> Iterator[tuple[str, Element, str]]:
    """Yield the readings of a choice with what is put around each: an editor's are in brackets.

    What is in the source comes first.
    """
    found = [child for child in choice if local(child)]
    some = sorted(found, key=lambda child: local(child) not in _OF_THE_SOURCE)
    yield from (("", one, "") for one in some[:1])
    yield from ((" [", one, "]") for one in some[1:])
