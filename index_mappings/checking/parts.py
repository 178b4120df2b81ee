"""The field types of the mapping file's schemas; none converts a value from another type."""

from __future__ import annotations

import re
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from index_mappings.checking.nearest import none_of

SOME = validate.Length(min=1)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # as in BCP 47


class KnownName(validate.OneOf):
    """Accept only known names; the error suggests the nearest."""

    def __call__(self, value: Any) -> Any:
        """Return the name; raise ValidationError if it is unknown."""
        if value not in self.choices:
            raise ValidationError(none_of(str(value), self.choices))
        return value


class LabelText(fields.Field[Any]):
    """A label: a string, or an object with a string for each language ({"en": "Year"})."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        if isinstance(value, str):
            return value
        if not isinstance(value, dict) or not value:
            raise ValidationError(
                'Not a text, nor texts by language: {"en": "Year", "de": "Jahr"}.'
            )
        for language, label in value.items():
            if not _LANGUAGE.fullmatch(language):
                raise ValidationError(
                    f"{language!r} is not a language code, such as 'en' or 'pt-BR'."
                )
            if not isinstance(label, str) or not label:
                raise ValidationError(f"The label in {language!r} is not a text.")
        return value


class WholeNumber(fields.Integer):
    """A whole number, not given as a string or as true or false."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValidationError("Not a whole number.")
        return value


class Number(fields.Float):
    """A number, not given as a string."""

    def _deserialize(self, value: Any, *args: Any, **more: Any) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise ValidationError("Not a number.")
        return super()._deserialize(value, *args, **more)


class Truth(fields.Boolean):
    """True or false, not given as a string or number."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError("Neither true nor false.")
        return value


class Strict(Schema):
    """A part of a mapping file: unknown keys are refused, and values are not converted."""

    class Meta:
        """Refuse undeclared keys."""

        unknown = RAISE


def said(text: str) -> dict[str, str]:
    """Return the metadata that describes a key."""
    return {"description": text}


def text(text: str, *, required: bool = True, **more: Any) -> fields.String:
    """Return a field for a string, required by default."""
    return fields.String(required=required, metadata=said(text), **more)


def whole(text: str, least: int, *, required: bool = False, **more: Any) -> fields.Integer:
    """Return a field for a whole number with a minimum."""
    return WholeNumber(
        required=required,
        validate=validate.Range(min=least),
        metadata=said(text),
        **more,
    )


def number(text: str, **more: Any) -> fields.Float:
    """Return a field for a number that is not negative."""
    return Number(validate=validate.Range(min=0), metadata=said(text), **more)


def texts(text: str, **more: Any) -> fields.List[Any]:
    """Return a field for a list of strings."""
    return fields.List(fields.String(), metadata=said(text), **more)
