"""Compressed files, which no format reads, told by their first bytes."""

from __future__ import annotations

_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"

COMPRESSED = "the file is compressed: unpack it and load what is in it"


def is_compressed(head: bytes) -> bool:
    """Tell by its first bytes whether a file is gzip or zip."""
    return head.startswith((_GZIP, _ZIP))
