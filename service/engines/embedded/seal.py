"""The seal of a build: size and checksum of each of its files, kept in its manifest.

    {"name": ..., "records": 12, ...,
     "format": 1,                                       which Searchroom can read it
     "files": {"records/meta.json": [20056, "<sha256>"], "ranks": [48, "<sha256>"], ...},
     "sum": "<sha256>"}                                 of all the rest of the manifest

A file of a build never changes, so whatever differs is damage. Sizes are looked at whenever a
build is opened; the bytes take a second for each 700 MB, and are read by `searchroom check`,
before a load copies from a build, and by a server in the background. `sha256sum` gives the
same checksums.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from index_mappings.json_values import Json
from index_mappings.plain_files import read_plain, special_kind
from service.engines.embedded.failures import is_of_the_machine
from service.errors import IndexDamaged

MANIFEST = "manifest.json"
PUBLISHED = "published"
"""An empty file in each build that has ever been live, so that a lost pointer is no first load."""

FORMAT = 1
"""The number of the form of a build. A change after which older builds cannot be read raises it."""

_UNSEALED = frozenset({MANIFEST, PUBLISHED})
_CHUNK = 4_000_000  # bytes read at a time: some 5 ms of work

Marks = tuple[tuple[int, int, int, int] | None, ...]
"""What the system knows about each file without reading it. Any write to a file changes it."""


@dataclass(frozen=True, slots=True)
class FileSeal:
    """Size in bytes and SHA-256 of a file, whose path is relative to its build."""

    path: str
    size: int
    sum: str


@dataclass(frozen=True, slots=True)
class Seal:
    """The metadata of a build and of its files; old builds have none on their files."""

    build: Path
    manifest: Mapping[str, Json]
    files: tuple[FileSeal, ...]

    def check_sizes(self) -> None:
        """Raise IndexDamaged if a file is missing or has another size."""
        for file in self.files:
            path = self.build / file.path
            try:
                size = path.stat().st_size
            except OSError as error:
                raise damaged(self.build, f"{file.path} {_why(error)}") from error
            if kind := special_kind(path):
                raise damaged(self.build, f"{file.path} is {kind}, not a file")
            if size != file.size:
                raise damaged(
                    self.build, f"{file.path} has {size:,} bytes where {file.size:,} were written"
                )

    def check_bytes(self) -> Iterator[int]:
        """Read all files, yielding the bytes after each step; raise IndexDamaged.

        A step is a few milliseconds of work, so that one who is in no hurry can rest between.
        """
        self.check_sizes()
        for file in self.files:
            found = hashlib.sha256()
            try:
                for chunk in _chunks(self.build / file.path):
                    found.update(chunk)
                    yield len(chunk)
            except OSError as error:
                if is_of_the_machine(error):
                    raise
                raise damaged(self.build, f"{file.path} {_why(error)}") from error
            if found.hexdigest() != file.sum:
                raise damaged(self.build, f"{file.path} is not as it was written")

    def check(self) -> None:
        """Read all files at once; raise IndexDamaged."""
        for _ in self.check_bytes():
            pass

    def marks(self) -> Marks:
        """Return what tells, without reading, whether a file was touched, replaced or removed."""
        paths = (MANIFEST, *(file.path for file in self.files))
        return tuple(_mark(self.build / path) for path in paths)


def seal(build: Path, manifest: Mapping[str, Json]) -> dict[str, Json]:
    """Return a manifest with the seal of all files of a build, as they are on the disk."""
    files: dict[str, Json] = {}
    for path in sorted(build.rglob("*")):
        name = path.relative_to(build).as_posix()
        if path.is_file() and name not in _UNSEALED and not name.endswith(".lock"):
            found, size = hashlib.sha256(), 0
            for chunk in _chunks(path):
                found.update(chunk)
                size += len(chunk)
            files[name] = [size, found.hexdigest()]
    sealed = {**manifest, "format": FORMAT, "files": files}
    return {**sealed, "sum": _sum(sealed)}


def read_seal(build: Path) -> Seal:
    """Return the seal of a build, once its manifest is found to be whole.

    Raises IndexDamaged if it is not, cannot be read, or is of a form that we do not know.
    """
    try:
        manifest = json.loads(read_plain(build / MANIFEST))
    except FileNotFoundError as error:
        what = f"{MANIFEST} is gone" if build.is_dir() else "its folder is gone"
        raise damaged(build, what) from error
    except OSError as error:
        raise damaged(build, f"{MANIFEST} {_why(error)}") from error
    except ValueError as error:
        raise damaged(build, f"{MANIFEST} is not as it was written") from error
    if not isinstance(manifest, dict):
        raise damaged(build, f"{MANIFEST} is not as it was written")
    form = manifest.get("format", 0)
    if form not in (0, FORMAT):
        raise IndexDamaged(
            f"the index {build.name} was built by another version of Searchroom (form {form}, "
            f"where this one reads {FORMAT}); `searchroom load --all` builds it again"
        )
    rest = {name: value for name, value in manifest.items() if name != "sum"}
    files = manifest.get("files", {})
    if form and (manifest.get("sum") != _sum(rest) or not isinstance(files, dict)):
        raise damaged(build, f"{MANIFEST} is not as it was written")
    if not {"name", "built", "records", "mapping", "next"} <= manifest.keys():
        raise damaged(build, f"{MANIFEST} is not as it was written")
    seals = tuple(FileSeal(path, size, sum) for path, (size, sum) in sorted(files.items()))
    return Seal(build, manifest, seals)


def older_form(manifest: Mapping[str, Json]) -> str:
    """Return the sentence for a build that an earlier Searchroom made, or "" for one of ours."""
    if manifest.get("format", 0) == FORMAT:
        return ""
    return (
        f"the index {manifest.get('name', '')} was built by an earlier Searchroom and has no "
        "checksums, so damage to it may stay unseen; `searchroom load --all` builds it again"
    )


def damaged(build: Path, what: str) -> IndexDamaged:
    """Return the error for a build that has changed since it was sealed."""
    return IndexDamaged(
        f"the index {str(build)!r} is damaged: {what}; `searchroom recover` goes back to the "
        "last whole index, or says which load builds it again"
    )


def _chunks(path: Path) -> Iterator[memoryview]:
    """Yield the bytes of a file; read and not mapped, for a mapped file that is cut is a crash."""
    with path.open("rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        room = memoryview(bytearray(min(_CHUNK, size + 1)))  # most files of an index are small
        while count := file.readinto(room):
            yield room[:count]


def _mark(path: Path) -> tuple[int, int, int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def _sum(value: Mapping[str, Json]) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "is gone"
    return f"cannot be read ({error.strerror or error})"
