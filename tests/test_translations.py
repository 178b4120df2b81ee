"""The texts of the pages: each is in the catalogue of every language, and none stands outside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from bench.messages import found, paths
from index_mappings.labels import Label
from index_mappings.mapping import load

TEMPLATES = Path(__file__).parents[1] / "service" / "web" / "templates"
LANGUAGES = sorted(paths())

_PLACE = re.compile(r"%\(\w+\)s")
_TAG = re.compile(r"<[^>]+>")


def ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def catalogue(language: str) -> Catalog:
    with paths()[language].open("rb") as file:
        return read_po(file, locale=language)


@pytest.fixture(scope="module")
def there() -> set[tuple[str, ...]]:
    return {ids(message) for message in found() if message.id}


def test_german_is_a_whole_language_of_the_pages() -> None:
    assert "de" in LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_in_the_catalogue_and_said(
    language: str, there: set[tuple[str, ...]]
) -> None:
    known = {ids(message): message for message in catalogue(language) if message.id}
    assert there - known.keys() == set(), "run `make messages`"
    assert known.keys() - there == set(), "run `make messages`"
    lacking = [key for key, message in known.items() if not all(strings(message))]
    assert lacking == [], "say these in the catalogue, then run `make messages`"
    assert [key for key, message in known.items() if message.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_places_and_the_marks_of_its_message(language: str) -> None:
    wrong = []
    for message in catalogue(language):
        if not message.id:
            continue
        singular, *_, last = (*ids(message), ids(message)[-1])
        places = set(_PLACE.findall(singular)) | set(_PLACE.findall(last))
        for said in strings(message):
            tags = Counter(_TAG.findall(said)) == Counter(_TAG.findall(last))
            named = set(_PLACE.findall(said))
            if named - places or (said == strings(message)[-1] and named != places) or not tags:
                wrong.append((last, said))
            if said.startswith(" ") != last.startswith(" ") or "%%" in said:
                wrong.append((last, said))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_says_what_the_catalogue_says(language: str) -> None:
    """The compiled form is committed: neither `pip install` nor a fresh clone can make it."""
    made = read_mo(BytesIO(paths()[language].with_suffix(".mo").read_bytes()))
    said = {ids(message): strings(message) for message in made if message.id}
    wanted = {ids(message): strings(message) for message in catalogue(language) if message.id}
    assert said == wanted, "run `make messages`"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["records", "artworks"])
def test_the_shipped_mappings_have_labels_in_every_language(name: str, language: str) -> None:
    mapping = load(name)
    parts = (*mapping.fields, *mapping.facets, *mapping.sorts)
    labels: list[str] = [part.label for part in parts]
    labels += [field.purpose for field in mapping.fields]
    labels += [label for facet in mapping.facets for label in facet.labels.values()]
    assert labels and all(isinstance(one, Label) and language in one.by_language for one in labels)


class _Texts(HTMLParser):
    """What a reader meets of a template: its text, and the attributes that are read out."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._quiet = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._quiet += tag in ("code", "pre", "script", "style")
        told = ("aria-label", "title", "placeholder", "alt")
        self.texts += [value or "" for name, value in attrs if name in told]

    def handle_endtag(self, tag: str) -> None:
        self._quiet -= tag in ("code", "pre", "script", "style")

    def handle_data(self, data: str) -> None:
        if not self._quiet:
            self.texts.append(data)


def written(node: nodes.Node) -> Iterator[str]:
    """Yield what a template writes, with a sign in the place of what is looked up or computed."""
    if isinstance(node, nodes.TemplateData):
        yield node.data
    elif isinstance(node, nodes.Output):
        for part in node.nodes:
            yield from written(part) if isinstance(part, nodes.TemplateData) else said(part)
    else:
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Stmt | nodes.TemplateData):
                yield from written(child)


def said(node: nodes.Expr) -> Iterable[str]:
    """Yield the texts that an expression may write as they stand in it."""
    if isinstance(node, nodes.Const):
        yield str(node.value)
    elif isinstance(node, nodes.CondExpr):
        yield from (*said(node.expr1), *(said(node.expr2) if node.expr2 else ()))
    elif isinstance(node, nodes.Concat):
        for part in node.nodes:
            yield from said(part)
    elif isinstance(node, nodes.Filter) and node.name in ("safe", "escape") and node.node:
        yield from said(node.node)
    else:
        yield "¤"


_WORD = re.compile(r"[A-Za-z]{2,}")
_SAME_EVERYWHERE = re.compile("SHA-256:")


def bare(source: str) -> list[str]:
    """Return the words of a template that no catalogue has."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    shown = _Texts("".join(written(environment.parse(source)))).texts
    return [text.strip() for text in shown if _WORD.search(_SAME_EVERYWHERE.sub("", text))]


def test_a_bare_sentence_in_a_template_is_found() -> None:
    assert bare("<p>All records</p>") == ["All records"]
    assert bare("<p>{{ 'record' if n == 1 else 'records' }}</p>") == ["recordrecords"]
    assert bare('<a aria-label="Pages">{{ n }}</a>') == ["Pages"]
    assert bare("{% if a %}<p>{{ _('All records') }}</p>{% endif %}<code>this OR that</code>") == []
    assert bare("<p class=\"{{ 'on' if on }}\">{% trans %}All records{% endtrans %}</p>") == []


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.name)
def test_no_template_has_a_sentence_outside_of_the_catalogues(path: Path) -> None:
    assert bare(path.read_text(encoding="utf-8")) == []
