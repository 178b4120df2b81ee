"""Faults injected into the folder of an embedded index, each with what mends it.

A fault is a function that does the damage to a folder and returns how to undo it.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

Undo = Callable[[], object]
Fault = Callable[[Path], Undo]

_NOBODY = 65534


def live_build(root: Path) -> Path:
    """Return the folder of the live build."""
    return root / json.loads((root / "records.json").read_bytes())["live"]


def _part(root: Path, suffix: str) -> Path:
    return next(path for path in live_build(root).rglob(f"*{suffix}") if path.is_file())


def _rewritten(path: Path, change: Callable[[bytes], bytes]) -> Undo:
    before = path.read_bytes()
    path.write_bytes(change(before))
    return lambda: path.write_bytes(before)


def flipped(suffix: str) -> Fault:
    """Return the fault of one bit flipped in the middle of a file."""

    def flip(data: bytes) -> bytes:
        at = len(data) // 2
        return data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :]

    return lambda root: _rewritten(_part(root, suffix), flip)


def cut(suffix: str) -> Fault:
    """Return the fault of a file of which the last byte is missing."""
    return lambda root: _rewritten(_part(root, suffix), lambda data: data[:-1])


def torn_pointer(text: bytes) -> Fault:
    """Return the fault of a pointer that reads otherwise."""
    return lambda root: _rewritten(root / "records.json", lambda _: text)


def _moved(path: Path) -> Undo:
    aside = path.with_name(f"{path.name}.aside")
    path.rename(aside)
    return lambda: aside.rename(path)


def missing(suffix: str) -> Fault:
    """Return the fault of a file that is not there."""
    return lambda root: _moved(_part(root, suffix))


def special(what: Callable[[Path], Path], device: str = "") -> Fault:
    """Return the fault of a pipe in the place of a file, or of a link to a device."""

    def put(root: Path) -> Undo:
        path = what(root)
        back = _moved(path)
        if device:
            path.symlink_to(device)
        else:
            os.mkfifo(path)

        def undo() -> None:
            path.unlink()
            back()

        return undo

    return put


def closed(what: Callable[[Path], Path]) -> Fault:
    """Return the fault of a file or folder that may not be read."""

    def close(root: Path) -> Undo:
        path = what(root)
        mode = path.stat().st_mode
        path.chmod(0)
        return lambda: path.chmod(mode)

    return close


FAULTS: dict[str, Fault] = {
    "a bit in the stored records": flipped(".store"),
    "a bit in the words": flipped(".term"),
    "a bit in the numbers": flipped(".fast"),
    "a bit in the ranks": flipped("ranks"),
    "a bit in the collections": flipped("collections.json"),
    "a bit in the manifest": flipped("manifest.json"),
    "a bit in tantivy's list": flipped("meta.json"),
    "a file that is cut": cut(".pos"),
    "a file that is missing": missing(".idx"),
    "a manifest that is missing": missing("manifest.json"),
    "a pointer that is torn": torn_pointer(b'{"live": "reco'),
    "a pointer that is empty": torn_pointer(b""),
    "a pointer without its keys": torn_pointer(b'{"life": "records"}'),
    "a pointer that is a list": torn_pointer(b"[1, 2]"),
    "a pointer of brackets alone": torn_pointer(b"[" * 4000),
    "a pointer to no build": torn_pointer(b'{"live": "gone", "previous": [], "moves": 1}'),
    "a pointer that is gone": lambda root: _moved(root / "records.json"),
    "a build that is gone": lambda root: _moved(live_build(root)),
    "a folder that is gone": _moved,
    "a pointer that may not be read": closed(lambda root: root / "records.json"),
    "a folder that may not be read": closed(lambda root: root),
    "a build that may not be read": closed(live_build),
    "a file that may not be read": closed(lambda root: _part(root, ".store")),
    "a manifest that is a pipe": special(lambda root: _part(root, "manifest.json")),
    "a manifest without an end": special(lambda root: _part(root, "manifest.json"), "/dev/zero"),
    "a pointer that is a pipe": special(lambda root: root / "records.json"),
    "a file that is a pipe": special(lambda root: _part(root, ".pos")),
}
"""Every fault by what a person would call it."""


@contextmanager
def as_nobody() -> Iterator[None]:
    """Have no rights but everybody's: the system's user root may read whatever it likes."""
    if os.geteuid():
        yield
        return
    os.setegid(_NOBODY)
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


def open_to_nobody(root: Path) -> None:
    """Let everybody read what is in a folder, and write nothing."""
    for path in (root, *root.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def remove_whole(root: Path) -> None:
    """Remove a folder, whatever a fault left of it."""
    shutil.rmtree(root, ignore_errors=True)
