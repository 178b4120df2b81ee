"""The error of a value that an argument cannot take, and the value's display."""

from __future__ import annotations

from index_mappings.sayings import sentence

_LONGEST = 60  # characters of a typed value that a complaint shows


class Unfit(ValueError):
    """An unacceptable value: `detail` is the reason, `suggestion` an acceptable value."""

    def __init__(self, detail: str, suggestion: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.suggestion = suggestion


def ends_first(text: str) -> str:
    """Return the error of a span that ends before it begins."""
    return sentence("%(value)s ends before it begins", value=shown(text))


def shown(text: str) -> str:
    """Return a typed value in quotes, shortened for an error message."""
    return repr(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")
