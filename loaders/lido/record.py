"""Converting a LIDO record, which may be repeated in other languages, to a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from index_mappings.json_values import elements, members, text
from loaders.drafts.draft import Draft, Held, Reject, Remark, Where
from loaders.drafts.format import Options
from loaders.drafts.gathering import Gathering
from loaders.drafts.linking import add_link
from loaders.drafts.publicity import Verdict, mark_named, says_never, verdict
from loaders.drafts.xml.access import stated_in
from loaders.drafts.xml.files import Element, local
from loaders.drafts.xml.publicity import hold_back, known_by, says_no_record
from loaders.drafts.xml.words import attribute, line
from loaders.lido.events import add_events
from loaders.lido.objects import add_descriptions, add_keeping, add_kinds, add_titles
from loaders.lido.relations import (
    add_record,
    add_resources,
    add_rights,
    add_subjects,
    add_works,
)
from loaders.lido.wording import language_of

USED_ATTRIBUTES = frozenset(
    {
        "addedSearchTerm", "formatResource", "label", "lang", "measurementsGroup", "pref",
        "relatedencoding", "schemaLocation", "sortorder", "source", "type",
    }
)  # fmt: skip
"""Attributes that choose among words, say what an element is, or are of the file."""

Add = Callable[[Element, Gathering, str], None]
_OF_OBJECTS: tuple[Add, ...] = (
    add_titles, add_kinds, add_keeping, add_descriptions, add_events, add_subjects, add_works,
)  # fmt: skip
_IDS = ("lidoRecID", "objectPublishedID")


def read_lido(
    lido: Element,
    where: Where,
    options: Options,
    *,
    id: str = "",
    gathering: Gathering | None = None,
) -> Iterator[Draft | Held | Reject | Remark]:
    """Yield the draft of a record, or a reject if it is empty.

    `id` replaces the record's own (`lidoRecID`). `gathering` has values that are already known.
    """
    gathering = gathering or Gathering(options, where)
    own = id or _own_id(lido)
    if mark := _mark_in_administration(lido):
        is_unclear = mark[1] is Verdict.UNCLEAR
        whole = Held(where, mark[0], is_unclear=is_unclear, is_published=options.publish_held)
        yield from known_by([whole], own, of=lido)
        if not options.publish_held:
            return
    is_held, held = hold_back(lido, where, options)
    yield from known_by(held, own, of=lido)
    if is_held:
        return
    gathering.stated += stated_in(lido)
    blocks = lido.findall("{*}descriptiveMetadata")
    if not any(line(block) for block in blocks):
        yield Reject(where, "the record describes no object (descriptiveMetadata)")
        return
    language = language_of(blocks[0])
    for add in _OF_OBJECTS:
        add(blocks[0], gathering, language)
    for admin in lido.iterfind("{*}administrativeMetadata"):
        add_rights(admin, gathering, language)
        add_record(admin, gathering, language)
        yield from add_resources(admin, gathering, language, options)
    for published in lido.iterfind("{*}objectPublishedID"):
        add_link(gathering, line(published), "Object")
    for block in blocks[1:]:
        _translate(block, gathering, options)
    yield from gathering.draft(own)


def _translate(block: Element, gathering: Gathering, options: Options) -> None:
    """Add the contents in another language: titles, and notes with the language."""
    language = language_of(block)
    other = Gathering(options, gathering.where)
    for add in _OF_OBJECTS:
        add(block, other, language)
    title = other.title()
    if title and title != gathering.title() and gathering.takes("titles"):
        gathering.extend("titles", {"text": title, **({"language": language} if language else {})})
    beside = f" ({language})" if language else ""
    for name, label in (("summary", "Description"), ("type", "Kind of object")):
        words = text(other.values.get(name))
        if words and words != gathering.values.get(name):
            gathering.note(f"{label}{beside}", words)
    known = {text(members(note).get("text")) for note in elements(gathering.values.get("notes"))}
    for note in map(members, elements(other.values.get("notes"))):
        if text(note.get("text")) not in known:
            gathering.note(f"{text(note.get('label'))}{beside}", text(note.get("text")))
    for party in map(members, elements(other.values.get("people"))):
        known_people = {
            text(members(one)["name"]) for one in elements(gathering.values.get("people"))
        }
        if text(party["name"]) not in known_people:
            gathering.note(f"{text(party.get('role')) or 'Name'}{beside}", text(party["name"]))
    date, said = (
        text(members(one.values.get("date")).get("display")) for one in (other, gathering)
    )
    if date != said:
        gathering.note(f"Date{beside}", date)
    for name in ("subjects", "places"):
        here = set(map(text, elements(gathering.values.get(name))))
        for word in map(text, elements(other.values.get(name))):
            if word not in here:
                gathering.note(f"{name.capitalize()}{beside}", word)


def _own_id(lido: Element) -> str:
    found = (line(part) for name in _IDS for part in lido.iterfind(f"{{*}}{name}"))
    return next(filter(None, found), "")


def _mark_in_administration(lido: Element) -> tuple[str, Verdict] | None:
    """Return the mark in the administrative part that the record is not public, or None.

    Programs write their own elements there, or LIDO's `recordInfoSet` and `recordType` with a type.
    """
    for term in lido.iterfind("{*}category//{*}term"):
        if says_no_record(line(term)):
            return "category", Verdict.NOT_PUBLIC
    for admin in lido.iterfind("{*}administrativeMetadata"):
        for info in admin.iterfind("{*}recordWrap/{*}recordInfoSet"):
            kind = attribute(info, "type")
            if says_no_record(kind) or (mark_named(kind) and says_never(line(info))):
                return "recordInfoSet", Verdict.NOT_PUBLIC
        for part in admin.iterfind("{*}recordWrap//*"):
            names = (local(part), *(str(value) for key, value in part.attrib.items()
                     if key.rpartition("}")[2] in ("type", "label")))  # fmt: skip
            for name in filter(None, names):
                if mark_named(name) is None or len(part):
                    continue
                if (found := verdict(name, line(part))) is not None and found.holds:
                    return name, found
    return None
