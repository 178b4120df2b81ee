"""Items too numerous on a page for a template: values of facets, bars, fields.

A value of a facet is an item of a list: a box for the form, and a link that chooses at once. A page
of results has a hundred. A template takes 30 microseconds for each, which was a third of the time
of the page, so they are written here, a facet at a time. A timeline may have sixty bars, and the
fields that can be searched are in the search box of every page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from index_mappings.field_kinds.kind import Field
from index_mappings.sayings import N_, Language, in_language
from service.web.facet_views import Choice
from service.web.timeline import Bar, Timeline

_MARKUP = re.compile(r"""[&<>"']""")  # what `escape` replaces


def choice_items(language: Language) -> Callable[..., Markup]:
    """Return what writes the items of the values of a facet in a language."""
    items = _Items(language)

    def written(
        choices: Iterable[Choice], facet: str, most: int = 0, *, by_value: bool = False
    ) -> Markup:
        """Return the items.

        `most` is the count whose bar is full, or 0 if no bars are drawn. The id of an item is
        made of the facet's name and its place, or its value (`by_value`).
        """
        start = f"{safe(facet)}-"
        lines = (
            items.item(item, f"{start}{safe(item.value) if by_value else place}", most)
            for place, item in enumerate(choices, 1)
        )
        return Markup("\n".join(lines))

    return written


class _Items:
    """Writes items in one language, whose words it looks up once."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._removes = escape(language.message(N_(", chosen; remove")))
        self._level = language.message(N_("Level %(number)s:"))

    def item(self, item: Choice, id: str, most: int) -> str:
        """Return one item."""
        words, box = safe(in_language(item.label, self._language)), ""
        if item.has_box:
            checked = " checked" if item.on else ""
            box = (
                f'<input type="checkbox" name="{safe(item.name)}" value="{safe(item.value)}" '
                f'aria-labelledby="{id}"{checked}>\n'
            )
        if item.level:
            level = escape(self._level % {"number": item.level + 1})
            words = f'<span class="vh">{level} </span>{words}'
        if item.on:
            words += f'<span class="vh">{self._removes}</span> <span aria-hidden="true">✕</span>'
        words = f"<span>{words}</span>{_bar(item, most)} {self._count(item.count)}"
        if item.url:
            shown = f'<a href="{safe(item.url)}" rel="nofollow" id="{id}">{words}</a>'
        else:
            shown = f'<span id="{id}">{words}</span>'
        return f'<li class="{_classes(item)}">\n{box}{shown}\n</li>'

    def _count(self, count: int | None) -> str:
        if count is None:
            return ""
        noun = safe(self._language.form("record", "records", count))
        number = self._language.number(count)
        return f'<span class="n">{number}<span class="vh"> {noun}</span></span>'


def safe(text: str) -> str:
    """Return a text escaped; most need it not, and to see that takes a third of the time."""
    return str(escape(text)) if _MARKUP.search(text) else text


def _classes(item: Choice) -> str:
    return (
        f"{'on' if item.on else ''}"
        f"{' none' if item.is_absent else ''}"
        f"{' plain' if item.count is None else ''}"
        f"{f' level-{item.level}' if item.level else ''}"
        f"{'' if item.has_box else ' bare'}"
    )


def _bar(item: Choice, most: int) -> str:
    if not most or item.is_absent or item.count is None:
        return ""
    width = max(1, 100 * item.count // most) if item.count else 0
    return (
        '<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{width}" height="1"/></svg>'
    )


def bar_items(language: Language) -> Callable[[Timeline], Markup]:
    """Return what writes the bars of a timeline in a language."""

    def bar(item: Bar) -> str:
        count = "" if item.count is None else f": {language.number(item.count)}"
        return (
            f'<a href="{safe(item.url)}" tabindex="-1" rel="nofollow">'
            f"<title>{safe(item.label)}{count}</title>"
            f'<rect class="room" x="{item.x}" y="0" width="10" height="60"/>'
            f'<rect x="{item.x + 1}" y="{60 - item.height}" width="8" height="{item.height}"/></a>'
        )

    return lambda line: Markup("\n".join(map(bar, line.bars)))


def field_options(language: Language) -> Callable[[Iterable[Field], str], Markup]:
    """Return what writes fields as options in a language, the one that is chosen selected."""

    def option(field: Field, chosen: str) -> str:
        selected = " selected" if field.name == chosen else ""
        label = safe(in_language(field.label, language))
        return f'<option value="{safe(field.name)}"{selected}>{label}</option>'

    return lambda fields, chosen: Markup("\n".join(option(field, chosen) for field in fields))
