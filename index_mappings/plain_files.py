"""Files that are read whole, and what is none: a pipe or a device may never begin, or never end."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

_KINDS = (
    (stat.S_ISFIFO, "a pipe"), (stat.S_ISCHR, "a device"), (stat.S_ISBLK, "a device"),
    (stat.S_ISSOCK, "a socket"),
)  # fmt: skip


def special_kind(path: str | Path) -> str:
    """Return what a path is that is there and neither a file nor a folder, "" for all others."""
    try:
        mode = Path(path).stat().st_mode
    except (OSError, ValueError):
        return ""  # who reads it says so
    return next((kind for is_one, kind in _KINDS if is_one(mode)), "")


def read_plain(path: Path) -> bytes:
    """Return the bytes of a file; raises OSError where it cannot be read, or is no file."""
    if kind := special_kind(path):
        raise OSError(errno.EINVAL, f"it is {kind}, not a file", str(path))
    return path.read_bytes()


class NotUtf8(ValueError):
    """Bytes that are not UTF-8; the message has the `line` of the first one, from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}: not UTF-8; save it as UTF-8")
        self.line = line


def utf8_text(raw: bytes) -> str:
    """Return bytes as text, without a byte order mark; raises NotUtf8."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotUtf8(raw.count(b"\n", 0, error.start) + 1) from error
