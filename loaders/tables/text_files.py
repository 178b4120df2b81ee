"""The encoding of a text file of any size, and its lines, without holding the file."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from loaders.drafts.decoding import decode, encoding_named
from service.errors import LoadError

LINE_CHARACTERS = 10_000_000
"""The longest line that is read: twice the full text of the longest book, and 40 MB at most."""

_BLOCK = 1 << 20
_SAMPLE = 1 << 18  # bytes shown to the detector: it needs a page, and takes a second for these
_MIXED = "searchroom-mixed"


class Encoding:
    """The encoding of a file; `remark` is a message to the archivist, or ""."""

    def __init__(self, name: str, remark: str = "", errors: str = "strict") -> None:
        self.name, self.remark, self.errors = name, remark, errors


def encoding_of(path: str, given: str = "") -> Encoding:
    """Return the encoding of a file: as given, else as detected from its bytes.

    The whole file is read, because one accent after a million rows may decide. UTF-8 with a few
    bytes of another encoding is read as UTF-8, and these bytes as Windows-1252. Raises LoadError if
    the file cannot be read or the encoding is unknown.
    """
    if given:
        return Encoding(encoding_named(given), errors="replace")
    try:
        with Path(path).open("rb") as file:
            head = file.read(_SAMPLE)
            name = decode(head[:4000])[1]
            if name.startswith(("utf-16", "utf-32")):
                return Encoding(name, errors="replace")
            file.seek(0)
            letters, broken, first = _count(file)
            if not broken:
                return Encoding("utf-8-sig")
            if letters > broken:
                remark = (
                    f"the file is UTF-8 except for {broken:,} bytes, the first at byte {first:,}; "
                    "they were read as Windows-1252"
                )
                return Encoding("utf-8-sig", remark, _MIXED)
            file.seek(max(0, first - _SAMPLE // 2))
            name = decode(head + b"\n" + file.read(_SAMPLE))[1]
            remark = (
                f"the file is not UTF-8; it was read as {name} (--encoding NAME chooses another)"
            )
            return Encoding(name, remark, "replace")
    except OSError as error:
        raise LoadError(f"{path} cannot be read: {error.strerror or error}") from error


def lines(path: str, encoding: Encoding) -> Iterator[str]:
    """Yield the lines of a file with their ends; lines over LINE_CHARACTERS in pieces.

    Line ends are unchanged, because some are within a cell.
    """
    try:
        with _open(path, encoding) as file:
            while line := file.readline(LINE_CHARACTERS):
                yield line
    except OSError as error:
        raise LoadError(f"{path} cannot be read: {error.strerror or error}") from error


def _open(path: str, encoding: Encoding) -> TextIO:
    return Path(path).open(encoding=encoding.name, errors=encoding.errors, newline="")


def _count(file: object) -> tuple[int, int, int]:
    """Count non-ASCII letters in UTF-8 and other bytes; return these and the first such offset."""
    letters = broken = offset = 0
    first = -1
    rest = b""
    while block := file.read(_BLOCK):  # type: ignore[attr-defined]
        data = rest + block
        rest = b""
        start = 0
        if data.isascii():
            offset += len(data)
            continue
        while True:
            try:
                letters += _beyond(data[start:].decode())
                break
            except UnicodeDecodeError as error:
                letters += _beyond(data[start : start + error.start].decode())
                start += error.start
                if error.reason == "unexpected end of data":
                    rest = data[start:]
                    break
                broken += 1
                first = offset + start if first < 0 else first
                start += 1
                if broken > 10_000 and broken > letters:  # it is another encoding altogether
                    return letters, broken, first
        offset += len(data) - len(rest)
    return letters, broken + len(rest), offset if rest and first < 0 else first


def _beyond(text: str) -> int:
    return 0 if text.isascii() else sum(char > "\x7f" for char in text)


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    byte = error.object[error.start : error.start + 1]
    return byte.decode("cp1252", errors="replace"), error.start + 1


codecs.register_error(_MIXED, _as_windows)
