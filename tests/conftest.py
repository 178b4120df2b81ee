"""Fixtures, smallest first: take the least that has what a test needs.

`mapping` is the shipped mapping; `catalogue` some forty records of which each is there for a
reason (tests/catalogue.py); `engine` holds them, once per session and engine, and must not
be written to; `empty_engine` is a fresh one for tests that write. Both come once for each
engine: the embedded one in memory, and a real Elasticsearch (tests/elasticsearch_fixture.py).
Tests of the web rooms use `client`, which has the embedded engine alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import hypothesis
import jinja2
import pytest
from catalogue import COLLECTIONS, NAMES, RECORDS
from click.testing import CliRunner
from few_indexes import LASTING
from flask import Flask
from jinja2.bccache import Bucket
from museum import WORKS

from index_mappings.mapping import RecordMapping, load
from index_mappings.record import Record
from service.cli import cli
from service.engines.contract import Engine
from service.engines.elastic import ElasticEngine
from service.engines.elastic.options import Options
from service.engines.embedded import EmbeddedEngine
from service.settings import Settings

MakeEngine = Callable[..., Engine]


class _Compiled(jinja2.BytecodeCache):
    """Templates compiled once for all applications of the tests, which are a thousand."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": _Compiled()}

pytest_plugins = ("garbage", "browser_fixture", "elasticsearch_fixture", "what_tests_need")

# The same examples on every run, so that a red run says something of the change before it.
# `make test-fresh` draws new ones: what it finds becomes an @example of its test.
# no deadline: how long an example takes says something of the machine, and nothing of the code
hypothesis.settings.register_profile("fixed", derandomize=True, deadline=None)
hypothesis.settings.register_profile("fresh", print_blob=True, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))

SAMPLES = sorted((Path(__file__).parents[1] / "samples" / "collections").glob("*.txt"))
SHARED_DATA = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data beside the checkout; without it the test is skipped."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real data (../shared/data) is not on this machine")
    return SHARED_DATA


@pytest.fixture(scope="session", autouse=True)
def own_sources(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep what tests load out of the sources.toml of the folder they run in."""
    with pytest.MonkeyPatch.context() as patched:
        kept = tmp_path_factory.mktemp("sources") / "sources.toml"
        patched.setenv("SEARCHROOM_SOURCES", str(kept))
        yield kept


@pytest.fixture(autouse=True)
def nothing_withdrawn(own_sources: Path) -> Iterator[None]:
    """Let the index of a test be another site's than that of the test before it."""
    yield
    for mark in own_sources.parent.glob("*-withdrawn.kept"):
        mark.unlink()


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of an index with the sample collections, loaded by the command of the Makefile."""
    engine = f"embedded:{tmp_path_factory.mktemp('samples')}"
    done = CliRunner().invoke(
        cli,
        ["load", "collection-page", *map(str, SAMPLES), "--source", "samples", "--if-empty"],
        env={"SEARCHROOM_ENGINE": engine},
    )
    assert done.exit_code == 0, done.output
    return Settings(engine=engine)


@pytest.fixture(scope="session")
def mapping() -> RecordMapping:
    """The mapping that is shipped and used where none is named."""
    return load("records")


ENGINES = ("embedded", "elasticsearch")
"""The rows of the contract suite."""


def open_elasticsearch(url: str, mapping: RecordMapping, prefix: str) -> Engine:
    """Return an Elasticsearch engine whose indexes have names of their own.

    It waits six times as long as a site does: on a busy machine the node shares two cores with
    the tests of browsers, and what is tested is the answer.
    """
    return ElasticEngine.open(url, mapping, options=Options(prefix=prefix, timeout=60))


@pytest.fixture(scope="session")
def make_engine(request: pytest.FixtureRequest, mapping: RecordMapping) -> Iterator[MakeEngine]:
    """A maker of empty engines by name, each apart from the others; all closed at the end."""
    made: list[Engine] = []

    def make(
        name: str, folder: Path | None = None, of: RecordMapping = mapping, lasting: bool = False
    ) -> Engine:
        if name == "embedded":
            engine: Engine = EmbeddedEngine.open(folder, of)
        else:
            url = request.getfixturevalue("elasticsearch_url")
            kind = LASTING if lasting else "t"
            engine = open_elasticsearch(url, of, prefix=f"{kind}{os.getpid()}-{len(made)}-")
        made.append(engine)
        return engine

    yield make
    for engine in made:
        engine.close()


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest, make_engine: MakeEngine) -> Engine:
    """An engine with the records of tests/catalogue.py, to be read only."""
    filled = make_engine(request.param, lasting=True)
    build = filled.begin(owner="the tests")
    assert list(build.add(RECORDS)) == []
    build.add_collections(COLLECTIONS)
    build.add_names(NAMES)
    build.finish()
    build.publish()
    return filled


@pytest.fixture(scope="session", params=ENGINES)
def museum(request: pytest.FixtureRequest, make_engine: MakeEngine) -> Engine:
    """An engine with the works of tests/museum.py, to be read only."""
    return filled(make_engine(request.param, None, load("artworks"), lasting=True), WORKS)


def filled(engine: Engine, records: Sequence[Record]) -> Engine:
    """Return an engine with some records in it."""
    build = engine.begin(owner="the tests")
    assert list(build.add(records)) == []
    build.finish()
    build.publish()
    return engine


@pytest.fixture(params=ENGINES)
def empty_engine(request: pytest.FixtureRequest, make_engine: MakeEngine, tmp_path: Path) -> Engine:
    """An engine with nothing in it, to be written to; the embedded one is in a folder."""
    return make_engine(request.param, tmp_path / "index")
