"""The values of a facet as items of a list: a box for the form, and a link that chooses at once.

A page of results has a hundred of them. A template takes 30 microseconds for each, which was a
third of the time of the page, so they are written here, a facet at a time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from index_mappings.sayings import N_, Language, in_language
from service.web.facet_views import Choice

_MARKUP = re.compile(r"""[&<>"']""")  # what `escape` replaces


def choice_items(language: Language) -> Callable[..., Markup]:
    """Return what writes the items of the values of a facet in a language."""
    items = _Items(language)

    def written(
        choices: Iterable[Choice], facet: str, most: int = 0, *, by_value: bool = False
    ) -> Markup:
        """Return the items.

        `most` is the count whose bar is full, 0 where no bars are drawn. The id of an item is
        made of the facet's name and its place, or its value (`by_value`).
        """
        start = f"{safe(facet)}-"
        made = (
            items.item(item, f"{start}{safe(item.value) if by_value else place}", most)
            for place, item in enumerate(choices, 1)
        )
        return Markup("\n".join(made))

    return written


class _Items:
    """Writes items in one language, whose words it looks up once."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._removes = escape(language.message(N_(", chosen; remove")))
        self._level = language.message(N_("Level %(number)s:"))

    def item(self, item: Choice, id: str, most: int) -> str:
        """Return one item."""
        said, box = safe(in_language(item.label, self._language)), ""
        if item.has_box:
            checked = " checked" if item.on else ""
            box = (
                f'<input type="checkbox" name="{safe(item.name)}" value="{safe(item.value)}" '
                f'aria-labelledby="{id}"{checked}>\n'
            )
        if item.level:
            level = escape(self._level % {"number": item.level + 1})
            said = f'<span class="vh">{level} </span>{said}'
        if item.on:
            said += f'<span class="vh">{self._removes}</span> <span aria-hidden="true">✕</span>'
        said = f"<span>{said}</span>{_bar(item, most)} {self._count(item.count)}"
        if item.url:
            shown = f'<a href="{safe(item.url)}" rel="nofollow" id="{id}">{said}</a>'
        else:
            shown = f'<span id="{id}">{said}</span>'
        return f'<li class="{_classes(item)}">\n{box}{shown}\n</li>'

    def _count(self, count: int | None) -> str:
        if count is None:
            return ""
        noun = safe(self._language.form("record", "records", count))
        said = self._language.number(count)
        return f'<span class="n">{said}<span class="vh"> {noun}</span></span>'


def safe(text: str) -> str:
    """Return a text escaped; most need it not, and to see that takes a third of the time."""
    return str(escape(text)) if _MARKUP.search(text) else text


def _classes(item: Choice) -> str:
    return (
        f"{'on' if item.on else ''}"
        f"{' none' if item.name == 'missing' else ''}"
        f"{' plain' if item.count is None else ''}"
        f"{f' level-{item.level}' if item.level else ''}"
        f"{'' if item.has_box else ' bare'}"
    )


def _bar(item: Choice, most: int) -> str:
    if not most or item.name == "missing" or item.count is None:
        return ""
    width = max(1, 100 * item.count // most) if item.count else 0
    return (
        '<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{width}" height="1"/></svg>'
    )
