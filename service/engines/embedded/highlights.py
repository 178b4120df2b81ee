"""Highlighting the words of a query in a text, as HTML with each word in its own <mark>.

tantivy's snippets mark the words of a phrase anywhere and those of a prefix nowhere, so the
places are found here, with the same analyzers. Most texts are plain enough to look only at
words that begin like a wanted one (`_quick`); what is not is analysed. The rows `search`,
`search-brief` and `search-fragments` of `make bench` pay for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from index_mappings.highlight import Highlight
from service.engines.edits import Like
from service.engines.embedded.plain_text import UNPLAIN, plain_text, stems_of
from service.engines.embedded.record_cache import ShownRecord
from service.engines.embedded.schema import IndexSchema
from service.engines.embedded.text_parts import is_short, parts, reach
from service.engines.embedded.wanted_words import Wanted, beginnings, begun, gather
from service.engines.embedded.word_marks import Token, WordMarks, run_places
from service.engines.fragments import Marked, Span, enough, given, joined
from service.query.bounds import price
from service.query.clauses import Clause
from service.query.request import Query

_UNPLAIN_WORD = re.compile(rb"[a-z0-9]*\x00[a-z0-9\x00]*")
_IN_ONE_GO = 64_000  # characters of a text in which each beginning is looked for to the end
_BETWEEN = 60
"""Characters of a text for each word of another script in it, where only these are analysed."""
_NEXT_WORD = re.compile(rb" *([a-z0-9]++)(?!\x00)")

LOOKED, LOOKED_OF_SHORT, LOOKED_OF_LONG = 400_000, 1_500_000, 100_000
"""Characters of long texts in which the words of one page are looked for, or of one text, however
long; those of a short question, and of a long one. A megabyte takes as long as ten searches."""
_EACH_WORD = 3  # times as long a text takes in which each word is looked at
_SHORT = 8  # price of a question that has few other things to be done


class Highlighter:
    """Marks the words of one query in the highlighted fields of records.

    `is_cut` tells that long texts were passed over, for those before them left no `room`.
    """

    def __init__(
        self,
        clauses: Sequence[Clause],
        schema: IndexSchema,
        *,
        whole: bool = False,
        room: int = LOOKED_OF_SHORT,
    ) -> None:
        self._schema = schema
        self._room = room
        self._is_begun = False
        self.is_cut = False
        self._fields: list[tuple[Highlight, int, _Marker]] = []
        for highlight in given(schema.mapping.highlights, whole=whole):
            wanted = Wanted()
            path = highlight.path
            for clause in clauses:
                gather(clause, path, schema, wanted)
            if wanted and schema.has(path):
                alike = (one for *_, one in self._fields if one.finds(wanted, path))
                marker = next(alike, None) or _Marker(wanted, schema, path)
                self._fields.append((highlight, enough(highlight), marker))

    @classmethod
    def of(cls, query: Query, schema: IndexSchema) -> Highlighter:
        """Return what marks the words of a query."""
        clauses = (query.clause, *query.marks)
        room = LOOKED_OF_SHORT if max(map(price, clauses)) <= _SHORT else LOOKED
        if query.marked_long is not None:
            room = LOOKED_OF_LONG
        return cls(clauses, schema, whole=query.whole, room=room)

    def __bool__(self) -> bool:
        """Return whether the query has anything to mark."""
        return bool(self._fields)

    def marks(self, shown: ShownRecord, *, brief: bool = False) -> Marked:
        """Return the marked fields of a record, only those with a mark; briefly, the short ones."""
        marked = Marked()
        for highlight, most, marker in self._fields:
            if brief and highlight.fragments:
                continue
            text, plain = shown.texts(highlight.field)
            if text and highlight.fragments:
                taken = len(text) * (1 if marker.is_quick else _EACH_WORD)
                if taken > self._room and self._is_begun:
                    self.is_cut = True
                    continue
                self._is_begun = True
                self._room -= taken
            if text:
                marked.add(text, marker.first_spans(text, plain, most), highlight)
            elif notes := shown.notes(highlight.field):
                inside = ((note, marker.spans(note, plain_text(note))) for note in notes)
                marked.add(*joined(inside), highlight)
        return marked


class _Marker:
    """Finds the places of what is wanted in the texts of one field."""

    def __init__(self, wanted: Wanted, schema: IndexSchema, path: str) -> None:
        self._wanted = wanted
        self._schema = schema
        self._stemmed = schema.analyzer(path)
        self._folded = schema.analyzer(f"{path}.folded")
        self._stems = stems_of(self._stemmed)
        self._starts = beginnings(wanted)
        self._verdicts = _Verdicts(self._is_wanted)
        self._prefixes = tuple(wanted.prefixes)
        self._begun = tuple(prefix.encode() for prefix in self._prefixes)
        stems = (begun(stem)[1:] for stem in wanted.stems if stem.isascii())
        self._first = (*stems, *self._begun)
        self._is_open = bool(wanted.prefixes or wanted.edits)
        self._reach = reach(wanted.runs)
        self._is_simple = self._starts is not None and not wanted.runs
        self._like = Like(wanted.edits) if wanted.edits else None
        self._lengths = self._like.lengths if self._like else frozenset[int]()
        self._lone = beginnings(replace(wanted, runs=[])) if wanted.runs else None
        plain = (run for run, _ in wanted.runs if b" " not in map(begun, run))
        self._runs = tuple((_beginning(run), run) for run in plain)
        lone = self._lone_spans if self._lone is not None else None
        self._word_marks = WordMarks(self._is_wanted, wanted.runs, self._stems, begun, lone)

    @property
    def is_quick(self) -> bool:
        """Whether only words are looked at that begin like a wanted one."""
        return self._starts is not None

    def finds(self, wanted: Wanted, path: str) -> bool:
        """Return whether it marks what is wanted in another field, as it mostly does."""
        analyzer = self._schema.analyzer
        return (
            self._stemmed == analyzer(path)
            and self._folded == analyzer(f"{path}.folded")
            and self._wanted == wanted
        )

    def first_spans(self, text: str, plain: bytes, count: int) -> list[Span]:
        """Return the same as `spans`, or only the first, at least that many; 0 stands for all."""
        if not count or is_short(text) or self._reach is None:
            return self.spans(text, plain)
        if self._is_simple and len(plain) < _IN_ONE_GO and UNPLAIN not in plain:
            return self._quick(plain, count)
        found: list[Span] = []
        behind: set[Span] = set()  # words of the next part, of runs that begin in this one
        for start, end, until in parts(plain, self._reach):
            inside = self.spans(text[start : until - 1], plain[start : until + 1])
            if not self._reach:  # nothing wanted goes on behind the part: of nearly every question
                found += ((a + start, b + start) for a, b in inside)
                if len(found) >= count:
                    break
                continue
            marked = {*behind, *((a + start, b + start) for a, b in inside)}
            behind = {span for span in marked if span[0] >= end}
            found += sorted(marked - behind)
            if len(found) >= count:
                break
        return found

    def spans(self, text: str, plain: bytes) -> list[Span]:
        """Return where the wanted words are in a text, and the same made plain, in order."""
        look = self._quick if self._starts is not None else self._word_marks.spans
        if UNPLAIN not in plain:
            return look(plain)
        others = [(word.start() - 1, word.end() - 1) for word in _UNPLAIN_WORD.finditer(plain)]
        if self._runs_through(text[start:end] for start, end in others):
            if len(others) * _BETWEEN > len(text):
                return self._whole(text)
            return self._word_marks.spans_beside(plain, lambda a, b: self._read(text[a:b]))
        found = look(plain)
        for start, end in others:
            found += ((start + a, start + b) for a, b in self._whole(text[start:end]))
        return sorted(found)

    def _runs_through(self, words: Iterable[str]) -> bool:
        """Return whether a run may go through words that are not plain, or count them."""
        runs = self._wanted.runs
        if any(distance is not None for _, distance in runs):
            return True
        wanted = {stem for run, _ in runs for stem in run}
        return bool(runs) and not wanted.isdisjoint(self._stemmed.analyze(" ".join(words)))

    def _quick(self, plain: bytes, most: int = 0) -> list[Span]:
        """Look only at the words of a plain text that begin like a wanted one.

        With `most`, which is for no runs, the first are enough that are at least so many.
        """
        if not self._runs:
            return self._begun_so(plain, self._starts or (), most)
        found = self._lone_spans(plain)
        for beginning, run in self._runs:
            for place in beginning.finditer(plain):
                found += self._run_at(plain, place.start(), run)
        return sorted({*found})

    def _lone_spans(self, plain: bytes) -> list[Span]:
        """Return where wanted words are that are no part of a run."""
        return self._begun_so(plain, self._lone or ())

    def _begun_so(self, plain: bytes, starts: Iterable[bytes], most: int = 0) -> list[Span]:
        found: list[Span] = []
        verdicts, find = self._verdicts, plain.find
        until = len(plain)
        for start in starts:
            left = most
            place = find(start, 0, until)
            while place >= 0:
                end = find(b" ", place + 1)
                if verdicts[plain[place + 1 : end]]:
                    found.append((place, end - 1))
                    left -= 1
                    if not left:  # no word behind this one is among the first
                        until = end
                        break
                place = find(start, end, until)
        return sorted({span for span in found if span[1] < until})

    def _run_at(self, plain: bytes, place: int, run: Sequence[str]) -> list[Span]:
        spans = []
        for stem in run:
            word = _NEXT_WORD.match(plain, place)
            if word is None or self._stems[word.group(1)] != stem:
                return []
            spans.append((word.start(1) - 1, word.end(1) - 1))
            place = word.end()
        return spans

    def _is_wanted(self, word: bytes) -> bool:
        is_begun = word.startswith(self._first)
        if not is_begun and len(word) not in self._lengths:
            return False  # nearly every word
        if UNPLAIN in word:
            return False
        if is_begun and self._stems[word] in self._wanted.stems:
            return True
        if word.startswith(self._begun):
            return True
        return self._like is not None and self._like(word.decode())

    def _is_like(self, word: str) -> bool:
        return word.startswith(self._prefixes) or (self._like is not None and self._like(word))

    def _whole(self, text: str) -> list[Span]:
        """Analyse the whole text: for other scripts."""
        found = self._read(text)
        marked = {place for place, (*_, is_wanted) in enumerate(found) if is_wanted}
        stems = {place: stem for place, (stem, *_) in enumerate(found)}
        marked |= run_places(stems, self._wanted.runs)
        return [found[place][1:3] for place in sorted(marked)]

    def _read(self, text: str) -> list[Token]:
        """Return the words of a text as the analyzers see them."""
        stems = self._wanted.stems
        found = [(*word, word[0] in stems) for word in self._stemmed.words_at(text)]
        if not self._is_open:
            return found
        words = self._folded.analyze(text)
        return [
            (stem, start, end, is_wanted or self._is_like(word))
            for (stem, start, end, is_wanted), word in zip(found, words, strict=False)
        ]


def _beginning(run: Sequence[str]) -> re.Pattern[bytes]:
    """Return what finds the first word of a run before another that may be its second.

    Of the thousands of "to" in a text few go on as "to State" does.
    """
    second = b"".join(rb"(?= +%s)" % re.escape(begun(stem)[1:]) for stem in run[1:2])
    return re.compile(rb"%s[^ ]*%s" % (re.escape(begun(run[0])), second))


class _Verdicts(dict[bytes, bool]):
    """Whether a word is wanted, found out when it is first met."""

    def __init__(self, is_wanted: Callable[[bytes], bool]) -> None:
        super().__init__()
        self._is_wanted = is_wanted

    def __missing__(self, word: bytes) -> bool:
        verdict = self[word] = self._is_wanted(word)
        return verdict
