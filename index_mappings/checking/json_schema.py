"""The format of a mapping file as a JSON Schema, with which an editor can complete and check it."""

from __future__ import annotations

import json
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin

from index_mappings.checking.parts import LabelText
from index_mappings.checking.shapes import MappingFile

_IN_OPENAPI = "#/components/schemas/"


def json_schema() -> dict[str, Any]:
    """Return the schema of a mapping file (JSON Schema 2020-12), made from the marshmallow one."""
    plugin = MarshmallowPlugin(_name)
    spec = APISpec("", "", "3.1.0", plugins=[plugin])
    plugin.converter.add_attribute_function(_label)  # type: ignore[union-attr]  # made by APISpec
    spec.components.schema(MappingFile.__name__, schema=MappingFile)
    schemas = json.loads(json.dumps(spec.to_dict()["components"]["schemas"]))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A mapping of Searchroom",
        "description": str(MappingFile.__doc__),
        "$ref": f"#/$defs/{MappingFile.__name__}",
        "$defs": {name: _within_file(schema) for name, schema in sorted(schemas.items())},
    }


def as_file() -> str:
    """Return the schema as the file shipped with the mappings."""
    return json.dumps(json_schema(), indent=2, sort_keys=True) + "\n"


def _label(self: Any, field: Any, **_: Any) -> dict[str, Any]:
    """Return the schema of a label, whose field class apispec does not know."""
    del self
    if not isinstance(field, LabelText):
        return {}
    texts = {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string"}}
    return {"anyOf": [{"type": "string"}, texts]}


def _name(given: Any) -> str:
    return given.__name__ if isinstance(given, type) else type(given).__name__


def _within_file(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _within_file(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_within_file(inner) for inner in value]
    if isinstance(value, str) and value.startswith(_IN_OPENAPI):
        return f"#/$defs/{value.removeprefix(_IN_OPENAPI)}"
    return value
