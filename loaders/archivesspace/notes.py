"""Notes of ArchivesSpace by type, after unpublished ones were removed.

Source: ArchivesSpace, common/schemas: note_singlepart, note_multipart and what is in those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from index_mappings.json_values import Json, elements, members, text
from loaders.archivesspace.parts import plain
from loaders.drafts.access_names import About, Stated
from loaders.drafts.gathering import Gathering

_LABELS = {
    "abstract": "Abstract",
    "accessrestrict": "Conditions governing access",
    "accruals": "Accruals",
    "acqinfo": "Immediate source of acquisition",
    "altformavail": "Existence and location of copies",
    "appraisal": "Appraisal",
    "arrangement": "Arrangement",
    "bibliography": "Bibliography",
    "bioghist": "Biographical or historical note",
    "custodhist": "Custodial history",
    "dimensions": "Dimensions",
    "fileplan": "File plan",
    "langmaterial": "Language",
    "legalstatus": "Legal status",
    "materialspec": "Materials specific details",
    "odd": "General note",
    "originalsloc": "Existence and location of originals",
    "otherfindaid": "Other finding aids",
    "phystech": "Physical characteristics",
    "physdesc": "Physical description",
    "physfacet": "Physical facet",
    "physloc": "Physical location",
    "prefercite": "Preferred citation",
    "processinfo": "Processing information",
    "relatedmaterial": "Related materials",
    "scopecontent": "Scope and contents",
    "separatedmaterial": "Separated materials",
    "summary": "Summary",
    "userestrict": "Conditions governing use",
}
_SUMMARIES = ("scopecontent", "summary", "abstract")
_WORDS = ("content", "title", "event_date", "events", "items", "label", "value", "xlink_href")
_DEEPEST = 12


def add_notes(value: Mapping[str, Json], gathering: Gathering) -> None:
    """Add the notes of a record: summary, access, use, and the others."""
    found = [members(item) for item in elements(value.get("notes"))]
    for item in map(members, elements(value.get("lang_materials"))):
        found += [members(note) for note in elements(item.get("notes"))]
    kinds = [_kind(note) for note in found]
    summary = next((kind for kind in _SUMMARIES if kind in kinds), "")
    for note in found:
        kind = _kind(note)
        words = "\n".join(_texts(note, 1))
        label = plain(note.get("label")) or _LABELS.get(kind) or _in_words(kind)
        if kind == summary:
            gathering.add("summary", words, label)
        elif kind == "accessrestrict":
            gathering.add("access_note", " ".join(words.split("\n")), label)
            gathering.stated += _restrictions(note, words)
        elif kind == "userestrict":
            gathering.add("rights", " ".join(words.split("\n")), label)
        else:
            gathering.note(label, words)


def _restrictions(note: Mapping[str, Json], words: str) -> Iterator[Stated]:
    yield Stated("accessrestrict", words, About.ACCESS)
    restriction = members(note.get("rights_restriction"))
    for kind in elements(restriction.get("local_access_restriction_type")):
        yield Stated("local_access_restriction_type", text(kind), About.ACCESS)
    if end := text(restriction.get("end")).strip():
        yield Stated("rights_restriction.end", end, About.OPENS)


def _kind(note: Mapping[str, Json]) -> str:
    return text(note.get("type")) or text(note.get("jsonmodel_type")).removeprefix("note_")


def _in_words(kind: str) -> str:
    words = kind.replace("_", " ").strip()
    return (words[:1].upper() + words[1:]) or "Note"


def _texts(value: Json, depth: int) -> Iterator[str]:
    """Yield the text of a note part by part, without its label and codes."""
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        if words := plain(value):
            yield words
        return
    if isinstance(value, list):
        for item in value:
            yield from _texts(item, depth + 1)
        return
    part = members(value)
    names = _WORDS if depth > 1 else tuple(name for name in _WORDS if name != "label")
    label = plain(part.get("label")) if "value" in part else ""
    if label:  # an item of a list of definitions
        yield f"{label}: {plain(part.get('value'))}"
        return
    for name in names:
        if name in part:
            yield from _texts(part[name], depth + 1)
    if "subnotes" in part:
        yield from _texts(part["subnotes"], depth + 1)
