"""Which "<" of a text is a tag of HTML, and whether the text is HTML at all.

Only certain HTML is read as HTML: known elements, at least one of which is closed or is a line
break. Any other "<" is a character of the text ("Cde. <Filippov>", "a < b").
"""

from __future__ import annotations

import re

from loaders.drafts.edited_text.unseen import UNSEEN

HEADINGS = {f"h{level}": str(level) for level in range(1, 7)}
BLOCKS = frozenset(
    {
        "address", "article", "aside", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption",
        "figure", "footer", "form", "header", "hgroup", "main", "nav", "p", "pre", "section",
    }
)  # fmt: skip
LETTERS = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), ""),
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("u", "ins"), "underlined"),
    **dict.fromkeys(("s", "strike", "del"), "struck through"),
    "sup": "superscript",
    "sub": "subscript",
}
EMPTY = frozenset({"br", "hr", "img", "wbr", "input", "link", "meta"})
_OTHERS = frozenset(
    {
        "a", "abbr", "acronym", "bdi", "bdo", "big", "blockquote", "body", "caption", "code", "col",
        "colgroup", "details", "dialog", "font", "html", "kbd", "label", "li", "mark",
        "ol", "q", "rp", "rt", "ruby", "samp", "small", "span", "summary", "table", "tbody", "td",
        "tfoot", "th", "thead", "time", "tr", "tt", "ul",
    }
)  # fmt: skip
_KNOWN = frozenset((*HEADINGS, *BLOCKS, *LETTERS, *EMPTY, *UNSEEN, *_OTHERS))
_TAG = re.compile(
    rf"</?(?:{'|'.join(sorted(_KNOWN))})(?:\s(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)?/?>", re.IGNORECASE
)
_SURE = re.compile(rf"<br\s*/?>|</(?:{'|'.join(sorted(_KNOWN - EMPTY))})\s*>", re.IGNORECASE)


def is_html(text: str) -> bool:
    """Return whether a text is HTML, rather than a text with a "<" in it."""
    return "<" in text and bool(_SURE.search(text)) and bool(_TAG.search(text))


def tags_alone(markup: str) -> str:
    """Return HTML with "&lt;" for each "<" that does not begin a known tag."""
    parts: list[str] = []
    place = 0
    for tag in _TAG.finditer(markup):
        parts += (markup[place : tag.start()].replace("<", "&lt;"), tag.group())
        place = tag.end()
    return "".join((*parts, markup[place:].replace("<", "&lt;")))
