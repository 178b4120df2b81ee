"""What belongs to one publication or one language is in the mapping, and no code knows of it."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from catalogue import record
from serving import client_of, filled_engine

from index_mappings.mapping import RecordMapping, load, parse
from index_mappings.templates import Template
from index_mappings.wording import Reference
from service.query.language import read

ROOT = Path(__file__).parents[1]


def changed(**more: Any) -> RecordMapping:
    """Return the shipped mapping with other keys in `_meta` ("search" is merged)."""
    body = copy.deepcopy(dict(load("records").body))
    meta = body["mappings"]["_meta"]
    meta["search"].update(more.pop("search", {}))
    meta.update(more)
    return parse("mine", body)


@pytest.mark.parametrize(
    ("template", "values", "filled"),
    [
        ("{a}, {b}", {"a": "x", "b": "y"}, "x, y"),
        ("{a}[, {b}]", {"a": "x"}, "x"),
        ("{a}[, {b} {c}]", {"a": "x", "b": "y"}, "x"),
        ("{a}[, {b} {c}]", {"a": "x", "b": "y", "c": "z"}, "x, y z"),
        ("v{a:2}p{b:1}", {"a": "3", "b": "iv"}, "v03p4"),
        ("v{a:2}", {"a": "XLIX"}, "v49"),
        ("{a}", {"a": "{b}[c]", "b": "no"}, "{b}[c]"),
        ("", {}, ""),
    ],
)
def test_a_template_is_filled(template: str, values: dict[str, str], filled: str) -> None:
    assert Template(template).fault() == ""
    assert Template(template).filled(values) == filled


@pytest.mark.parametrize("template", ["[", "]", "[[{a}]]", "{a", "a}", "{a b}", "{:2}", "{a:0}"])
def test_a_template_that_cannot_be_filled_is_told(template: str) -> None:
    assert Template(template).fault()


def test_another_publication_has_references_of_its_own() -> None:
    cited = Reference(("ddf",), r"ddf (?P<year>\d{4}) t(?:ome)? (?P<tome>[ivx]+|\d+) n (?P<no>\d+)",
                      "ddf {year} {tome:2} {no}")  # fmt: skip
    assert cited.called("ddf 1954 tome ii n 12") == "ddf 1954 02 12"
    assert cited.called("frus 1954 tome ii n 12") == ""
    reference = {"words": list(cited.words), "pattern": cited.pattern, "key": cited.key}
    mapping = changed(search={"references": [reference]})
    records = [record("ddf-1954-02-12", "Une note"), record("x", "Note on DDF 1954, tome II, n 12")]
    client = client_of(filled_engine(mapping, records))
    found = client.get("/api/v1/search?q=DDF 1954, tome II, n° 12").get_json()["results"]
    assert found[0]["id"] == "ddf-1954-02-12"


def test_another_language_has_question_words_of_its_own() -> None:
    dutch = changed(search={"questions": {"opening": ["wat"], "asking": ["zei"]}})
    assert read("wat zei Luns", dutch).understood_as == "records with Luns; ignored: wat, zei"
    assert read("what said Luns", dutch).understood_as == "records with all of: what, said, Luns"
    none = changed(search={"questions": {}})
    assert read("wat zei Luns?", none).understood_as == "records with all of: wat, zei, Luns"


def test_the_page_cites_as_the_mapping_says() -> None:
    records = [record("a1", "A note", reference="Box 4"), record("a2", "A letter")]
    mapping = changed(citation="{site}[, {reference}]: {title}")
    client = client_of(filled_engine(mapping, records), site_title="Archive")
    assert '<p class="cite">Archive, Box 4: A note</p>' in client.get("/records/a1").text
    assert '<p class="cite">Archive: A letter</p>' in client.get("/records/a2").text


def test_the_help_shows_the_examples_of_the_mapping() -> None:
    client = client_of(filled_engine(changed(examples={"phrase": '"Den Haag"'}), []))
    page = client.get("/help").text
    assert "<code>&#34;Den Haag&#34;</code></a>" in page
    assert "<td><code>one OR two</code></td>" in page  # no example: its form, and no link


def test_no_code_knows_of_a_publication() -> None:
    named = re.compile(r"\bfrus|foreign relations", re.IGNORECASE)
    found = [
        str(path.relative_to(ROOT))
        for package in ("service", "index_mappings")
        for path in (ROOT / package).rglob("*.py")
        if named.search(path.read_text())
    ]
    assert found == []


UNUSUAL = re.compile(
    r"\bstands?\b(?! (?:for|in for|out)\b)"
    r"|\b(?:whence|thereof|bears?|borne|oftener|is called so|such as it is)\b"
    r"|\bwhere none is[.,;]"
    r"|\A(?:Tell|Say) whether\b|\bgone on with\b|\bis the very\b"
)
"""What an editor of English would not let pass: a thing is somewhere, and it has a mark."""


def described() -> Iterator[tuple[str, str]]:
    """Yield each docstring of the packages with its place."""
    for package in ("index_mappings", "service", "loaders"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                    name = getattr(node, "name", "")
                    yield f"{path.relative_to(ROOT)}:{name}", ast.get_docstring(node) or ""


def test_docstrings_have_the_usual_words() -> None:
    found = [
        f"{place}: {match[0]}"
        for place, text in described()
        for match in UNUSUAL.finditer(" ".join(text.split()))
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "Where a line stands.",
        "It bears a mark.",
        "How it is, such as it is.",
        "None where none is.",
        "Tell whether a word is known.",
        "A fetch that is gone on with.",
    ],
)
def test_an_unusual_word_is_seen(text: str) -> None:
    assert UNUSUAL.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "It stands for a date.",
        "It stands out.",
        "The first where none is named.",
        "Return whether a word is known.",
    ],
)
def test_a_usual_sense_is_let_pass(text: str) -> None:
    assert not UNUSUAL.search(text)
