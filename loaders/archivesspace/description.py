"""Converting a record of ArchivesSpace to a draft, key by key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from index_mappings.json_values import Json, elements, members, text
from loaders.archivesspace.notes import add_notes
from loaders.archivesspace.parts import (
    add_agents,
    add_dates,
    add_files,
    add_instances,
    add_subjects,
    extents_of,
    plain,
)
from loaders.archivesspace.tree import Tree, address_of, title_of
from loaders.drafts import terms
from loaders.drafts.access_names import About, Stated
from loaders.drafts.acts import refusal
from loaders.drafts.draft import Held, Item, Where
from loaders.drafts.format import Options
from loaders.drafts.gathering import Gathering
from loaders.drafts.linking import add_link
from loaders.drafts.objects.public_objects import public_object

KINDS = frozenset(
    {"resource", "archival_object", "digital_object", "digital_object_component", "accession"}
)
"""The types that are records; agents, subjects and containers are named in them."""

_STAFF = ("repository_processing_note", "collection_management", "user_defined")
"""Parts that ArchivesSpace never shows to the public."""
_ABOVE = ("ancestors", "collection", "digital_object", "parent", "resource", "tree")
_SUMMARIES = ("content_description",)
_NOTES = {
    "ead_id": "EAD id",
    "finding_aid_author": "Finding aid: author",
    "finding_aid_date": "Finding aid: date",
    "finding_aid_edition_statement": "Finding aid: edition",
    "finding_aid_language_note": "Finding aid: language",
    "finding_aid_note": "Finding aid: note",
    "finding_aid_series_statement": "Finding aid: series",
    "finding_aid_sponsor": "Finding aid: sponsor",
    "finding_aid_subtitle": "Finding aid: subtitle",
    "finding_aid_title": "Finding aid: title",
    "accession_date": "Accession date",
}
_TYPES = ("digital_object_type", "resource_type")


def describe(
    value: Mapping[str, Json], where: Where, options: Options, tree: Tree, unnamed: list[int]
) -> Iterator[Item]:
    """Yield a record; an unpublished record is held back with all records below it.

    The first item of `unnamed` counts the agents and subjects that are only an address.
    """
    own = address_of(value)
    if not options.publish_held and tree.is_below_hidden(value):
        yield Held(where, "a level above it", names=(own,) if own else ())
        return
    # what is above has been read, and may be long
    alone = {name: item for name, item in value.items() if name not in _ABOVE}
    whole = members(tree.resolved(alone))
    shown, held = public_object(whole, where, options, (own,))
    yield from held
    if shown is None:
        return
    gathering = Gathering(options, where)
    for name in _STAFF:
        if shown.pop(name, None) not in (None, "", [], {}):
            gathering.hold(Held(where, name, is_part=True))
    gathering.add("title", plain(title_of(shown)))
    gathering.add(
        "level", text(shown.get("other_level")) or text(shown.get("level")).replace("_", " ")
    )
    for name in _TYPES:
        gathering.add("type", text(shown.get(name)).replace("_", " ").capitalize(), "Type")
    gathering.add("reference", _reference(shown))
    gathering.ancestors(tree.above(value))
    add_notes(shown, gathering)
    for name in _SUMMARIES:
        gathering.add("summary", plain(shown.get(name)))
    add_dates(shown, gathering)
    for extent in extents_of(shown):
        gathering.add("extent", extent)
    unnamed[0] += add_agents(shown, gathering) + add_subjects(shown, gathering)
    add_instances(shown, gathering)
    add_files(shown, gathering)
    _languages(shown, gathering)
    gathering.add("repository", plain(members(_resolved(shown, "repository")).get("name")))
    for document in map(members, elements(shown.get("external_documents"))):
        add_link(gathering, text(document.get("location")), plain(document.get("title")))
    add_link(gathering, text(shown.get("ead_location")), "Finding aid")
    for name, label in _NOTES.items():
        gathering.note(label, plain(shown.get(name)))
    _access(shown, gathering)
    yield from gathering.draft(own)


def _reference(value: Mapping[str, Json]) -> str:
    numbers = [text(value.get(f"id_{place}")).strip() for place in range(4)]
    names = ("component_id", "digital_object_id", "identifier")
    others = (text(value.get(name)).strip() for name in names)
    return "-".join(filter(None, numbers)) or next(filter(None, others), "")


def _languages(value: Mapping[str, Json], gathering: Gathering) -> None:
    for item in map(members, elements(value.get("lang_materials"))):
        language = members(item.get("language_and_script"))
        gathering.add(
            "language", terms.language_or_text(text(language.get("language"))), "Language"
        )
    gathering.add("language", terms.language_or_text(text(value.get("language"))), "Language")


def _access(value: Mapping[str, Json], gathering: Gathering) -> None:
    """Add the statements of a record on access outside its notes."""
    for name in ("restrictions", "restrictions_apply", "access_restrictions"):
        if value.get(name) is True:
            gathering.stated.append(Stated(name, "restricted", About.ACCESS))
    gathering.add("access_note", plain(value.get("access_restrictions_note")))
    gathering.add("rights", plain(value.get("use_restrictions_note")))
    for item in map(members, elements(value.get("rights_statements"))):
        for act in map(members, elements(item.get("acts"))):
            parts = (text(act.get(name)) for name in ("act_type", "restriction", "end_date"))
            if (said := refusal(*parts)) is not None:
                gathering.stated.append(said)
        for note in map(members, elements(item.get("notes"))):
            gathering.add("rights", "; ".join(map(plain, elements(note.get("content")))))
        add_link(gathering, text(item.get("license_uri")), "Licence")


def _resolved(value: Mapping[str, Json], name: str) -> Json:
    return members(value.get(name)).get("_resolved")
