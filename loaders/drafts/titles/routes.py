"""Senders and recipients: the forms in which a title names its parties."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index_mappings.record import Party
from loaders.drafts.titles.dividing import dividing_to, office_alone, topic_start
from loaders.drafts.titles.document_types import DocumentType, Opening, Vocabulary
from loaders.drafts.titles.lexicon import has_any, is_a, is_place, leading
from loaders.drafts.titles.parties import Reader
from loaders.drafts.titles.party_lists import LED, read_list
from loaders.drafts.titles.tidying import hide

_REMARK = re.compile(
    r"^\s*[\[(]\s*(?:sic|\?)\s*!?\s*[\])]|^\s*[\[(][^\[\]()]*[\])](?=\s*[,:;–—-])", re.IGNORECASE
)
_LEAD = re.compile(
    r"^(?:(?:prepared|written|drafted|sent|submitted|signed|delivered|transmitted|given|made|addressed)\s+)?"
    r"(?P<word>from|by|of|to|for)\s+",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?:between|among)\s+", re.IGNORECASE)
_BY = re.compile(
    r"(?:(?:^|,\s*)|\b(?:prepared|written|drafted|submitted|signed|delivered|made|given)\s+)by\s+",
    re.IGNORECASE,
)
_FROM = re.compile(r"\s+(?:from|by)\s+", re.IGNORECASE)
_AFTER_MATTER = re.compile(r",\s+|\s+(?:from|by)\s+", re.IGNORECASE)
_BY_NOW = re.compile(r"(?<!headed)(?<!led)(?<!chaired)(?<!\s),?\s+by\s", re.IGNORECASE)
_FOR = re.compile(r",?\s+for\s+(?=(?:the\s+)?[^\W\d_a-z])")
_HOUSE = re.compile(r"\b(?:embassy|legation|mission|consulate)\b", re.IGNORECASE)
_OF_A_TYPE = re.compile(r"\s+(?:of|from|by)\s+", re.IGNORECASE)
_ON = re.compile(r"^(?:on|regarding|concerning|about|re)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Route:
    """The senders and recipients of a record, and others who take part in it."""

    sender: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    others: tuple[Party, ...] = ()


def read_route(text: str, opening: Opening | None, vocabulary: Vocabulary, reader: Reader) -> Route:
    """Return the route in a title's own words; `opening` is the type at its beginning."""
    kind = opening.type if opening else None
    rest = _REMARK.sub("", text[opening.end :] if opening else text).lstrip(" ,:;.–—-")
    shown = hide(rest)
    between = _BETWEEN.search(shown)
    divider = dividing_to(rest, cased=reader.cased)
    if between and (divider is None or between.start() < divider[0]):
        return Route(others=_people(rest[between.end() :], reader))
    if kind is None:
        return _from_to(rest, reader, strict=True, vocabulary=vocabulary)
    if kind.parties != "body" and _ON.match(rest):
        return _after_topic(rest, reader, vocabulary)
    lead = _LEAD.match(shown)
    word = lead["word"].casefold() if lead else ""
    if (word == "to" or (word == "for" and _is_for_whom(rest, kind, reader))) and lead:
        return _addressed(rest[lead.end() :], kind, reader)
    if spoke := _spoke_with(rest, kind, reader):
        return Route(others=spoke)
    of_one_body = kind.parties == "body" or (word == "of" and kind.parties != "letter")
    if word == "of" and lead and not of_one_body and divider is not None:
        rest = _without_matter(rest, lead.end(), divider)
        lead = _LEAD.match(hide(rest))
        if lead and lead["word"].casefold() == "to":
            return _addressed(rest[lead.end() :], kind, reader)
        divider = dividing_to(rest, cased=reader.cased)
    if not of_one_body and divider is not None:
        return _from_to(rest[lead.end() :] if lead else rest, reader, vocabulary=vocabulary)
    if word == "from" and lead and not of_one_body and office_alone(rest):
        return Route(sender=_list(rest[lead.end() :], reader))
    return _by(rest, reader)


