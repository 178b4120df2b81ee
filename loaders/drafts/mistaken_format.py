"""Refusing files in a format other than the one given, before their markup is loaded as text."""

from __future__ import annotations

import re
from pathlib import Path

from loaders.drafts.file_makes import HEAD, make_of
from service.errors import LoadError

# As nobody names a column or begins a page: "[Title]" and "<Title>" may be headers.
_TAG = re.compile(r"<(?:\?xml\b|!DOCTYPE\b|!--|[\w.:-]+\s+[\w.:-]+=)")
_JSON = re.compile(r"""\{\s*(?:"|\w+"?:|$)|\[\s*(?:\{|$)""")
_DELIMITER = re.compile(r"[,;|](?=[^\s\d])|\t")  # prose has a blank, and numbers a digit, after it
_ZIP = "PK\x03\x04"


def refuse_other(path: str, beginning: str, wanted: str) -> None:
    """Raise LoadError if a file that should be a `wanted` ("table") begins like another type."""
    start = beginning.lstrip("\ufeff \t\r\n")
    what = "XML" if _TAG.match(start) else "JSON" if _JSON.match(start) else ""
    if what:
        raise LoadError(
            f"{path} is not a {wanted} but {what}; `searchroom inspect` says which format reads it"
        )


def refuse_make(path: str, wanted: str, format: str) -> None:
    """Raise LoadError if a file is not a `wanted` but of a type that `format` does not read."""
    try:
        with Path(path).open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        return  # reading it will say so
    if (found := make_of(head)) and found.format != format:
        raise LoadError(f"{path} is not a {wanted} but {found}")


def refuse_table(path: str, text: str, wanted: str) -> None:
    """Raise LoadError if a file without a `wanted` begins like a table."""
    first = text.lstrip("\ufeff\r\n").split("\n", 1)[0]
    if text.startswith(_ZIP) or len(_DELIMITER.findall(first)) > 1:
        raise LoadError(
            f"{path} is not a {wanted}; it looks like a table: load it as csv; `searchroom "
            "inspect` shows how its columns would be read"
        )
