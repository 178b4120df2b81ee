"""The format of `_meta.search`: how words are searched."""

from __future__ import annotations

import re

from marshmallow import ValidationError, fields

from index_mappings.checking.parts import SOME, Strict, number, said, text, texts, whole
from index_mappings.templates import Template


class Named(Strict):
    """The fields that identify a record."""

    path = text("the index path of the keys")
    fields_ = texts("the fields whose values are keys", required=True, data_key="fields")


class Near(Strict):
    """The boost for neighbouring words that are near each other."""

    distance = whole("words between the two, at most", 1, required=True)
    weight = number("what part of their score is added", required=True)
    words = whole("how many words of a question are looked at", 1, required=True)


class TypeWords(Strict):
    """Words that name a kind of record."""

    field = text("the field that holds the kind")
    words = texts("the words, in lower case", required=True)


def fills(template: str) -> None:
    """Raise ValidationError if a template cannot be filled."""
    if fault := Template(template).fault():
        raise ValidationError(fault)


def _searches(pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValidationError(f"Not a pattern: {error}.") from None


class QuestionWords(Strict):
    """The words, in lower case, by which a question is known."""

    relating = texts("words that ask for nothing wherever they are: about, which")
    opening = texts("words that begin a question: what, did")
    asking = texts("words that ask for nothing in a question: anything, says")
    reporting = texts("words by which a question says what somebody did: promised, asked")
    polite = texts("words that begin a question before one of `politely`: show")
    politely = texts("what follows a polite word in a question: me, us")
    whose = texts("endings that say whose something is; a word is looked for without: 's")


class Cited(Strict):
    """How a record is cited elsewhere, so that a pasted citation finds it."""

    words = texts("a text must have one of these to be looked at", required=True, validate=SOME)
    pattern = text(
        "a regular expression with named groups; it looks at texts in lower case without marks",
        validate=_searches,
    )
    key = text("the record's key, made of the groups: vol{volume:2}[ {part}]", validate=fills)


class Weighted(Strict):
    """An index path that is searched."""

    field = text("the index path")
    weight = number("how much a word found there counts", required=True)


class Search(Strict):
    """How words are searched."""

    fields_ = fields.List(
        fields.Nested(Weighted),
        required=True,
        data_key="fields",
        validate=SOME,
        metadata=said("the index paths that words are looked for in, with their weights"),
    )
    exact_title = text("the index path of a title's key")
    stop_words = texts("words that ask for nothing unless there is no other", required=True)
    named = fields.Nested(Named, metadata=said("what a record is called by"))
    near = fields.Nested(Near, metadata=said("what nearness counts"))
    dated = number("what a record of a date that was typed as words has added to its score")
    kinds = fields.Nested(TypeWords, metadata=said("words that name a kind of record"))
    questions = fields.Nested(QuestionWords, metadata=said("the question words of the language"))
    references = fields.List(
        fields.Nested(Cited), metadata=said("how records are cited elsewhere; all that fit count")
    )
