"""Messages to readers: English text that can be translated.

A saying is a string with its English text, so code that needs no other language (the API, a log, a
test) uses it as a string. Code that shows it in another language asks it for the translation. So
the packages that make messages need not know the reader's language.

    sentence("Only the first %(most)s characters were read.", most=2000)
    plural("%(count)s record", "%(count)s records", 3)
    row(", ", labels)

A message is looked up in a catalogue by its English wording (`service/web/translations`). Whole
numbers among the values are formatted for the language; a year is passed as text, so that it is
not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

Values = Mapping[str, str | int]


class Language(Protocol):
    """What a translation needs: a catalogue of messages, and the format of numbers."""

    @property
    def code(self) -> str:
        """The language's code: "de"."""

    def message(self, message: str) -> str:
        """Return a message in this language, or the message itself if the catalogue lacks it."""

    def form(self, one: str, many: str, count: int) -> str:
        """Return the singular or plural form of a message for a count."""

    def number(self, value: int) -> str:
        """Return a whole number in the format of this language."""


class Saying(str):
    """English text that can be translated."""

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
    """Mark a message for the catalogue and return it unchanged; it is used in a sentence later."""
    return message


def sentence(message: str, /, **values: str | int) -> Saying:
    """Return a message with its values, which replace placeholders such as `%(name)s`."""
    return _made(message, "", 0, values)


def plural(one: str, many: str, count: int, /, **values: str | int) -> Saying:
    """Return the singular or plural form for a count, which replaces `%(count)s`."""
    return _made(one, many, count, {"count": count, **values})


def row(between: str, parts: Iterable[str]) -> Saying:
    """Return texts joined by a separator."""
    kept = tuple(parts)
    text = _Row(between.join(kept))
    text.between, text.parts = between, kept
    return text


def within(label: str) -> Saying:
    """Return a label for use within an English sentence, in lower case.

    Translations are unchanged: German nouns are always capitalised.
    """
    text = _Within(label.lower())
    text.label = label
    return text


def in_language(text: str, language: Language) -> str:
    """Return the translation of a saying, or any other text unchanged.

    A saying is its English text, so nothing is looked up for English.
    """
    if isinstance(text, Saying) and language.code != "en":
        return text.said(language)
    return text


def said_values(values: Values, language: Language) -> dict[str, str]:
    """Return the values of a message translated into a language."""
    return {
        name: language.number(value) if isinstance(value, int) else in_language(value, language)
        for name, value in values.items()
    }


def _made(message: str, many: str, count: int, values: Values) -> Saying:
    form = many if many and count != 1 else message
    english = {
        name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()
    }
    text = _Sentence(form % english if values else form)
    text.message, text.many, text.asked, text.values = message, many, count, dict(values)
    return text
