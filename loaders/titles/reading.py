"""A title read: type, number and parties, in the forms archives give to titles."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from index_mappings.record import Party
from loaders.titles.dividing import dividing_to, topic_start
from loaders.titles.lexicon import has_any, is_a, leading
from loaders.titles.lists import read_list
from loaders.titles.parties import Reader
from loaders.titles.vocabulary import DocumentType, Opening, Vocabulary
from loaders.titles.wording import has_case, hide, tidy, without_date

_EXCERPT = re.compile(
    r"[\s,]*[\[(]\s*(?:an?\s+)?(?:excerpts?|extracts?|fragments?|abridged|partial)\s*[\])]|,\s*(?:excerpts?|extracts?)\s*$",
    re.IGNORECASE,
)
_EXCERPT_BEFORE = re.compile(
    r"^(?:excerpts?|extracts?|fragments?)(?:\s+(?:of|from)|\s*[,:])\s+(?:(?:an?|the)\s+)?",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s*[\[(]\s*(?:sic|\?)\s*!?[\])]", re.IGNORECASE)
_VOLUME_NUMBER = re.compile(
    r"^(?:(?:no|doc(?:ument)?|item)\.?\s*)?(?:no\.?\s*)?(?:\d{1,5}[.:)]|\[\d{1,5}\])\s+(?=\S)"
    r"|^(?:no\.|document(?:\s+no\.?)?)\s*\d{1,5}[.:]?\s+(?=\S)",
    re.IGNORECASE,
)
_VIA = re.compile(
    r"[\s,]*[\[(]\s*(?:via|through)\s+(?P<in>[^\[\]()]*(?:[\[(][^\[\]()]*[\])])?[^\[\]()]*)[\])]",
    re.IGNORECASE,
)
_VIA_PLAIN = re.compile(r",?\s+via\s+(?:the\s+)?(?P<in>\S.*)$", re.IGNORECASE)
_NUMBER_AT_END = re.compile(
    r"[\s,(\[]+(?:nos?\.|nr\.?|number|№|n°|#)\s*(?P<number>(?:[A-Za-z]{1,8}[-/. ])?\d[\w./–-]*)[\s)\]]*$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:prepared|written|drafted|sent|submitted|signed|delivered|transmitted|given|made|addressed)\s+)?"
    r"(?P<word>from|by|of|to)\s+",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?:between|among)\s+", re.IGNORECASE)
_BY = re.compile(
    r"(?:(?:^|,\s*)|\b(?:prepared|written|drafted|submitted|signed|delivered|made|given)\s+)by\s+",
    re.IGNORECASE,
)
_FROM = re.compile(r"\s+(?:from|by)\s+", re.IGNORECASE)
_ON = re.compile(r"^(?:on|regarding|concerning|about|re)\b", re.IGNORECASE)


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


@dataclass(frozen=True, slots=True)
class _Parties:
    sender: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    others: tuple[Party, ...] = ()


def read_title(
    title: str, vocabulary: Vocabulary, known_names: Collection[str] = frozenset()
) -> TitleReading:
    """Read a title by the rules of docs/titles.md; no text is an error.

    `known_names` are the names that stand in the load (`known.known_names`), by which a
    bracket is seen to complete a name.
    """
    text = tidy(title)
    reader = Reader(cased=has_case(text), known=known_names)
    text, excerpt = _without_excerpt(_REMARK.sub("", text))
    text = _VOLUME_NUMBER.sub("", text)
    text, via_phrase = _without_via(text)
    text, number = _without_number(text)
    text, _ = without_date(text)
    opening = vocabulary.at_start(text)
    if number == "" and opening is None:
        text, number = _without_number(text)
    found = _parties(text, opening, vocabulary, reader)
    via = read_list(via_phrase, reader) if via_phrase else ()
    kind = opening.type.label if opening else _type_after_body(text, vocabulary)
    return TitleReading(
        type=kind,
        number=(opening.number if opening else "") or number,
        sender=found.sender,
        recipient=found.recipient,
        via=via,
        people=_once((*found.sender, *found.recipient, *via, *found.others)),
        excerpt=excerpt,
    )


def _without_excerpt(text: str) -> tuple[str, bool]:
    shorter = _EXCERPT_BEFORE.sub("", _EXCERPT.sub("", text))
    return shorter, shorter != text


def _without_via(text: str) -> tuple[str, str]:
    found = _VIA.search(text)
    if found:
        return text[: found.start()] + text[found.end() :], found["in"]
    shown = hide(text)
    plain = _VIA_PLAIN.search(shown)
    if plain and dividing_to(text[: plain.start()], cased=has_case(text)):
        phrase = text[plain.start("in") :]
        return text[: plain.start()], without_date(phrase[: topic_start(phrase)])[0]
    return text, ""


def _without_number(text: str) -> tuple[str, str]:
    found = _NUMBER_AT_END.search(text)
    if not found or not text[: found.start()].strip():
        return text, ""
    # "Cable No. 12" has its number after the type, where it is read with it.
    if len(text[: found.start()].split()) < 4:
        return text, ""
    return text[: found.start()], found["number"].rstrip(".-–")


def _parties(
    text: str, opening: Opening | None, vocabulary: Vocabulary, reader: Reader
) -> _Parties:
    kind = opening.type if opening else None
    rest = (text[opening.end :] if opening else text).lstrip(" ,:;.–—-")
    shown = hide(rest)
    between = _BETWEEN.search(shown)
    divider = dividing_to(rest, cased=reader.cased)
    if between and (divider is None or between.start() < divider[0]):
        return _Parties(others=_people(rest[between.end() :], reader))
    if kind is None:
        return _from_to(rest, reader, strict=True, vocabulary=vocabulary)
    if kind.parties != "body" and _ON.match(rest):
        return _after_topic(rest, reader, vocabulary)
    lead = _LEAD.match(shown)
    word = lead["word"].casefold() if lead else ""
    if word == "to" and lead:
        return _addressed(rest[lead.end() :], kind, reader)
    of_one_body = kind.parties == "body" or (word == "of" and kind.parties != "letter")
    if not of_one_body and divider is not None:
        return _from_to(rest[lead.end() :] if lead else rest, reader, vocabulary=vocabulary)
    if word == "from" and lead and not of_one_body:
        return _Parties(sender=_list(rest[lead.end() :], reader))
    return _by(rest, reader)


def _from_to(
    rest: str, reader: Reader, vocabulary: Vocabulary, *, strict: bool = False
) -> _Parties:
    if strict:
        rest = re.sub(r"^from\s+(?=the\s|[A-Z])", "", rest)
    span = dividing_to(rest, cased=reader.cased)
    if span is None:
        return _Parties()
    left, right = rest[: span[0]].strip(), rest[span[1] :].strip()
    origin = [
        found for found in re.finditer(r"(?:^|[,\s])(?:from|by)\s+", hide(left), re.IGNORECASE)
    ]
    if origin and not strict:
        left = left[origin[-1].end() :]
    left = _without_ahead(left)
    if topic_start(left) < len(left):
        return _Parties()
    right = right[: _end(right, reader)]
    if strict and not (
        _plausible(left, reader, vocabulary) and _plausible(right, reader, vocabulary)
    ):
        return _Parties()
    sender, recipient = read_list(left, reader), read_list(right, reader)
    nobody = (bool(sender) or _is_unknown(left)) and (bool(recipient) or _is_unknown(right))
    return _Parties(sender, recipient) if nobody else _Parties()


def _end(right: str, reader: Reader) -> int:
    """Return where the recipients end: at a subject, a "by", or a "to" that begins a purpose."""
    end = topic_start(right)
    shown = hide(right[:end])
    by = re.search(r",?\s+by\s", shown, re.IGNORECASE)
    if by:
        end = by.start()
    for found in re.finditer(r"\s+to\s+(?=[a-z])", shown[:end]):
        following = shown[found.end() :].split()[0]
        if (
            reader.cased
            and following not in ("the", "all", "a", "an")
            and not leading("offices", [following])
        ):
            return found.start()
    return end


def _without_ahead(left: str) -> str:
    """Drop what stands ahead of the sender and is none: qualifiers, dates, marks of secrecy."""
    parts = left.split(", ")
    while len(parts) > 1 and all(
        is_a("subjects", word) or is_a("unknown", word) or word[0].isdigit()
        for word in parts[0].split()
    ):
        parts = parts[1:]
    return ", ".join(parts)


def _is_unknown(phrase: str) -> bool:
    return is_a("unknown", phrase.strip(" ,[]()").removeprefix("the ").removeprefix("an "))


def _plausible(phrase: str, reader: Reader, vocabulary: Vocabulary) -> bool:
    """Tell whether a phrase can be a party where no type says that parties are to come."""
    found = read_list(phrase, reader)
    if not found:
        return False
    words = [word.casefold().strip(",.") for word in phrase.split()]
    if any(word in vocabulary.words for word in words):
        return False
    possessive = re.search(r"\w[’']s\s+\w", phrase) and not has_any("offices", phrase.split())
    listed = (
        len(phrase.split(", ")) > 1 and len(found) == 1 and found[0].person and not found[0].role
    )
    return not possessive and not (listed and found[0].name == phrase.split(",")[0])


def _after_topic(rest: str, reader: Reader, vocabulary: Vocabulary) -> _Parties:
    """Read "Memorandum on X, by A" and "Memorandum on X, A to B", where both are parties for sure."""
    shown = hide(rest)
    comma = shown.rfind(", ")
    if comma < 0:
        return _Parties()
    clause = rest[comma + 2 :]
    if re.match(r"by\s+", clause, re.IGNORECASE):
        return _by(clause, reader)
    clause = re.sub(r"^from\s+", "", clause, flags=re.IGNORECASE)
    span = dividing_to(clause, cased=reader.cased)
    if span and reader.is_settled(clause[: span[0]]) and reader.is_settled(clause[span[1] :]):
        return _from_to(clause, reader, vocabulary, strict=True)
    return _Parties()


def _addressed(rest: str, kind: DocumentType, reader: Reader) -> _Parties:
    """Read "Letter to B", "Report to B by A", "Letter to B from A"."""
    if kind.parties == "body":
        return _Parties()
    shown = hide(rest)
    source = _FROM.search(shown)
    right = rest[: source.start()] if source else rest
    recipient = _list(right, reader)
    if not recipient:
        return _Parties()
    sender = _list(rest[source.end() :], reader) if source else ()
    return _Parties(sender=sender, recipient=recipient)


def _by(rest: str, reader: Reader) -> _Parties:
    found = _BY.search(hide(rest))
    if not found or (topic_start(rest) < found.start() and rest[found.start()] != ","):
        return _Parties()
    return _Parties(others=_list(rest[found.end() :], reader))


def _list(phrase: str, reader: Reader) -> tuple[Party, ...]:
    return read_list(phrase[: _end(phrase, reader)], reader)


def _people(phrase: str, reader: Reader) -> tuple[Party, ...]:
    phrase = phrase[: _end(phrase, reader)]
    found = read_list(phrase, reader)
    return found if len(found) > 1 else ()


def _type_after_body(text: str, vocabulary: Vocabulary) -> str:
    """Return the type that follows a body's name ("National Security Council Paper")."""
    head = re.split(
        r"[,:]|\s(?:of|on|from|to|by|for|with|prepared)\s",
        hide(text),
        maxsplit=1,
        flags=re.IGNORECASE,
    )[0]
    found = vocabulary.ending(text[: len(head)])
    if found is None:
        return ""
    words = head.split()
    return found.label if has_any("bodies", words) or has_any("nations", words[:2]) else ""


def _once(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    kept: dict[str, Party] = {}
    for party in parties:
        kept.setdefault(party.name, party)
    return tuple(kept.values())
