"""The API against its own description, by what schemathesis makes of it, with all its checks."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS, load_all_checks
from serving import filled_engine

from index_mappings.mapping import load
from service.app import create_app
from service.schemas.arguments import DEEPEST
from service.settings import Settings

pytestmark = pytest.mark.slow

load_all_checks()

_APP = create_app(Settings(), filled_engine(load("records")))
schema = schemathesis.openapi.from_wsgi("/api/openapi.json", _APP)


@schema.hook
def map_query(context: Any, query: dict[str, Any] | None) -> dict[str, Any] | None:
    """Mend what OpenAPI has no words for, where one part of a question is about another.

    A cursor belongs to an answer, `page` times `size` has a bound, and a span ends after it
    begins. Each of these is 400 and tested elsewhere.
    """
    if not query:
        return query
    made = {name: value for name, value in query.items() if name != "cursor"}
    page, size = made.get("page"), made.get("size", 20) or 20
    if isinstance(page, int | float) and isinstance(size, int | float) and page * size > DEEPEST:
        made["page"] = DEEPEST // int(size)
    if made.get("from") and made.get("to"):
        del made["to"]
    for name in ("date", "year", "year.not"):
        if isinstance(made.get(name), list):
            made[name] = [_forward(value) for value in made[name]]
    return made


def _forward(value: Any) -> Any:
    first, dots, last = str(value).partition("..")
    return first if dots and first and last else value


@schema.parametrize()
@settings(deadline=None, max_examples=50, suppress_health_check=list(HealthCheck), derandomize=True)
def test_behaviour_is_as_described(case: schemathesis.Case) -> None:
    # the WSGI transport does not unpack what comes packed
    case.call_and_validate(headers={"Accept-Encoding": "identity"})


def test_no_check_is_left_out() -> None:
    assert any("positive_data" in check.__name__ for check in CHECKS.get_all())
