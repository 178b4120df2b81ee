"""Parsing a title: type, number and parties, in the usual forms of archives."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from index_mappings.record import Party
from loaders.drafts.titles.additions import VOLUME_NUMBER, bare
from loaders.drafts.titles.document_types import DocumentType, Opening, Vocabulary
from loaders.drafts.titles.house_style import read_house_style
from loaders.drafts.titles.letters_abroad import read_abroad
from loaders.drafts.titles.letters_in_chinese import read_chinese
from loaders.drafts.titles.letters_in_russian import read_russian
from loaders.drafts.titles.lexicon import has_any
from loaders.drafts.titles.parties import Reader
from loaders.drafts.titles.party_lists import read_list
from loaders.drafts.titles.routes import Route, read_route
from loaders.drafts.titles.sentences import sentences
from loaders.drafts.titles.tidying import has_case, hide, tidy

# Characters. The longest heads of published volumes have some 400; what is longer is a text that
# names no parties in a title's way, and looking for them would cost its length squared.
_LONGEST = 1000
_SUPPLIED = re.compile(r"\[([^\[\]]+)\]\.?")  # by a cataloguer, where an item has none itself
_HEAD_END = re.compile(r"[,:]|\s(?:of|on|from|to|by|for|with|prepared|issued)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TitleReading:
    """The result for a title. `type` is a label of the vocabulary; "" and () mean unknown.

    `people` has all parties of `sender`, `recipient` and `via` and all others named in the title as
    taking part; offices and bodies among them have `person` False.
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
    """Parse a title by the rules of docs/titles.md; no text is an error.

    `known_names` are the names in the load (`bracketed_names.known_names`), which show that a
    bracket completes a name.
    """
    if len(title) > _LONGEST:
        start = vocabulary.at_start(tidy(title[:200]))  # a type and its number are shorter
        return TitleReading(type=start.type.label if start else "")
    if supplied := _SUPPLIED.fullmatch(title.strip()):
        title = supplied[1]
    around = bare(_head(title))
    text = around.text
    reader = Reader(cased=has_case(text), known=known_names)
    opening = vocabulary.at_start(text) or _after_from(text, vocabulary)
    if opening is None and (sent := read_house_style(text, vocabulary, reader)):
        people = _once((*sent.route.sender, *sent.route.recipient))
        return TitleReading(
            sent.type.label, sent.number, sent.route.sender, sent.route.recipient, (), people
        )
    kind, number = (opening.type, opening.number) if opening else (None, "")
    if opening is None and (last := _type_at_end(text, vocabulary)):
        kind, number, text = last.type, last.number, text.rpartition(", ")[0]
    elif opening is None:
        kind, text = _type_elsewhere(text, vocabulary)
    found = read_route(text, opening, vocabulary, reader)
    if found == Route() and opening is None:
        found = _in_other_languages(text)
    via = read_list(around.via, reader) if around.via else ()
    return TitleReading(
        type=kind.label if kind else "",
        number=number or around.number,
        sender=found.sender,
        recipient=found.recipient,
        via=via,
        people=_once((*found.sender, *found.recipient, *via, *found.others)),
        excerpt=around.excerpt,
    )


def _in_other_languages(text: str) -> Route:
    if _CYRILLIC.search(text):
        return read_russian(text)
    return read_chinese(text) if _HAN.search(text) else read_abroad(text)


_CYRILLIC, _HAN = re.compile("[а-яё]"), re.compile("[\u4e00-\u9fff]")


def _head(title: str) -> str:
    """Return a title without the sentences after its first, which describe the record."""
    text = VOLUME_NUMBER.sub("", tidy(title))
    first = sentences(text)[0]
    return first.removesuffix(".") if first != text else title


def _after_from(text: str, vocabulary: Vocabulary) -> Opening | None:
    """Read the type of "From the Diary of X"."""
    before = re.match(r"from\s+(?=the\s)", text, re.IGNORECASE)
    found = vocabulary.at_start(text[before.end() :]) if before else None
    if before is None or found is None or found.type.parties != "body":
        return None
    return Opening(found.type, found.number, found.end + before.end())


def _type_at_end(text: str, vocabulary: Vocabulary) -> Opening | None:
    """Read the type that ends "Embassy Seoul to Department of State, Telegram 12"."""
    parties, _, last = text.rpartition(", ")
    if not re.search(r"\sto\s", hide(parties), re.IGNORECASE):
        return None
    found = vocabulary.at_start(last)
    return found if found and found.end == len(last) else None


def _type_elsewhere(text: str, vocabulary: Vocabulary) -> tuple[DocumentType | None, str]:
    """Return the type after a body's name, and the text without a type at its end.

    "National Security Council Paper" is a paper; "The Department of State to the British Embassy
    Aide-Mémoire" is an aide-mémoire between these two.
    """
    shown = hide(text)
    head = _HEAD_END.split(shown, maxsplit=1)[0]
    words = head.split()
    if has_any("bodies", words) or has_any("nations", words[:2]):
        named = vocabulary.ending(text[: len(head)])
        second = shown.split(", ")[1:2]
        named = named or (vocabulary.find(second[0]) if second else None)
        if named is not None:
            return named, text
    if not re.search(r"\sto\s", shown, re.IGNORECASE):
        return None, text
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
