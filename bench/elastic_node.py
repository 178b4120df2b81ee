"""An Elasticsearch of our own for as long as the measurements take, filled once by corpus."""

from __future__ import annotations

import atexit
import contextlib
import importlib
import os
import sys
import time
from functools import cache
from pathlib import Path

from bench import corpora
from bench.indexes import MAPPING
from bench.plan import Missing
from service.engines.elastic import ElasticEngine
from service.engines.elastic.options import Options

GIVEN = "SEARCHROOM_TEST_ELASTICSEARCH"
_TESTS = Path(__file__).resolve().parents[1] / "tests"
_HEAP = "2g"

brief = False
"""Whether the node need only work and start soon, as in a quick run; else it is as in use."""


_own: list[int] = []  # the process of our own node, once it runs


def worked() -> float:
    """Return the processor seconds that our node and this process have used so far.

    For a configured server these are unknown, so it is the elapsed time.
    """
    if not _own:
        return time.perf_counter()
    after_name = Path(f"/proc/{_own[0]}/stat").read_text().rpartition(")")[2].split()
    user, system = after_name[11:13]  # https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK") + time.process_time()


@cache
def address() -> str:
    """Return the address of the node, started if need be; Missing where there can be none."""
    if given := os.environ.get(GIVEN):
        return given
    sys.path.insert(0, str(_TESTS))
    node = importlib.import_module("elasticsearch_node.node")
    running = contextlib.ExitStack()
    try:
        started = running.enter_context(node.single_node(_HEAP, brief=brief))
    except node.Missing as error:
        raise Missing(f"no Elasticsearch: {error}") from error
    atexit.register(running.close)
    _own.append(started.pid)
    return str(started.url)


@cache
def filled(name: str) -> ElasticEngine:
    """Return our engine over a corpus, loaded if the node does not have it."""
    engine = ElasticEngine.open(address(), MAPPING, options=options(prefix(name)))
    build = engine.begin(owner="the measurements")
    refused = list(build.add(corpora.records(name)))
    assert not refused, refused[0]
    build.finish()
    build.publish()
    return engine


def options(prefix: str) -> Options:
    """Return what a machine needs on which the server, the loader and the clients share the cores.

    A server that is kept busy answers late; that is measured and must not end the measurements.
    """
    return Options(prefix=prefix, timeout=600, lock=3600)


def prefix(name: str) -> str:
    """Return the prefix of the indexes of a corpus."""
    return f"bench-{name}-"


def alias(name: str) -> str:
    """Return the name under which a corpus is searched."""
    return f"{prefix(name)}{MAPPING.name}"


def version() -> str:
    """Return the version of the node."""
    from elasticsearch import Elasticsearch  # noqa: PLC0415

    asked = "/_nodes/_local?filter_path=nodes.*.version"
    answer = Elasticsearch(address()).perform_request("GET", asked).body
    return next(str(node["version"]) for node in answer["nodes"].values())
