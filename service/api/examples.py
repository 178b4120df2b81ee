"""An example of each endpoint with its real answer, made by `make api-examples`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import orjson

PATH = Path(__file__).with_name("examples.json")
"""By the path of an endpoint: its request, and its answer as JSON or as text."""
OF_MAPPING = "records"
"""The mapping of the sample catalogue: another one has other fields."""


@cache
def examples() -> dict[str, Any]:
    """Return the examples by the paths of the endpoints."""
    found: dict[str, Any] = orjson.loads(PATH.read_bytes())
    return found
