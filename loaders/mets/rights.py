"""The rights in METS, and the access to an object.

Sources: METS, rightsMD; METSRights: a context of the general public with its permissions; the
rights of the DFG Viewer (dv:rights).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from loaders.drafts.access_names import About, Stated
from loaders.drafts.acts import refusal
from loaders.drafts.gathering import Gathering
from loaders.drafts.publicity import Verdict
from loaders.drafts.xml.access import stated_in
from loaders.drafts.xml.files import Element, local
from loaders.drafts.xml.publicity import mark_of, mark_of_record
from loaders.drafts.xml.words import attribute, line

_PUBLIC = ("general public", "public", "everyone")
_RIGHTS = (
    "license",
    "licence",
    "rightsdeclaration",
    "accesscondition",
    "rights",
    "copyrightstatus",
)


def rights_of(mets: Element) -> Mapping[str, Element]:
    """Return the sections on rights by their ids and by those of the sections around them."""
    found: dict[str, Element] = {}
    for section in mets.iterfind("{*}amdSec"):
        for rights in section.iterfind("{*}rightsMD"):
            for id in (attribute(rights, "ID"), attribute(section, "ID")):
                if id:
                    found.setdefault(id, rights)
    if not found:
        for rights in mets.iterfind("{*}amdSec/{*}rightsMD"):
            found[""] = rights
    return found


def mark_in(sections: Sequence[Element]) -> tuple[str, Verdict] | None:
    """Return the mark in these sections that an object is not public, or None."""
    for section in sections:
        for part in section.iter():
            if not local(part):
                continue
            if local(part) == "Permissions":  # its attributes say what whom is allowed
                is_hidden = attribute(part, "DISCOVER").casefold() == "false"
                if is_hidden and _is_of_the_public(part):
                    return "DISCOVER", Verdict.NOT_PUBLIC
            elif found := mark_of(part) or mark_of_record(part):
                return found
    return None


def add_rights(sections: Sequence[Element], gathering: Gathering) -> None:
    """Add the rights of a record, and their statements on access."""
    for section in sections:
        gathering.stated += stated_in(section)
        for part in section.iter():
            name = local(part)
            if name == "Permissions" and _is_of_the_public(part):
                if attribute(part, "DISPLAY").casefold() == "false":
                    gathering.stated.append(Stated("DISPLAY", "restricted", About.ACCESS))
            elif name.casefold() in _RIGHTS and not len(part):
                gathering.add("rights", line(part))
        gathering.stated += _acts_in(section)
        for keeper in _keepers(section):
            if not gathering.has("repository"):
                gathering.add("repository", keeper)


def _acts_in(section: Element) -> Iterator[Stated]:
    """Yield what the acts of PREMIS in a section say of access."""
    for granted in section.iter("{*}rightsGranted"):
        act, restriction = (line(granted.find(f"{{*}}{name}")) for name in ("act", "restriction"))
        if refused := refusal(act, restriction, line(granted.find(".//{*}endDate"))):
            yield refused


def _keepers(section: Element) -> Iterator[str]:
    yield from (line(part) for part in section.iter() if local(part) == "owner" and line(part))


def _is_of_the_public(part: Element) -> bool:
    context = part.getparent()
    kind = "" if context is None else attribute(context, "CONTEXTCLASS").casefold()
    return kind in ("", *_PUBLIC)
