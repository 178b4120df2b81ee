"""Templates of a face, each in the place of ours of its name.

One may build on ours: `{% extends "ours/home.html" %}` is our own under any face.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from importlib import resources

from jinja2 import Environment, TemplateSyntaxError, meta, nodes

from index_mappings.checking.nearest import none_of
from service.face.found import FaceFault

FOLDER = "templates"
OURS = "ours/"
FILTERS = ("number", "day", "said")
"""Filters that the pages have beside those of Jinja."""


@cache
def our_templates() -> Mapping[str, str]:
    """Return our own templates by their names."""
    folder = resources.files("service").joinpath("web", "templates")
    return {item.name: item.read_text("utf-8") for item in folder.iterdir() if item.is_file()}


def template_faults(templates: Mapping[str, str]) -> list[FaceFault]:
    """Return what is wrong with the templates of a face, as far as it shows without a page."""
    environment = _environment()
    faults: list[FaceFault] = []
    parsed: dict[str, nodes.Template] = {}
    for name, source in templates.items():
        try:
            environment.compile(source, name)
            parsed[name] = environment.parse(source, name)
        except TemplateSyntaxError as error:
            faults.append(FaceFault(f"{FOLDER}/{name}", error.lineno, error.message or "is wrong"))
    wanted = {name for tree in parsed.values() for name in _referred(tree)}
    known = {*our_templates(), *templates, *(f"{OURS}{name}" for name in our_templates())}
    for name, tree in parsed.items():
        path = f"{FOLDER}/{name}"
        if name not in our_templates() and name not in wanted:
            faults.append(FaceFault(path, 0, none_of(name, our_templates(), "template of ours")))
        faults += _unknown(path, tree, known)
    return faults + _blocks(parsed, environment)


def _environment() -> Environment:
    environment = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    environment.filters |= dict.fromkeys(FILTERS, str)
    return environment


def _referred(tree: nodes.Template) -> set[str]:
    return {name for name in meta.find_referenced_templates(tree) if name}


def _unknown(path: str, tree: nodes.Template, known: Collection[str]) -> list[FaceFault]:
    """Return the faults of naming a template that there is not."""
    found = []
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        name = getattr(node, "template", None)
        if isinstance(name, nodes.Const) and name.value not in known:
            found.append(FaceFault(path, node.lineno, none_of(str(name.value), known, "template")))
    return found


def _blocks(parsed: Mapping[str, nodes.Template], environment: Environment) -> list[FaceFault]:
    """Return the faults of filling a block that no template has."""
    ours = [environment.parse(source) for source in our_templates().values()]
    bases = [tree for tree in parsed.values() if next(tree.find_all(nodes.Extends), None) is None]
    known = {block.name for tree in (*ours, *bases) for block in tree.find_all(nodes.Block)}
    return [
        FaceFault(f"{FOLDER}/{name}", block.lineno, none_of(block.name, known, "block of ours"))
        for name, tree in parsed.items()
        for block in tree.find_all(nodes.Block)
        if block.name not in known
    ]
