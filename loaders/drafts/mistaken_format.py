"""A file given as a format that it is not in: told before its markup is loaded as words."""

from __future__ import annotations

import re

from service.errors import LoadError

# As nobody names a column or begins a page: "[Title]" and "<Title>" may be headers.
_TAG = re.compile(r"<(?:\?xml\b|!DOCTYPE\b|!--|[\w.:-]+\s+[\w.:-]+=)")
_JSON = re.compile(r"""\{\s*(?:"|\w+"?:|$)|\[\s*(?:\{|$)""")
_HTML = re.compile(r"\s*(?:<!DOCTYPE\s+html|<html\b)", re.IGNORECASE)
_DELIMITER = re.compile(r"[,;|](?=[^\s\d])|\t")  # prose has a blank, and numbers a digit, after it
_ZIP = "PK\x03\x04"


def refuse_other(path: str, beginning: str, wanted: str) -> None:
    """Raise LoadError where a file that should be a `wanted` ("table") begins as XML or JSON."""
    start = beginning.lstrip("\ufeff \t\r\n")
    if _HTML.match(start):
        raise LoadError(
            f"{path} is no {wanted} but HTML, which no format reads; save the text that a browser "
            "shows of it"
        )
    what = "XML" if _TAG.match(start) else "JSON" if _JSON.match(start) else ""
    if what:
        raise LoadError(
            f"{path} is no {wanted} but {what}; `searchroom inspect` says which format reads it"
        )


def refuse_table(path: str, text: str, wanted: str) -> None:
    """Raise LoadError where a file in which there is no `wanted` begins as a table does."""
    first = text.lstrip("\ufeff\r\n").split("\n", 1)[0]
    if text.startswith(_ZIP) or len(_DELIMITER.findall(first)) > 1:
        raise LoadError(
            f"{path} is no {wanted}, and looks like a table: load it as csv; `searchroom inspect` "
            "shows how its columns would be read"
        )
