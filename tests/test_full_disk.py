"""A full disk, for real: a small file system in memory, for the index, temporary files, or both."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from served import serving
from serving import client_of

from index_mappings.mapping import RecordMapping
from service.engines.embedded import EmbeddedEngine

pytestmark = pytest.mark.slow

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Callable[[str, str], Path]]:
    """A maker of file systems with so much room; needs the right to mount."""
    mounted: list[Path] = []

    def make(name: str, size: str) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)],
            check=False, capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode:
            pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
        mounted.append(folder)
        return folder

    yield make
    for folder in mounted:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def few(tmp_path: Path) -> Path:
    return _lines(tmp_path / "few.jsonl", 5)


def _lines(path: Path, count: int) -> Path:
    # hex of something long: what compresses well would fit
    records = (
        {"title": f"Letter {n}", "summary": os.urandom(500).hex(), "source": "letters"}
        for n in range(count)
    )
    path.write_text("".join(json.dumps(one) + "\n" for one in records))
    return path


def run(index: Path, temporary: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ, "SEARCHROOM_ENGINE": f"embedded:{index}", "TMPDIR": str(temporary),
        "SEARCHROOM_SOURCES": str(index.parent.parent / "sources.toml"),
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-c", "from service.cli import main; main()", *arguments],
        check=False, capture_output=True, text=True, env=environment, timeout=120,
    )  # fmt: skip


def status(url: str, path: str) -> int:
    try:
        with urlopen(url + path, timeout=20) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


def read(url: str, path: str) -> str:
    with urlopen(url + path, timeout=20) as answer:
        return str(answer.read().decode())


def fill(folder: Path) -> Path:
    """Leave no byte free in a folder; return the file that took them."""
    path = folder / "filling"
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return path


@pytest.mark.parametrize("full", ["index", "temporary", "both"])
def test_a_load_leaves_the_live_index_and_nothing_of_its_own(
    full: str, small: Callable[[str, str], Path], few: Path, mapping: RecordMapping
) -> None:
    tmp_path = few.parent
    # a load keeps 32 MB of drafts in memory before it writes any to the temporary folder
    many = _lines(tmp_path / "many.jsonl", 40_000 if full == "temporary" else 6_000)
    disk = small("disk", "3m" if full != "temporary" else "500m")
    temporary = {"index": tmp_path, "both": disk}.get(full) or small("temporary", "1m")
    index = disk / "index"
    done = run(index, temporary, "load", "jsonl", str(few), "--source", "letters")
    assert done.returncode == 0, done.stderr
    client = client_of(EmbeddedEngine.open(index, mapping))
    before = client.get("/api/v1/search").json["index"]
    builds = sorted(index.glob("records-*"))
    done = run(index, temporary, "load", "jsonl", str(many), "--source", "letters", "--force")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "nothing was published" in done.stderr
    assert client.get("/api/v1/search").json["index"] == before
    assert client.get("/readyz").status_code == 200
    assert sorted(index.glob("records-*")) == builds
    done = run(index, temporary, "load", "jsonl", str(few), "--source", "letters", "--force")
    assert done.returncode == 0, done.stderr


def test_an_index_is_opened_and_rolled_back_where_not_a_byte_is_free(
    small: Callable[[str, str], Path], few: Path, mapping: RecordMapping,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    disk = small("disk", "8m")
    index = disk / "index"
    for _ in range(2):
        done = run(index, few.parent, "load", "jsonl", str(few), "--source", "a", "--force")
        assert done.returncode == 0, done.stderr
    first, second = sorted(path.name for path in index.glob("records-*") if path.is_dir())
    fill(disk)
    monkeypatch.setenv("TMPDIR", str(disk))
    client = client_of(EmbeddedEngine.open(index, mapping))
    assert client.get("/api/v1/search").json["index"]["name"] == second
    done = run(index, disk, "indices", "rollback", "--yes", "--quick")
    assert done.returncode == 0, done.stderr
    assert client.get("/api/v1/search").json["index"]["name"] == first
    assert client.get("/readyz").json["index"] == first
    done = run(index, disk, "withdraw", "k1", "--reason", "an order")
    assert done.returncode == 2 and "the list of withdrawn records" in done.stderr, done.stderr
    assert "No space left" in done.stderr and "Traceback" not in done.stderr


def test_a_server_answers_when_its_temporary_folder_is_full(
    small: Callable[[str, str], Path], few: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = few.parent / "index"
    assert run(index, few.parent, "load", "jsonl", str(few), "--source", "a").returncode == 0
    temporary = small("temporary", "1m")
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setenv("SEARCHROOM_ENGINE", f"embedded:{index}")
    monkeypatch.setenv("SEARCHROOM_BUDGET", "0")
    log: list[str] = []
    with serving(few.parent, log, workers=1) as (url, _):
        assert status(url, "/search?q=letter") == 200
        fill(temporary)
        # each route and status is a new figure; enough of them need another page of the file
        for path in ("/", "/search?q=letter", "/api/v1/search", "/help", "/no", "/metrics") * 5:
            assert status(url, path) == (404 if path == "/no" else 200)
        assert "searchroom_requests_total" in read(url, "/metrics")
    with serving(few.parent, log, workers=1) as (url, _):  # and one that begins so
        assert status(url, "/search?q=letter") == 200
        assert "searchroom_index_records 5.0" in read(url, "/metrics")
    assert not [line for line in log if "was sent" in line or "exited" in line]
