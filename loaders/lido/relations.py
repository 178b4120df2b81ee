"""An object's subjects, related works, pictures and rights."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from index_mappings.json_values import Json
from index_mappings.record import Ancestor
from loaders.drafts.access import settle
from loaders.drafts.access_names import About, Stated
from loaders.drafts.draft import Held
from loaders.drafts.format import Options
from loaders.drafts.gathering import Gathering
from loaders.drafts.linking import add_link
from loaders.drafts.publicity import says_never
from loaders.drafts.xml.files import Element, local
from loaders.drafts.xml.words import attribute, line
from loaders.lido.events import party_of
from loaders.lido.wording import said

_SUBJECTS = "{*}objectRelationWrap/{*}subjectWrap/{*}subjectSet"
_WORKS = "{*}objectRelationWrap/{*}relatedWorksWrap/{*}relatedWorkSet"
_PART_OF = ("is part of", "part of", "teil von", "ist teil von", "gehört zu", "fait partie de")
_SMALL = ("image_thumb", "thumb", "thumbnail")


def add_subjects(block: Element, gathering: Gathering, language: str) -> None:
    """Add the subjects, people and places that an object shows."""
    for group in block.iterfind(_SUBJECTS):
        inner = [part for subject in group.iterfind("{*}subject") for part in subject]
        for part in inner:
            name = local(part)
            if name == "subjectConcept":
                gathering.add("subjects", said(part, "{*}term", language), "Subject")
            elif name == "subjectPlace":
                path = "{*}place/{*}namePlaceSet/{*}appellationValue"
                place = said(part, path, language) or said(part, "{*}displayPlace", language)
                gathering.add("places", place, "Place")
            elif name == "subjectActor":
                actor = part.find("{*}actor")
                if actor is not None:
                    gathering.party("people", party_of(actor, "Subject", language), "Subject")
            elif name in ("subjectDate", "subjectEvent", "subjectObject"):
                gathering.note("Subject", line(part))
        if not inner:
            gathering.add("subjects", said(group, "{*}displaySubject", language), "Subject")


def add_works(block: Element, gathering: Gathering, language: str) -> None:
    """Put an object below the work it is part of; other works become notes."""
    for group in block.iterfind(_WORKS):
        kinds = [line(term) for term in group.iterfind("{*}relatedWorkRelType/{*}term")]
        work = group.find("{*}relatedWork")
        if work is None:
            continue
        id = said(work, "{*}object/{*}objectID", language)
        title = said(work, "{*}displayObject", language) or said(
            work, "{*}object/{*}objectNote", language
        )
        is_part = any(kind.casefold() in _PART_OF for kind in kinds)
        if is_part and (id or title) and gathering.ancestors((Ancestor(id or title, title or id),)):
            continue
        gathering.note(kinds[0] if kinds else "Related work", title or id)
        address = said(work, "{*}object/{*}objectWebResource", language)
        add_link(gathering, address, title or "Related work")


def add_rights(admin: Element, gathering: Gathering, language: str) -> None:
    """Add the rights in an object; a term may say that it is not public."""
    for group in admin.iterfind("{*}rightsWorkWrap/{*}rightsWorkSet"):
        kinds = _rights(group, language)
        gathering.stated += [Stated("rightsType", kind, About.ACCESS) for kind in kinds]
        gathering.add("rights", "; ".join(kinds))
        gathering.add("rights", said(group, "{*}creditLine", language))
        holder = "{*}rightsHolder/{*}legalBodyName/{*}appellationValue"
        gathering.note("Rights holder", said(group, holder, language))


def add_record(admin: Element, gathering: Gathering, language: str) -> None:
    """Add the origin of the record and the address of its page; its rights may close it."""
    for group in admin.iterfind("{*}recordWrap"):
        for info in group.iterfind("{*}recordInfoSet"):
            add_link(gathering, said(info, "{*}recordInfoLink", language), "Record")
        source = "{*}recordSource/{*}legalBodyName/{*}appellationValue"
        gathering.note("Source of the record", said(group, source, language))
        for rights in group.iterfind("{*}recordRights"):
            kinds = _rights(rights, language)
            gathering.stated += [Stated("recordRights", kind, About.ACCESS) for kind in kinds]
            gathering.note("Rights of the record", "; ".join(kinds))


def add_resources(
    admin: Element, gathering: Gathering, language: str, options: Options
) -> Iterator[Held]:
    """Add links to the pictures of an object; yield those that are not public by their rights."""
    for group in admin.iterfind("{*}resourceWrap/{*}resourceSet"):
        kinds = [kind for part in group.iterfind("{*}rightsResource") for kind in _rights(part, "")]
        if _is_kept_away(kinds, options):
            yield Held(gathering.where, "rightsResource", is_part=True)
            continue
        found = group.findall("{*}resourceRepresentation")
        found.sort(key=lambda part: attribute(part, "type").casefold() in _SMALL)
        for part in found[:1]:
            label = said(group, "{*}resourceDescription", language)
            add_link(gathering, said(part, "{*}linkResource", ""), label)
        for part in group.iterfind("{*}rightsResource"):
            gathering.note("Rights of the picture", "; ".join(_rights(part, language)))
            gathering.note("Credit of the picture", said(part, "{*}creditLine", language))


def _is_kept_away(kinds: list[str], options: Options) -> bool:
    """Return whether rights say that a picture is not public, or not yet."""
    values: dict[str, Json] = {}
    stated = [Stated("rightsResource", kind, About.ACCESS) for kind in kinds]
    settled = settle(values, options.mapping, date.today(), stated=stated, terms=options.access)
    return (
        any(says_never(kind) for kind in kinds)
        or bool(settled.held_by)
        or values.get("access") == "restricted"
    )


def _rights(group: Element, language: str) -> list[str]:
    found = []
    for kind in group.iterfind("{*}rightsType"):
        words = said(kind, "{*}term", language) or said(kind, "{*}conceptID", language)
        found.append(words or ("" if len(kind) else line(kind)))
    return [kind for kind in found if kind]
