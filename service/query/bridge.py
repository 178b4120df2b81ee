"""Bridges: forms with one meaning, such as the successive names of a city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from index_mappings.folding import key
from index_mappings.name_kinds import NameKind
from service.query.clauses import Clause


@dataclass(frozen=True, slots=True)
class BridgeForm:
    """One form as written. `start` and `end` are the years of its use, or None if open.

    An abbreviation is found only if it is typed in capitals. `key` is used for comparison; it is
    stored because a table of bridges needs it five times for each form.
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
    """Forms with one meaning; the first is the one to explain.

    `why` is a plain sentence, and `known_from` its origin: our list, a source, a rule, the archive.
    """

    forms: tuple[BridgeForm, ...]
    kind: NameKind
    why: str = ""
    known_from: str = ""

    def others(self, text: str) -> tuple[BridgeForm, ...]:
        """Return the forms other than one."""
        return tuple(form for form in self.forms if form.text != text)


@dataclass(frozen=True, slots=True)
class Crossing:
    """A bridge found in typed text: its form, the number of its words, and the other forms.

    `is_name` means that the words are certainly one name, even without another form. `bounds` are
    the conditions under which some of the others count: a name with another meaning at another time
    counts only within its years.
    """

    form: BridgeForm
    size: int
    others: tuple[str, ...]
    bridges: tuple[Bridge, ...]
    is_name: bool = True
    bounds: tuple[tuple[str, tuple[Clause, ...]], ...] = ()

    def bound(self, text: str) -> tuple[Clause, ...]:
        """Return the condition for records found by another form; most forms have none."""
        return next((clauses for form, clauses in self.bounds if form == text), ())

    def __hash__(self) -> int:
        # that of every bridge would be made of all their forms, many times a question
        return hash((self.form.text, self.size, self.others))

    @property
    def kind(self) -> NameKind | None:
        """The kind of the typed form from its first bridge, or None if it has no bridge."""
        return self.bridges[0].kind if self.bridges else None


class BridgeMap(Protocol):
    """A table for looking up bridges by typed words."""

    def crossing(
        self, words: Sequence[str], at: int, typed: str, as_typed: Sequence[str]
    ) -> Crossing | None:
        """Return the longest form that begins at a word, or None if none does.

        `words` are folded and adjacent except for ignored words; `typed` is the key of the whole
        text, between blanks, which must have the full form; `as_typed` has each word with its
        letters as typed.
        """
