"""Marks each test that needs more than this process, so that `make test-quick` leaves it out.

A test needs `server` or `browser` when a fixture gives it one, or when an engine of its row is
Elasticsearch. A module that starts processes of its own says so with a `pytestmark`.
"""

from __future__ import annotations

import pytest

SERVERS = frozenset(
    {"elasticsearch_url", "elasticsearch_place", "elasticsearch", "cluster", "secured"}
)
BROWSERS = frozenset({"browser", "context"})
DATA = frozenset({"shared_data"})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a server, a browser, or the real data beside the checkout."""
    for item in items:
        fixtures = frozenset(getattr(item, "fixturenames", ()))
        callspec = getattr(item, "callspec", None)
        row = tuple(callspec.params.values()) if callspec else ()
        if fixtures & SERVERS or any(value == "elasticsearch" for value in row):
            item.add_marker(pytest.mark.server)
        if fixtures & BROWSERS:
            item.add_marker(pytest.mark.browser)
        if fixtures & DATA:
            item.add_marker(pytest.mark.real_data)
