"""The arguments of the six verbs of OAI-PMH, checked as section 3.6 of the protocol asks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.oai_pmh.forms import FORMS
from service.oai_pmh.sets import set_id
from service.oai_pmh.tokens import Harvest, read_token

_LISTS = ("ListIdentifiers", "ListRecords")
_ARGUMENTS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset({"resumptionToken"})),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
    **{
        verb: (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"}))
        for verb in _LISTS
    },
}
"""The verbs, each with the arguments it needs and those it may have."""
_TOKEN = "resumptionToken"
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_MOMENT = re.compile(rf"{_DAY.pattern}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ")


class OaiError(Exception):
    """The fault of a request, with a code of the protocol."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class OaiRequest:
    """A request that is well formed: its verb and its arguments, and the harvest of a list."""

    verb: str
    arguments: Mapping[str, str]
    harvest: Harvest | None = None


def read_request(pairs: Sequence[tuple[str, str]]) -> OaiRequest:
    """Return the request; raise OaiError if the protocol does not allow it."""
    names = [name for name, _ in pairs]
    given = dict(pairs)
    verb = given.pop("verb", "")
    if names.count("verb") != 1 or verb not in _ARGUMENTS:
        raise OaiError("badVerb", f"say one verb, of {', '.join(_ARGUMENTS)}")
    if len(names) != len(set(names)):
        raise OaiError("badArgument", "an argument is given twice")
    if verb in _LISTS and _TOKEN in given:
        return OaiRequest(verb, given, _continued(given))
    needed, possible = _ARGUMENTS[verb]
    if unknown := sorted(given.keys() - needed - possible):
        raise OaiError("badArgument", f"{verb} has no argument {unknown[0][:40]!r}")
    if missing := sorted(needed - given.keys()):
        raise OaiError("badArgument", f"{verb} needs the argument {missing[0]}")
    if verb == "ListSets" and _TOKEN in given:
        raise OaiError("badResumptionToken", "all sets are in one answer")
    prefix = given.get("metadataPrefix", "")
    if "metadataPrefix" in needed and prefix not in FORMS:
        detail = f"there is no form {prefix[:40]!r}; there are {', '.join(FORMS)}"
        raise OaiError("cannotDisseminateFormat", detail)
    return OaiRequest(verb, given, _begun(given) if verb in _LISTS else None)


def _continued(given: Mapping[str, str]) -> Harvest:
    if len(given) > 1:
        raise OaiError("badArgument", "a resumptionToken goes with no other argument")
    harvest = read_token(given[_TOKEN])
    if harvest is None or harvest.prefix not in FORMS:
        raise OaiError("badResumptionToken", "the resumptionToken is not one of this site's")
    return harvest


def _begun(given: Mapping[str, str]) -> Harvest:
    first, last = given.get("from", ""), given.get("until", "")
    for name, bound in (("from", first), ("until", last)):
        if bound and not (_DAY.fullmatch(bound) or _MOMENT.fullmatch(bound)):
            form = "2026-11-29 or 2026-11-29T08:00:00Z"
            raise OaiError("badArgument", f"{name} is not a day or a moment in UTC, such as {form}")
    if first and last and len(first) != len(last):
        raise OaiError("badArgument", "from and until must have the same granularity")
    if first and last and first > last:
        raise OaiError("badArgument", "from is later than until")
    first = f"{first}T00:00:00Z" if len(first) == len("2026-11-29") else first
    last = f"{last}T23:59:59Z" if len(last) == len("2026-11-29") else last
    return Harvest(given["metadataPrefix"], first, last, set_id(given.get("set", "")))
