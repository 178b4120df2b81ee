"""Elasticsearch nodes as child processes: started, waited for, stopped and killed by their id.

Elasticsearch refuses to run as root, so root runs it as `nobody`. A node dies with the
process that started it where `setpriv` is there to arrange that.
"""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from elasticsearch_node.install import Installation, Missing, install
from elasticsearch_node.secured import Security, secure

START_SECONDS = 600  # a start takes about 10 s alone, and minutes on a busy machine of two cores
STOP_SECONDS = 30
POLL_SECONDS = 0.25
OTHER_USER = "nobody"
FILES_LIKE = "searchroom-elasticsearch-"
# Each change of an index is written through to the disk, which is half of what the tests wait for;
# in memory it takes nothing. All that they load is far less than the room that must be free there.
MEMORY, ROOM = Path("/dev/shm"), 3_000_000_000  # bytes
# The quick compiler alone and a collector of one thread: a node of tests lives for minutes and
# holds little, so the compiler that optimizes, and the collector for many cores, cost more of the
# two cores that it shares with the tests than they win.
COMPILER = "-XX:TieredStopAtLevel=1"
AS_NEEDED = "-XX:-AlwaysPreTouch"  # memory is taken when it is used: several nodes run at once
COLLECTOR = ("-XX:+UseG1GC", "-XX:+UseSerialGC")  # as shipped, and as here


@dataclass
class Node:
    """One node, its ports fixed so that it can be started again where it was."""

    installation: Installation
    folder: Path
    data: Path
    """The folder of its indexes."""
    name: str
    heap: str = "1g"
    http: int = 0
    transport: int = 0
    peers: tuple[str, ...] = ()
    """Names of the nodes of its cluster, itself among them; empty for a node on its own."""
    seeds: tuple[str, ...] = ()
    brief: bool = True
    """Whether it is to start soon; False where it is measured, as it would be in use."""
    security: Security | None = None
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self.http = self.http or free_port()
        self.transport = self.transport or free_port()

    @property
    def url(self) -> str:
        """The address of its HTTP API."""
        return f"{'https' if self.security else 'http'}://127.0.0.1:{self.http}"

    @property
    def pid(self) -> int:
        """The id of the server's process (its parent is a launcher)."""
        return int((self.folder / "pid").read_text())

    @property
    def is_running(self) -> bool:
        """Whether the node's launcher lives; it ends with the server."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start the node; it is not ready yet when this returns."""
        self._configure()
        log = (self.folder / "out.log").open("wb")
        with log:
            self._process = subprocess.Popen(
                [*_as_other_user(), str(self.installation.home / "bin" / "elasticsearch"),
                 "-p", str(self.folder / "pid")],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                env=self._environment(), cwd=self.folder, start_new_session=True,
            )  # fmt: skip

    def wait(self, nodes: int = 1) -> None:
        """Wait until the node answers and sees so many nodes; raises RuntimeError with its log."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            health = self.health()
            if health and health["number_of_nodes"] >= nodes and health["status"] != "red":
                return
            if self._died_within(POLL_SECONDS):
                break
        raise RuntimeError(f"Elasticsearch node {self.name} did not start:\n{self.log()}")

    def health(self) -> dict[str, Any] | None:
        """Return what /_cluster/health says, None where nothing answers."""
        asked = urllib.request.Request(f"{self.url}/_cluster/health")
        if self.security:
            asked.add_header("Authorization", self.security.header())
        context = self.security.context() if self.security else None
        try:
            with urllib.request.urlopen(asked, timeout=5, context=context) as answer:
                return dict(json.load(answer))
        except (OSError, ValueError):
            return None

    def log(self) -> str:
        """Return the end of what the node wrote."""
        return (self.folder / "out.log").read_text(errors="replace")[-4000:]

    def stop(self) -> None:
        """Stop the node in good order, and the hard way where it does not."""
        if self._process is None:
            return
        self._process.terminate()  # the launcher stops the server and waits for it
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End the server as a power cut would."""
        if self._process is None:
            return
        try:
            os.kill(self.pid, signal.SIGKILL)
        except (OSError, ValueError):
            self._process.kill()  # it had not come so far as to write its id
        self._process.wait(STOP_SECONDS)

    def _died_within(self, seconds: float) -> bool:
        assert self._process is not None
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _configure(self) -> None:
        config = self.folder / "config"
        if not config.exists():
            shutil.copytree(self.installation.home / "config", config)
            (self.folder / "tmp").mkdir()
        settings: dict[str, Any] = {
            "cluster.name": "searchroom-test",
            "node.name": self.name,
            "path.data": str(self.data),
            "path.logs": str(self.folder / "logs"),
            "network.host": "127.0.0.1",
            "http.port": self.http,
            "transport.port": self.transport,
            "xpack.security.enabled": False,
            # a developer's disk may be fuller than Elasticsearch likes
            "cluster.routing.allocation.disk.threshold_enabled": False,
        }
        if self.peers:
            settings["cluster.initial_master_nodes"] = list(self.peers)
            settings["discovery.seed_hosts"] = list(self.seeds)
        else:
            settings["discovery.type"] = "single-node"
        if self.security:
            settings.update(self.security.settings())
            self.security.write(config)
        lines = (f"{key}: {json.dumps(value)}\n" for key, value in settings.items())
        (config / "elasticsearch.yml").write_text("".join(lines))
        if self.brief:
            options = config / "jvm.options"
            options.write_text(options.read_text().replace(*COLLECTOR))
        _give_to_other_user(self.folder)
        _give_to_other_user(self.data)

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        heap = f"-Xms{self.heap} -Xmx{self.heap}"
        return kept | {
            "ES_JAVA_HOME": str(self.installation.java_home),
            "ES_PATH_CONF": str(self.folder / "config"),
            "ES_JAVA_OPTS": f"{heap} {COMPILER} {AS_NEEDED}" if self.brief else heap,
            "CLI_JAVA_OPTS": f"-XX:+UseSerialGC {COMPILER}",  # of the launcher, which only waits
            "ES_TMPDIR": str(self.folder / "tmp"),
            "HOME": str(self.folder),
        }


