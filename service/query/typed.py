"""Normalising typed text from keyboards, word processors and web pages.

Readers paste titles with curly quotes, full-width forms, non-breaking spaces, dashes of every
length, soft hyphens and zero-width characters. For a search each means only the corresponding plain
character.
"""

from __future__ import annotations

import re

from index_mappings.folding import clean

LONGEST = 2_000
"""Characters of a query that are read: more than any title, and short enough for a link."""

_PLAIN: dict[int, str] = {
    **dict.fromkeys(map(ord, "“”„‟«»″‶〝〞〟❝❞"), '"'),
    **dict.fromkeys(map(ord, "‘’‚‛′‵ʼ"), "'"),
    # Hyphens, the en dash and the minus stand for "-", which may exclude a word.
    **dict.fromkeys(map(ord, "‐‑‒–−﹣⁃"), "-"),
    # Longer dashes part sentences. One pasted before a word must not exclude that word.
    **dict.fromkeys(map(ord, "—―﹘⸺⸻"), " - "),
    # Soft hyphen, zero-width blank, joiner of words, byte order mark, marks of direction.
    **dict.fromkeys((0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF), ""),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), ""),
    # Full-width forms lie at a fixed distance from the ASCII characters they repeat.
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    0x2026: "...",
}

# Persian and the scripts of India spell with these; there they part words in the index too.
_JOINERS = re.compile("(?<![\u0600-\u0dff])[\u200c\u200d]")


def in_line(text: str) -> str:
    """Return typed text with single blanks for runs of blanks, tabs and line ends."""
    return " ".join(text.split())


def plain(text: str) -> tuple[str, bool]:
    """Return the normalised text, and whether its end was cut.

    It is in NFC, with plain quotes, hyphens and single blanks, and at most LONGEST characters long;
    a word that crosses the limit is left out. The function is idempotent.
    """
    far = len(text) > 10 * LONGEST  # nobody types so much: don't even look at all of it
    if far:
        text = text[: 10 * LONGEST]
    if not text.isascii():
        text = _JOINERS.sub("", text.translate(_PLAIN))
    text = in_line(clean(text))
    if len(text) <= LONGEST:
        return text, far
    kept = text[: LONGEST + 1].rpartition(" ")[0] or text[:LONGEST]
    return kept, True
