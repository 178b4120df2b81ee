"""Preparing tokens for the grammar: matched parentheses, operators with operands."""

from __future__ import annotations

from collections.abc import Sequence

from index_mappings.sayings import sentence
from service.query.scanner import (
    AND,
    CLOSE,
    DATE,
    EMPTY,
    NOT,
    OPEN,
    OR,
    PHRASE,
    WORD,
    Token,
)  # fmt: skip

DEEPEST = 10
"""Parentheses inside parentheses that are read: an engine's own parser ends its process far on."""

_LEAVES = (WORD, PHRASE, DATE, EMPTY)


def settle(tokens: Sequence[Token], notes: list[str]) -> list[Token]:
    """Return tokens valid for the grammar; anything without partner or operand becomes a word."""
    kept = _balanced(tokens, notes)
    for at, token in enumerate(kept):
        if token.kind not in (NOT, OR, AND):
            continue
        after = kept[at + 1].kind if at + 1 < len(kept) else CLOSE
        before = kept[at - 1].kind if at else OPEN
        joins = token.kind == NOT or before == CLOSE or before in _LEAVES
        if joins and (after in (NOT, OPEN) or after in _LEAVES):
            continue
        if token.text == "-":
            kept[at] = Token(EMPTY)
        else:
            kept[at] = token._replace(kind=WORD)
            notes.append(
                sentence(
                    "%(typed)s has nothing to join or exclude, so it was read as a word.",
                    typed=token.text,
                )
            )
    return kept


def _balanced(tokens: Sequence[Token], notes: list[str]) -> list[Token]:
    opened: list[int] = []
    lonely: set[int] = set()
    deep: set[int] = set()
    for at, token in enumerate(tokens):
        if token.kind == OPEN:
            opened.append(at)
        elif token.kind == CLOSE and opened:
            if len(opened) > DEEPEST:
                deep |= {opened[-1], at}
            opened.pop()
        elif token.kind == CLOSE:
            lonely.add(at)
    lonely.update(opened)
    if lonely:
        notes.append(sentence("A parenthesis has no partner, so it was ignored."))
    if deep:
        notes.append(
            sentence(
                "Parentheses nest at most %(count)s deep; deeper ones were ignored.", count=DEEPEST
            )
        )
    return [token for at, token in enumerate(tokens) if at not in lonely and at not in deep]
