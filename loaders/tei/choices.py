"""Two readings of one word: <choice><sic>wnet</sic><corr>went</corr></choice>.

Both are kept, or one could not be found; run together they would be a word that nobody wrote.
"""

from __future__ import annotations

from loaders.drafts.xml.files import Element, local

_OF_THE_SOURCE = ("sic", "orig", "abbr", "am")


def readings(choice: Element) -> list[Element]:
    """Return the readings of a choice, what stands in the source first."""
    found = [child for child in choice if local(child)]
    return sorted(found, key=lambda child: local(child) not in _OF_THE_SOURCE)