def _without_matter(rest: str, start: int, divider: tuple[int, int]) -> str:
    """Return "to B" for "of Greetings to B" and "from A to B" for "of Credence from A to B"."""
    what = rest[start : divider[0]]
    source = _AFTER_MATTER.search(hide(what))
    matter = (what[: source.start()] if source else what).split()
    if not matter or not (is_a("matters", matter[0]) or is_a("matters", matter[-1])):
        return rest
    return rest[(start + source.start()) if source else divider[0] :].lstrip(" ,")


def _is_for_whom(rest: str, kind: DocumentType, reader: Reader) -> bool:
    """Return whether "Memorandum for B" names its reader: certainly, or with an author after it."""
    phrase = rest.split(maxsplit=1)[-1]
    source = _FROM.search(hide(phrase))
    phrase = phrase[: source.start()] if source else phrase
    return kind.parties != "body" and reader.is_settled(phrase[: _end(phrase, reader)])


_WITH = re.compile(r"^(?:(?:of|by)\s+)?(?P<one>.+?)\s+with\s+", re.IGNORECASE)


def _spoke_with(rest: str, kind: DocumentType, reader: Reader) -> tuple[Party, ...]:
    """Return the parties of "Conversation of A with B", or none if either is uncertain.

    "Interview with A" gives the person who was interviewed; the interviewer is not named.
    """
    words = kind.label.casefold().split()
    if "interview" in words and (asked := re.match(r"with\s+", rest, re.IGNORECASE)):
        phrase = rest[asked.end() :]
        return _list(re.split(r"\s+by\s+", phrase, maxsplit=1)[0], reader)
    found = _WITH.match(hide(rest))
    if found is None or not {"conversation", "meeting", "talk"} & set(words):
        return ()
    one = read_list(rest[found.start("one") : found.end("one")], reader)
    other = _list(rest[found.end() :], reader)
    return (*one, *other) if one and other else ()


def _from_to(rest: str, reader: Reader, vocabulary: Vocabulary, *, strict: bool = False) -> Route:
    from_ = re.match(r"from\s+", rest, re.IGNORECASE) if strict else None
    rest = rest[from_.end() :] if from_ else rest
    span = dividing_to(rest, cased=reader.cased)
    if span is None:
        return Route()
    left, right = rest[: span[0]].strip(), rest[span[1] :].strip()
    origin = list(re.finditer(r"(?:^|[,\s])(?:from|by)\s+", hide(left), re.IGNORECASE))
    if len(origin) > 0 and not strict and topic_start(left) < origin[-1].start():
        first = left[: topic_start(left)]
        if first.strip(" ,"):  # "from A transmitting a letter from B to C"
            return Route(sender=_list(first, reader))
    if origin and not strict:
        left = left[origin[-1].end() :]
    if strict and LED.search(hide(left)):
        return Route()  # "Delegation led by Roe to China" went there
    left = _without_ahead(left)
    if left.endswith(",") and is_place(left) and not strict:
        return Route(recipient=_list(right, reader))  # "Letter: Leeds, to B" was written there
    if topic_start(left) < len(left):
        return Route()
    right = right[: _end(right, reader)]
    if strict and not (
        _plausible(left, reader, vocabulary) and _plausible(right, reader, vocabulary)
    ):
        return Route()
    sender, recipient = read_list(left, reader), read_list(right, reader)
    if strict and all(is_place(party.name) for party in (*sender, *recipient)):
        return Route()  # "Yalta to Panmunjom" is a journey
    if from_ and not any(_is_somebody(party) for party in (*sender, *recipient)):
        return Route()  # and so are "From Kabul to Kandahar" and "From Marx to Mao"
    nobody = (bool(sender) or _is_unknown(left)) and (bool(recipient) or _is_unknown(right))
    return Route(sender, recipient) if nobody else Route()


def _is_somebody(party: Party) -> bool:
    """Return whether a party is an office or a body, has one, or has a full name."""
    is_named = party.person and (bool(party.role) or " " in party.name)
    return is_named or not (party.person or is_place(party.name))


