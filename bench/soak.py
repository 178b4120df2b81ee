"""`python -m bench.soak`: a site under load for ten minutes, while its catalogue changes.

Sixteen clients search, turn pages, look at records and ask for suggestions. Meanwhile the catalogue
is loaded anew, updated, rolled back and withdrawn from, and idle connections come and go. Every
record of a load has the number of that load, so an answer that mixes two indexes shows. No answer
may be a 5xx, and what each process holds in memory and in open files may not grow.
"""

from __future__ import annotations

import argparse
import csv
import http.client
import itertools
import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from bench import elastic_node, servers

CLIENTS = 16
RECORDS = 2_000
_IDLE = 100  # connections that are opened and left, at once
_GROWTH = 1.1  # the last quarter beside the second
_GROWTH_SOON = 1.4  # in two minutes: what is kept to answer faster is still being filled
_SOON = 300  # seconds
_PATIENCE = 120  # seconds: CI measures beside it, on a machine that may be slow
_FILES = 8  # open files more or less: what is being answered when they are counted
# Clients, server, loads and node share the cores of one machine: a node that is kept busy answers
# late, which is no fault of the site. The indexes are ours alone.
_BESIDE_A_NODE = {
    "SEARCHROOM_ELASTIC_TIMEOUT": "60", "SEARCHROOM_TIME": "60",
    "SEARCHROOM_ELASTIC_PREFIX": f"soak-{os.getpid()}-",
}  # fmt: skip
_EDITION = re.compile(r"edition(\d+)")
_WORDS = ("harbour", "treaty", "embassy", "railway", "harvest", "border", "cabinet", "mission")


class Soak:
    """What happened, and what there was of memory and files."""

    def __init__(self, seconds: float, home: Path) -> None:
        self.home = home
        self.ends = time.monotonic() + seconds
        self.answers: Counter[int] = Counter()
        self.faults: list[str] = []
        self.loads: Counter[str] = Counter()
        self.taken: list[float] = []
        self.held: dict[int, list[tuple[int, int]]] = {}
        self._lock = threading.Lock()

    def goes_on(self) -> bool:
        """Return whether there is time left."""
        return time.monotonic() < self.ends

    def fault(self, what: str) -> None:
        """Note what should not have happened."""
        with self._lock:
            self.faults.append(what)

    def answer(self, path: str, status: int, body: bytes, taken: float) -> None:
        """Note an answer, and look whether it is sound."""
        with self._lock:
            self.answers[status] += 1
            self.taken.append(taken)
        if status >= 500:
            self.fault(f"{status} {path}: {body[:200]!r}")
        elif status == 200 and len(set(_EDITION.findall(body.decode()))) > 1:
            self.fault(f"two indexes in one answer: {path}")


def write_catalogue(path: Path, edition: int, first: int, last: int) -> None:
    """Write a table of records that all have the number of an edition."""
    dice = random.Random(edition)
    with path.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(("id", "title", "date", "type", "summary"))
        for number in range(first, last):
            words = " ".join(dice.choices(_WORDS, k=12))
            day = f"{1900 + number % 90}-0{1 + number % 9}-1{number % 9}"
            title = f"{words.split()[0]} {number} edition{edition}"
            out.writerow(
                (f"r{number}", title, day, f"Type {number % 7}", f"{words} edition{edition}")
            )


def change(soak: Soak, environ: dict[str, str]) -> None:
    """Load, update, roll back and withdraw, one after another, until the end."""
    table = soak.home / "soak.csv"
    for edition in itertools.count(2):
        for name, arguments, rows in (
            ("load", ("load", "csv", str(table), "--source", "soak"), (0, RECORDS)),
            (
                "update",
                ("load", "csv", str(table), "--source", "soak", "--update"),
                (RECORDS, RECORDS + 50),
            ),
            ("rollback", ("indices", "rollback", "--yes", "--quick"), None),
            # one more each time: at the end a load keeps as many out as there were turns
            ("withdrawal", ("withdraw", f"r{edition % RECORDS}"), None),
        ):
            if not soak.goes_on():
                return
            if rows:
                write_catalogue(table, edition, *rows)
            done = command(arguments, environ)
            soak.loads[name] += 1
            if done.returncode:
                soak.fault(f"{name} ended with {done.returncode}: {done.stderr[-300:]}")


