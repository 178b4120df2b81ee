"""The pointer: a small file that names the live build, those before it, and how often it moved.

<folder>/<catalogue>.json           the pointer, only ever replaced whole
<folder>/<catalogue>.copy.json      the same once more, for `searchroom recover`
<folder>/../.<folder>.<catalogue>   says that something was published in the folder, for the day
                                    on which the folder is not there: a disk that is not mounted
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from index_mappings.plain_files import read_plain
from service.engines.embedded.durable import replace_json
from service.errors import IndexDamaged

_LASTING = (
    "An index was published in the folder {root}, beside this file. Where the folder is removed on "
    "purpose, remove this file too; else Searchroom says that the index is gone.\n"
)


@dataclass(frozen=True, slots=True)
class Pointer:
    """The live build, those before it (oldest first), and the number of changes.

    `left` are those that a rollback went back from: they are kept until the next publish.
    """

    live: str
    previous: tuple[str, ...] = ()
    moves: int = 0
    left: tuple[str, ...] = ()


class PointerFile:
    """The pointer of one catalogue in a folder, its copy, and the mark beside the folder."""

    def __init__(self, root: Path, catalogue: str) -> None:
        self.path = root / f"{catalogue}.json"
        self._copy = root / f"{catalogue}.copy.json"
        whole = root.absolute()
        self.lasting = whole.parent / f".{whole.name}.{catalogue}"
        self._root = root

    def mark(self) -> tuple[int, ...] | None:
        """Return what changes whenever the pointer is moved or lost, or None if there is none."""
        try:
            stat = self.path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            return (error.errno or 0,)
        # the last for a change of who may read it
        return stat.st_ino, stat.st_mtime_ns, stat.st_size, stat.st_ctime_ns

    def read(self) -> Pointer | None:
        """Return the pointer, or None if there is none; raise IndexDamaged if it is torn."""
        return _read(self.path)

    def read_copy(self) -> Pointer | None:
        """Return the copy of the pointer, or None if it is gone or torn too."""
        with suppress(IndexDamaged):
            return _read(self._copy)
        return None

    def move(self, pointer: Pointer) -> None:
        """Replace the pointer in one step that survives a power cut; then its copy."""
        replace_json(self.path, asdict(pointer))
        with suppress(OSError):  # what counts is done; the copy is for a bad day alone
            replace_json(self._copy, asdict(pointer))
        with suppress(OSError):
            if not self.lasting.exists():
                self.lasting.write_text(_LASTING.format(root=self._root), encoding="utf-8")


def _read(path: Path) -> Pointer | None:
    try:
        value = json.loads(read_plain(path))
        pointer = Pointer(
            value["live"],
            tuple(value["previous"]),
            value["moves"],
            tuple(value.get("left", ())),  # a pointer of an older release has none
        )
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise IndexDamaged(
            f"{str(path)!r}, which names the live index, cannot be read: "
            f"{error.strerror or error}; let the user of the server read it"
        ) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _torn(path) from error
    names = (pointer.live, *pointer.previous, *pointer.left)
    if not all(isinstance(name, str) for name in names) or not isinstance(pointer.moves, int):
        raise _torn(path)
    return pointer


def _torn(path: Path) -> IndexDamaged:
    return IndexDamaged(
        f"{str(path)!r}, which names the live index, is not as it was written; "
        "`searchroom recover` writes it again"
    )
