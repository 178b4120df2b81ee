"""A record's text with the words of a search marked, each place with the way to the next.

A place is a stretch of marked words. Its way on shows once the reader has gone to it: a link to
`#hit-1` does that, so it takes no script.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from index_mappings.sayings import in_language, sentence
from service.engines.fragments import places
from service.search.place_in_list import Spans
from service.web.languages import spoken

_MOST = 200
"""Places with a way to the next: each is some 200 bytes of a page, and nobody goes through more."""

_PLAIN_MARK = Markup("<mark>"), Markup("")
_WAY = Markup(
    '<span class="hop"><span>{words}</span>'
    '<a href="#hit-{before}">{previous}</a><a href="#hit-{after}">{following}</a>'
    '<a href="#top">{top}</a></span>'
)
_PREVIOUS, _FOLLOWING, _TOP = sentence("Previous"), sentence("Next"), sentence("Top")


@dataclass(frozen=True, slots=True)
class Place:
    """Where words of a text were found: what opens its mark, and what follows the mark's end."""

    start: int
    end: int
    opens: str
    follows: str


class FoundWords:
    """Writes the texts of one record in the order of its page, numbering the places in them."""

    def __init__(self, texts: Mapping[str, str], marks: Mapping[str, Spans]) -> None:
        self._places = {name: places(text, marks.get(name, ())) for name, text in texts.items()}
        self._texts = texts
        self._number = 0
        self._language = spoken()
        self.total = sum(map(len, self._places.values()))

    def paragraphs(self, name: str) -> list[Markup]:
        """Return the paragraphs of a text; a line end in the source ends one."""
        found, start = [], 0
        left = list(self._places.get(name, ()))
        for line in self._texts.get(name, "").splitlines(keepends=True):
            end = start + len(line)
            inside = [span for span in left if span[0] < end]
            left = left[len(inside) :]
            shown = self._marked(line, [(a - start, min(b, end) - start) for a, b in inside])
            if shown:
                found.append(shown)
            start = end
        return found

    def stretch(self, name: str, start: int, end: int) -> tuple[Markup, ...]:
        """Return the paragraphs of a part of a text, which empty lines part."""
        found: list[Markup] = []
        for words in self._texts.get(name, "")[start:end].split("\n\n"):
            stop = start + len(words)
            inside = [span for span in self._places.get(name, ()) if start <= span[0] < stop]
            shown = self._marked(words, [(a - start, min(b, stop) - start) for a, b in inside])
            found += [shown] if shown else []
            start = stop + 2
        return tuple(found)

    def _marked(self, line: str, spans: Sequence[tuple[int, int]]) -> Markup:
        parts, place = [], 0
        for start, end in spans:
            parts += [escape(line[place:start]), self._hit(line[start:end])]
            place = end
        parts.append(escape(line[place:]))
        return Markup("").join(parts).strip()

    def places(self, name: str) -> Iterator[Place]:
        """Yield the places of a text, for writing it in another form than paragraphs."""
        for start, end in self._places.get(name, ()):
            opens, follows = self._next()
            yield Place(start, end, opens, follows)

    def _hit(self, words: str) -> Markup:
        opens, follows = self._next()
        return Markup("{}{}</mark>{}").format(opens, words, follows)

    def _said(self, text: str) -> str:
        return in_language(text, self._language)

    def _next(self) -> tuple[Markup, Markup]:
        """Return what opens the mark of the next place and what follows it."""
        self._number += 1
        number, last = self._number, min(self.total, _MOST)
        if number > last:
            return _PLAIN_MARK
        return Markup('<mark id="hit-{}">').format(number), _WAY.format(
            words=self._said(
                sentence("Hit %(place)s of %(total)s", place=number, total=self.total)
            ),
            previous=self._said(_PREVIOUS),
            following=self._said(_FOLLOWING),
            top=self._said(_TOP),
            before=number - 1 or last,
            after=number % last + 1,
        )


def marked_line(text: str, spans: Spans) -> Markup:
    """Return a short text in one line with its words marked, and no way from one to the next."""
    parts, place = [], 0
    for start, end in places(text, spans):
        parts += [escape(text[place:start]), Markup("<mark>{}</mark>").format(text[start:end])]
        place = end
    return Markup("").join([*parts, escape(text[place:])])
