"""A file in another format than it is loaded as: refused before its markup is loaded as words."""

from __future__ import annotations

import re
from pathlib import Path

from loaders.drafts.unread_formats import HEAD, unread
from service.errors import LoadError

# As nobody names a column or begins a page: "[Title]" and "<Title>" may be headers.
_TAG = re.compile(r"<(?:\?xml\b|!DOCTYPE\b|!--|[\w.:-]+\s+[\w.:-]+=)")
_JSON = re.compile(r"""\{\s*(?:"|\w+"?:|$)|\[\s*(?:\{|$)""")
_DELIMITER = re.compile(r"[,;|](?=[^\s\d])|\t")  # prose has a blank, and numbers a digit, after it
_ZIP = "PK\x03\x04"


def refuse_other(path: str, beginning: str, wanted: str) -> None:
    """Raise LoadError where a file that should be a `wanted` ("table") begins as another make."""
    start = beginning.lstrip("\ufeff \t\r\n")
    what = "XML" if _TAG.match(start) else "JSON" if _JSON.match(start) else ""
    if what:
        raise LoadError(
            f"{path} is not a {wanted} but {what}; `searchroom inspect` says which format reads it"
        )


def refuse_unread(path: str, wanted: str) -> None:
    """Raise LoadError where a file that should be a `wanted` is of a make that no format reads."""
    try:
        with Path(path).open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        return  # reading it will say so
    if found := unread(head):
        raise LoadError(
            f"{path} is not a {wanted} but {found.name}, which no format reads: {found.advice}"
        )


def refuse_table(path: str, text: str, wanted: str) -> None:
    """Raise LoadError where a file in which there is no `wanted` begins as a table does."""
    first = text.lstrip("\ufeff\r\n").split("\n", 1)[0]
    if text.startswith(_ZIP) or len(_DELIMITER.findall(first)) > 1:
        raise LoadError(
            f"{path} is not a {wanted}; it looks like a table: load it as csv; `searchroom "
            "inspect` shows how its columns would be read"
        )
