"""A pipe that nobody writes to is refused wherever a file is named, and nothing waits for it."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from index_mappings import mapping
from index_mappings.plain_files import mark_of, read_plain, special_kind
from loaders.drafts.access_words import words_of
from loaders.drafts.field_maps.field_map import _read
from service.bridges.keeping import BridgeFile, read_file
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


@pytest.mark.parametrize(
    "path", ["/proc/version", "/proc/self/status", "/sys/kernel/uevent_seqnum"]
)
def test_what_the_kernel_makes_is_no_file(path: str) -> None:
    if not Path(path).is_file():
        pytest.skip("no Linux")
    assert special_kind(path) == "a part of the running system"
    with pytest.raises(OSError, match="not a file"):
        read_plain(Path(path))


def test_a_file_or_a_folder_is_one(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    for path in (tmp_path, tmp_path / "empty", tmp_path / "none", "/proc"):
        assert special_kind(path) == ""


def test_a_mark_changes_with_who_may_read_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("x")
    before = mark_of(path)
    assert before is not None and before == mark_of(path)
    path.chmod(0)
    assert mark_of(path) != before
    path.unlink()
    assert mark_of(path) is None


def problem_of_bridges(path: Path) -> Callable[[], str]:
    path.write_text("kind,forms\nplace,Petrograd | Leningrad\n")
    file = BridgeFile(str(path))
    return lambda: file.now.problem


def problem_of_names(path: Path) -> Callable[[], str]:
    path.write_text("ring,name\nStalin,Filippov\n")
    names = Names(str(path))
    return lambda: names.problem


FILES = {"bridges": problem_of_bridges, "names": problem_of_names}


@pytest.mark.parametrize("what", FILES)
def test_that_a_file_may_no_longer_be_read_is_told_at_once(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "own.csv"
    problem = FILES[what](path)
    assert problem() == ""

    def refused(path: Path) -> bytes:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    path.chmod(0)
    with monkeypatch.context() as patched:  # who runs the tests may be root, who may read anything
        patched.setattr(f"service.{what}.keeping.read_plain", refused)
        assert "Permission denied" in problem()
    path.chmod(0o600)
    assert problem() == ""
