"""A load killed with -9 at any moment: every search is answered by one whole index."""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from killed_load import STEPS, small_mapping

from service.engines.embedded import EmbeddedEngine
from service.query.request import FacetRequest, Query
from service.results import SearchResult

RECORDS = 20_000  # a load takes a few seconds, most of it after the process has begun
MOMENTS = 8
GENERATIONS = ("first", "second")
QUERY = Query(facets=(FacetRequest("type", 5),), size=20)
PAUSE = 0.02  # seconds between two searches of the client; without it, it would slow the load


def generation(result: SearchResult) -> str:
    """Return the one generation that an answer is of; fails where it is of none or of both."""
    assert result.total == result.index.records == RECORDS
    (facet,) = result.facets
    ((name, count),) = [(bucket.value, bucket.count) for bucket in facet.buckets]
    assert count == RECORDS
    assert len(result.hits) == 20
    assert {hit.record.text("type") for hit in result.hits} == {name}
    return name


class Client:
    """Searches as long as the test runs, and keeps what was wrong and what it saw."""

    def __init__(self, root: Path) -> None:
        self.engine = EmbeddedEngine.open(root, small_mapping())
        self.answers = 0
        self.faults: list[BaseException] = []
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Client:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()
        self.engine.close()

    def _run(self) -> None:
        while not self._end.wait(PAUSE):
            try:
                generation(self.engine.search(QUERY))
                self.answers += 1
            except BaseException as error:
                self.faults.append(error)
                return


def files(folder: Path) -> dict[str, Path]:
    """Write two generations of the same records, every record changed between them."""
    found = {}
    for name in GENERATIONS:
        found[name] = folder / f"{name}.jsonl"
        with found[name].open("w") as file:
            file.writelines(
                f'{{"id":"{number}","title":"Letter {number}","type":"{name}"}}\n'
                for number in range(RECORDS)
            )
    return found


def moments() -> list[float]:
    """Return parts of a load's length, one from each part of it, the same ones on every run."""
    drawn = random.Random(1)
    return [(part + drawn.random()) / MOMENTS for part in range(MOMENTS)]


@contextlib.contextmanager
def started(root: Path, path: Path, step: str = "") -> Iterator[subprocess.Popen[str]]:
    """Begin a load in a process of its own."""
    script = Path(__file__).with_name("killed_load.py")
    command = [sys.executable, str(script), str(root), str(path), step]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "begun\n"
            yield process
        finally:
            process.kill()


def load_to_the_end(root: Path, path: Path) -> float:
    """Load without a kill, and return how long that took in seconds."""
    begun = time.monotonic()
    with started(root, path) as process:
        assert process.wait(timeout=300) == 0
    return time.monotonic() - begun


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return files(tmp_path_factory.mktemp("generated"))


@pytest.mark.slow
def test_a_load_killed_at_any_moment(generated: dict[str, Path], tmp_path: Path) -> None:
    root = tmp_path / "index"
    length = load_to_the_end(root, generated["first"])
    killed = 0
    with Client(root) as client:
        engine = client.engine
        for moment in moments():
            before = generation(engine.search(QUERY))
            (target,) = set(GENERATIONS) - {before}
            with started(root, generated[target]) as process:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(timeout=length * moment)
                killed += process.poll() is None
                process.kill()
            assert generation(engine.search(QUERY)) in GENERATIONS
            assert not client.faults
        # The machine may be faster at one time than at another, but most were under way.
        assert killed > MOMENTS / 2
        for step in STEPS:
            before = generation(engine.search(QUERY))
            (target,) = set(GENERATIONS) - {before}
            with started(root, generated[target], step) as process:
                assert process.wait(timeout=300) == -9, step
            is_moved = STEPS.index(step) >= STEPS.index("pointer written")
            assert generation(engine.search(QUERY)) == (target if is_moved else before), step
        before = generation(engine.search(QUERY))
        (target,) = set(GENERATIONS) - {before}
        load_to_the_end(root, generated[target])
        assert generation(engine.search(QUERY)) == target
        live = engine.info().name
        assert {item.name for item in root.iterdir() if not item.name.startswith(".records")} == {
            live,
            "records.json",
            "records.copy.json",
            "records.lock",
        }
    assert client.answers > MOMENTS
    assert not client.faults
