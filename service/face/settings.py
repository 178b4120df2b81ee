"""`face.toml`: its schema, reading and checking."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from index_mappings.checking.nearest import none_of
from service.face.colours import USUAL, is_colour, unreadable
from service.face.found import FaceFault

FILE = "face.toml"

_NAME = 80  # characters: one line at the top of a page on a desk
_INTRO = 300  # characters: one sentence, three lines on a phone
_FOOT = 600  # characters: an address and a line on who pays
_LABEL = 60
_URL = 500
_LINKS = 12  # links of the foot: a line or two
_PAGES = 20
_HEADER = re.compile(r"\s*\[+\s*([^\]]+?)\s*\]+")
_KEY = re.compile(r"""\s*["']?([\w-]+)["']?\s*(?:\.\s*["']?([\w-]+)["']?\s*)?=""")
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)")
_SAFE_URL = re.compile(r"(?:https?://|mailto:|tel:)\S+|/(?!/)\S*")


def _text(longest: int, **more: Any) -> fields.String:
    return fields.String(validate=validate.Length(1, longest), **more)


def _one_line(longest: int, **more: Any) -> fields.String:
    line = validate.Regexp(r"[^\x00-\x1f\x7f]*\Z", error="takes one line")
    return fields.String(validate=[validate.Length(1, longest), line], **more)


def _colour(value: str) -> None:
    if not is_colour(value):
        raise ValidationError(f"is {value!r}; a colour is written as #1b4b78")


class _Strict(Schema):
    class Meta:
        unknown = RAISE


def _scheme(name: str) -> type[Schema]:
    colours = {key: fields.String(validate=_colour) for key in USUAL[name]}
    return type(f"_{name.title()}", (_Strict,), colours)


class _Colours(_Strict):
    light = fields.Nested(_scheme("light"))
    dark = fields.Nested(_scheme("dark"))


_LANGUAGE = validate.Regexp(
    r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})?\Z", error="is not a language code; write de or pt-BR"
)


class _Link(_Strict):
    label = _one_line(_LABEL, required=True)
    url = fields.String(
        required=True,
        validate=[
            validate.Length(1, _URL),
            validate.Regexp(
                _SAFE_URL, error="begins with https://, mailto:, tel: or with / for this site"
            ),
        ],
    )
    labels = fields.Dict(keys=fields.String(validate=_LANGUAGE), values=_one_line(_LABEL))


class _Foot(_Strict):
    text = _text(_FOOT)
    links = fields.List(fields.Nested(_Link), validate=validate.Length(max=_LINKS))


class _Words(_Strict):
    name = _one_line(_NAME)
    intro = _one_line(_INTRO)
    footer = _text(_FOOT)


class _Settings(_Strict):
    name = _one_line(_NAME, required=True)
    intro = _one_line(_INTRO)
    logo = _one_line(_LABEL)
    icon = _one_line(_LABEL)
    pages = fields.List(_one_line(_LABEL), validate=validate.Length(max=_PAGES))
    colours = fields.Nested(_Colours)
    footer = fields.Nested(_Foot)
    languages = fields.Dict(keys=fields.String(validate=_LANGUAGE), values=fields.Nested(_Words))


def read_settings(source: str) -> tuple[dict[str, Any], list[FaceFault]]:
    """Return what a `face.toml` says and all that is wrong with it, or {} if its shape is wrong."""
    try:
        tables = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        where = _AT_LINE.search(str(error))
        detail = f"is not TOML: {_AT_LINE.sub('', str(error))}"
        return {}, [FaceFault(FILE, int(where[1]) if where else 0, detail)]
    line = line_of(source)
    try:
        settings: dict[str, Any] = _Settings().load(tables)
    except ValidationError as error:
        found = _complaints(error.messages_dict, ())
        return {}, [FaceFault(FILE, line(path), detail) for path, detail in found]
    faults = [
        FaceFault(FILE, line(("colours", scheme, name)), f"colours.{scheme}: {detail}")
        for scheme, colours in settings.get("colours", {}).items()
        for name, detail in unreadable(scheme, colours)
    ]
    return settings, faults


def line_of(source: str) -> Callable[[tuple[str, ...]], int]:
    """Return what gives the line of a key, or else of the nearest table above it."""
    lines: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(source.splitlines(), 1):
        if header := _HEADER.match(line):
            table = tuple(part.strip(" \"'") for part in header[1].split("."))
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            path = (*table, *filter(None, key.groups()))
            for end in range(len(table) + 1, len(path) + 1):
                lines.setdefault(path[:end], number)

    def line_at(path: tuple[str, ...]) -> int:
        named = tuple(part for part in path if not part.isdecimal())
        return next((lines[named[:n]] for n in range(len(named), 0, -1) if named[:n] in lines), 0)

    return line_at


def _complaints(
    messages: Mapping[str, Any], above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each complaint of a schema with the keys that lead to it."""
    for key, inner in messages.items():
        # a mapping of marshmallow tells of a key and of its value apart
        inside = above[-2:-1] in (("languages",), ("labels",)) and key in ("key", "value")
        path = above if inside or key == "_schema" else (*above, str(key))
        if isinstance(inner, Mapping):
            yield from _complaints(inner, path)
            continue
        for message in inner:
            yield path, f"{'.'.join(path)}: {_in_words(message, path)}"


def _in_words(message: str, path: tuple[str, ...]) -> str:
    if message == "Unknown field.":
        return none_of(path[-1], _known(path[:-1]))
    if message == "Missing data for required field.":
        return "is missing"
    return message[:1].lower() + message[1:].rstrip(".")


def _known(path: tuple[str, ...]) -> list[str]:
    """Return the keys that a table may have."""
    schema: Schema = _Settings()
    for part in path:
        if part.isdecimal():
            continue
        inner = schema.fields.get(part)
        if inner is None:  # the code of a language
            continue
        inner = inner.inner if isinstance(inner, fields.List) else inner
        if isinstance(inner, fields.Dict):
            inner = inner.value_field
        schema = inner.schema if isinstance(inner, fields.Nested) else schema
    return list(schema.fields)
