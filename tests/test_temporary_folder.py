"""A temporary folder that vanishes under a running server ends nothing."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from served import serving

from service.front.temporary import see_to_folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of temporary files of this process."""
    made = tmp_path / "a" / "temporary"
    made.mkdir(parents=True)
    monkeypatch.setenv("TMPDIR", str(made))
    monkeypatch.setattr(tempfile, "tempdir", str(made))
    return made


def test_a_folder_that_is_there_is_left_alone(folder: Path) -> None:
    assert see_to_folder() == ""
    assert list(folder.iterdir()) == []


def test_a_folder_that_vanished_is_made_again_for_its_user_alone(folder: Path) -> None:
    shutil.rmtree(folder.parent)
    assert see_to_folder() == f"the temporary folder {folder} was gone; it was made again"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert see_to_folder() == ""


def test_another_takes_the_place_of_one_that_cannot_be_made(folder: Path, tmp_path: Path) -> None:
    shutil.rmtree(folder.parent)
    folder.parent.write_text("a file")
    absent, other = str(tmp_path / "absent"), str(tmp_path)
    assert see_to_folder((absent, other)).endswith(f"{other} is used now")
    assert tempfile.gettempdir() == os.environ["TMPDIR"] == other
    assert see_to_folder((absent,)) == ""


def test_where_no_folder_takes_a_file_it_is_said(folder: Path, tmp_path: Path) -> None:
    shutil.rmtree(folder.parent)
    folder.parent.write_text("a file")
    assert f"nor to {tmp_path}/absent" in see_to_folder((str(tmp_path / "absent"),))


@pytest.mark.slow
@pytest.mark.server
def test_a_process_that_starts_after_it_vanished_answers(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEARCHROOM_ENGINE", f"embedded:{tmp_path / 'index'}")
    log: list[str] = []
    with serving(tmp_path, log) as (address, server):
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children")
        end = monotonic() + 60
        first: list[int] = []
        while not first:
            assert monotonic() < end
            first = [int(each) for each in children.read_text().split()]
        _wait_for(address, end)
        shutil.rmtree(folder)
        os.kill(first[0], signal.SIGKILL)
        _wait_for(address, end)
        assert server.poll() is None
    said = [line for text in log for line in text.splitlines() if "temporary folder" in line]
    assert len(said) == 1 and "it was made again" in said[0]


def _wait_for(address: str, end: float) -> None:
    while monotonic() < end:
        with suppress(URLError, OSError), urlopen(f"{address}/healthz", timeout=2) as answer:
            assert answer.status == 200
            return
    raise AssertionError("nothing answers")
