"""The face in force, read again when a file of its folder changes, without restart.

A folder that is broken never takes the site down. A site that starts with one has the plain face;
one that breaks later leaves the last good face in force.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace
from pathlib import Path

from index_mappings.plain_files import Mark, mark_of
from service.errors import ConfigurationError
from service.face.face import PLAIN_FACE, Face

log = logging.getLogger(__name__)

EVERY = 1.0  # seconds between two looks at the folder: a look takes as long as a tenth of a page

_Mark = tuple[tuple[str, Mark | None], ...]


@dataclass(frozen=True, slots=True)
class _State:
    """The face that was last read, what is wrong with the folder, and when it was looked at."""

    mark: _Mark | None
    face: Face
    problem: str
    looked: float


class Faces:
    """Gives the face of a folder, or "" for none.

    Two threads that meet a change at once both read it and keep the same.
    """

    def __init__(self, folder: str = "") -> None:
        self._folder = Path(folder) if folder else None
        self._state = _State(None, PLAIN_FACE, "", 0.0)

    @property
    def face(self) -> Face:
        """The face in force."""
        return PLAIN_FACE if self._folder is None else self._now(self._folder).face

    @property
    def problem(self) -> str:
        """The faults of the current folder, or "" if it has none."""
        return "" if self._folder is None else self._now(self._folder).problem

    def drop_templates(self) -> Face | None:
        """Leave out the templates of the face in force until a file of the folder changes.

        Returns the face that had them, or None if none has any.
        """
        face = self._state.face
        if not face.templates:
            return None
        # another digest: what a browser has of the pages so far is not what they are now
        plain = replace(face, templates={}, digest=f"{face.digest}-")
        self._state = replace(self._state, face=plain)
        return face

    def restore(self, face: Face) -> None:
        """Put a face in force again whose templates were left out."""
        self._state = replace(self._state, face=face)

    def tell(self, reason: str) -> None:
        """Log the reason why the templates are left out, and keep it for health checks."""
        problem = f"SEARCHROOM_FACE: {self._folder}: {reason}; its templates are left out"
        log.error("%s", problem)
        self._state = replace(self._state, problem=problem)

    def _now(self, folder: Path) -> _State:
        state, now = self._state, time.monotonic()
        if state.mark is not None and now - state.looked < EVERY:
            return state
        mark = _mark(folder)
        if mark == state.mark:
            self._state = replace(state, looked=now)
            return self._state
        from service.face.folder import read_face  # noqa: PLC0415 - as in `_mark`

        face, faults = read_face(folder)
        problem = ""
        if faults:
            kept = f"the face read before stays ({state.face.name})" if state.face.name else (
                "the site has its plain face"
            )  # fmt: skip
            more = f" and {len(faults) - 1} more" if len(faults) > 1 else ""
            problem = (
                f"SEARCHROOM_FACE: {folder}: {faults[0]}{more}; {kept} "
                f"(searchroom face check {folder})"
            )
            log.error("%s", problem)
            face = state.face
        self._state = _State(mark, face, problem, now)
        return self._state


def checked(folder: str) -> Face:
    """Return the face of a folder; ConfigurationError says all that is wrong, a line for each."""
    from service.face.folder import read_face  # noqa: PLC0415 - as in `_mark`

    face, faults = read_face(Path(folder))
    if faults:
        raise ConfigurationError("\n".join(map(str, faults)))
    return face


def _mark(folder: Path) -> _Mark:
    """Return what changes with any file of a folder."""
    # with the readers of pictures, pages and templates, which a site without a face does not need
    from service.face.folder import files_of  # noqa: PLC0415

    try:
        return tuple((str(path), mark_of(path)) for path in files_of(folder))
    except OSError:
        return ()  # a folder in it that may not be read: reading the face says so
