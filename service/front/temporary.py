"""The folder of temporary files, made anew where it vanished under a running server.

A cleaner may take it away. gunicorn needs it for each process that it starts, and would end with
all of them where it cannot.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

PLACES = ("/tmp", "/var/tmp", "/dev/shm", "/run")
"""Where else temporary files may be put. Ours take names, and hardly any room."""


def see_to_folder(places: Sequence[str] = PLACES) -> str:
    """Return "" where a temporary file can be written, else in a sentence what was done about it.

    The folder is made again for this user alone; where that is not possible, or it takes nothing,
    the first of the `places` that does takes its place.
    """
    folder = tempfile.gettempdir()
    if _takes_files(folder):
        return ""
    with suppress(OSError):
        Path(folder).mkdir(0o700, parents=True)
    if _takes_files(folder):
        return f"the temporary folder {folder} was gone; it was made again"
    for place in places:
        if _takes_files(place):
            tempfile.tempdir = os.environ["TMPDIR"] = place
            return f"nothing can be written to the temporary folder {folder}; {place} is used now"
    return f"nothing can be written to the temporary folder {folder}, nor to {', '.join(places)}"


def _takes_files(folder: str) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
