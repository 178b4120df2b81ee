"""Splitting typed text into tokens. Any text can be split: all but syntax is part of a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from index_mappings.conditions import Days
from index_mappings.sayings import sentence
from service.query.lexicon import WORDS, Lexicon

WORD, PHRASE, OPEN, CLOSE, NOT, OR, AND = "word", "phrase", "(", ")", "not", "or", "and"
EMPTY = "empty"  # what an operator was typed before, without a word in it
DATE = "date"  # a date typed as words; `service.query.asking` makes one of word tokens
OPERATORS = {"OR": OR, "AND": AND, "NOT": NOT}

_MINUS = re.compile(r'-(?=[^\W_]|["(])')
_NAME = re.compile(r'(?:[^\w\s()"]|_)*([^\W\d_]\w*):(?=[^\s:)])(?!//)')
# A quote inside a word (5"x7") belongs to the word; one after anything else opens a phrase.
_PIECE = re.compile(r'(?:[^\s()"]|(?<=\w)")+')
_DISTANCE = re.compile(r"~(\d*)")
_TAIL = re.compile(r"(\*|~(?:\d*\.)?\d*)(?:[*~][*~\d.]*)?[^\w\s]*$")
_PUNCTUATION = frozenset("-,;:.'\"/&|+*?![]{}<>=_~\\")


class Token(NamedTuple):
    """A token: its contents, and `start:end`, the offsets of its words in the text.

    `field` is the field named before it, or "" for none. `size` is the number of its words.
    `tail` follows a word ("*", "~1") or a phrase ("~5"). `starred` tells that a star is
    before the word or inside it. `days` is the span of a date.
    """

    kind: str
    text: str = ""
    start: int = 0
    end: int = 0
    field: str = ""
    size: int = 0
    tail: str = ""
    starred: bool = False
    days: Days | None = None


def scan(text: str, lexicon: Lexicon, notes: list[str]) -> list[Token]:
    """Return the tokens of a text in order, without those that have no words.

    Adds notes on text that is interpreted differently to `notes`.
    """
    scanner = _Scanner(text, lexicon, notes)
    found = list(scanner.run())
    strange = [piece for piece in scanner.empty if not _PUNCTUATION.issuperset(piece)]
    if strange or (scanner.empty and not any(token.size for token in found)):
        left = " ".join(dict.fromkeys(strange or scanner.empty))
        notes.append(sentence("Ignored, without letters or digits: %(signs)s", signs=left))
    return found


class _Scanner:
    def __init__(self, text: str, lexicon: Lexicon, notes: list[str]) -> None:
        self._text = text
        self._lexicon = lexicon
        self._notes = notes
        self._at = 0
        self._field = ""  # the field just named, which the next token takes
        self.empty: list[str] = []

    def run(self) -> Iterator[Token]:
        text, last = self._text, WORD
        while self._at < len(text):
            char = text[self._at]
            if char == " ":
                self._at += 1
            elif char == "-" and self._is_minus():
                self._at += 1
                last = NOT
                yield Token(NOT, "-")
            elif char in "()":
                self._at += 1
                last = char
                yield Token(char, field=self._take_field())
            else:
                token = self._quoted() if char == '"' else self._piece()
                # -"?!" x does not exclude x: what is left out there still takes the operator.
                if token and (token.kind != EMPTY or last in (NOT, OR)):
                    last = token.kind
                    yield token

    def _is_minus(self) -> bool:
        at = self._at
        return (
            not self._field
            and (at == 0 or self._text[at - 1] in " (")
            and _MINUS.match(self._text, at) is not None
        )

    def _take_field(self) -> str:
        field, self._field = self._field, ""
        return field

    def _quoted(self) -> Token | None:
        text, at = self._text, self._at
        close = text.find('"', at + 1)
        # A quote with a blank before it and a word after it opens a phrase of its own.
        if close < 0 or (text[close - 1] in " (" and text[close + 1 : close + 2].isalnum()):
            self._notes.append(sentence("A quotation mark has no partner, so it was ignored."))
            self._at += 1
            if text[at + 1 : at + 2] in ("", " ", ")", "("):
                return self._bare_name()
            return None
        tail = _DISTANCE.match(text, close + 1)
        self._at = tail.end() if tail else close + 1
        inner = text[at + 1 : close].strip()
        field = self._take_field()
        size = len(self._lexicon.pattern.findall(inner))
        if not size:
            self.empty.append(f'"{inner}"')
            return Token(EMPTY)
        return Token(PHRASE, inner, at, close, field, size, tail[0] if tail else "")

    def _bare_name(self) -> Token | None:
        """Return a field name that nothing follows as an ordinary word."""
        field = self._take_field()
        return Token(WORD, field, self._at, self._at, size=1) if field else None

    def _piece(self) -> Token | None:
        text, at = self._text, self._at
        if not self._field and (named := self._phrase(at) or _NAME.match(text, at)):
            known = self._lexicon.fields.get(" ".join(named[1].lower().split()))
            if known:
                self._field, self._at = known[0], named.end()
                return None
            self._notes.append(
                sentence("There is no field '%(name)s', so it was read as a word.", name=named[1])
            )
        found = _PIECE.match(text, at)
        piece = found[0] if found else text[at]
        self._at = at + len(piece)
        if piece in OPERATORS and not self._field:
            return Token(OPERATORS[piece], piece, at, self._at, size=1)
        if self._field and self._lexicon.fields[self._field.lower()][1] != WORDS:
            return self._value(piece)
        if piece.endswith(":") and piece[:-1].lower() in self._lexicon.fields:
            self._notes.append(
                sentence("'%(typed)s' needs its value right after the colon.", typed=piece)
            )
        return self._word(piece, at)

    def _phrase(self, at: int) -> re.Match[str] | None:
        """Return the label of several words that begins here and ends with a colon."""
        phrases = self._lexicon.phrases
        return phrases.match(self._text, at) if phrases else None

    def _value(self, piece: str) -> Token | None:
        # Dots and dashes at the ends of a date or an id mean something.
        text, at = piece.strip(",;:!?'\"[]{}"), self._at
        if not self._lexicon.pattern.search(text):
            self._notes.append(
                sentence(
                    "'%(typed)s' has no value, so it was read as a word.",
                    typed=":".join((self._field, piece)),
                )
            )
            return self._bare_name()
        return Token(WORD, text, at, at, self._take_field(), 1)

    def _word(self, piece: str, at: int) -> Token | None:
        first = self._lexicon.pattern.search(piece)
        if first is None:
            if self._field:
                return self._bare_name()
            self.empty.append(piece)
            return Token(EMPTY)
        at += first.start()
        starred = piece[: first.start()].endswith("*")
        tail, body = "", piece[first.start() :]
        if ("*" in body or "~" in body) and (ending := _TAIL.search(body)):
            tail, body = ending[1], body[: ending.start()]
        ends = [match.end() for match in self._lexicon.pattern.finditer(body)]
        if tail and ends[-1] != len(body):  # something is between: it follows no word
            tail, body = "", piece[first.start() :]
            ends = [match.end() for match in self._lexicon.pattern.finditer(body)]
        end = ends[-1]
        text = body[:end]
        if "." in text and body[end : end + 1] == ".":
            text += "."  # U.S. is shown as it was typed
        starred = starred or "*" in text
        return Token(WORD, text, at, at + end, self._take_field(), len(ends), tail, starred)
