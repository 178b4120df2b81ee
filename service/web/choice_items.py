"""The values of a facet as items of a list: a box for the form, and a link that chooses at once.

A page of results has a hundred of them. A template takes 30 microseconds for each, which was a
third of the time of the page, so they are written here, a facet at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from service.web.facet_views import Choice

_MARKUP = re.compile(r"""[&<>"']""")  # what `escape` replaces


def choice_items(
    choices: Iterable[Choice], facet: str, most: int = 0, *, by_value: bool = False
) -> Markup:
    """Return the items of the values of a facet.

    `most` is the count whose bar is full, 0 where no bars are drawn. The id of an item is made of
    the facet's name and its place, or its value (`by_value`).
    """
    start = f"{_safe(facet)}-"
    items = (
        _item(item, f"{start}{_safe(item.value) if by_value else place}", most)
        for place, item in enumerate(choices, 1)
    )
    return Markup("\n".join(items))


def _item(item: Choice, id: str, most: int) -> str:
    said, box = _safe(item.label), ""
    if item.has_box:
        checked = " checked" if item.on else ""
        box = (
            f'<input type="checkbox" name="{_safe(item.name)}" value="{_safe(item.value)}" '
            f'aria-labelledby="{id}"{checked}>\n'
        )
    if item.level:
        said = f'<span class="vh">Level {item.level + 1}: </span>{said}'
    if item.on:
        said += '<span class="vh">, chosen; remove</span> <span aria-hidden="true">✕</span>'
    said = f"<span>{said}</span>{_bar(item, most)} {_count(item)}"
    if item.url:
        shown = f'<a href="{_safe(item.url)}" rel="nofollow" id="{id}">{said}</a>'
    else:
        shown = f'<span id="{id}">{said}</span>'
    return f'<li class="{_classes(item)}">\n{box}{shown}\n</li>'


def _safe(text: str) -> str:
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


def _count(item: Choice) -> str:
    if item.count is None:
        return ""
    noun = "record" if item.count == 1 else "records"
    return f'<span class="n">{item.count:,}<span class="vh"> {noun}</span></span>'
