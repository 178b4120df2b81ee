"""Returning to the last intact build after damage, for `searchroom recover`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from service.engines.contract import Recovery
from service.engines.embedded.folder import Folder
from service.engines.embedded.pointer import Pointer
from service.engines.embedded.seal import read_seal
from service.errors import IndexDamaged, LoadError


def recover(folder: Folder, fits: Callable[[str], bool]) -> Recovery:
    """Make the last intact build that may be shown the live one, and return the result.

    Only builds that have been live are considered. If the pointer is missing or damaged, its copy
    lists them; if that is too, all builds are considered, the newest first. Damaged builds are
    dropped from the pointer and removed by the next load.

    Raises NoIndex if nothing was ever published, IndexDamaged where no whole build is left,
    LoadError if one only may not be read.
    """
    if not folder.builds():
        raise folder.absence()
    lock = folder.lock("a recovery")
    try:
        pointer = _whole_pointer(folder)
        candidates = _candidates(folder, pointer)
        if not candidates:
            raise folder.absence()
        name, wrong = _last_whole(folder, candidates, fits)
        moved = pointer is None or pointer.live != name
        if moved:
            before = candidates[candidates.index(name) + 1 :]
            # without a pointer nobody knows the number; with a new name it is a new version
            moves = pointer.moves if pointer else len(candidates)
            folder.move(Pointer(name, tuple(reversed(before)), moves + 1))
        return Recovery(name, tuple(wrong), moved=moved)
    finally:
        lock.release()


def _whole_pointer(folder: Folder) -> Pointer | None:
    with suppress(IndexDamaged):
        return folder.pointer()
    return None


def _candidates(folder: Folder, pointer: Pointer | None) -> tuple[str, ...]:
    """Return the candidates: the live build, then those before it."""
    found: list[str] = []
    for known in (pointer, folder.pointer_copy()):
        if known:
            found += [known.live, *reversed(known.previous)]
    # of builds of old nothing tells that they were live
    found += folder.published() or folder.finished()
    return tuple(dict.fromkeys(found))


def _last_whole(
    folder: Folder, names: Sequence[str], fits: Callable[[str], bool]
) -> tuple[str, list[str]]:
    """Return the first intact build, and the damage of those before it."""
    wrong: list[str] = []
    for name in names:
        try:
            read_seal(folder.build(name)).check()
            if fits(name):
                return name, wrong
            wrong.append(f"the index {name!r} shows what was withdrawn or is held back since")
        except IndexDamaged as error:
            if isinstance(error.__cause__, PermissionError):
                raise LoadError(
                    f"{error.__cause__.filename!r} may not be read by the user of this command, so "
                    "nobody can say whether it is damaged; nothing was changed"
                ) from error
            wrong.append(str(error).partition("; `searchroom recover`")[0])
    raise IndexDamaged(
        f"no whole index is left ({'; '.join(wrong)}); `searchroom load --all` builds it again "
        "from the files that sources.toml names, `searchroom restore FILE` from a dump"
    )
