"""Words that say whose something is: "Stalin's" asks for Stalin.

The index has the ending as a word of its own, so as a phrase "Stalin's" would find just the records
that say it of something of his. In quotation marks it means what was typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.query.lexicon import Lexicon
from service.query.scanner import WORD, Token


def without_endings(tokens: Sequence[Token], known: Lexicon) -> Iterator[Token]:
    """Yield the tokens, each word without the ending of the language that says whose."""
    for token in tokens:
        ending = next((one for one in known.questions.whose if _ends(token, one)), "")
        if not ending:
            yield token
            continue
        text = token.text[: -len(ending)]
        yield token._replace(text=text, size=len(known.pattern.findall(text)))


def _ends(token: Token, ending: str) -> bool:
    if token.kind != WORD or token.tail or not token.text.lower().endswith(ending):
        return False
    return token.text[: -len(ending)][-1:].isalpha()  # after U.S. it is not known to be one
