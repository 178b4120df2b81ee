"""Decoding the bytes of a binary MARC record: MARC-8, UTF-8, or another encoding."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from contextlib import redirect_stderr
from dataclasses import dataclass

from pymarc.marc8 import MARC8ToUnicode

from loaders.drafts.decoding import decode
from loaders.marc.letters import reads_as_marc8

_ESCAPE = 0x1B  # begins another character set in MARC-8
_CHANGE = re.compile(rb"\x1b[gbps(),$!-]")  # to which one, as its second byte begins to say


@dataclass(frozen=True, slots=True)
class Characters:
    """The encoding of a record's bytes; `problem` describes a problem with them, or is ""."""

    encoding: str
    problem: str = ""

    def text(self, data: bytes) -> str:
        """Return bytes as text; bytes that are invalid in the encoding are replaced."""
        if self.encoding == "marc-8":
            return _marc8(data)[0]
        return data.decode(self.encoding, errors="replace")


def characters_of(values: Sequence[bytes], *, says_utf8: bool, named: str = "") -> Characters:
    """Return the encoding of a record with these values; an encoding `named` decides."""
    if named:
        return Characters(named)
    data = b"\n".join(values)
    if data.isascii() and _ESCAPE not in data:
        return Characters("ascii")
    if _is_utf8(data):
        if says_utf8 and not (data.isascii() and _CHANGE.search(data)):
            return Characters("utf-8")
        if _ESCAPE not in data:
            return Characters(
                "utf-8", "the leader says MARC-8, but the text is UTF-8 and was read so"
            )
    if says_utf8:
        return _in_spite_of_leader(values)
    if all(_marc8(value)[1] for value in values):
        return Characters("marc-8")
    if _ESCAPE in data:
        return Characters("marc-8", "some bytes are not MARC-8 and were replaced by blanks")
    encoding = decode(data)[1]
    return Characters(encoding, f"the text is not MARC-8; it was read as {encoding}")


def _in_spite_of_leader(values: Sequence[bytes]) -> Characters:
    """Return the encoding of a record whose leader says UTF-8 but whose bytes are not.

    UTF-8 with a broken letter stays UTF-8. A record without any complete UTF-8 letter was never
    converted, and is MARC-8 if its diacritics are where MARC-8 puts them.
    """
    data = b"\n".join(values)
    whole, broken = _letters_of_utf8(data)
    if whole >= broken > 0:
        return Characters("utf-8", "some bytes are not UTF-8 and were replaced by \ufffd")
    is_marc8 = all(_marc8(value)[1] for value in values)
    if is_marc8 and (_ESCAPE in data or reads_as_marc8(data)):
        return Characters("marc-8", "the leader says UTF-8, but the text is MARC-8 and was read so")
    encoding = decode(data)[1]
    return Characters(
        encoding, f"the leader says UTF-8, but the text is not; it was read as {encoding}"
    )


def _letters_of_utf8(data: bytes) -> tuple[int, int]:
    """Return the number of complete non-ASCII letters in UTF-8, and of other such bytes."""
    text = data.decode("utf-8", errors="surrogateescape")
    broken = sum("\ud800" <= char <= "\udfff" for char in text)
    return sum(char > "\x7f" for char in text) - broken, broken


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _marc8(data: bytes) -> tuple[str, bool]:
    """Return MARC-8 as text, and whether all bytes were valid."""
    complaints = io.StringIO()
    try:
        with redirect_stderr(complaints):  # where pymarc says so, and nowhere else
            text: str = MARC8ToUnicode(quiet=False).translate(data)  # type: ignore[no-untyped-call]
    except (IndexError, TypeError, ValueError):
        return data.decode("latin-1"), False
    return text, not complaints.getvalue()
