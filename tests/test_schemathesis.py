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


def mend(case: schemathesis.Case) -> None:
    """Mend what OpenAPI has no words for, where one part of a question is about another.

    A cursor belongs to an answer, `page` times `size` has a bound, and a span ends after it
    begins. Each of these is 400 and tested elsewhere.
    """
    query = case.query
    if not query or case.meta is None or not case.meta.generation.mode.is_positive:
        return
    query.pop("cursor", None)
    page, size = query.get("page") or 1, query.get("size") or 20
    if int(float(page)) * int(float(size)) > DEEPEST:
        query["page"] = DEEPEST // int(float(size))
    if query.get("from") and query.get("to"):
        del query["to"]
    for name in ("date", "year", "year.not"):
        if isinstance(query.get(name), list):
            query[name] = [_forward(value) for value in query[name]]


def _forward(value: Any) -> Any:
    first, dots, last = str(value).partition("..")
    return first if dots and first and last else value


@schema.parametrize()
@settings(deadline=None, max_examples=50, suppress_health_check=list(HealthCheck), derandomize=True)
def test_behaviour_is_as_described(case: schemathesis.Case) -> None:
    mend(case)
    # the WSGI transport does not unpack what comes packed
    case.call_and_validate(headers={"Accept-Encoding": "identity"})


def test_no_check_is_left_out() -> None:
    assert any("positive_data" in check.__name__ for check in CHECKS.get_all())
