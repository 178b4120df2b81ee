"""Keeps Python from looking for garbage in what lives as long as the run: modules and tests.

Nine thousand tests are some millions of objects. Python looks through all of them again and again
as they come to be, and later as the tests run, which took a third of the time of collecting them.
"""

from __future__ import annotations

import gc

import pytest

gc.disable()  # until the tests are collected


def pytest_collection_finish(session: pytest.Session) -> None:
    """Set aside what there is by now, and look for garbage in what comes after."""
    gc.freeze()
    gc.enable()
