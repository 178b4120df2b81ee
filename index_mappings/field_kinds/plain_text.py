"""Any JSON value as words that a person can read."""

from __future__ import annotations

from index_mappings.record import Json


def plain_text(value: Json) -> str:
    """Return any JSON value as words a person can read."""
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
