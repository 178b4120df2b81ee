"""A title read: type, number and parties, in the forms archives give to titles."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from index_mappings.record import Party
from loaders.titles.around import bare
from loaders.titles.lexicon import has_any
from loaders.titles.lists import read_list
from loaders.titles.parties import Reader
from loaders.titles.routes import read_route
from loaders.titles.vocabulary import DocumentType, Vocabulary
from loaders.titles.wording import has_case, hide

_HEAD_END = re.compile(r"[,:]|\s(?:of|on|from|to|by|for|with|prepared|issued)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TitleReading:
    """What a title says. `type` is a label of the vocabulary; "" and () where it does not say.

    `people` holds every party of `sender`, `recipient` and `via` and everyone else the title
    names as taking part; offices and bodies among them have `person` False.
    """

    type: str = ""
    number: str = ""
    sender: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    via: tuple[Party, ...] = ()
    people: tuple[Party, ...] = ()
    excerpt: bool = False


def read_title(
    title: str, vocabulary: Vocabulary, known_names: Collection[str] = frozenset()
) -> TitleReading:
    """Read a title by the rules of docs/titles.md; no text is an error.

    `known_names` are the names that stand in the load (`known.known_names`), by which a
    bracket is seen to complete a name.
    """
    around = bare(title)
    text = around.text
    reader = Reader(cased=has_case(text), known=known_names)
    opening = vocabulary.at_start(text)
    kind = opening.type if opening else None
    if opening is None:
        kind, text = _type_elsewhere(text, vocabulary)
    found = read_route(text, opening, vocabulary, reader)
    via = read_list(around.via, reader) if around.via else ()
    return TitleReading(
        type=kind.label if kind else "",
        number=(opening.number if opening else "") or around.number,
        sender=found.sender,
        recipient=found.recipient,
        via=via,
        people=_once((*found.sender, *found.recipient, *via, *found.others)),
        excerpt=around.excerpt,
    )


def _type_elsewhere(text: str, vocabulary: Vocabulary) -> tuple[DocumentType | None, str]:
    """Return the type that stands after a body's name, and the text without one that ends it.

    "National Security Council Paper" is a paper; "The Department of State to the British
    Embassy Aide-Mémoire" an aide-mémoire between these two.
    """
    shown = hide(text)
    head = _HEAD_END.split(shown, maxsplit=1)[0]
    words = head.split()
    if head == shown or not re.search(r"\sto\s", shown, re.IGNORECASE):
        named = has_any("bodies", words) or has_any("nations", words[:2])
        return (vocabulary.ending(text[: len(head)]) if named else None), text
    for count in (2, 1):
        before, after = text.rsplit(maxsplit=count)[0], " ".join(text.split()[-count:])
        kind = vocabulary.find(after)
        if kind is not None and has_any("bodies", before.split()[-3:]):
            return kind, before
    return None, text


def _once(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    kept: dict[str, Party] = {}
    for party in parties:
        kept.setdefault(party.name, party)
    return tuple(kept.values())
