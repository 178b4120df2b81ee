"""The fixture that gives tests a real Elasticsearch, started at most once in a session."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from elasticsearch_node.install import Missing
from elasticsearch_node.node import single_node
from few_indexes import remove_indexes

SERVER = "SEARCHROOM_TEST_ELASTICSEARCH"
_OWN = pytest.StashKey[str]()  # the address of our own node, once it runs


@pytest.fixture(scope="session")
def elasticsearch_place(pytestconfig: pytest.Config) -> Iterator[tuple[str, Path | None]]:
    """Yield the address of an Elasticsearch, and the folder of its files where it is our own.

    It is the one that is named, else a node of our own. Skips where neither can be had, with one
    line saying what is missing; in CI that fails.
    """
    if given := os.environ.get(SERVER):
        yield given, None
        return
    try:
        with single_node() as node:
            pytestconfig.stash[_OWN] = node.url
            yield node.url, node.data
    except Missing as missing:
        or_skip(missing)


@pytest.fixture(scope="session")
def elasticsearch_url(elasticsearch_place: tuple[str, Path | None]) -> str:
    """Return the address of an Elasticsearch."""
    return elasticsearch_place[0]


@pytest.fixture(scope="module", autouse=True)
def few_indexes(pytestconfig: pytest.Config) -> Iterator[None]:
    """Remove from our own node what the tests of a file made there.

    A server that was named may hold what is not ours, and is left alone.
    """
    yield
    if url := pytestconfig.stash.get(_OWN, ""):
        remove_indexes(url)


def or_skip(missing: Missing) -> NoReturn:
    """Skip with one line for what this machine lacks; in CI that is an error."""
    if os.environ.get("CI", "").lower() in ("true", "1"):
        raise missing
    pytest.skip(f"no Elasticsearch: {missing} ({SERVER} may name a server)")
