"""Any JSON value as readable text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
