"""The fixture that gives tests a real Elasticsearch, started at most once in a session."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NoReturn

import pytest
from elasticsearch_node.install import Missing
from elasticsearch_node.node import single_node

SERVER = "SEARCHROOM_TEST_ELASTICSEARCH"


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """Yield the address of an Elasticsearch: the one that is named, else a node of our own.

    Skips where neither can be had, with one line saying what is missing; in CI that fails.
    """
    if given := os.environ.get(SERVER):
        yield given
        return
    try:
        with single_node() as node:
            yield node.url
    except Missing as missing:
        or_skip(missing)


def or_skip(missing: Missing) -> NoReturn:
    """Skip with one line for what this machine lacks; in CI that is an error."""
    if os.environ.get("CI", "").lower() in ("true", "1"):
        raise missing
    pytest.skip(f"no Elasticsearch: {missing} ({SERVER} may name a server)")
