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
from service.schemas.arguments import DEEPEST, LARGEST_PAGE
from service.settings import Settings

pytestmark = pytest.mark.slow

load_all_checks()
# In an address, any text at all is a list of ids.
_ANY_TEXT = [check for check in CHECKS.get_all() if "negative_data" in check.__name__]

_APP = create_app(Settings(), filled_engine(load("records")))
schema = schemathesis.openapi.from_wsgi("/api/openapi.json", _APP)


def mend(case: schemathesis.Case) -> None:
    """Mend what OpenAPI has no words for, where one part of a question is about another.

    A cursor belongs to an answer, as does where an export goes on; `page` times `size` has a bound,
    long lists are of short entries, 50 values can be chosen in all, 12 beside a long question, and
    a span ends after it begins. Each of these is 400 and tested elsewhere.
    """
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    for sent in (case.query, case.body):
        if sent and isinstance(sent, dict):
            _mend(sent)


def _mend(query: dict[str, Any]) -> None:
    for of_an_answer in ("cursor", "after", "index"):
        query.pop(of_an_answer, None)
    if int(float(query.get("size") or 20)) > LARGEST_PAGE:
        query["size"] = LARGEST_PAGE
    page, size = query.get("page") or 1, query.get("size") or 20
    if int(float(page)) * int(float(size)) > DEEPEST:
        query["page"] = DEEPEST // int(float(size))
    if query.get("from") and query.get("to"):
        del query["to"]
    for name, values in query.items():
        if isinstance(values, list):
            query[name] = values[:2]  # of some twenty lists, so that at most 50 are chosen in all
    if query.get("q"):
        query["q"] = " ".join(str(query["q"])[:80].split()[:8])
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
    left_out = _ANY_TEXT if case.operation.label == "GET /records" else []
    # the WSGI transport does not unpack what comes packed
    case.call_and_validate(headers={"Accept-Encoding": "identity"}, excluded_checks=left_out)


def test_no_check_is_left_out() -> None:
    assert any("positive_data" in check.__name__ for check in CHECKS.get_all())
