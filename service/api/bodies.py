"""Arguments as JSON in the body of a request, for when an address would be too long."""

from __future__ import annotations

from collections.abc import Mapping

import orjson
from flask import request

from index_mappings.json_values import Json
from service.current import pairs
from service.errors import NotJson
from service.schemas.json_arguments import pairs_of
from service.schemas.query_string import ArgumentReader
from service.search.paths import escape

_IDS = "ids"


def all_pairs(reader: ArgumentReader) -> tuple[tuple[str, str], ...]:
    """Return the arguments of the address and, of a POST, those of its body.

    Raises NotJson if the body is not a JSON object, BadRequest if a value has the wrong type for
    its argument.
    """
    if request.method != "POST":
        return tuple(pairs())
    if not request.is_json:
        raise NotJson("send the arguments as a JSON object, with `Content-Type: application/json`")
    try:
        body: Json = orjson.loads(request.get_data() or b"{}")
    except ValueError as error:
        raise NotJson(f"the body cannot be read as JSON: {error}") from None
    if not isinstance(body, Mapping):
        raise NotJson('the body is not an object of arguments, such as {"q": "harbour"}')
    return (*pairs(), *(map(_escaped, pairs_of(body, reader.fields))))


def _escaped(pair: tuple[str, str]) -> tuple[str, str]:
    """Return a pair as in an address, where ids are separated by commas."""
    name, value = pair
    return (name, escape(value).replace(",", "~2C")) if name == _IDS else pair
