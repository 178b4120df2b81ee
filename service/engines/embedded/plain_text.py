"""Most of a text made plain in one step: a to z, digits and blanks, character for character.

In such a text the words of the mapping's analyzers are the runs of letters and digits, so
that they can be found without analysing everything. A character that has no plain form of
its own (another script, "æ") is UNPLAIN; the words it is in are left to the analyzers. The rows
`search` and `search-fragments` of `make bench` pay for it.
"""

from __future__ import annotations

import codecs
import functools
import unicodedata

from index_mappings.folding import fold
from service.engines.embedded.analyzers import Analyzer

UNPLAIN = b"\x00"
"""Stands for a letter or digit that has no plain form."""
_STEMS_KEPT = 200_000  # words; more than a catalogue's common words, some 20 MB


_LAID_OUT = bytes(
    char if char == 0 or chr(char).isalnum() else 32 for char in bytes(range(128)).lower()
) + bytes(128)


def plain_text(text: str) -> bytes:
    """Return the words of a text in plain lower case, each at its place plus one.

    All between words is blanks, and so are the first character and the last.
    """
    return b" %b " % text.encode("ascii", "searchroom.plain").translate(_LAID_OUT)


def _plain_char(char: str) -> str:
    if unicodedata.category(char)[0] not in "LNM":
        return " "
    folded = fold(char)
    return folded if len(folded) == 1 and folded.isascii() else UNPLAIN.decode()


def _replace(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return _plain_run(error.object[error.start : error.end]), error.end


@functools.lru_cache(maxsize=4096)  # a text has the same few quotation marks and dashes
def _plain_run(run: str) -> str:
    return "".join(map(_plain_char, run))


codecs.register_error("searchroom.plain", _replace)


class _Stems(dict[bytes, str]):
    """Plain words to their stems, learned from the analyzer as they are met."""

    def __init__(self, analyzer: Analyzer) -> None:
        super().__init__()
        self._analyzer = analyzer

    def __missing__(self, word: bytes) -> str:
        if len(self) >= _STEMS_KEPT:
            self.clear()
        stem = self[word] = "".join(self._analyzer.analyze(word.decode())[:1])
        return stem


@functools.lru_cache(maxsize=8)
def stems_of(analyzer: Analyzer) -> dict[bytes, str]:
    """Return the stems of an analyzer, by plain word."""
    return _Stems(analyzer)
