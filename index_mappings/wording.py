"""Settings for one publication or language: its question words and its references."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from index_mappings.bodies import ReadBody
from index_mappings.templates import Template


@dataclass(frozen=True)
class Questions:
    """The words, in lower case, that mark a question in this language.

    `relating` relate other words to each other, anywhere in a text. `opening` begin a question.
    `asking` are ignored in a question but searched elsewhere. `reporting` say what somebody did: a
    record may use other words for it, so they are not required, but records that have them rank
    higher. `polite` begin a question only before one of `politely`. `whose` are possessive endings:
    the word is searched without them.
    """

    relating: frozenset[str] = frozenset()
    opening: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    reporting: frozenset[str] = frozenset()
    polite: frozenset[str] = frozenset()
    politely: frozenset[str] = frozenset()
    whose: frozenset[str] = frozenset()

    @classmethod
    def of(cls, body: ReadBody | None) -> Questions:
        """Return the words of a mapping file; a language without question words has none."""
        return cls(**{name: frozenset(words) for name, words in (body or {}).items()})

    @cached_property
    def all(self) -> frozenset[str]:
        """All words that are ignored in some texts."""
        return self.relating | self.opening | self.asking | self.reporting

    @cached_property
    def only_in_questions(self) -> frozenset[str]:
        """The words that are ignored only in a question."""
        return self.all - self.relating


@dataclass(frozen=True)
class Reference:
    """A form of citation: `pattern` finds it in a text's key, `key` is made from the match.

    Only texts with one of `words` are searched for it.
    """

    words: tuple[str, ...]
    pattern: str
    key: str
    _template: Template = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_template", Template(self.key))

    @classmethod
    def of(cls, body: ReadBody) -> Reference:
        """Return the reference of a mapping file."""
        return cls(tuple(body["words"]), body["pattern"], body["key"])

    def called(self, whole: str) -> str:
        """Return the key of the record that a text's key cites, or "" if it cites none."""
        if not any(word in whole for word in self.words):
            return ""
        found = re.search(self.pattern, whole)
        return self._template.filled(found.groupdict("")) if found else ""
