"""A process that takes the place of another while a file of the site is damaged."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from catalogue import RECORDS
from served import serving
from serving import publish

import index_mappings
from index_mappings.mapping import load
from service.engines.embedded import EmbeddedEngine

pytestmark = [pytest.mark.slow, pytest.mark.server]


def test_waits_until_it_is_mended_and_the_server_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped, own = Path(index_mappings.__file__).with_name("records.json"), tmp_path / "own.json"
    shutil.copy(shipped, own)
    publish(EmbeddedEngine.open(tmp_path / "index", load(str(own))), list(RECORDS))
    monkeypatch.setenv("SEARCHROOM_MAPPING", str(own))
    monkeypatch.setenv("SEARCHROOM_ENGINE", f"embedded:{tmp_path / 'index'}")
    log: list[str] = []
    with serving(tmp_path, log) as (url, process), _ended_in_time(process):
        assert _answers(url)
        own.write_text("{")
        (answering,) = _children(process)
        os.kill(answering, signal.SIGKILL)
        _read_until(process, "a process cannot begin", log)
        shutil.copy(shipped, own)
        _read_until(process, "the process has begun", log)
        assert _answers(url) and process.poll() is None
        assert _children(process) != [answering]
    said = "".join(log)
    assert said.count("a process cannot begin") == 1 and "is not JSON" in said
    assert "Traceback" not in said


@contextmanager
def _ended_in_time(process: subprocess.Popen[str]) -> Iterator[None]:
    """End a server that says nothing, so that nobody reads for ever."""
    timer = threading.Timer(60, process.kill)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _children(process: subprocess.Popen[str]) -> list[int]:
    tasks = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(one) for one in tasks.split()]


def _answers(url: str) -> bool:
    with urlopen(f"{url}/search?q=jets", timeout=30) as answer:
        return bool(answer.status == 200)


def _read_until(process: subprocess.Popen[str], words: str, log: list[str]) -> None:
    """Read what the server writes until it says so."""
    assert process.stderr is not None
    for line in process.stderr:
        log.append(line)
        if words in line:
            return
    raise AssertionError(f"the server ended, and never said {words!r}")
