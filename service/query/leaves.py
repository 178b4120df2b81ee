"""Converting words, phrases and dates into clauses, with limits on their cost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index_mappings.conditions import Days
from index_mappings.sayings import row
from index_mappings.unfit import Unfit
from service.late import late
from service.query import remarks
from service.query.asking import is_name
from service.query.bounds import ALL_OF, ALTERNATIVES, MOST, Bounds, size
from service.query.clauses import (
    All,
    Any,
    Clause,
    Fuzzy,
    Near,
    Phrase,
    Prefix,
    Value,
    Word,
)
from service.query.cost_notes import ALTERNATIVES_NOTE, OPEN_NOTE, PHRASE_NOTE
from service.query.lexicon import DATES, VALUES, Lexicon
from service.query.nodes import NOTHING, Node
from service.query.scanner import DATE, EMPTY, OPERATORS, PHRASE, Token
from service.query.spans import read_span

if TYPE_CHECKING:
    from service.query.unspaced import clause_of, has_unspaced
else:  # for texts without blanks, whose words are many ("start" of `make bench`)
    clause_of, has_unspaced = (
        late(f"service.query.unspaced:{name}") for name in ("clause_of", "has_unspaced")
    )

FARTHEST = 100
"""The widest distance of near words; beyond it they are hardly near, and slop is costly."""
PREFIX_LETTERS = 2
EDIT_LETTERS, TWO_EDITS_LETTERS = 4, 8
"""Letters from which a word may have one edit, and two: shorter ones would match anything."""
LONGEST_WORD = 255
"""Characters of a word that are indexed."""


class Leaves:
    """Reads and counts the leaves of one query.

    `inside` is the field in which words without a field are searched. `asking` are the words, in
    lower case, that only make `text`, with its number of `tokens`, a question. `literal` treats
    them and stop words as words. `notes`, `common` and `asking` have what was interpreted
    differently or ignored.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        inside: str,
        text: str,
        asking: frozenset[str],
        *,
        tokens: int,
        literal: bool,
    ) -> None:
        self.lexicon = lexicon
        self.inside = inside
        self.notes: list[str] = []
        self.common: list[str] = []
        self.asking: list[str] = []
        self.dates: list[Days] = []
        self._text = text
        self._questions = asking
        self._literal = literal
        self._clauses = 0
        self._full = False
        self._alternatives = 0
        self._bounds = Bounds(tokens, lexicon.stop_words)

    def read(self, token: Token, field: str = "") -> list[Node]:
        """Return the part for a token; `field` is the one named before its parentheses.

        A phrase that exceeds the limits becomes its words, each as a part.
        """
        read = self._read(token, field)
        return read if isinstance(read, list) else [read]

    def may_be_alternative(self, clause: Clause) -> bool:
        """Return whether the limits allow one more alternative."""
        self._alternatives += size(clause) * (ALL_OF if isinstance(clause, All) else 1)
        if self._alternatives <= ALTERNATIVES:
            return True
        self.notes.append(ALTERNATIVES_NOTE)
        return False

    def _read(self, token: Token, field: str) -> Node | list[Node]:
        if token.kind == EMPTY:
            return NOTHING
        named = token.field or field
        cost = token.size - 1 if token.kind == PHRASE and len(token.tail) > 1 else 1
        self._clauses += max(cost, 1)
        if self._clauses > MOST:
            if not self._full:
                self.notes.append(remarks.only_first(MOST))
            self._full = True
            return NOTHING
        looked = named or self.inside
        if looked:
            name, how = self.lexicon.fields.get(looked.lower(), ("", ""))
            special = self._special(token, name, how, named) if how in (DATES, VALUES) else None
            if special:
                return special
            if how in (DATES, VALUES):
                looked = ""
                token = token._replace(text=f"{name}:{token.text}") if named else token
                named = ""
        if token.kind == PHRASE:
            return self._phrase(token, looked, named)
        return self._word(token, looked, named)

    def _special(self, token: Token, name: str, how: str, named: str) -> Node | None:
        quoted = f'"{token.text}"' if token.kind == PHRASE else token.text
        source = f"{name}:{quoted}" if named else quoted
        if how == VALUES:
            try:
                value = self.lexicon.values[name](token.text)
            except Unfit as error:
                self.notes.append(remarks.unfit(error.detail, f"{name}:{token.text}"))
                return None
            return Node(Value(name, (value,)), f"{name} {token.text}", source)
        span = read_span(token.text)
        if span is None:
            self.notes.append(remarks.no_date(f"{name}:{token.text}"))
            return None
        days, wording, swapped = span
        if swapped:
            self.notes.append(remarks.swapped(token.text))
        field = self.lexicon.dates[name]
        return Node(
            replace(days, field=field), row(" ", (name, wording)) if field else wording, source
        )

    def _phrase(self, token: Token, looked: str, named: str) -> Node | list[Node]:
        text = token.text
        before = f"{named}:" if named else ""
        distance = int(token.tail[1:7]) if len(token.tail) > 1 else 0
        if "*" in text:
            self.notes.append(remarks.star_in_phrase())
        if distance > FARTHEST:
            self.notes.append(remarks.too_far(distance, FARTHEST))
            distance = FARTHEST
        if token.size == 1:
            if token.tail:
                self.notes.append(remarks.one_word(token.tail))
            label = f"{named} {text}" if named else text
            return Node(Word(text, looked), label, f'{before}"{text}"', bare=not named)
        if not self._has_room(text, looked, near=bool(distance)):
            return self._words_apart(text, looked, named)
        if distance:
            label = remarks.inside(remarks.near(text, distance), named)
            return Node(Near(text, distance, looked), label, f'{before}"{text}"~{distance}')
        if token.tail:
            self.notes.append(remarks.no_number(token.tail))
        label = remarks.inside(remarks.phrase(text), named)
        return Node(Phrase(text, looked), label, f'{before}"{text}"')

    def _word(self, token: Token, looked: str, named: str) -> Node | list[Node]:
        text = self._shortened(token.text)
        before = f"{named}:" if named else ""
        if token.kind == DATE and token.days:
            return self._date(token, text, looked)
        if token.starred:
            self.notes.append(remarks.star_inside(text))
        if token.tail and (node := self._open(token, text, looked, named)):
            return node
        lower = text.lower()
        source = before + text
        if not self._literal and token.size == 1:
            if lower in self.lexicon.stop_words:
                self.common.append(text)
                return NOTHING if text in OPERATORS else Node(None, "", source)
            if lower in self._questions and not named and not is_name(token, self._text):
                self.asking.append(text)
                return Node(None, "", source)
            if not looked and self._is_kind(lower):
                self._clauses += 1
                either = (Word(text), Word(text, self.lexicon.kind_field))
                label = remarks.of_kind(text, self.lexicon.kind_field)
                return Node(Any(either), label, source)
        said = f"{named} {text}" if named else text
        if token.size > 1 and (clause := self._unspaced(text, looked)):
            return Node(clause, said, source, bare=not named)
        if token.size > 1 and not self._has_room(text, looked):
            return self._words_apart(text, looked, named)
        if token.size == 1 and (
            lower in self.lexicon.stop_words or lower in self.lexicon.questions.all
        ):
            source = f'{before}"{text}"'  # so it asks for itself whatever is beside it
        return Node(Word(text, looked), said, source, bare=not named)

    def _open(self, token: Token, text: str, looked: str, named: str) -> Node | None:
        """Return a word with * or ~ after it, or None if it is read as a plain word."""
        before = f"{named}:" if named else ""
        if token.tail == "*":
            if token.size > 1 or len(text) < PREFIX_LETTERS:
                why = remarks.SEVERAL if token.size > 1 else remarks.ONE_LETTER
                self.notes.append(remarks.without(text, "*", why))
                return None
            clause: Prefix | Fuzzy = Prefix(text, looked)
            label, tail = remarks.beginning(text), "*"
        else:
            edits = self._edits(token, text)
            if not edits:
                return None
            clause = Fuzzy(text, edits, looked)
            label = remarks.like(text, edits)
            tail = "~1" if token.tail == "~1" else "~"
        if not self._bounds.take_open(clause):
            self.notes.append(OPEN_NOTE)
            return None
        return Node(clause, remarks.inside(label, named), f"{before}{text}{tail}")

    def _unspaced(self, text: str, looked: str) -> Clause | None:
        """Return the clause of a text without blanks, or None if it consists of ordinary words."""
        if self._literal or not has_unspaced(text):
            return None

        def has_room(pair: str) -> bool:
            return self._bounds.take_pair(pair, looked)

        clause = clause_of(text, looked, self.lexicon.pattern, has_room)
        self._clauses += size(clause) - 1 if clause else 0
        return clause

    def _has_room(self, text: str, looked: str, *, near: bool = False) -> bool:
        words = self.lexicon.pattern.findall(text)
        if self._bounds.take_phrase(words, looked, near=near):
            return True
        self.notes.append(PHRASE_NOTE)
        return False

    def _words_apart(self, text: str, looked: str, named: str) -> list[Node]:
        """Return a phrase that exceeds the limits as its words in any order."""
        before = f"{named}:" if named else ""
        words = list(dict.fromkeys(self.lexicon.pattern.findall(text)))
        telling = [word for word in words if word.lower() not in self.lexicon.stop_words]
        if not telling and not self._literal:
            self.common.append(f'"{text}"')
            return [NOTHING]  # without another part there may be room for it: it would ask then
        kept = (telling or words[:1])[: max(1, MOST - self._clauses)]
        self._clauses += len(kept) - 1
        return [
            Node(Word(one, looked), f"{named} {one}".strip(), f'{before}"{one}"', bare=not named)
            for one in kept
        ]

    def _date(self, token: Token, text: str, looked: str) -> Node:
        words: Clause = Word(text, looked) if token.size == 1 else Phrase(text, looked)
        if looked or token.days is None:
            return Node(words, text, text, bare=True)
        self._clauses += 1
        self.dates.append(token.days)
        return Node(Any((words, token.days)), remarks.as_date(text), text)

    def _edits(self, token: Token, text: str) -> int:
        """Return the number of edits of a word with ~, or 0 if it is read as a plain word."""
        if token.size > 1 or len(text) < EDIT_LETTERS:
            why = remarks.SEVERAL if token.size > 1 else remarks.too_short(EDIT_LETTERS)
            self.notes.append(remarks.without(text, "~", why))
            return 0
        allowed = 2 if len(text) >= TWO_EDITS_LETTERS else 1
        distance = token.tail[1:]
        if distance in ("", str(allowed)):
            return allowed
        if distance == "1":
            return 1
        self.notes.append(remarks.other(f"{text}{token.tail}", f"{text}~{allowed}"))
        return allowed

    def _shortened(self, text: str) -> str:
        if len(text) <= LONGEST_WORD:
            return text
        for match in self.lexicon.pattern.finditer(text):
            if match.end() - match.start() > LONGEST_WORD:
                self.notes.append(remarks.cut(LONGEST_WORD))
                return text[: match.start() + LONGEST_WORD]
        return text

    def _is_kind(self, lower: str) -> bool:
        kinds = self.lexicon.kinds
        return bool(kinds) and (lower in kinds or lower.removesuffix("s") in kinds)
