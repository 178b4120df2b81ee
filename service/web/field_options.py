"""The fields that can be searched as HTML, for the search box, which stands on every page."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup

from index_mappings.field_kinds.kind import Field
from index_mappings.sayings import Language, in_language
from service.web.choice_items import safe


def field_options(language: Language) -> Callable[[Iterable[Field], str], Markup]:
    """Return what writes fields as options in a language, the one that is chosen selected."""

    def option(field: Field, chosen: str) -> str:
        selected = " selected" if field.name == chosen else ""
        label = safe(in_language(field.label, language))
        return f'<option value="{safe(field.name)}"{selected}>{label}</option>'

    return lambda fields, chosen: Markup("\n".join(option(field, chosen) for field in fields))
