"""The complaint of a value that its argument cannot take, and how such a value is shown."""

from __future__ import annotations

from index_mappings.sayings import sentence

_LONGEST = 60  # characters of a typed value that a complaint shows


class Unfit(ValueError):
    """A value that cannot be taken: `detail` says what is wrong, `suggestion` what would do."""

    def __init__(self, detail: str, suggestion: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.suggestion = suggestion


def ends_first(text: str) -> str:
    """Return the complaint of a span with its ends the wrong way round."""
    return sentence("%(value)s ends before it begins", value=shown(text))


def shown(text: str) -> str:
    """Return a typed value in quotes, cut to what a complaint has room for."""
    return repr(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")
