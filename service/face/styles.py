"""The stylesheets of a face, which pages read after ours."""

from __future__ import annotations

from service.face.face import FACE, Face, file_address

STYLE = "face.css"
"""The one stylesheet of the archive's own, after ours."""
COLOURS = "colours.css"


def stylesheets(face: Face, root: str) -> tuple[str, ...]:
    """Return their addresses; `root` is where the site is mounted. The plain face has none."""
    colours = [f"{root}{FACE}/{face.digest}/{COLOURS}"] if face.style else []
    own = [f"{root}{file_address(STYLE, face.files[STYLE])}"] if STYLE in face.files else []
    return (*colours, *own)
