"""Our own words to readers: English text that knows how to be said in another language.

A saying is its English text, so whoever needs no other language (the API, a log, a test) uses
it as the string that it is. What shows it in another language asks it for that. So the rooms
that find words need not know who will read them.

    sentence("Only the first %(most)s characters were read.", most=2000)
    plural("%(count)s record", "%(count)s records", 3)
    row(", ", labels)

The message is found in a catalogue by its English wording (`service/web/translations`). A whole
number among the values is said as the language says numbers; a year is no such number, and comes
as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

Values = Mapping[str, str | int]


class Language(Protocol):
    """What a saying needs to be said: a catalogue of messages, and how numbers are written."""

    @property
    def code(self) -> str:
        """The language's code: "de"."""

    def message(self, message: str) -> str:
        """Return a message in this language, itself where the catalogue has none."""

    def form(self, one: str, many: str, count: int) -> str:
        """Return the form of a message that a count asks for."""

    def number(self, value: int) -> str:
        """Return a whole number as it is written."""


class Saying(str):
    """English text that can be said in another language."""

    __slots__ = ()

    def said(self, language: Language) -> str:
        """Return the text in a language."""
        raise NotImplementedError


class _Sentence(Saying):
    __slots__ = ("asked", "many", "message", "values")
    message: str
    many: str
    asked: int
    values: Values

    def said(self, language: Language) -> str:
        message = (
            language.form(self.message, self.many, self.asked)
            if self.many
            else language.message(self.message)
        )
        return message % said_values(self.values, language) if self.values else message


class _Row(Saying):
    __slots__ = ("between", "parts")
    between: str
    parts: tuple[str, ...]

    def said(self, language: Language) -> str:
        return in_language(self.between, language).join(
            in_language(part, language) for part in self.parts
        )


class _Within(Saying):
    __slots__ = ("label",)
    label: str

    def said(self, language: Language) -> str:
        return in_language(self.label, language)


def N_(message: str) -> str:
    """Return a message as it is: it is one of the catalogue, and is put into a sentence later."""
    return message


def sentence(message: str, /, **values: str | int) -> Saying:
    """Return a message with its values: `%(name)s` in it stands for the value of that name."""
    return _made(message, "", 0, values)


def plural(one: str, many: str, count: int, /, **values: str | int) -> Saying:
    """Return the form of a message that a count asks for; the count is `%(count)s` in it."""
    return _made(one, many, count, {"count": count, **values})


def row(between: str, parts: Iterable[str]) -> Saying:
    """Return texts in a row, with a sign or a word between them."""
    kept = tuple(parts)
    made = _Row(between.join(kept))
    made.between, made.parts = between, kept
    return made


def within(label: str) -> Saying:
    """Return a label as it is within an English sentence, in small letters.

    Other languages write it as they do: a German noun has its capital everywhere.
    """
    made = _Within(label.lower())
    made.label = label
    return made


def in_language(text: str, language: Language) -> str:
    """Return a text in a language: a saying said, any other text as it is.

    Every saying is its English text, so in English nothing is looked up.
    """
    if isinstance(text, Saying) and language.code != "en":
        return text.said(language)
    return text


def said_values(values: Values, language: Language) -> dict[str, str]:
    """Return the values of a message in a language."""
    return {
        name: language.number(value) if isinstance(value, int) else in_language(value, language)
        for name, value in values.items()
    }


def _made(message: str, many: str, count: int, values: Values) -> Saying:
    form = many if many and count != 1 else message
    english = {
        name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()
    }
    made = _Sentence(form % english if values else form)
    made.message, made.many, made.asked, made.values = message, many, count, dict(values)
    return made
