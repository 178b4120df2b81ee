"""A private folder of links to an index, for tantivy makes a lock file in what it opens.

So an index is read where nothing may be written beside it: on a read-only mount, or where it
belongs to another user. The folder lives only while the index is being opened: after that
tantivy has all files open and needs no name.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from service.errors import IndexUnreadable

_PLACES = ("/dev/shm", "/tmp", "/var/tmp", "/run")
"""Where links may be made after TMPDIR, TEMP and TMP. They take names and no room. In memory they
are made in a tenth of the time.
"""

_FOLDER = "of"


@contextmanager
def linked(index: Path) -> Iterator[Path]:
    """Give a folder with a link to each file of an index; it goes at the end.

    Raises IndexUnreadable if no folder at all can be written.
    """
    named = (os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP"))
    tried: list[str] = []
    names = [item.name for item in index.iterdir() if not item.name.endswith(".lock")]
    for place in dict.fromkeys((*filter(None, named), *_PLACES)):
        try:
            folder = _made(place, index.absolute(), names)
        except OSError as error:
            tried.append(f"{place} ({error.strerror or error})")
            continue
        try:
            yield folder
        finally:
            _remove(folder)
        return
    raise IndexUnreadable(
        "the index cannot be opened, because no temporary folder can be written, and links to its "
        f"files are needed: {'; '.join(tried)}. Make one writable, or name another in TMPDIR"
    )


def _made(place: str, index: Path, names: Iterable[str]) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="searchroom-", dir=place))
    try:
        # by way of the folder, so that each link is short: short ones take no room on a full disk
        (folder / _FOLDER).symlink_to(index)
        for name in names:
            (folder / name).symlink_to(f"{_FOLDER}/{name}")
        # what tantivy will do: on some full disks links can be made, and no file
        (folder / ".lock").touch()
    except OSError:
        _remove(folder)
        raise
    return folder


def _remove(folder: Path) -> None:
    # tantivy's own thread may make its lock file between the emptying and the removal of a
    # folder, and does so once for each index it opens: a second round is enough, a third is sure
    for _ in range(3):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