def _end(right: str, reader: Reader) -> int:
    """Return the offset at which the recipients end: a subject, a "by", or a "to" of purpose."""
    end = topic_start(right)
    shown = hide(right[:end])
    by = _BY_NOW.search(shown)
    if by:
        end = by.start()
    on_behalf = _FOR.search(shown[:end])
    if reader.cased and on_behalf and _is_passed_on(right[: on_behalf.start()], reader):
        end = on_behalf.start()
    for found in re.finditer(r"\s+to\s+(?=[a-z])", shown[:end]):
        following = shown[found.end() :].split()[0]
        if (
            reader.cased
            and following not in ("the", "all", "a", "an")
            and not leading("offices", [following])
        ):
            return found.start()
    return end


def _is_passed_on(before: str, reader: Reader) -> bool:
    """Return whether "for" after these words names a message's reader, not an office's subject.

    "to the Embassy in Moscow for Roe" and "to Doe for Poe", not "the Secretary for X".
    """
    if _HOUSE.search(before):
        return True
    found = reader.party(before)
    return found is not None and found.person and not before.rstrip().endswith(found.role or "\0")


def _without_ahead(left: str) -> str:
    """Remove what precedes the sender: qualifiers, dates, classification marks."""
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
    """Return whether a phrase can be a party if no type announces parties."""
    phrase = phrase.strip(" ,;")  # before ", re: boats"
    found = read_list(phrase, reader)
    if not found:
        return False
    words = [word.casefold().strip(",.") for word in phrase.split()]
    if _OF_A_TYPE.search(phrase) and vocabulary.ending(_OF_A_TYPE.split(phrase, maxsplit=1)[0]):
        return False  # "Information Note of the Embassy"
    named = has_any("offices", words) or has_any("bodies", words)
    if words[-1] in vocabulary.words or (not named and vocabulary.words.intersection(words)):
        return False
    possessive = re.search(r"\w[’']s\s+\w", phrase) and not has_any("offices", phrase.split())
    listed = (
        len(phrase.split(", ")) > 1 and len(found) == 1 and found[0].person and not found[0].role
    )
    return not possessive and not (listed and found[0].name == phrase.split(",", maxsplit=1)[0])


def _after_topic(rest: str, reader: Reader, vocabulary: Vocabulary) -> Route:
    """Read "Memorandum on X, by A", and "Memorandum on X, A to B" if both are certain."""
    shown = hide(rest)
    comma = shown.rfind(", ")
    if comma < 0:
        return Route()
    clause = rest[comma + 2 :]
    if re.match(r"by\s+", clause, re.IGNORECASE):
        return _by(clause, reader)
    clause = re.sub(r"^from\s+", "", clause, flags=re.IGNORECASE)
    span = dividing_to(clause, cased=reader.cased)
    if span and reader.is_settled(clause[: span[0]]) and reader.is_settled(clause[span[1] :]):
        return _from_to(clause, reader, vocabulary, strict=True)
    return Route()


def _addressed(rest: str, kind: DocumentType, reader: Reader) -> Route:
    """Read "Letter to B", "Report to B by A", "Letter to B from A"."""
    if kind.parties == "body":
        return Route()
    shown = hide(rest)
    source = _FROM.search(shown)
    right = rest[: source.start()] if source else rest
    recipient = _list(right, reader)
    if not recipient:
        return Route()
    sender = _list(rest[source.end() :], reader) if source else ()
    return Route(sender=sender, recipient=recipient)


def _by(rest: str, reader: Reader) -> Route:
    shown = hide(rest)
    found = _BY.search(shown)
    plain = re.search(r"\sby\s+", shown, re.IGNORECASE)
    if found is None and plain and topic_start(rest) >= plain.start():
        people = _list(rest[plain.end() :], reader)
        return Route(others=tuple(party for party in people if not is_place(party.name)))
    if not found or (topic_start(rest) < found.start() and rest[found.start()] != ","):
        return Route()
    return Route(others=_list(rest[found.end() :], reader))


def _list(phrase: str, reader: Reader) -> tuple[Party, ...]:
    return read_list(phrase[: _end(phrase, reader)], reader)


def _people(phrase: str, reader: Reader) -> tuple[Party, ...]:
    phrase = phrase[: _end(phrase, reader)]
    found = read_list(phrase, reader)
    return found if len(found) > 1 else ()
