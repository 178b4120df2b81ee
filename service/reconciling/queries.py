"""A batch of questions as it was sent, read and bounded.

Source of the form: Reconciliation Service API 0.2, "Structure of a Reconciliation Query".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from service.errors import BadRequest, Fault

MOST = 100
"""Questions of one batch; OpenRefine sends ten."""
LARGEST = 25
"""Candidates of one question: who has looked at so many types more of the name."""
_USUAL = 5
_LONGEST = 500  # characters of a name: more is a text
_PARAMETER = "queries"


@dataclass(frozen=True, slots=True)
class NameQuery:
    """One question: the name ("" where only properties were asked), the types wanted ((): any)."""

    text: str
    types: tuple[str, ...]
    limit: int


def read_queries(sent: str) -> dict[str, NameQuery]:
    """Return the questions of a batch by their keys. Raises BadRequest for all that is wrong."""
    try:
        batch: Any = orjson.loads(sent)
    except ValueError as error:
        raise _refused(f"is no JSON: {error}") from None
    if not isinstance(batch, dict):
        raise _refused("is not an object of questions")
    if len(batch) > MOST:
        raise _refused(f"has {len(batch):,} questions; send at most {MOST} at once")
    faults: list[Fault] = []
    questions = {name: _asked(name, value, faults) for name, value in batch.items()}
    if faults:
        raise BadRequest(tuple(faults))
    return questions


def _asked(name: str, value: object, faults: list[Fault]) -> NameQuery:
    def fault(key: str, detail: str) -> None:
        faults.append(Fault(f"{_PARAMETER}.{name[:60]}{key}", detail, '{"query": "Mary Aldous"}'))

    if not isinstance(value, Mapping):
        fault("", "is not an object")
        return NameQuery("", (), 1)
    text = value.get("query", "")
    if not isinstance(text, str):
        fault(".query", "is not a text")
        text = ""
    elif not text.strip() and not value.get("properties"):
        fault(".query", "is empty, and no property is asked for")
    wanted = value.get("type") or ()
    wanted = (wanted,) if isinstance(wanted, str) else wanted
    if not isinstance(wanted, list | tuple) or not all(isinstance(one, str) for one in wanted):
        fault(".type", "is neither a type nor a list of types")
        wanted = ()
    limit = value.get("limit", _USUAL)
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        fault(".limit", "is not a whole number from 1 on")
        limit = 1
    return NameQuery(text.strip()[:_LONGEST], tuple(wanted), min(limit, LARGEST))


def _refused(detail: str) -> BadRequest:
    return BadRequest((Fault(_PARAMETER, detail, '{"q0": {"query": "Mary Aldous"}}'),))
