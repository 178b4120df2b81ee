"""Statements on access in other places: in a title, a summary, or a note on something else.

"Adoption files [closed until 2080]", "This file is closed under section 40." A title or a note may
be about a shop that closed, so only certain statements count: those with a day in the future, and
in notes also a sentence about the record or about the law that closes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from index_mappings.access import CLOSED, RESTRICTED
from index_mappings.folding import key
from index_mappings.json_values import Json, elements, members
from index_mappings.mapping import RecordMapping
from loaders.drafts.access_around import is_for_insiders
from loaders.drafts.access_days import first_day, is_a_day, years_after
from loaders.drafts.access_names import About, about_access
from loaders.drafts.access_run_on import in_a_run
from loaders.drafts.access_subjects import without_subject
from loaders.drafts.access_wording import SENTENCES, Access, read_note, stricter
from loaders.drafts.access_words import AccessWords, name_words, sentence_pattern, sentence_words

_BRACKETS = re.compile(r"[\[(（【{<]([^\[\]()（）【】{}<>]{2,100})[\])）】}>]")
_APART = re.compile(r"[\[\](){}<>（）【】*]|\s[-–—]\s|[A-Z]:\s")
_YEAR = re.compile(r"(?<!\d)2[01]\d\d(?!\d)")
_PARTS = re.compile(r"[;\n\[\](){}<>*（）【】]|\s[-–—]\s|:\s|(?<!\b\d)(?<!\b\d\d)\.\s+")
_RECORD = re.compile(rf"\b(?:{sentence_pattern('records')})\s+(?=\w)", re.IGNORECASE)
_COMMA = re.compile(r",\s+(?=[^\W\d])")
_LONGEST = (
    10_000  # characters of a text that are read: a note on access is not in the midst of more
)
_FEW = 2  # words of a term that says it by itself; "Closed" alone may be of anything
_SHORT = 6  # words of a term of years; a longer sentence may go on about a mine
_BEFORE = 4  # words of a sentence among which it says of what it speaks: "Access to this item"
_NOTE_WORDS = 40  # words of a sentence about access


def said_in_passing(
    values: Mapping[str, Json], mapping: RecordMapping, today: date, words: AccessWords
) -> tuple[str, Access] | None:
    """Return the field that closes or restricts a record in passing, and its wording, or None."""
    found: tuple[str, Access] | None = None
    for field in mapping.prose:
        name = field.name
        if not (value := values.get(name)) or name == mapping.full_text:
            continue
        access: Access | None = None
        if not isinstance(value, str):
            access = _of_notes(value, today, words) if field.kind.keeps_rest else None
        elif name == mapping.title and _APART.search(value):
            access = _stamped(value, values.get(mapping.date), words) or _ahead(value, today, words)
            access = access if access is None or not _has_come(access, today) else None
        elif name != mapping.title and _is_stamped(value, words):
            access = Access(CLOSED)
        elif "20" in value or "21" in value:  # of most titles and summaries, all there is to ask
            access = _ahead(value, today, words)
        if access is not None and (found is None or stricter(found[1], access) != found[1]):
            found = name, access
    return found


def _stamped(title: str, dated: Json, words: AccessWords) -> Access | None:
    """Return the access of a mark in a title: "[CLOSED]", "(do not issue)", "(closed 75 years)".

    A single word counts only in capitals, because a shop may be "(closed)"; "SECRET" marks a
    document.
    """
    for inner in _BRACKETS.findall(title):
        for part in (inner, *_PARTS.split(inner)):
            plain = key(part)
            if plain in words["stamps"] and (" " in plain or part.upper() == part):
                return Access(CLOSED)
            if len(plain.split()) <= _SHORT and years_after(plain, dated, words)[0]:
                access = read_note(part, dated, words)
                if access.kind == CLOSED and not sentence_words("closing").isdisjoint(
                    plain.split()
                ):
                    return access
    some = [part.strip() for part in _APART.split(title.replace(": ", " - "))]
    is_mixed = title.upper() != title  # in a title all in capitals they say nothing
    is_marked = len(some) > 1 and any(
        key(part) in words["stamps"] and part.upper() == part for part in some if part
    )
    return Access(CLOSED) if is_mixed and is_marked else None


def _is_stamped(text: str, words: AccessWords) -> bool:
    """Return whether a sentence of a text is such a mark of several words: "Do not publish."."""
    begin = _begin_stamps(words)
    for found in _SHORT_SENTENCE.finditer(text, 0, _LONGEST):
        first, _, rest = found[1].strip().partition(" ")
        if rest and (first.lower() if first.isascii() else key(first)) in begin:
            plain = key(found[1])
            if plain in words["stamps"] and (not found.start() or plain not in _OF_THINGS):
                return True
    return False


_SHORT_SENTENCE = re.compile(
    r"(?:^|[.;:!\n\[(])[ *]*([^\W\d_][^.;:!\n\[\]()]{4,38})(?=[.;!\n\])]|$)"
)

_OF_THINGS = frozenset({"not open", "no access"})
"""Marks that further on in a text may be of a tin or a road."""


def _has_come(access: Access, today: date) -> bool:
    """Return whether the day on which something opens is in the past."""
    return access.opens is not None and access.opens <= today


def _of_notes(notes: Json, today: date, words: AccessWords) -> Access | None:
    found: Access | None = None
    for note in elements(notes):
        text = members(note).get("text")
        if not isinstance(text, str):
            continue
        has_year = "20" in text or "21" in text
        access = (_ahead(text, today, words) if has_year else None) or _closes(text, words)
        if access is not None:
            found = access if found is None else stricter(found, access)
    return found


def _ahead(text: str, today: date, words: AccessWords) -> Access | None:
    """Return the access of a text that is closed or restricted until a day in the future."""
    if not any(int(year) >= today.year for year in _YEAR.findall(text)):
        return None
    begin = _begin_ahead(words)
    for part in _candidates(text[:_LONGEST]):
        if not any(int(year) >= today.year for year in _YEAR.findall(part)):
            continue
        if (day := _labelled_day(part)) is not None and day > today:
            return Access(CLOSED, day)  # "Embargo: 2080-01-01"
        if in_a_run(key(part), words) == CLOSED:
            return Access(CLOSED)  # "2080年まで非公開"
        if key(without_subject(part)).partition(" ")[0] not in begin:
            continue  # "Museum closed until 2080"
        access = read_note(part, words=words)
        if (
            access.opens is not None
            and access.opens > today
            and access.kind in (CLOSED, RESTRICTED)
        ):
            return access
    return None


def _labelled_day(part: str) -> date | None:
    """Return the day after a label that says when something opens, or None for none."""
    label, colon, rest = part.partition(":")
    is_label = colon and len(label) <= _LABEL and about_access(label) is not None
    return first_day(rest) if is_label and is_a_day(rest) else None


def _candidates(text: str) -> Iterator[str]:
    """Yield the sentences of a text, what is in brackets, behind a dash or a comma, and behind a
    word for a record: "Adoption files closed until 2080"."""
    yield from (line.strip() for line in text.split("\n") if ":" in line)
    for part in _PARTS.split(text):
        if part and not part.isspace():
            yield part.strip()
            for before in (*_COMMA.finditer(part), *_RECORD.finditer(part)):
                yield part[before.end() :].strip()


def _closes(text: str, words: AccessWords) -> Access | None:
    """Return the access of a note that closes the record in a sentence on the record or the law."""
    if len(text) > _LONGEST:
        return None
    begin = _begin(words)
    if in_a_run(key(text[:_NOTE_WORDS]), words) == CLOSED and _of_this(text, words):
        return Access(CLOSED)  # "本文書は非公開。"
    if _is_stamped(text, words):
        return Access(CLOSED)  # "For internal use only"
    for first, label in _FIRST.findall(text):  # most notes begin no sentence so
        known = first.lower() if first.isascii() else key(first)
        if known in begin or (label and about_access(first + label[:-1]) is About.ACCESS):
            some = (sentence.strip() for sentence in SENTENCES.split(text))
            is_closed = any(_closes_record(sentence, words) for sentence in some)
            return Access(CLOSED) if is_closed else None
    return None


_FIRST = re.compile(r"(?:^|[;\n]|\.\s)\s*([^\W\d_]+)([^;\n:.]{0,39}:)?")
"""The first word of a sentence, and with it what is before a colon."""
_LABEL = 40  # characters of a label: "Access status"


def _has_label(sentence: str, words: AccessWords) -> bool:
    """Return whether a sentence has a label of access before it: "Access: closed"."""
    place = sentence.find(":", 0, _LABEL)
    if place < 0:
        return False
    label = sentence[:place]
    return about_access(label) is About.ACCESS and key(label) not in words[CLOSED]


def _of_this(text: str, words: AccessWords) -> bool:
    """Return whether a short text without blanks begins with a word for "this"."""
    plain = text.strip()
    return len(plain) <= _NOTE_WORDS and any(
        plain.startswith(word) for word in words["this"] if not word.isascii()
    )


def _closes_record(sentence: str, words: AccessWords) -> bool:
    plain = key(sentence)
    some = plain.split()
    if len(some) >= _FEW and plain in words["stamps"]:
        return True
    if not set(words["this"]).isdisjoint(some[:_BEFORE]) and is_for_insiders(plain, words):
        return True  # "Access to this item is restricted to staff"
    may_close = some[:1] and (some[0] in _begin(words) or _has_label(sentence, words))
    if not may_close or len(some) > _NOTE_WORDS or read_note(sentence, words=words).kind != CLOSED:
        return False
    if _has_label(sentence, words):
        return True
    if some[0] in words["this"] and without_subject(sentence) != sentence:
        return True
    if len(some) <= _SHORT and years_after(plain, None, words)[0]:
        return True  # "Closed for 100 years"
    return any(f" {reason} " in f" {plain} " for reason in words["reasons"])


@lru_cache(maxsize=8)
def _begin_ahead(words: AccessWords) -> frozenset[str]:
    """Return the words that may begin a part saying until when something is closed."""
    names = name_words()
    some = (*words[CLOSED], *words[RESTRICTED], *words["refusal"], *words["use"])
    known = frozenset(word.partition(" ")[0] for word in some)
    return known | names["access"] | names["closing"]


@lru_cache(maxsize=8)
def _begin_stamps(words: AccessWords) -> frozenset[str]:
    """Return the words that begin the marks of several words."""
    return frozenset(stamp.partition(" ")[0] for stamp in words["stamps"] if " " in stamp)


@lru_cache(maxsize=8)  # the shipped words, and those of a site
def _begin(words: AccessWords) -> frozenset[str]:
    """Return the words that may begin a sentence that closes something."""
    some = (*words[CLOSED], *words["refusal"], *words["this"])
    return frozenset(word.partition(" ")[0] for word in some)
