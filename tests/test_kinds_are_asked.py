"""No layer compares the name of a kind: it asks the kind, which is one object."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from index_mappings.beside_text import LAYOUT_KINDS
from index_mappings.facet_kinds.registry import FACET_KINDS
from index_mappings.field_kinds.registry import FIELD_KINDS
from index_mappings.mapping import load
from index_mappings.name_kinds import BRIDGE_KINDS, NAME_KINDS, name_kind
from service.schemas.arguments import search_arguments
from service.search.arguments import Arguments

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
KINDS = ("facet_kinds", "field_kinds", "name_kinds.py", "beside_text.py")
REGISTRIES = (FACET_KINDS, FIELD_KINDS, LAYOUT_KINDS, NAME_KINDS)
NAMES = frozenset().union(*REGISTRIES)


def comparisons(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of what compares a `kind`, or its name, with a name of a kind."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
        elif isinstance(node, ast.Match):
            sides = [node.subject, *(case.pattern for case in node.cases)]
        elif isinstance(node, ast.Subscript):
            sides = [node.slice, node.value] if is_kind(node.slice) else []
        elif isinstance(node, ast.Dict | ast.Set):
            if lists_kinds(node):
                yield node.lineno, ast.unparse(node)
            continue
        else:
            continue
        if any(map(is_kind, sides)) and any(map(names_a_kind, sides)):
            yield node.lineno, ast.unparse(node)


def is_kind(node: ast.AST) -> bool:
    """Return whether an expression is `something.kind` of a field or a facet, or its name."""
    text = ast.unparse(node)
    is_one = re.fullmatch(r"(\w+\.)*kind(\.name)?", text) or text.endswith("get('kind')")
    return bool(is_one) and not text.startswith("token.")


def names_a_kind(node: ast.AST) -> bool:
    """Return whether a string in an expression is the name of a kind."""
    return any(
        isinstance(one, ast.Constant) and one.value in NAMES and isinstance(one.value, str)
        for one in ast.walk(node)
    )


def lists_kinds(node: ast.Dict | ast.Set) -> bool:
    """Return whether a literal has two keys or more, each the name of a kind of names.

    Kinds of fields have names that are everyday words: "text", "number".
    """
    keys = node.keys if isinstance(node, ast.Dict) else node.elts
    names = {key.value for key in keys if isinstance(key, ast.Constant)}
    return 1 < len(names) == len(keys) and names <= {*NAME_KINDS}


def modules() -> Iterator[Path]:
    for package in ("index_mappings", "service", "loaders"):
        for path in (ROOT / package).rglob("*.py"):
            # what is called a kind in the reading of dates is that of a word
            if not {*KINDS, "dates"} & {*path.parts}:
                yield path


def test_no_module_outside_the_kinds_compares_the_name_of_one() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in modules()
        for line, text in comparisons(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        'if facet.kind == "year": pass',
        'ok = "terms" != item.kind.name',
        'ok = field.kind in ("notes", "ancestors")',
        'match item.kind:\n    case "date" | "parties": pass',
        'make = {"url": 1}[field.kind]',
        'kind = field.kind\nif kind == "text": pass',
        'ok = entry.kind in ("place", "term")',
        'ok = kind == "person"',
        'ok = span.get("kind") == "page"',
        'match part.kind:\n    case "cell": pass',
        'KINDS = {"person": "person", "family": "person"}',
        'KINDS = frozenset({"place", "term"})',
    ],
)
def test_a_comparison_is_seen(source: str) -> None:
    assert list(comparisons(source))


@pytest.mark.parametrize(
    "source",
    [
        "if field.kind.by_date: pass",
        'if token.kind == "number": pass',
        'name = "year"',
        "ok = entry.kind is PLACE",
        'make = {"place": 1, "time": 2}',
    ],
)
def test_what_asks_is_let_pass(source: str) -> None:
    assert not list(comparisons(source))


def test_each_kind_has_one_name_and_says_what_it_is() -> None:
    for registry in REGISTRIES:
        for name, kind in registry.items():
            assert kind.name == name
            assert kind.__doc__, name


def test_a_name_of_an_unknown_kind_is_bridged_as_a_term() -> None:
    assert name_kind("ship").of_bridges is BRIDGE_KINDS["term"]
    assert not name_kind("ship").is_person
    assert all(kind.label for kind in BRIDGE_KINDS.values())


def test_the_readme_names_every_kind() -> None:
    readme = (ROOT / "index_mappings" / "README.md").read_text(encoding="utf-8")
    said = readme[readme.index("Kinds of a field:") : readme.index("A searched path needs")]
    assert {name for name in {*FACET_KINDS, *FIELD_KINDS} if f"`{name}`" not in said} == set()


def test_the_choices_of_an_argument_are_those_that_mypy_compares() -> None:
    taken = search_arguments(load("records"))().fields
    hints = get_type_hints(Arguments)
    for name in ("date_match", "match", "expand", "spell"):
        assert get_args(hints[name]) == tuple(taken[name].validate.choices), name
