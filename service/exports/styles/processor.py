"""A style file, and records written by it; citeproc-py (mended) does the work."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from pathlib import Path
from threading import Lock
from typing import Any

from citeproc import LOCALES_PATH, Citation, CitationItem, Locator
from lxml import etree
from markupsafe import Markup, escape

from service.exports.citing import Cited, Parts
from service.exports.styles.item import Source
from service.exports.styles.mended import parser

_OPEN, _CLOSE = "\ue000", "\ue001"
"""Around what is in italics until the text is escaped; no text of a record keeps them."""
_MOVED = re.compile(r"([\u201d\u2019]{1,2})([.,])")
_DOUBLED = re.compile(r"([.?!,])(\ue001?[\u201d\u2019]{0,2})[.]|,(\ue001?[\u201d\u2019]{0,2}),")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_LOCALE = "locales-en-US.xml"  # the pages are in English


class _Marks:
    """A formatter of citeproc-py that keeps italics and passes over other letters."""

    Italic = Oblique = staticmethod(lambda text: f"{_OPEN}{text}{_CLOSE}")
    Bold = Light = Underline = Superscript = Subscript = SmallCaps = str
    preformat = staticmethod(lambda text: text)


class Processor:
    """Writes records in one style; several threads may use it.

    `form` is "citation" for a note and "bibliography" for an entry of a bibliography.
    """

    def __init__(self, file: str, form: str, with_initials: bool) -> None:
        source = resources.files("service.exports.styles").joinpath("csl", f"{file}.csl")
        self._style = _tree(source.read_bytes())
        path = Path(LOCALES_PATH, _LOCALE)
        self._locale = _tree(path.read_bytes())
        own = [
            locale
            for locale in self._style.xpath_search("./cs:locale")
            if locale.get(_LANGUAGE, "en") in ("en", "en-US")
        ]
        self._style.locales = [*own, self._locale]
        for locale in self._style.locales:
            locale.style = self._style
        self._style.macros = {
            macro.get("name"): macro for macro in self._style.xpath_search("./cs:macro")
        }
        self._style.terms_found = {}
        self._style.formatter = _Marks
        part = self._style.citation if form == "citation" else self._style.bibliography
        self._style.layout = part.layout
        self._part = part
        self._form = form
        self._with_initials = with_initials
        # the library keeps what it is writing in the style's elements
        self._lock = Lock()

    def written(self, item: Cited, today: Parts) -> Markup:
        """Return a record as the style writes it, italics as `<i>`, everything else escaped.

        What has no date is cited with the day on which it was read: `today`.
        """
        with self._lock:
            text = str(self._rendered(item, today))
        escaped = str(escape(_tidy(text)))
        return Markup(escaped.replace(_OPEN, "<i>").replace(_CLOSE, "</i>"))

    def _rendered(self, item: Cited, today: Parts) -> Any:
        source = Source(item, today, _OPEN + _CLOSE, with_initials=self._with_initials)
        # a note names the pages; the 18th edition of Chicago leaves them out of the bibliography
        in_note = self._form == "citation" and item.document and item.pages
        pages = {"locator": Locator("page", source.pages)} if in_note else {}
        cite = CitationItem("record", **pages)
        held = _Held(source, [cite])
        Citation([cite]).bibliography = held
        if self._form == "citation":
            return self._part.render(cite.citation, [], None)
        (entry,) = self._part.render([cite])
        return entry


def _tree(file: bytes) -> Any:
    """Return the root of a style or a locale, as an element of the library's own."""
    return etree.fromstring(file, parser())


class _Held:
    """What citeproc-py asks of the list in which an item is cited."""

    formatter = _Marks

    def __init__(self, source: Source, items: list[Any]) -> None:
        self.source, self.items, self.keys = source, items, [item.key for item in items]


def _tidy(text: str) -> str:
    """Return a text with points and commas within quotation marks, none of them twice."""
    text = _MOVED.sub(r"\2\1", " ".join(text.split()))
    return _DOUBLED.sub(lambda found: found[0][:-1], text)


@cache
def processor(file: str, form: str, with_initials: bool = False) -> Processor:
    """Return the one processor of a style in this process; reading a file takes 10 ms."""
    return Processor(file, form, with_initials)
