"""Fields of text: running text, one word or phrase, several of them, and an address."""

from __future__ import annotations

from index_mappings.dates import DateConventions
from index_mappings.field_kinds.kind import Field, FieldKind
from index_mappings.field_kinds.plain_text import plain_text
from index_mappings.json_values import Json
from index_mappings.unfit import Unfit

_IS_DEAD = ("javascript:", "data:", "vbscript:")  # addresses that a page must not link to


class Text(FieldKind):
    """Running text."""

    name = "text"
    is_long = True
    is_apart = True

    def _made(self, given: Json, field: Field, dates: DateConventions) -> Json:
        if isinstance(given, str):
            return given if given.strip() else None  # a dump's text comes back to the letter
        if isinstance(given, list):
            return "\n\n".join(text for item in given if (text := plain_text(item))) or None
        if isinstance(given, dict):
            raise Unfit("an object where text was expected")
        return plain_text(given) or None


class Keyword(FieldKind):
    """One word or phrase."""

    name = "keyword"
    is_term = True

    def _made(self, given: Json, field: Field, dates: DateConventions) -> Json:
        if isinstance(given, dict):
            raise Unfit("an object where a word or phrase was expected")
        return plain_text(given) or None


class Keywords(FieldKind):
    """Words or phrases, each once."""

    name = "keywords"
    many = True

    def _made(self, given: Json, field: Field, dates: DateConventions) -> Json:
        items = given if isinstance(given, list) else [given]
        if any(isinstance(item, dict | list) for item in items):
            raise Unfit("a list of words or phrases was expected")
        return list(dict.fromkeys(text for item in items if (text := plain_text(item)))) or None


class FiledTitle(Keyword):
    """The title for filing as the source has it: without its article."""

    name = "filed-title"
    is_term = False
    is_apparatus = True
    orders_title = True


class CollectionIds(Keywords):
    """The ids of the collections that a record belongs to."""

    name = "collections"
    of_collections = True


class Address(Keyword):
    """The address of a page."""

    name = "url"
    is_term = False

    def can_take(self, text: str) -> bool:
        """Return whether a page may link to it."""
        return not text.casefold().startswith(_IS_DEAD)
