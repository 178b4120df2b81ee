"""citeproc-py 0.11, mended where it departs from the specification of CSL 1.0.2.

It repeats a title that is in an author's place, shortens given names where a style says
`initialize="false"`, loses the order of a span of days, and leaves quotation marks within others
as they are. Each class here replaces the library's own for that element.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from citeproc import model
from citeproc.source import VariableError
from citeproc.string import String
from lxml import etree

NAMESPACE = "http://purl.org/net/xbiblio/csl"
_DATE_PARTS = ("year", "month", "day")
_WRITTEN_PART = "./ancestor::*[self::cs:citation or self::cs:bibliography]"


class Quick:
    """What each element asks of the style again and again, at once.

    The root has `macros` by name, the `layout` that is being written, and the `terms` found so
    far: the library searches the whole file for each, thousands of times for one entry.
    """

    get_root: Any

    def get_macro(self, name: str) -> Any:
        """Return a macro of the style by its name."""
        return self.get_root().macros[name]

    def get_layout(self) -> Any:
        """Return the layout that is being written."""
        return self.get_root().layout

    def get_term(self, name: str, form: str | None = None, *args: Any, **kwargs: Any) -> Any:
        """Return a term in the locale's words."""
        root = self.get_root()
        known = getattr(root, "terms_found", None)
        if known is None:
            return super().get_term(name, form, *args, **kwargs)  # type: ignore[misc]
        key = (name, form, args, *sorted(kwargs.items()))
        if key not in known:
            known[key] = super().get_term(name, form, *args, **kwargs)  # type: ignore[misc]
        return known[key]

    def xpath_search(self, expression: str) -> Any:
        """Return what an expression finds; the part of the style that is written is known."""
        root = self.get_root()
        if expression.startswith(_WRITTEN_PART) and hasattr(root, "layout"):
            return [root.layout.getparent()]
        return super().xpath_search(expression)  # type: ignore[misc]


class Text(model.Text):
    """A text; within quotation marks its own double ones become single ones."""

    def quote(self, string: Any) -> Any:
        """Return a text in quotation marks, if the style has them."""
        if self.get("quotes", "false").lower() == "true":
            string = String(single_quoted(str(string)))
        return super().quote(string)

    def _variable(self, item: Any, context: Any) -> Any:
        variable = self.get("variable")
        layout = context.get_layout()
        if variable in layout.repressed.get("variables", ()):
            return None
        value = super()._variable(item, context)
        if variable == "locator" and value:
            value = String(self._process(value, "page"))  # a span of pages, as of any other place
        if (called := getattr(layout, "called", None)) is not None:
            called.append(variable)
        return value


class Substitute(model.Substitute):
    """What replaces names that are missing: it is not written again in its own place."""

    def render(self, item: Any, context: Any = None, **kwargs: Any) -> Any:
        """Return the first of the substitutes that is there, and keep what it is made of."""
        layout = context.get_layout()
        layout.called = []
        try:
            text = super().render(item, context=context, **kwargs)
        finally:
            called, layout.called = layout.called, None
        if text:
            layout.repressed.setdefault("variables", []).extend(called)
        return text


