"""BibTeX: each record an entry `@misc`, for no type of BibTeX is that of an archive's records."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from index_mappings.folding import fold
from service.exports.citing import Cited

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "_": r"\_", "%": r"\%", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_KEY = re.compile(r"[^A-Za-z0-9]+")


def bibtex(item: Cited) -> str:
    """Return one entry with the empty line behind it."""
    fields = "".join(f",\n  {name} = {value}" for name, value in _fields(item))
    return f"@misc{{{_key(item.id)}{fields}\n}}\n\n"


def _fields(item: Cited) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{_braced(item.title)}}}"
    if item.authors:
        # in braces of its own a name is one: its order stays, and an "and" in it parts nothing
        yield "author", f"{{{' and '.join(map(_braced, item.authors))}}}"
    if item.first:
        yield "year", f"{{{item.first[0]}}}"
    if len(item.first) > 1:
        yield "month", _MONTHS[item.first[1] - 1]
    if item.written:
        yield "date-written", _braced(item.written)
    kept = ", ".join(filter(None, (item.collection, item.archive, item.location)))
    values = (
        ("howpublished", kept), ("type", item.own_type), ("number", item.number),
        ("pages", item.pages.replace("–", "--")),
        ("language", item.language), ("abstract", item.abstract),
    )  # fmt: skip
    yield from ((name, _braced(value)) for name, value in values if value)
    yield "url", f"{{{item.url}}}"  # as it is: an address has no brace, and \url wants no escapes
    if item.recipients:
        yield "note", _braced(f"To {'; '.join(item.recipients)}")


def _braced(text: str) -> str:
    return f"{{{_escaped(text)}}}"


def _escaped(text: str) -> str:
    return "".join(_SPECIAL.get(sign, sign) for sign in " ".join(text.split()))


def _key(id: str) -> str:
    """Return the key of an entry: the id's own letters and figures, and a digest where these lack.

    Two ids never have one key.
    """
    plain = _KEY.sub("_", fold(id)).strip("_")
    if plain == id:
        return plain
    return f"{plain[:40]}_{hashlib.blake2b(id.encode(), digest_size=4).hexdigest()}".lstrip("_")
