"""The bars of a timeline as HTML, for `_timeline.html`: a page may have sixty."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from index_mappings.sayings import Language
from service.web.choice_items import safe
from service.web.timeline import Bar, Timeline


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