class Name(model.Name):
    """Names; they are shortened to initials only where the style does not forbid it.

    A comma before the last of two follows an inverted name: "Doe, Jane, and Mao Zedong", but
    "Mao Zedong and Jane Doe". So say Chicago and MLA; CSL's files have "always".
    """

    _is_inverted = True

    def process(self, item: Any, variable: str, *args: Any, **kwargs: Any) -> Any:
        """Return the names of a variable in one line."""
        first, *_ = item.reference.get(variable, []) or [None]
        self._is_inverted = first is None or first.parts()[0] is not None
        return super().process(item, variable, *args, **kwargs)

    def get_option(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Return an option of the style."""
        value = super().get_option(name, *args, **kwargs)
        is_ours = name == "delimiter-precedes-last" and value == "always"
        if is_ours and not self._is_inverted and self.get("and", "text") == "text":
            return "contextual"  # from three names on, there is a comma before the last
        return value

    def initialize(self, given: str, mark: str, context: Any) -> str:
        """Return given names as initials, or as they are."""
        if self.get("initialize", "true") == "false":
            return given
        return str(super().initialize(given, mark, context))


class Label(model.Label):
    """A label: it is written only where its variable is."""

    def process(self, item: Any, variable: str | None = None, *args: Any, **kwargs: Any) -> Any:
        """Return a label, None where what it labels is not there."""
        if variable is None and self.get("variable", "").replace("-", "_") not in item.reference:
            return None
        return super().process(item, variable, *args, **kwargs)


class Date(model.Date):
    """A date; of a span only the parts that differ are written twice."""

    def render_date_range(
        self, date_range: Any, show_parts: Sequence[str] | None = None, context: Any = None
    ) -> Any:
        """Return a span: "October 3–5, 1949", "3 Oct. 1949–4 Jan. 1950"."""
        begin, end = date_range.begin, date_range.end
        shown = [name for name in self._names() if show_parts is None or name in show_parts]
        differing = _DATE_PARTS[_first_difference(begin, end) :]
        at = [place for place, name in enumerate(shown) if name in differing]
        if not at:
            return self._written(end, shown, context)
        before, twice, after = shown[: at[0]], shown[at[0] : at[-1] + 1], shown[at[-1] + 1 :]
        first = self._written(begin, twice, context).rstrip(" ,")
        last = self._written(end, twice, context)
        lead, rest = (self._written(end, names, context) for names in (before, after))
        if (
            "year" in differing and "year" not in shown
        ):  # "(1949–1950)": its months say nothing alone
            return None
        last = last.lstrip()
        if not first or not last.rstrip(" ,"):  # an end that is known less exactly than the other
            return f"{lead}{first or last}{rest}"
        return f"{lead}{first}–{last}{rest}"

    def _names(self) -> Iterator[str]:
        return (part.get("name") for part in self.iterchildren() if part.get("name"))

    def _written(self, date: Any, names: Sequence[str], context: Any) -> str:
        texts = []
        for part in self.iterchildren():
            if part.get("name") in names:
                try:
                    texts.append(str(part.render(date, context) or ""))
                except (VariableError, KeyError):
                    continue
        return "".join(texts)


def _first_difference(begin: Any, end: Any) -> int:
    for place, name in enumerate(_DATE_PARTS):
        if begin.get(name) != end.get(name):
            return place
    return len(_DATE_PARTS)


def single_quoted(text: str) -> str:
    """Return a text whose double quotation marks are single ones, the opening and the closing."""
    quoted, is_open = [], False
    for place, sign in enumerate(text):
        if sign == '"':
            before = text[place - 1 : place]
            is_open = not before or before in " ([\u2018\u201c"
            quoted.append("\u2018" if is_open else "\u2019")
        else:
            quoted.append({"\u201c": "\u2018", "\u201d": "\u2019"}.get(sign, sign))
    return "".join(quoted)


def parser() -> etree.XMLParser:
    """Return what reads a style or a locale into the library's elements, and these."""
    lookup = etree.ElementNamespaceClassLookup()
    elements = lookup.get_namespace(NAMESPACE)
    elements[None] = model.CitationStylesElement
    known = (item for item in model.CitationStylesElement.__subclasses__())
    library = [item for item in known if item.__module__ == model.__name__]
    for element in (*library, Text, Substitute, Name, Label, Date):
        elements[_tag(element)] = type(element.__name__, (Quick, element), {})
    parsed = etree.XMLParser(remove_comments=True, encoding="UTF-8", no_network=True)
    parsed.set_element_class_lookup(lookup)
    return parsed


def _tag(element: type) -> str:
    return element.__name__.replace("_", "-").lower()
