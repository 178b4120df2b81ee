"""One record of a list as HTML, for `_hit.html`: a page has twenty, and a template takes thrice
the time."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup

from index_mappings.sayings import N_, Language, in_language
from service.web.hits import HitView, Snippet
from service.web.written_items import safe


def hit_items(language: Language) -> Callable[..., Markup]:
    """Return what writes the records of a list in a language."""
    items = _Items(language)

    def written(item: HitView, level: int = 3, row: int = 0, form: str = "") -> Markup:
        """Return one record; `level` is that of its heading, `form` the one that marks it."""
        place = f' id="r{row}"' if row else ""
        inner = "\n".join(filter(None, items.parts(item, level, form)))
        return Markup(f'<li class="hit"{place}>\n{inner}\n</li>')

    return written


def hit_lists(language: Language) -> Callable[..., Markup]:
    """Return what writes the records of a list at once, each with its row."""
    written = hit_items(language)

    def all_of(items: Iterable[HitView], level: int = 3, form: str = "") -> Markup:
        rows = (written(item, level, row, form) for row, item in enumerate(items, 1))
        return Markup("\n".join(rows))

    return all_of


class _Items:
    """Writes records in one language, whose words it looks up once."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._found_in = safe(language.message(N_("found in:")))
        self._without = safe(language.message(N_("without:")))
        self._mark = safe(language.message(N_("Mark")))

    def parts(self, item: HitView, level: int, form: str) -> Iterable[str]:
        """Yield the parts in their order down the page, or "" for those that a record lacks."""
        yield self._spans("brow", item.brow)
        yield f'<h{level}><a href="{safe(item.url)}">{item.title}</a></h{level}>'
        yield self._spans("way", item.way)
        yield self._parties(item)
        yield self._snippet(item.snippet) if item.snippet else ""
        yield self._why(item)
        yield self._box(item, form) if form else ""

    def _said(self, text: str) -> str:
        return safe(in_language(text, self._language))

    def _spans(self, kind: str, texts: Iterable[str]) -> str:
        spans = "".join(f"<span>{self._said(text)}</span>" for text in texts)
        return f'<p class="{kind}">{spans}</p>' if spans else ""

    def _parties(self, item: HitView) -> str:
        named = "".join(
            f"<span>{self._said(label)}: <b>{'; '.join(map(self._said, names))}</b></span> "
            for label, names in item.parties
        )
        return f'<p class="who">{named}</p>' if named else ""

    def _snippet(self, snippet: Snippet) -> str:
        label = self._said(snippet.label) if snippet.label else ""
        before = f'<span class="soft">{label}:</span> ' if label else ""
        return f'<p class="sum">{before}{snippet.text}</p>'

    def _why(self, item: HitView) -> str:
        more = item.snippet.more if item.snippet else ""
        reasons = f"<span>{self._said(more)}</span>" if more else ""
        if item.also:
            reasons += f"<span>{self._found_in} {', '.join(map(self._said, item.also))}</span>"
        if item.without:
            words = ", ".join(map(self._said, item.without))
            reasons += f"<span>{self._without} <b>{words}</b></span>"
        return f'<p class="why">{reasons}</p>' if reasons else ""

    def _box(self, item: HitView, form: str) -> str:
        checked = " checked" if item.is_marked else ""
        return (
            f'<label class="mark small"><input type="checkbox" form="{form}" name="ids" '
            f'value="{safe(item.id)}"{checked}> {self._mark}'
            f'<span class="vh">: {_without_marks(item.title)}</span></label>'
        )


def _without_marks(title: Markup) -> str:
    """Return a title without its marks, which are its only tags."""
    if "&" in title:
        return safe(title.striptags())
    bare = str.replace(str.replace(title, "<mark>", ""), "</mark>", "")
    return safe(" ".join(bare.split()))
