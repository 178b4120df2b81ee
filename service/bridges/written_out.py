"""German and Nordic names with their letters written out: Müller is Mueller, Ålborg Aalborg.

To an index "ü" is "u", so what is written out is another word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_OUT = str.maketrans({
    "ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa",
    "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa",
})  # fmt: skip
_BACK = re.compile(
    r"(?<![GQgq])([AOUaou])e(?=[bcdfghjkmnprstvwz]|l[bcdfgklmnpstz])|([Aa])a(?=[b-df-hj-np-tv-z])"
)
_PLURAL = ("oes", "ues", "ets")  # Heroes, Values, Poets
_LEAST = 5  # letters: shorter words are often English, such as "Poet"


def written_out(word: str) -> Iterator[str]:
    """Yield a name with its letters written out, or not any more; nothing for another word."""
    if (text := word.translate(_OUT)) != word:
        yield text
    elif (
        word[:1].isupper()
        and word.isascii()
        and word.isalpha()
        and len(word) >= _LEAST
        and not word.endswith(_PLURAL)
    ):
        text = _BACK.sub(lambda found: found[1] or found[2], word)
        if text != word:
            yield text
