"""A browser, and the sample catalogue served to it: once for each file of tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browsing import chromium, served
from playwright.sync_api import Browser
from serving import filled_engine

from index_mappings.mapping import RecordMapping


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium without a window."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def address(mapping: RecordMapping) -> Iterator[str]:
    """Where the sample catalogue is served."""
    with served(filled_engine(mapping)) as address:
        yield address
