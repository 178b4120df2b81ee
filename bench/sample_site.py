"""The sample collections, served for as long as a block lasts."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner

from bench.servers import searchroom
from service.cli import cli

COLLECTIONS = Path(__file__).parents[1] / "samples" / "collections"


@contextmanager
def sample_site() -> Iterator[str]:
    """Load the samples into an index of their own, serve them, and yield the address."""
    with tempfile.TemporaryDirectory() as home:
        engine = f"embedded:{home}/index"
        done = CliRunner().invoke(
            cli,
            ["load", "collection-page", *map(str, sorted(COLLECTIONS.glob("*.txt"))),
             "--source", "samples"],
            env={"SEARCHROOM_ENGINE": engine, "SEARCHROOM_HOME": home},
        )  # fmt: skip
        assert done.exit_code == 0, done.output
        with searchroom(engine, SEARCHROOM_HOME=home) as server:
            yield f"http://127.0.0.1:{server.port}"
