"""Clients: one that keeps its connection, and wrk with eight of them."""

from __future__ import annotations

import http.client
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson

from bench.corpora import KEPT
from bench.plan import Missing

CONNECTIONS = 8
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_FAILED = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)")


class Client:
    """One kept-alive connection to a server on this machine."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def get(self, path: str) -> bytes:
        """Return the body of a page."""
        return self._ask("GET", path, None)

    def post(self, path: str, body: bytes) -> bytes:
        """Return the answer to a body of JSON."""
        return self._ask("POST", path, body)

    def json(self, path: str) -> Any:
        """Return a body of JSON, read."""
        return orjson.loads(self.get(path))

    def _ask(self, method: str, path: str, body: bytes | None) -> bytes:
        headers = {"Content-Type": "application/json"} if body else {}
        try:
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self._connection.close()  # the server let go of it between two rows
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
        read = response.read()
        if response.status != 200:
            raise RuntimeError(f"{path} answered {response.status}: {read[:300]!r}")
        return read


def rate(port: int, paths: Sequence[str], seconds: int) -> float:
    """Return the requests a second that a server answers to eight connections at once."""
    wrk = shutil.which("wrk")
    if wrk is None:
        raise Missing("wrk is not installed: apt-get install wrk")
    script = KEPT / "paths.lua"
    quoted = ",".join('"' + path.replace('"', "%22") + '"' for path in paths)
    script.write_text(
        f"local paths = {{{quoted}}}\nlocal n = 0\n"
        'request = function() n = n % #paths + 1; return wrk.format("GET", paths[n]) end\n'
    )
    said = subprocess.run(
        [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(script),
         f"http://127.0.0.1:{port}"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    failed = _FAILED.search(said)
    found = _RATE.search(said)
    if failed or not found:
        raise RuntimeError(f"wrk was not answered as it should: {said}")
    return float(found.group(1))


def size_of(path: Path) -> int:
    """Return the bytes of all files under a folder."""
    return sum(item.stat().st_size for item in path.rglob("*") if item.is_file())