def command(
    arguments: tuple[str, ...], environ: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a command of Searchroom."""
    program = str(Path(sys.executable).with_name("searchroom"))
    return subprocess.run(
        [program, *arguments], env=environ, capture_output=True, text=True, timeout=300, check=False
    )


def ask(soak: Soak, port: int, seed: int) -> None:
    """Be one client, with a connection that lasts, until the end."""
    dice = random.Random(seed)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    while soak.goes_on():
        word, other = dice.choice(_WORDS), dice.choice(_WORDS)
        path = dice.choice(
            (f"/api/v1/search?q={word}", f"/search?q={word}+{other}",
             f"/api/v1/search?q={word}&page=3", f"/records/r{dice.randrange(RECORDS)}",
             f"/api/v1/search?q=&sort=-date&size=100&page={dice.randint(1, 20)}",
             f"/api/v1/suggest?q={word[:3]}", f"/search?type=Type+{dice.randrange(7)}&q={word}*",
             "/api/v1/facets/type", "/", f"/api/v1/search?q={quote(word + '~')}&sort=title")
        )  # fmt: skip
        begun = time.perf_counter()
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            if soak.goes_on() and not isinstance(error, http.client.RemoteDisconnected):
                soak.fault(f"{path}: {error!r}")
            continue
        soak.answer(path, answer.status, body, time.perf_counter() - begun)
        if answer.status == 200 and path.startswith("/api/v1/search") and dice.random() < 0.2:
            cursor = json.loads(body)["page"]["next_cursor"]
            if cursor:
                start = re.sub(r"&page=\d+", "", path)
                connection.request("GET", f"{start}&cursor={quote(cursor)}")
                following = connection.getresponse()
                soak.answer(path, following.status, following.read(), 0.0)
    connection.close()


def idle(soak: Soak, port: int) -> None:
    """Open connections that say nothing, leave them, and close them some time later."""
    while soak.goes_on():
        held = []
        try:
            for _ in range(_IDLE):
                held.append(socket.create_connection(("127.0.0.1", port), timeout=10))
            held[0].settimeout(15)
            held[0].recv(1)  # the server closes it at its deadline
        except OSError:
            continue
        finally:
            for each in held:
                each.close()


def weigh(soak: Soak, server: servers.Running) -> None:
    """Note memory (kB) and open files of each process, once a second."""
    pause = threading.Event()
    while soak.goes_on():
        for pid in server.children():
            try:
                status = Path(f"/proc/{pid}/status").read_text()
                files = open_files(pid)
            except OSError:
                continue
            memory = int(re.search(r"VmRSS:\s+(\d+)", status)[1])  # type: ignore[index]
            soak.held.setdefault(pid, []).append((memory, files))
        pause.wait(1)


def open_files(pid: int) -> int:
    """Return how many files a process has open, connections apart: these come and go."""
    found = 0
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):
            found += not str(link.readlink()).startswith("socket:")
    return found


def growth(soak: Soak, allowed: float) -> list[str]:
    """Return what grew from the second quarter to the last, for each process."""
    found = []
    for pid, held in soak.held.items():
        quarter = len(held) // 4
        if quarter < 5:
            found.append(f"the process {pid} lived for {len(held)} seconds only")
            continue
        for at, name, spare in ((0, "kB of memory", 0), (1, "open files", _FILES)):
            before = statistics.median(one[at] for one in held[quarter : 2 * quarter])
            after = statistics.median(one[at] for one in held[-quarter:])
            print(f"process {pid}: {name}: second quarter {before:,.0f}, last {after:,.0f}")
            if after > before * allowed + spare:
                found.append(f"the process {pid} went from {before:,.0f} to {after:,.0f} {name}")
    return found


def main() -> int:
    """Soak a site, print what happened, and return 1 where anything was amiss."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--engine", help="the URL of an Elasticsearch; default: a folder")
    parser.add_argument(
        "--elasticsearch", action="store_true", help="start an Elasticsearch for the tests' node"
    )
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="searchroom-soak-") as folder:
        home = Path(folder)
        engine = chosen.engine or f"embedded:{home / 'index'}"
        if chosen.elasticsearch:
            engine = elastic_node.address()
        own = {"SEARCHROOM_HOME": folder, "SEARCHROOM_ENGINE": engine, "SEARCHROOM_KEEP": "1"}
        own["SEARCHROOM_TIME"] = "60"  # the machine may be slow, and busy with other things
        if chosen.engine or chosen.elasticsearch:
            own |= _BESIDE_A_NODE
        environ = {**os.environ, **own}
        write_catalogue(home / "soak.csv", 1, 0, RECORDS)
        first = command(("load", "csv", str(home / "soak.csv"), "--source", "soak"), environ)
        if first.returncode:
            print(first.stdout, first.stderr, file=sys.stderr)
            return 1
        with servers.searchroom(engine, **own) as server:
            soak = Soak(chosen.seconds, home)
            works: list[tuple[Callable[..., None], tuple[object, ...]]] = [
                (change, (soak, environ)), (idle, (soak, server.port)), (weigh, (soak, server)),
                *((ask, (soak, server.port, seed)) for seed in range(CLIENTS)),
            ]  # fmt: skip
            threads = [threading.Thread(target=work, args=given) for work, given in works]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            print(f"{sum(soak.answers.values()):,} answers: {dict(sorted(soak.answers.items()))}")
            print(
                f"changes: {dict(soak.loads)}; median {statistics.median(soak.taken) * 1000:.0f} ms"
            )
            soak.faults += growth(soak, _GROWTH if chosen.seconds >= _SOON else _GROWTH_SOON)
    for fault in soak.faults[:20]:
        print(fault, file=sys.stderr)
    print(f"{len(soak.faults)} faults")
    return int(bool(soak.faults))


if __name__ == "__main__":
    sys.exit(main())