def free_port() -> int:
    """Return a port of 127.0.0.1 that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def single_node(heap: str = "1g", *, brief: bool = True) -> Iterator[Node]:
    """Run one node for as long as the block lasts; raises Missing where it cannot be had."""
    with _folders(in_memory=brief) as (folder, data):
        node = Node(
            install(folder), _subfolder(folder, "node"), _subfolder(data, "node"), "node", heap,
            brief=brief,
        )  # fmt: skip
        try:
            node.start()
            node.wait()
            yield node
        finally:
            node.stop()


@contextmanager
def secured_node(password: str, heap: str = "512m") -> Iterator[tuple[Node, Security]]:
    """Run one node with security on; raises Missing where it cannot be had."""
    with _folders() as (folder, data):
        installation = install(folder)
        security = secure(_subfolder(folder, "certificates"), installation, password)
        node = Node(
            installation, _subfolder(folder, "node"), _subfolder(data, "node"), "node", heap,
            security=security,
        )  # fmt: skip
        try:
            node.start()
            node.wait()
            yield node, security
        finally:
            node.stop()


@contextmanager
def cluster(size: int = 3, heap: str = "512m") -> Iterator[tuple[Node, ...]]:
    """Run a cluster of nodes that can each be killed and started again."""
    with _folders() as (folder, data):
        installation = install(folder)
        names = tuple(f"node-{number}" for number in range(1, size + 1))
        ports = [free_port() for _ in names]
        seeds = tuple(f"127.0.0.1:{port}" for port in ports)
        nodes = tuple(
            Node(
                installation, _subfolder(folder, name), _subfolder(data, name), name, heap,
                transport=port, peers=names, seeds=seeds,
            )
            for name, port in zip(names, ports, strict=True)
        )  # fmt: skip
        try:
            for node in nodes:
                node.start()
            for node in nodes:
                node.wait(size)
            yield nodes
        finally:
            for node in nodes:
                node.stop()


@contextmanager
def _folders(*, in_memory: bool = True) -> Iterator[tuple[Path, Path]]:
    """Make a folder for programs and settings, and one for indexes, in memory if there is room."""
    room = in_memory and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    with (
        tempfile.TemporaryDirectory(prefix=FILES_LIKE) as programs,
        tempfile.TemporaryDirectory(prefix=FILES_LIKE, dir=MEMORY if room else None) as data,
    ):
        for name in (programs, data):
            Path(name).chmod(0o755)  # the other user reads them
        yield Path(programs), Path(data)


def _subfolder(folder: Path, name: str) -> Path:
    made = folder / name
    made.mkdir()
    return made


def _as_other_user() -> list[str]:
    setpriv = shutil.which("setpriv")
    dies_with_us = ["--pdeathsig", "TERM"]
    if os.geteuid() != 0:
        return [setpriv, *dies_with_us] if setpriv else []
    if setpriv is None:
        raise Missing("Elasticsearch refuses to run as root, and setpriv is not installed")
    user = pwd.getpwnam(OTHER_USER)
    ids = ["--reuid", str(user.pw_uid), "--regid", str(user.pw_gid), "--clear-groups"]
    return [setpriv, *ids, *dies_with_us]


def _give_to_other_user(folder: Path) -> None:
    if os.geteuid() != 0:
        return
    user = pwd.getpwnam(OTHER_USER)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, user.pw_uid, user.pw_gid)
