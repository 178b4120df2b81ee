"""One load in a process of its own, as `bench.loading` starts it: prints seconds and memory.

Processor time is given too, that of all threads: other work on the machine changes it little.
`cpu` is that of all processes, `helpers` that of the ones which a load starts.

python -m bench.loads engine|command|bare FOLDER RECORDS.jsonl
python -m bench.loads tei|bare-tei FOLDER FOLDER_OF_VOLUMES
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from bench.memory import Peak


def engine(folder: str, records: str) -> int:
    """Fill the embedded engine at its boundary."""
    import orjson  # noqa: PLC0415  # each way imports only what it needs

    from index_mappings.mapping import load  # noqa: PLC0415
    from index_mappings.record import Record  # noqa: PLC0415
    from service.engines.embedded import EmbeddedEngine  # noqa: PLC0415

    build = EmbeddedEngine.open(folder, load("records")).begin(owner="the measurements")
    with Path(records).open("rb") as file:
        refused = list(build.add(Record.from_json(orjson.loads(line)) for line in file))
    assert not refused, refused[0]
    count = build.finish()
    build.publish()
    return count


def command(folder: str, records: str) -> int:
    """Run what an archivist runs."""
    return _searchroom(folder, "jsonl", records)


def tei(folder: str, volumes: str) -> int:
    """Run the same with volumes of TEI."""
    return _searchroom(folder, "tei", *map(str, sorted(Path(volumes).glob("*.xml"))))


def _searchroom(folder: str, format: str, *files: str) -> int:
    from service.cli import main  # noqa: PLC0415

    os.environ["SEARCHROOM_ENGINE"] = f"embedded:{folder}"
    with contextlib.suppress(SystemExit):
        main(["load", format, *files, "--source", "bench"])
    manifest = next(Path(folder).glob("*/manifest.json"))
    return int(json.loads(manifest.read_bytes())["records"])


def bare(folder: str, records: str) -> int:
    """Run the bare script."""
    from bench.bare_tantivy import build, lines  # noqa: PLC0415

    return build(lines(records), folder)


def bare_tei(folder: str, volumes: str) -> int:
    """Run a pass of lxml over the volumes that feeds the bare script."""
    from bench.bare_tantivy import build  # noqa: PLC0415
    from bench.frus import records  # noqa: PLC0415

    return build(records(Path(volumes)), folder)


WAYS = {"engine": engine, "command": command, "bare": bare, "tei": tei, "bare-tei": bare_tei}


def run(way: str, folder: Path, records: Path) -> dict[str, float]:
    """Load in a new process; return {"seconds", "records", "peak_mb", "cpu", "helpers"}.

    `cpu` and `helpers` are seconds of processor time.


    Raises RuntimeError if the load fails; it has said why on the screen.
    """
    asked = [sys.executable, "-m", "bench.loads", way, str(folder), str(records)]
    done = subprocess.run(asked, check=False, stdout=subprocess.PIPE)
    if done.returncode:
        raise RuntimeError(f"the load {way!r} ended with {done.returncode}")
    said: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return said


def _of_helpers() -> float:
    """Return the processor time of the processes that this one has started and that have ended."""
    times = os.times()
    return times.children_user + times.children_system


if __name__ == "__main__":
    with Peak() as peak:
        begin, worked, helped = time.perf_counter(), time.process_time(), _of_helpers()
        loaded = WAYS[sys.argv[1]](sys.argv[2], sys.argv[3])
        seconds, helpers = time.perf_counter() - begin, _of_helpers() - helped
        cpu = time.process_time() - worked + helpers
    told = {
        "seconds": seconds,
        "records": loaded,
        "peak_mb": peak.most,
        "cpu": cpu,
        "helpers": helpers,
    }
    print(json.dumps(told))
