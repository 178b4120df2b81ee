"""Fields of one number, whole or decimal depending on the type of the index path."""

from __future__ import annotations

import math
import re

from index_mappings.dates import DateConventions
from index_mappings.field_kinds.kind import Field, FieldKind
from index_mappings.field_kinds.plain_text import plain_text
from index_mappings.json_values import Json
from index_mappings.unfit import Unfit, shown

_LARGEST = 2**53  # beyond it a number of 64 bits with decimals is no longer exact
_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f'’](?=\d{3}(?!\d))")
_ENGLISH = re.compile(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_DECIMAL = re.compile(r"[-+]?(\d+([.,]\d*)?|[.,]\d+)", re.ASCII)


class Number(FieldKind):
    """One number. A path of type `long` takes only whole numbers."""

    name = "number"
    types = ("long", "double")
    is_number = True

    def _made(self, given: Json, field: Field, dates: DateConventions) -> Json:
        number = _read(given)
        if number is None:
            return None
        if not math.isfinite(number) or abs(number) > _LARGEST:
            raise Unfit("the number is too large")
        if number == int(number):
            return int(number)
        if field.type == "long":
            raise Unfit("a whole number was expected")
        return number

    def holds(self, field: Field) -> type:
        """Return the type of a number."""
        return int if field.type == "long" else float


class WholeNumber(Number):
    """A whole number, under the name from before decimals were supported."""

    name = "integer"


def _read(given: Json) -> float | None:
    if isinstance(given, list) and len(given) == 1:
        return _read(given[0])
    if isinstance(given, bool | list | dict):
        raise Unfit("a number was expected")
    if isinstance(given, int | float):
        return given
    text = _THOUSANDS.sub("", plain_text(given).replace("\u2212", "-"))
    if not text:
        return None
    if _ENGLISH.fullmatch(text):
        return _number(text.replace(",", ""))
    if not _DECIMAL.fullmatch(text):
        raise Unfit(f"{shown(text)} is not a number")
    return _number(text.replace(",", "."))


def _number(text: str) -> float:
    """Return a number; whole numbers stay integers, so that long ones lose no digits."""
    return float(text) if "." in text else int(text[:_DIGITS])


_DIGITS = 20  # more than the largest number has, and few enough to be read at once
