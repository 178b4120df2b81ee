"""The front matter of a text: YAML between lines of `---`, or TOML between lines of `+++`.

Values stay as written: "0946" is not a number and "no" is a word, so dates and shelf marks are not
misinterpreted. Other features of YAML (tags, anchors, merges) are refused.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from dataclasses import dataclass

import yaml

from index_mappings.json_values import Json

_FENCED = re.compile(
    r"(?P<fence>---|\+\+\+)[ \t]*\n(?P<matter>(?:.*\n)*?)(?P=fence)[ \t]*(?:\n|\Z)"
)
_LONGEST = 200_000  # characters: a long abstract and a hundred names have a tenth
_DEEPEST = 20  # levels of lists and objects: a record has three
_NULL = "tag:yaml.org,2002:null"


class FrontMatterFault(Exception):
    """The front matter cannot be read: the line of the file and the reason."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Text:
    """A text after its front matter; `line` is the first line of the text itself, from 1."""

    values: dict[str, Json]
    body: str
    line: int


def divided(text: str) -> Text | None:
    """Return a text and its front matter, or None if it has none; raise FrontMatterFault."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    above = len(text) - len(text.lstrip("\n"))
    found = _FENCED.match(text, above)
    if found is None:
        return None
    matter = found["matter"]
    if len(matter) > _LONGEST:
        raise FrontMatterFault(1, f"the front matter has more than {_LONGEST:,} characters")
    read = _of_yaml if found["fence"] == "---" else _of_toml
    line = text.count("\n", 0, found.end()) + 1
    return Text(read(matter, above + 1), text[found.end() :], line)


class _Plain(yaml.CSafeLoader):
    """Loads scalars as text as written, except null."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == _NULL]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _of_yaml(matter: str, above: int) -> dict[str, Json]:
    try:
        _refuse_tricks(matter, above)
        root = yaml.compose(matter, Loader=_Plain)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + above + 1 if error.problem_mark else above
        raise FrontMatterFault(line, f"the front matter is not YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise FrontMatterFault(above, f"the front matter is not YAML: {error}") from error
    value = _value(root) if root is not None else {}
    if not isinstance(value, dict):
        raise FrontMatterFault(above + 1, "the front matter has no names of values")
    return value


def _refuse_tricks(matter: str, above: int) -> None:
    """Raise FrontMatterFault for anchors and excessive nesting, which grow when loaded."""
    depth = 0
    for event in yaml.parse(matter, Loader=_Plain):
        line = (event.start_mark.line if event.start_mark else 0) + above + 1
        if isinstance(event, yaml.AliasEvent):
            raise FrontMatterFault(line, "the front matter repeats a value by its anchor (*)")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                reason = f"the front matter has more than {_DEEPEST} levels"
                raise FrontMatterFault(line, reason)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _value(node: yaml.Node) -> Json:
    if isinstance(node, yaml.ScalarNode):
        return None if node.tag == _NULL else str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    found: dict[str, Json] = {}
    for key, item in node.value if isinstance(node, yaml.MappingNode) else ():
        name, value = _name(key), _value(item)
        # a name that is there twice has both values
        found[name] = [*_listed(found[name]), *_listed(value)] if name in found else value
    return found


def _name(key: yaml.Node) -> str:
    return str(key.value) if isinstance(key, yaml.ScalarNode) else "?"


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]


def _of_toml(matter: str, above: int) -> dict[str, Json]:
    try:
        return {name: _plain(value) for name, value in tomllib.loads(matter).items()}
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise FrontMatterFault(above, f"the front matter is not TOML: {error}") from error


def _plain(value: object) -> Json:
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, datetime.date | datetime.time):  # a datetime is a date
        return value.isoformat()
    return value if isinstance(value, str | bool | int | float) else str(value)
