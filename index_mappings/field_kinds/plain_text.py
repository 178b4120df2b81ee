"""Any JSON value as readable text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from index_mappings.json_values import Json
from index_mappings.unfit import Unfit


def plain_text(value: Json) -> str:
    """Return any JSON value as readable text."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(text for item in value if (text := plain_text(item)))
    if isinstance(value, dict):
        pairs = ((name, plain_text(item)) for name, item in value.items())
        return "; ".join(f"{name}: {text}" for name, text in pairs if text)
    return "" if value is None else str(value)


def texts_of(item: Mapping[str, Json], names: Sequence[str], wanted: str) -> dict[str, str]:
    """Return the strings of an object by name; the first name is required.

    Raises Unfit with `wanted` if that is missing, a value is not a string, or there are other
    names.
    """
    given = {name: item[name] for name in names if item.get(name) not in (None, "")}
    texts = {name: value.strip() for name, value in given.items() if isinstance(value, str)}
    if len(texts) < len(given) or names[0] not in texts or not item.keys() <= set(names):
        others = f", and may have {', '.join(names[1:])}" if names[1:] else ""
        raise Unfit(f"{wanted}{others}, all of them text")
    return texts


class _Parted(Protocol):
    """A value of several parts."""

    def to_json(self) -> dict[str, Json]:
        """Return its parts by name."""


def parted(
    given: Json, names: Sequence[str], wanted: str, make: Callable[..., _Parted]
) -> list[Json] | None:
    """Return one value or a list of them as JSON, or None if no value has its first part.

    A value that is not an object is the first part. `make` takes the parts by name. Raises Unfit
    like `texts_of`.
    """
    values: list[Json] = []
    for item in given if isinstance(given, list) else [given]:
        if isinstance(item, dict):
            parts = texts_of(item, names, wanted)
        else:
            parts = {names[0]: plain_text(item)}
        if parts[names[0]]:
            values.append(make(**parts).to_json())
    return values or None
