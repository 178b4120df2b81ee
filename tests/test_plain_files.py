"""A pipe that nobody writes to is refused wherever a file is named, and nothing waits for it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from index_mappings import mapping
from loaders.drafts.access_words import words_of
from loaders.drafts.field_maps.field_map import _read
from service.bridges.keeping import read_file
from service.names.keeping import Names

READERS: dict[str, Callable[[str], object]] = {
    "mapping": mapping.load,
    "names": lambda path: Names(path).check(),
    "field map": _read,
    "words of access": words_of,
    "bridges": lambda path: read_file(Path(path)),
}


@pytest.mark.parametrize("what", READERS)
def test_a_pipe_is_no_file(what: str, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    with pytest.raises(Exception, match="a pipe, not a file"):
        READERS[what](str(pipe))
