"""Markdown (CommonMark with tables), converted to HTML first.

HTML inside it is text, except hidden elements. Comments are not text, whether of HTML or of a
program for Markdown. Markdown cannot be distinguished from plain text with asterisks, so it is read
only if the archivist asks for it (`-o markup=markdown`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from markdown_it import MarkdownIt

from loaders.drafts.edited_text.edited import Edited
from loaders.drafts.edited_text.html_text import html_text
from loaders.drafts.edited_text.unseen import without_comments, without_hidden
from service.errors import LoadError

MARKUP = "markup"
"""The option that names how texts are marked up."""
_MARKDOWN = "markdown"
_NESTED = 100  # levels that the parser takes; below, it leaves words out
_DEEP = re.compile(r"^(?:[ \t]*(?:[>*+-]|\d{1,9}[.)])){30,}", re.MULTILINE)
"""Lists and quotations in one another, deeper than any text has them: kept as they are."""

_FOOTNOTE = re.compile(r"^( {0,3})\[\^(?=[^\]\n]+\]:)", re.MULTILINE)
"""The text of a footnote, which plain CommonMark takes for the address of a link and leaves out."""

_COMMENTS = (
    re.compile(r"^ {0,3}\[(?://|comment|_|#)\]: *(?:#|<>)[^\n]*$", re.MULTILINE),
    re.compile(r"%%.*?%%", re.DOTALL),  # Obsidian
    re.compile(r"\{%-?\s*comment\b.*?endcomment\s*-?%\}", re.DOTALL),  # Jekyll, Liquid
    re.compile(r"\{\{[<%]\s*comment\b.*?/\s*comment\s*[>%]\}\}", re.DOTALL),  # Hugo
    re.compile(r"\{#.*?#\}|\{\{!--.*?--\}\}|\{>>.*?<<\}|\{--.*?--\}", re.DOTALL),
)
"""Comments of programs that make sites from Markdown; the last, of CriticMarkup, deletions too."""

_NOTE = re.compile(r"<p>\[\^([\w.:-]{1,40})\]: ?")
_MARK = re.compile(r"\[\^([\w.:-]{1,40})\]")


def is_markdown(extra: Mapping[str, str]) -> bool:
    """Return whether a load's options declare texts as Markdown; raise LoadError if invalid."""
    markup = extra.get(MARKUP, "")
    if markup not in ("", "html", _MARKDOWN):
        raise LoadError(
            f"-o markup={markup} is not known: it is 'markdown', or 'html' as by default"
        )
    return markup == _MARKDOWN


def markdown_text(markup: str, *, has_footnotes: bool = True) -> Edited:
    """Return the words of Markdown with their layout; `has_footnotes` as for `html_text`."""
    markup = without_hidden(without_comments(markup))
    for comment in _COMMENTS:
        markup = comment.sub("", markup)
    if _DEEP.search(markup):
        return Edited(markup)
    html = _reader().render(_FOOTNOTE.sub(r"\n\1\\[^", markup))
    return html_text(_with_notes(html) if has_footnotes and "[^" in html else html)


def _with_notes(html: str) -> str:
    """Return HTML with footnotes and their references in the form of HTML."""
    marks = _MARK.findall(html)
    names = {name for name in _NOTE.findall(html) if marks.count(name) > 1}
    html = _NOTE.sub(
        lambda found: f'<p id="fn-{found[1]}">' if found[1] in names else found[0], html
    )
    return _MARK.sub(
        lambda found: f'<a href="#fn-{found[1]}">{found[1]}</a>' if found[1] in names else found[0],
        html,
    )


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": _NESTED})
    return reader.enable(["table", "strikethrough"])
