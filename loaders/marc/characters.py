"""The bytes of a binary MARC record made text: MARC-8, UTF-8, or another encoding."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import redirect_stderr
from dataclasses import dataclass

from pymarc.marc8 import MARC8ToUnicode

from loaders.drafts.decoding import decode

_ESCAPE = 0x1B  # begins another character set in MARC-8


@dataclass(frozen=True, slots=True)
class Characters:
    """How to read a record's bytes; `problem` says what is odd about them, "" where nothing is."""

    encoding: str
    problem: str = ""

    def text(self, data: bytes) -> str:
        """Return bytes as text; what has no meaning in the encoding is replaced."""
        if self.encoding == "marc-8":
            return _marc8(data)[0]
        return data.decode(self.encoding, errors="replace")


def characters_of(values: Sequence[bytes], *, says_utf8: bool, named: str = "") -> Characters:
    """Return how to read a record whose values these are; an encoding `named` decides."""
    if named:
        return Characters(named)
    data = b"\n".join(values)
    if data.isascii() and _ESCAPE not in data:
        return Characters("ascii")
    if _is_utf8(data):
        if says_utf8:
            return Characters("utf-8")
        if _ESCAPE not in data:
            return Characters(
                "utf-8", "the leader says MARC-8, but the text is UTF-8 and was read so"
            )
    if says_utf8:
        return Characters("utf-8", "some bytes are not UTF-8 and were replaced by \ufffd")
    if all(_marc8(value)[1] for value in values):
        return Characters("marc-8")
    if _ESCAPE in data:
        return Characters("marc-8", "some bytes are not MARC-8 and were replaced by blanks")
    encoding = decode(data)[1]
    return Characters(encoding, f"the text is not MARC-8; it was read as {encoding}")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _marc8(data: bytes) -> tuple[str, bool]:
    """Return MARC-8 as text, and whether every byte of it had a meaning."""
    complaints = io.StringIO()
    try:
        with redirect_stderr(complaints):  # where pymarc says so, and nowhere else
            text: str = MARC8ToUnicode(quiet=False).translate(data)  # type: ignore[no-untyped-call]
    except (IndexError, TypeError, ValueError):
        return data.decode("latin-1"), False
    return text, not complaints.getvalue()
