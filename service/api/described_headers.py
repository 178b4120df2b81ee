"""The headers and redirects of answers in the terms of OpenAPI."""

from __future__ import annotations

from typing import Any

Described = dict[str, Any]

_TEXT = {"type": "string"}
_HEADERS: Described = {
    "ETag": "a weak validator; send it back as `If-None-Match`, and an unchanged answer is 304",
    "Link": "`next` and `prev` of a list; `describes` of a file, which is the search as JSON",
    "Retry-After": "seconds after which to ask again",
    "Location": "the address that it has now",
    "Content-Disposition": "the name of the file",
    "Link-Template": "the address of the rest of the file, after the last record that came whole",
    "Searchroom-Total": "records in the file",
    "Searchroom-Index": "the version of the index that it was made of",
    "Searchroom-Partial": "`true` where a part of the index did not answer",
}
_OF_ANSWER = ("ETag", "Link")
_OF_FILE = (
    "Content-Disposition", "Link", "Link-Template", "Searchroom-Total", "Searchroom-Index",
    "Searchroom-Partial",
)  # fmt: skip
_WAITING = frozenset({"429", "503"})
_MOVED = "The id has been replaced, or a slash was added: it is at another address."


def with_headers(responses: Described, *, is_file: bool, may_move: bool) -> Described:
    """Return the responses of an operation with their headers, and a 308 if it may redirect."""
    described: Described = {}
    for status, item in responses.items():
        names: tuple[str, ...] = ()
        if status == "200":
            names = _OF_FILE if is_file else _OF_ANSWER
        elif status == "304":
            names = ("ETag",)
        elif status in _WAITING:
            names = ("Retry-After",)
        described[status] = {**item, "headers": _described(names)} if names else item
        if status == "200" and may_move:
            described["308"] = {"description": _MOVED, "headers": _described(("Location",))}
    return described


def _described(names: tuple[str, ...]) -> Described:
    return {name: {"description": _HEADERS[name], "schema": _TEXT} for name in names}
