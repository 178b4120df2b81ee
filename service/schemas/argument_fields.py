"""Kinds of arguments: marshmallow fields whose complaints say what would do instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError, fields, validate

from index_mappings.checking.nearest import nearest
from index_mappings.field_kinds.yes_no import NO, YES
from index_mappings.sayings import sentence
from index_mappings.unfit import Unfit

# JSON Schema, and so OpenAPI, has 2.0 among its whole numbers
_POINT_ZERO = re.compile(r"(?<=\d)\.0+\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with one value, and what would do, or "" if nothing can be guessed."""

    detail: str
    suggestion: str = ""


def complain(detail: str, suggestion: str = "") -> ValidationError:
    """Return the error that carries one complaint through marshmallow."""
    return ValidationError([Complaint(detail, suggestion)])


class Known(validate.OneOf):
    """One of the values there are."""

    def __call__(self, value: Any) -> Any:
        """Return the value, or complain with the nearest that there is."""
        if value in self.choices:
            return value
        listed = ", ".join(self.choices)
        near = nearest(str(value), self.choices)
        raise complain(
            sentence("%(value)s is not one of: %(listed)s", value=_shown(value), listed=listed),
            near,
        )


class KnownLater(Known):
    """One of the values there are, which are listed when they are first asked for.

    The keys of an answer take ten milliseconds to list, and few clients choose among them.
    """

    def __init__(self, listed: Callable[[], list[str]]) -> None:
        super().__init__(())
        self._listed = listed
        del self.choices

    def __getattr__(self, name: str) -> Any:
        if name != "choices":
            raise AttributeError(name)
        self.choices = self._listed()
        return self.choices


class Whole(fields.Integer):
    """A whole number between two bounds, written in plain digits."""

    def __init__(self, least: int, most: int, **more: Any) -> None:
        super().__init__(validate=validate.Range(min=least, max=most), **more)
        self.least, self.most = least, most

    def deserialize(self, value: Any, *args: Any, **more: Any) -> int:
        """Return the number, or complain with the bound that was overstepped."""
        if value in (None, "") or not isinstance(value, str):
            return super().deserialize(value, *args, **more)  # type: ignore[no-any-return]
        value = _POINT_ZERO.sub("", value)
        digits = value.removeprefix("-")
        if not (digits.isascii() and digits.isdecimal()):
            raise complain(
                sentence("%(value)s is not a whole number", value=_shown(value)),
                str(self.load_default or ""),
            )
        number = int(value) if len(value) <= 18 else (-1 if value[0] == "-" else self.most + 1)
        if self.least <= number <= self.most:
            return number
        bound = self.least if number < self.least else self.most
        raise complain(
            sentence(
                "%(value)s is not between %(least)s and %(most)s",
                value=_shown(value),
                least=str(self.least),
                most=str(self.most),
            ),
            str(bound),
        )


class Flag(fields.Boolean):
    """Yes or no: 1 or 0, true or false."""

    def deserialize(self, value: Any, *args: Any, **more: Any) -> bool:
        """Return the truth, or complain."""
        if not isinstance(value, str):
            return super().deserialize(value, *args, **more)  # type: ignore[no-any-return]
        if value.lower() in YES:
            return True
        if value.lower() in NO:
            return False
        raise complain(sentence("%(value)s is neither 1 nor 0", value=_shown(value)), "1")


class Span(fields.String):
    """A span of time, brought into its normal form by a reader of `service.schemas.spans`."""

    def __init__(self, read: Callable[[str], str], **more: Any) -> None:
        super().__init__(**more)
        self._read = read

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any
    ) -> str:
        text = super()._deserialize(value, attr, data, **more)
        try:
            return self._read(text)
        except Unfit as error:
            raise complain(error.detail, error.suggestion) from None


def _shown(value: Any) -> str:
    text = str(value)
    return repr(text if len(text) <= 60 else f"{text[:60]}…")


def id_list(most: int, *, required: bool) -> fields.Field[Any]:
    """Return the argument that names records by their ids, up to a limit."""
    takes = f"takes 1 to {most} ids"
    instead = "" if required else "these records and no search: "
    return fields.List(
        # one that is empty is as if absent, which is a fault only where ids are needed
        fields.String(validate=validate.Length(min=1)) if required else fields.String(),
        required=required,
        validate=validate.Length(min=1 if required else None, max=most, error=takes),
        error_messages={"required": takes},
        metadata={
            "description": f"{instead}at most {most} ids separated by commas, written as in the "
            "path of a record; a comma in an id is `~2C`",
            "example": ["an-id", "another-id"],
        },
    )
