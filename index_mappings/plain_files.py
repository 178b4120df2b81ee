"""Reading whole files, and recognising pipes and devices, which may never begin or never end."""

from __future__ import annotations

import errno
import os
import stat
from functools import lru_cache
from pathlib import Path

_KINDS = (
    (stat.S_ISFIFO, "a pipe"), (stat.S_ISCHR, "a device"), (stat.S_ISBLK, "a device"),
    (stat.S_ISSOCK, "a socket"),
)  # fmt: skip


# File systems that have no files: what is read there the kernel makes, and may make for ever, or
# waits until it has something to say (`/proc/kmsg`). It calls them files of 0 bytes all the same.
_OF_THE_KERNEL = frozenset(
    {"proc", "sysfs", "debugfs", "tracefs", "securityfs", "cgroup", "cgroup2", "configfs", "bpf"}
)
_MOUNTS = Path("/proc/self/mountinfo")


def special_kind(path: str | Path) -> str:
    """Return the kind of a path that is neither a file nor a folder, or "" for all others."""
    try:
        found = Path(path).stat()
    except (OSError, ValueError):
        return ""  # who reads it says so
    kind = next((kind for is_one, kind in _KINDS if is_one(found.st_mode)), "")
    if not kind and stat.S_ISREG(found.st_mode) and _is_of_the_kernel(found.st_dev):
        return "a part of the running system"
    return kind


@lru_cache(maxsize=64)  # of a handful of file systems
def _is_of_the_kernel(device: int) -> bool:
    # proc(5): the third of the fields is the device, the first behind " - " the file system
    wanted = f"{os.major(device)}:{os.minor(device)}"
    try:
        lines = _MOUNTS.read_text("utf-8", "replace").splitlines()
    except OSError:
        return False  # no Linux, or nothing is mounted there
    fields = (line.partition(" - ") for line in lines)
    return any(
        about.split()[2] == wanted and system.split()[0] in _OF_THE_KERNEL
        for about, _, system in fields
        if system
    )


def read_plain(path: Path) -> bytes:
    """Return the bytes of a file; raise OSError if it cannot be read or is not a file."""
    if kind := special_kind(path):
        raise OSError(errno.EINVAL, f"it is {kind}, not a file", str(path))
    return path.read_bytes()


Mark = tuple[int, int, int, int]


def mark_of(path: Path) -> Mark | None:
    """Return what changes whenever a file does, or who may read it, or None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


class NotUtf8(ValueError):
    """The error of bytes that are not UTF-8; `line` is that of the first such byte, from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}: not UTF-8; save it as UTF-8")
        self.line = line


def utf8_text(raw: bytes) -> str:
    """Return bytes as text without a byte order mark; raise NotUtf8."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotUtf8(raw.count(b"\n", 0, error.start) + 1) from error
