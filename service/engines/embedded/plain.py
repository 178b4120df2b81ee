"""Most texts made plain in one step: letters a to z, digits and blanks, character for character.

In such a text the words of the mapping's analyzers are the runs of letters and digits, so
that they can be found without analysing everything. What cannot be made plain without
moving characters (another script, "æ") is left to the analyzers.
"""

from __future__ import annotations

import codecs
import functools
import unicodedata

from tantivy import TextAnalyzer

from index_mappings.folding import fold

_UNPLAIN = "\x00"  # stands for a character that has no plain form; texts have no NUL of their own
_STEMS_KEPT = 200_000  # words; more than a catalogue's common words, some 20 MB


def plain_text(text: str) -> str | None:
    """Return a text of the same length in plain lower case, None where that cannot be."""
    plain = text.encode("ascii", "searchroom.plain").decode("ascii").lower()
    return None if _UNPLAIN in plain or len(plain) != len(text) else plain


@functools.lru_cache(maxsize=4096)
def _plain_char(char: str) -> str:
    if unicodedata.category(char)[0] not in "LNM":
        return " "
    folded = fold(char)
    return folded if len(folded) == 1 and folded.isascii() else _UNPLAIN


def _replace(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    found = error.object[error.start : error.end]
    return "".join(map(_plain_char, found)), error.end


codecs.register_error("searchroom.plain", _replace)


class _Stems(dict[str, str]):
    """Plain words to their stems, learned from the analyzer as they are met."""

    def __init__(self, analyzer: TextAnalyzer) -> None:
        super().__init__()
        self._analyzer = analyzer

    def __missing__(self, word: str) -> str:
        if len(self) >= _STEMS_KEPT:
            self.clear()
        stem = self[word] = "".join(self._analyzer.analyze(word)[:1])
        return stem


@functools.lru_cache(maxsize=8)
def stems_of(analyzer: TextAnalyzer) -> dict[str, str]:
    """Return the stems of an analyzer, by plain word."""
    return _Stems(analyzer)
