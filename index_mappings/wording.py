"""What belongs to one publication or one language: its question words and its references."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from index_mappings.bodies import ReadBody
from index_mappings.templates import Template


@dataclass(frozen=True)
class Questions:
    """The words, in lower case, by which a question of this language is known.

    `relating` say how others belong together, wherever they are. `opening` begin a question.
    `asking` ask for nothing in a question; elsewhere each is a word. `reporting` say what
    somebody did: a record may say it by others, so they do not decide what is found, but what
    has them is put higher. `polite` begin a question only before one of `politely`. `whose` are
    endings that make a word say whose something is: the word is looked for without them.
    """

    relating: frozenset[str] = frozenset()
    opening: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    reporting: frozenset[str] = frozenset()
    polite: frozenset[str] = frozenset()
    politely: frozenset[str] = frozenset()
    whose: frozenset[str] = frozenset()

    @classmethod
    def of(cls, said: ReadBody | None) -> Questions:
        """Return what a mapping file says; a language without question words has none."""
        return cls(**{name: frozenset(words) for name, words in (said or {}).items()})

    @cached_property
    def all(self) -> frozenset[str]:
        """Every word that asks for nothing in some texts."""
        return self.relating | self.opening | self.asking | self.reporting

    @cached_property
    def only_in_questions(self) -> frozenset[str]:
        """The words that ask for nothing in a question, but for themselves elsewhere."""
        return self.all - self.relating


@dataclass(frozen=True)
class Reference:
    """How a record is cited elsewhere: `pattern` finds it in a text's key, `key` is made of it.

    Only texts that have one of `words` are looked at.
    """

    words: tuple[str, ...]
    pattern: str
    key: str
    _template: Template = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_template", Template(self.key))

    @classmethod
    def of(cls, said: ReadBody) -> Reference:
        """Return what a mapping file says."""
        return cls(tuple(said["words"]), said["pattern"], said["key"])

    def called(self, whole: str) -> str:
        """Return the key of the record that a text's key cites, "" where it cites none."""
        if not any(word in whole for word in self.words):
            return ""
        found = re.search(self.pattern, whole)
        return self._template.filled(found.groupdict("")) if found else ""
