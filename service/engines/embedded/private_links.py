"""A private folder of links to an index, for tantivy makes a lock file in what it opens.

So an index is read where nothing may be written beside it: on a read-only mount, or where it
belongs to another user. The folder lives only while the index is being opened: after that
tantivy has all files open and needs no name.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from service.errors import IndexUnreadable

_PLACES = ("/tmp", "/var/tmp", "/dev/shm", "/run")
"""Where links may be made after TMPDIR, TEMP and TMP. They take names and no room."""


@contextmanager
def linked(index: Path) -> Iterator[Path]:
    """Give a folder with a link to each file of an index; it goes at the end.

    Raises IndexUnreadable where no folder at all can be written.
    """
    folder = _made()
    try:
        for item in index.absolute().iterdir():
            if not item.name.endswith(".lock"):
                (folder / item.name).symlink_to(item)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _made() -> Path:
    named = (os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP"))
    tried: list[str] = []
    for place in dict.fromkeys((*filter(None, named), *_PLACES)):
        try:
            folder = Path(tempfile.mkdtemp(prefix="searchroom-", dir=place))
        except OSError as error:
            tried.append(f"{place} ({error.strerror or error})")
            continue
        try:
            # what tantivy will do: a folder may be made on a full disk where no file can be
            (folder / ".lock").touch()
        except OSError as error:
            tried.append(f"{place} ({error.strerror or error})")
            shutil.rmtree(folder, ignore_errors=True)
            continue
        return folder
    raise IndexUnreadable(
        "the index cannot be opened, for no temporary folder can be written, and links to its "
        f"files are needed: {'; '.join(tried)}. Make one writable, or name another in TMPDIR"
    )
