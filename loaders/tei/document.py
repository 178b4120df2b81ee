"""Converting a document of a volume to a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index_mappings.json_values import Json
from index_mappings.record import Ancestor, Note
from loaders.drafts.draft import Draft, Remark, Where
from loaders.drafts.format import Options
from loaders.drafts.supplied_titles import supplied_title
from loaders.drafts.titles import Vocabulary, read_title
from loaders.drafts.titles.tidying import tidy
from loaders.drafts.xml.files import Element
from loaders.tei.body import Body
from loaders.tei.dating import read_dating
from loaders.tei.parties import read_parties
from loaders.tei.persons import XML_ID, Persons
from loaders.tei.source_notes import Kept, read_source_note
from loaders.tei.text import line
from loaders.tei.voices import Voices

_NUMBERED_TYPES = frozenset(
    {"Telegram", "Circular Telegram", "Cable", "Airgram", "Despatch", "Instruction"}
)
_NUMBER = re.compile(r"(?:No\.\s*)?(?P<number>(?:[A-Z][-–]?)?\d{1,5})\.(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a document has from its volume: the volume's id and licence, the levels it is
    in, top first, the page it begins on, the volume's persons, and whose its notes are."""

    volume: str
    rights: str
    above: Sequence[Ancestor]
    page: str
    persons: Persons
    voices: Voices


def read_document(
    document: Element,
    around: Surroundings,
    vocabulary: Vocabulary,
    options: Options,
    where: Where,
) -> Iterator[Draft | Remark]:
    """Yield the draft of a document, and a remark for each thing the archivist should know."""
    head = document.find("{*}head")
    title = tidy(line(head))
    reading = read_title(title, vocabulary, around.persons.names)
    sources, summaries = _sources(document, head), _notes(document, "summary")
    kept = [read_source_note(note, vocabulary) for note in sources]
    first = kept[0] if kept else Kept()
    dating = read_dating(document, head, options.conventions)
    if dating.problem:
        yield Remark(where, dating.problem, "date")
    parties = read_parties(document, head, reading, around.persons)
    kind = reading.type or next((item.type for item in kept if item.type), "")
    body = Body(around.voices)
    without = frozenset((*sources, *summaries, *([] if head is None else [head])))
    if head is not None:
        body.add_head_notes(head, without)
    body.add(document, without)
    number = reading.number or _number(document, kind)
    own_id = document.get(XML_ID) or document.get("n") or ""
    values: dict[str, Json] = {
        "title": title,
        "summary": " ".join(line(note, without=()) for note in summaries),
        **body.finish().fields(options.mapping),
        "type": kind,
        "date": dating.date.to_json() if dating.date else None,
        "sender": [party.to_json() for party in parties.sender],
        "recipient": [party.to_json() for party in parties.recipient],
        "via": [party.to_json() for party in parties.via],
        "people": [party.to_json() for party in parties.people],
        "places": list(dict.fromkeys(dating.places)),
        "subjects": list(dict.fromkeys(_subjects(document))),
        "number": number,
        "collections": [around.volume],
        "ancestors": [level.to_json() for level in around.above],
        "reference": first.reference,
        "repository": first.repository,
        "rights": around.rights,
        "notes": [
            Note(label, text).to_json() for label, text in _labelled(document, title, around, kept)
        ],
    }
    derived = [
        name
        for name in ("type", "number", "sender", "recipient", "via", "people")
        if values[name] and _is_derived(values[name])
    ]
    is_read = dating.from_title or dating.from_text
    values["derived"] = [*derived, "date"] if is_read else derived
    if not title:
        values["title"] = supplied_title(values, options.mapping)
        yield Remark(where, f"there is no head; {values['title']} was supplied", "title")
    yield Draft(values, where, f"{around.volume}/{own_id}" if own_id else "")


def _sources(document: Element, head: Element | None) -> list[Element]:
    """Return the source notes of a document: those with such a type or heading."""
    marked = _notes(document, "source")
    if marked or head is None:
        return marked
    return [note for note in head.iter("{*}note") if line(note).startswith("Source:")][:1]


def _notes(document: Element, kind: str) -> list[Element]:
    return [note for note in document.iter("{*}note", "{*}seg") if note.get("type") == kind]


def _labelled(
    document: Element, title: str, around: Surroundings, kept: Sequence[Kept]
) -> Iterator[tuple[str, str]]:
    for item in kept:
        if item.text:
            yield "Source", item.text
    number = document.get("n", "")
    if number and not re.match(rf"(?:No\.\s*)?{re.escape(number)}\b", title):
        yield "Document", number
    pages = [page for page in (around.page, *_pages(document)) if page]
    if pages:
        yield "Pages", pages[0] if len(pages) == 1 else f"{pages[0]}–{pages[-1]}"


def _pages(document: Element) -> Iterator[str]:
    for page in document.iter("{*}pb"):
        yield page.get("n", "")


def _subjects(document: Element) -> Iterator[str]:
    """Yield the subjects of the document from lists headed "Subject"."""
    for listed in document.iter("{*}list"):
        if (listed.get("type") or "").casefold() in ("subject", "subjects"):
            for item in listed.iter("{*}item"):
                text = line(item).strip(" .")
                if text:
                    yield text


def _number(document: Element, kind: str) -> str:
    """Return a telegram's number at the beginning of its text: "626. For the Secretary ..."

    A paragraph "1." followed by "2." is a list.
    """
    if kind not in _NUMBERED_TYPES:
        return ""
    starts = [_NUMBER.match(line(part)[:20]) for part in document.iterfind("{*}p")]
    numbers = [found["number"] for found in starts if found]
    if not any(starts[:2]):  # before the number there is at most the mark of secrecy
        return ""
    first = numbers[0]
    is_list = first.isdecimal() and str(int(first) + 1) in numbers[1:]
    return "" if is_list else first


def _is_derived(value: Json) -> bool:
    """Return whether a value was found in the title or the text rather than marked in the file."""
    if isinstance(value, list):
        return all(isinstance(item, dict) and item.get("derived") for item in value)
    return bool(value)
