"""Fields of yes or no."""

from __future__ import annotations

from index_mappings.dates import DateConventions
from index_mappings.field_kinds.kind import Field, FieldKind
from index_mappings.field_kinds.plain_text import plain_text
from index_mappings.json_values import Json
from index_mappings.unfit import Unfit, shown

YES = frozenset({"yes", "y", "true", "1", "on"})
NO = frozenset({"no", "n", "false", "0", "off"})


class YesNo(FieldKind):
    """Whether something is true; a record that does not say has no value."""

    name = "yes-no"
    types = ("boolean",)

    def _made(self, given: Json, field: Field, dates: DateConventions) -> Json:
        text = plain_text(given).casefold()
        if text in YES:
            return True
        if text in NO:
            return False
        if not text:
            return None
        raise Unfit(f"{shown(text)} is neither yes nor no")

    def holds(self, field: Field) -> type:
        """Return the type of a boolean."""
        return bool
