"""A bridge: forms that mean one thing, such as the names that a city had one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from index_mappings.folding import key
from index_mappings.name_kinds import NameKind
from service.query.clauses import Clause


@dataclass(frozen=True, slots=True)
class BridgeForm:
    """One form, as it is written. `start` and `end` are the years of its use, or None for no end.

    An abbreviation is found only by those who type it in capitals. `key` is what is compared: a
    table of bridges asks for that of each form five times.
    """

    text: str
    start: int | None = None
    end: int | None = None
    is_abbreviation: bool = False
    key: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", key(self.text))

    @property
    def said(self) -> str:
        """The form with its years: "Petrograd (1914–1924)"."""
        if self.start is None and self.end is None:
            return self.text
        start, end = (str(year) if year is not None else "" for year in (self.start, self.end))
        return f"{self.text} ({start}–{end})"


@dataclass(frozen=True, slots=True)
class Bridge:
    """Forms that mean one thing, the one to be explained first.

    `why` is a plain sentence, and `known_from` says whose word it is: ours, a source's, a rule's,
    the archive's.
    """

    forms: tuple[BridgeForm, ...]
    kind: NameKind
    why: str = ""
    known_from: str = ""

    def others(self, text: str) -> tuple[BridgeForm, ...]:
        """Return the forms beside one."""
        return tuple(form for form in self.forms if form.text != text)


@dataclass(frozen=True, slots=True)
class Crossing:
    """A bridge that was typed: by which form, in how many of the words, and what it leads to.

    `is_name` tells that the words are surely one name, also where there is no other form of it.
    `bounds` are the conditions under which some of the others count: a name that meant something
    else at another time counts within its years.
    """

    form: BridgeForm
    size: int
    others: tuple[str, ...]
    bridges: tuple[Bridge, ...]
    is_name: bool = True
    bounds: tuple[tuple[str, tuple[Clause, ...]], ...] = ()

    def bound(self, text: str) -> tuple[Clause, ...]:
        """Return what must hold of a record, too, that another form finds; nothing for most."""
        return next((clauses for form, clauses in self.bounds if form == text), ())

    def __hash__(self) -> int:
        # that of every bridge would be made of all their forms, many times a question
        return hash((self.form.text, self.size, self.others))

    @property
    def kind(self) -> NameKind | None:
        """The kind of what was typed, by its first bridge; None where it has no bridge."""
        return self.bridges[0].kind if self.bridges else None


class BridgeMap(Protocol):
    """Where bridges are looked up by what was typed."""

    def crossing(
        self, words: Sequence[str], at: int, typed: str, as_typed: Sequence[str]
    ) -> Crossing | None:
        """Return the longest form that begins at a word, or None if none does.

        `words` are folded and are side by side but for words that ask for nothing; `typed` is
        the key of the whole text, between blanks, in which the form must be in full;
        `as_typed` has the letters of each word as they were typed.
        """
