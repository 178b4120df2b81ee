"""The words of a text as a build gives them to tantivy: cut, folded, stemmed, blanks between.

An analyzer of the mapping cuts by a pattern, and tantivy runs it once for each field that has
the text: four times for a summary. Here a text is cut once, most texts without the pattern, and
each word is stemmed once in a load; tantivy is left to cut at blanks. The words and their places
are the same. Pays for: "loading short records" of `make bench`, 0.36 ms of each record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import tantivy

from index_mappings.bodies import ReadBody
from index_mappings.characters import alike, is_read
from index_mappings.mapping import RecordMapping
from index_mappings.stemmers import stemmer_of
from service.engines.embedded.joined_names import JoinedNames

RUNS = (
    r"[\p{sc=Han}\p{sc=Hiragana}\p{sc=Hangul}]"
    r"|[\p{L}\p{N}\p{M}&&[^\p{sc=Han}\p{sc=Hiragana}\p{sc=Hangul}]]+"
)
"""The pattern of the shipped mappings. One of another pattern is left to tantivy, and slower."""

SIMPLE = (
    "\u0000-\u02af\u0370-\u0482\u048a-\u0559\u0560-\u0588\u05d0-\u05ea\u0620-\u064a"
    "\u10a0-\u10ff\u1e00-\u1fff\u2000-\u206f"
)
"""The letters, without marks, of which tantivy's `simple` tokenizer makes the words that RUNS
makes, in a tenth of the time: Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic, Georgian.
"""

_NOT_SIMPLE = re.compile(f"[^{SIMPLE}]")
_FOLDING = ("asciifolding", "lowercase")
_DASHES_AND_QUOTES = re.compile("[\u2000-\u206f]")  # punctuation and blanks, no letter among them
_COMMON = "\u2019\u201c\u201d\u2013\u2014\u2026\u2018"  # of these, what print has most
_HARD = 0  # in place of a letter of Latin-1 that is not folded to one letter of ASCII: ß, ½
_SHORT = 100  # characters of a text that is likely to come again: a name, a type, a place
_TEXTS = 5_000  # of those kept: 2 MB
_STEMS = 50_000  # words kept with their stems, 8 MB; a catalogue's common ones come again at once


@dataclass(frozen=True, slots=True)
class _Made:
    """How an analyzer makes words that are cut by RUNS and folded."""

    stemmers: tuple[str, ...]
    reads_alike: bool


class _Stems(dict[str, str]):
    """The stems of words, each found when it is first asked for, and kept."""

    def __init__(self, stemmer: tantivy.TextAnalyzer) -> None:
        super().__init__()
        self._stemmer = stemmer

    def __missing__(self, word: str) -> str:
        if len(self) >= _STEMS:
            self.clear()
        (stem,) = self._stemmer.analyze(word)
        self[word] = stem = word if stem == word else stem
        return stem


@dataclass(frozen=True, slots=True)
class MadeHere:
    """The analyzers of a mapping whose words are made here, each with whether it stems them.

    `chain` are the stemmers that they share, `reads_alike` whether they read some characters as
    others.
    """

    stems: Mapping[str, bool]
    chain: tuple[str, ...]
    reads_alike: bool

    @classmethod
    def of(cls, mapping: RecordMapping) -> MadeHere:
        """Return those of a mapping."""
        analysis = mapping.body["settings"]["analysis"]
        filters = {name: _made(name, analysis) for name in analysis["analyzer"]}
        chain = next((one.stemmers for one in filters.values() if one and one.stemmers), ())
        reads_alike = any(one.reads_alike for one in filters.values() if one)
        stems = {
            name: bool(one.stemmers)
            for name, one in filters.items()
            if one and one.stemmers in ((), chain) and one.reads_alike == reads_alike
        }
        return cls(stems, chain, reads_alike)

    def analyzers(self, own: Mapping[str, tantivy.TextAnalyzer]) -> dict[str, tantivy.TextAnalyzer]:
        """Return the analyzers to write with: where words are made here, they only cut."""
        blanks = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        return {name: blanks if name in self.stems else item for name, item in own.items()}


class WrittenWords:
    """Makes the words of texts for the analyzers of one mapping.

    `joined` are the names that are looked for in the stems of each text.
    """

    def __init__(self, here: MadeHere, joined: JoinedNames) -> None:
        self._joined = joined
        self._reads_alike = here.reads_alike
        self._simple = _folding(tantivy.Tokenizer.simple()).build()
        self._pattern = _folding(tantivy.Tokenizer.regex(RUNS)).build()
        self._laid_out = _laid_out(self._simple)
        self._stems = _Stems(_stemming(here.chain))
        self._short = lru_cache(maxsize=_TEXTS)(self._made)

    def made(self, text: str) -> tuple[str, str, frozenset[str]]:
        """Return the words of a text, folded and stemmed, and the names that are in it."""
        return self._short(text) if len(text) < _SHORT else self._made(text)

    def _made(self, text: str) -> tuple[str, str, frozenset[str]]:
        laid_out = self._laid(text)
        words = self._cut(text) if laid_out is None else laid_out.split()
        stems = [*map(self._stems.__getitem__, words)]
        stemmed = " ".join(stems)
        folded = " ".join(words) if laid_out is None else laid_out
        return folded, stemmed, self._joined.within(stems, stemmed)

    def _laid(self, text: str) -> str | None:
        """Return a text of the West folded, its words a blank or more apart, or None for others.

        It takes a tenth of the time of cutting.
        """
        plain = text
        if not text.isascii():
            for mark in _COMMON:  # a third of the time of looking for all such marks
                plain = plain.replace(mark, " ")
        try:
            laid_out = plain.encode("latin-1")
        except UnicodeEncodeError:
            try:
                laid_out = _DASHES_AND_QUOTES.sub(" ", plain).encode("latin-1")
            except UnicodeEncodeError:
                return None
        laid_out = laid_out.translate(self._laid_out)
        return None if _HARD in laid_out else laid_out.decode()

    def _cut(self, text: str) -> list[str]:
        if self._reads_alike:  # the table has no letter of Latin-1
            text = alike(text)
        cut = self._pattern if _NOT_SIMPLE.search(text) else self._simple
        return cut.analyze(text)


def _laid_out(analyzer: tantivy.TextAnalyzer) -> bytes:
    """Return what each character of Latin-1 becomes: a blank, a letter of ASCII, or _HARD."""
    layout = bytearray()
    for code in range(256):
        match analyzer.analyze(f"a{chr(code)}b"):
            case ["a", "b"]:
                layout += b" "
            case [str(word)] if len(word) == len("a_b") and word.isascii():
                layout += word[1].encode()
            case _:
                layout.append(_HARD)
    return bytes(layout)


def _stemming(chain: Iterable[str]) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
    for language in chain:
        builder = builder.filter(tantivy.Filter.stemmer(language))
    return builder.build()


def _folding(tokenizer: tantivy.Tokenizer) -> tantivy.TextAnalyzerBuilder:
    builder = tantivy.TextAnalyzerBuilder(tokenizer).filter(tantivy.Filter.ascii_fold())
    return builder.filter(tantivy.Filter.lowercase())


def _made(name: str, analysis: ReadBody) -> _Made | None:
    """Return how an analyzer makes words, or None if it cuts or folds them in another way."""
    spec = analysis["analyzer"][name]
    steps = tuple(spec.get("filter", ()))
    pattern = analysis["tokenizer"].get(spec["tokenizer"], {}).get("pattern")
    if pattern != RUNS or steps[:2] != _FOLDING:
        return None
    chain = []
    for at, step in enumerate(steps[2:]):
        filter_ = analysis.get("filter", {}).get(step, {})
        if stemmer := stemmer_of(filter_):
            chain.append(stemmer.native)
        elif at or filter_.get("type") != "stemmer_override":
            return None
    return _Made(tuple(chain), is_read(analysis, name))
