"""Servers as child processes: started for a row, waited for, stopped by their own id."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.corpora import KEPT

WORKERS = 2
THREADS = 4
_SECONDS = 600  # for a start on a busy machine
_POLL = 0.01


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers: its port, its process, and the seconds until its first answer."""

    port: int
    pid: int
    seconds: float

    def children(self) -> list[int]:
        """Return the ids of its worker processes."""
        listed = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(pid) for pid in listed.split()]


def free_port() -> int:
    """Return a port of 127.0.0.1 that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(command: Sequence[str], port: int, ready: str, **env: str) -> Iterator[Running]:
    """Run a server for as long as the block lasts, from its first answer to `ready` on."""
    log = KEPT / "servers.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    clean = {name: value for name, value in os.environ.items() if not _is_ours(name)}
    begin = time.perf_counter()
    with log.open("ab") as out:
        process = subprocess.Popen(
            list(command), env={**clean, **env}, stdout=out, stderr=out, stdin=subprocess.DEVNULL
        )
    try:
        _wait(process, f"http://127.0.0.1:{port}{ready}")
        yield Running(port, process.pid, time.perf_counter() - begin)
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def searchroom(engine: str, ready: str = "/readyz", **env: str) -> Iterator[Running]:
    """Serve the site over an engine, as `searchroom serve` does."""
    port = free_port()
    settings: Mapping[str, str] = {
        "SEARCHROOM_ENGINE": engine,
        "SEARCHROOM_WORKERS": str(WORKERS),
        "SEARCHROOM_THREADS": str(THREADS),
        "SEARCHROOM_BUDGET": "0",  # what is measured is the server, not what a client may ask
        **env,
    }
    command = [str(Path(sys.executable).with_name("searchroom")), "serve", "--port", str(port)]
    with serving(command, port, ready, **settings) as server:
        yield server


@contextmanager
def bare_flask(index: Path, marked: str) -> Iterator[Running]:
    """Serve the minimal view over the bare script, marking fields with commas between."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--workers", str(WORKERS), "--worker-class"]
    command += ["gthread", "--threads", str(THREADS), "--no-control-socket", "--keep-alive", "5"]
    command += ["--bind", f"127.0.0.1:{port}", "bench.bare_flask:app"]
    with serving(command, port, "/search?q=a", BARE_INDEX=str(index), BARE_MARKED=marked) as server:
        yield server


def _is_ours(name: str) -> bool:
    return name.startswith("SEARCHROOM_") or name == "PORT"


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    deadline = time.monotonic() + _SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=_SECONDS):
                return
        except OSError as error:
            if process.poll() is not None:
                raise RuntimeError(f"the server for {url} ended: see servers.log") from error
            time.sleep(_POLL)
    raise RuntimeError(f"nothing answered at {url} within {_SECONDS} seconds")
