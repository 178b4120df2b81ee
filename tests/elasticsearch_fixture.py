"""The fixture that gives tests a real Elasticsearch, started at most once in a session."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from elasticsearch_node.install import Missing
from elasticsearch_node.node import single_node

SERVER = "SEARCHROOM_TEST_ELASTICSEARCH"


@pytest.fixture(scope="session")
def elasticsearch_place() -> Iterator[tuple[str, Path | None]]:
    """Yield the address of an Elasticsearch, and the folder of its files where it is our own.

    It is the one that is named, else a node of our own. Skips where neither can be had, with one
    line saying what is missing; in CI that fails.
    """
    if given := os.environ.get(SERVER):
        yield given, None
        return
    try:
        with single_node() as node:
            yield node.url, node.folder / "data"
    except Missing as missing:
        or_skip(missing)


@pytest.fixture(scope="session")
def elasticsearch_url(elasticsearch_place: tuple[str, Path | None]) -> str:
    """Return the address of an Elasticsearch."""
    return elasticsearch_place[0]


def or_skip(missing: Missing) -> NoReturn:
    """Skip with one line for what this machine lacks; in CI that is an error."""
    if os.environ.get("CI", "").lower() in ("true", "1"):
        raise missing
    pytest.skip(f"no Elasticsearch: {missing} ({SERVER} may name a server)")
