"""Reading an archive's wordings on access: a kind, and the day on which something opens."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from index_mappings.access import CLOSED, OPEN, RESTRICTED
from index_mappings.folding import key
from index_mappings.json_values import Json
from loaders.drafts.access_around import bare, is_for_insiders
from loaders.drafts.access_days import day_after, first_day, is_a_day, years_after
from loaders.drafts.access_names import about_access
from loaders.drafts.access_run_on import in_a_run
from loaders.drafts.access_subjects import without_noun, without_subject
from loaders.drafts.access_words import AccessWords, name_words, sentence_words, shipped_words

_SHIPPED = shipped_words()
_STRICT = ("", OPEN, RESTRICTED, CLOSED)
_TERM = re.compile(r"(?:https?|info):\S+")
# "3. March" is no end of a sentence, and "2050. Ask" is one.
SENTENCES = re.compile(r"[;\n]|(?<!\b\d)(?<!\b\d\d)\.\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Access:
    """The meaning of a wording: a kind ("" if it is not understood) and the opening day, if any."""

    kind: str
    opens: date | None = None


def read_parts(wording: str, dated: Json = None, words: AccessWords = _SHIPPED) -> Access:
    """Return the strictest meaning of a wording as a whole and of its parts ("Open; Closed")."""
    found = stricter(read_access(wording, dated, words), _in_parts(wording, words))
    parts = [part for part in SENTENCES.split(wording) if part.strip()]
    for part in parts if len(parts) > 1 else ():
        found = stricter(found, read_access(part, dated, words))
    return found


def read_access(wording: str, dated: Json = None, words: AccessWords = _SHIPPED) -> Access:
    """Return the meaning of a wording; years count from `dated`, the record's date as JSON."""
    wording = _without_label(_last_of_address(wording), words)
    plain = key(wording)
    if not _begins_with(plain, words["beginnings"]) and (
        not plain or any(plain.startswith(start) for start in words["elsewhere"])
    ):
        return Access("")
    for some in (plain, bare(plain, words)):
        for kind in (RESTRICTED, CLOSED, OPEN):
            if some in words[kind]:
                return Access(kind)
    if is_for_insiders(plain, words):
        return Access(CLOSED, day_after(wording, "until", words))
    if kind := in_a_run(plain, words):
        return Access(kind)
    begins = beginning(plain, words)
    if (opens := day_after(wording, "until", words)) is not None:
        # "Open, except box 5, which is closed until 2050"
        is_in_part = begins == OPEN and any(word in words["but"] for word in plain.split())
        return Access(RESTRICTED if begins == RESTRICTED or is_in_part else CLOSED, opens)
    has_years, opens = years_after(plain, dated, words)
    if has_years and not begins and is_of_a_part(plain):
        return Access(RESTRICTED)
    if has_years and begins != OPEN:
        return Access(begins or CLOSED, opens)
    if begins == OPEN:
        if has_years and not set(words["years_later"]).isdisjoint(plain.split()):
            return Access(OPEN, opens) if opens is not None else Access(CLOSED)
        if (opens := day_after(wording, "from", words) or _year_alone(wording)) is not None:
            return Access(OPEN, opens)
        taken_back = any(word in words["but"] for word in plain.split())
        return Access(RESTRICTED if taken_back else OPEN)
    if not begins:
        return _without_beginning(wording, plain, words)
    return Access(begins)


def _year_alone(wording: str) -> date | None:
    """Return the day after a single word for open: "Available 2050", "Frei: 1.1.2050"."""
    rest = wording.strip().partition(" ")[2]
    return first_day(rest) if is_a_day(rest) else None


def is_understood(wording: str, words: AccessWords = _SHIPPED) -> bool:
    """Return whether a value without a known kind at least says how the record can be read.

    "By appointment" does, and so do a dash and "n/a". Others ("Stufe 3", "open?", "CLSD") may mean
    that nobody may see the record. Prose is not a value: its sentences are read like those of a
    note.
    """
    plain = f" {key(wording)} "
    if len(wording) > _VALUE or any(plain.startswith(f" {start}") for start in words["elsewhere"]):
        return True
    if not plain.strip() or wording.lstrip().startswith("#"):  # "#N/A" is an error
        return "?" not in wording and "#" not in wording
    return is_term(wording) or any(f" {some} " in plain for some in words["how"])


_VALUE = 50  # characters of a value; what is longer is prose


def _without_beginning(wording: str, plain: str, words: AccessWords) -> Access:
    """Return the meaning of a wording that does not begin with a known word: "2050", "ab 2050".

    A word for closed further on ("some closed") means that at least a part of the record is closed.
    """
    if (opens := day_after(wording, "opening", words)) is not None:
        return Access(OPEN, opens)
    if is_a_day(wording):
        return Access(CLOSED, first_day(wording))
    if _has_one_of(plain, words, CLOSED):
        return Access(RESTRICTED)
    of_subject = key(without_subject(wording))
    if beginning(of_subject, words) != OPEN:
        return Access("")
    some = of_subject.split()
    if set(words["to_all"]).issuperset(some):
        return Access(OPEN)
    # "The series is open, with the exception of item 4"
    return Access(RESTRICTED if any(word in words["but"] for word in some) else "")


def read_note(note: Json, dated: Json = None, words: AccessWords = _SHIPPED) -> Access:
    """Return the access that a note gives for the whole record: the strictest of its sentences.

    A note is prose, so only a sentence that begins with a word for closed or restricted counts:
    "Closed until 2050." does, "Open, except for box 5, which is closed." does not.
    """
    found = Access("")
    if not isinstance(note, str):
        return found
    if len(note) <= _SHORT and years_after(key(note), dated, words)[0]:
        found = read_access(note, dated, words)  # "75 years", where restrictions are to be
    for sentence in SENTENCES.split(note):
        plain = _last_of_address(sentence.strip())
        statement = _without_label(plain, words)
        if statement != plain and is_a_day(statement):  # "Délai de communicabilité : 2050"
            found = stricter(found, read_access(statement, dated, words))
        found = stricter(found, _of_sentence(without_subject(statement), dated, words))
        if key(without_noun(statement)) in words[CLOSED]:
            found = stricter(found, Access(CLOSED))
        if len(note) <= _SHORT:
            found = stricter(found, _in_parts(sentence, words))
    return found


def _of_sentence(sentence: str, dated: Json, words: AccessWords) -> Access:
    plain = key(sentence)
    if _begins_with(plain, words["beginnings"]):
        return Access(CLOSED, day_after(sentence, "until", words))
    if not plain or any(plain.startswith(start) for start in words["elsewhere"]):
        return Access("")
    if bare(plain, words) in words[CLOSED] or is_for_insiders(plain, words):
        return Access(CLOSED, day_after(sentence, "until", words))
    if len(plain) <= _SHORT and (kind := in_a_run(plain, words)):
        return Access(kind)
    first = plain.partition(" ")[0]
    for kind in (CLOSED, RESTRICTED):
        is_whole = plain in words[kind]
        if is_whole or (first not in words["alone"] and _begins_with(plain, words[kind])):
            read = read_access(sentence, dated, words)
            return read if read.kind != OPEN else Access(kind)
    read = read_access(sentence, dated, words)
    # "30 years closed", and "Open from 2050", begin with neither.
    is_span = (
        years_after(plain, dated, words)[0]
        and _has_one_of(plain, words, CLOSED, RESTRICTED)
        and not is_of_a_part(plain)
    )
    is_opening = (
        read.opens is not None
        and read.kind != RESTRICTED
        and (_begins_with(plain, words["opening"]) or beginning(plain, words) == OPEN)
    )
    return read if is_span or is_opening else _of_refusal(sentence, plain, words)


def _in_parts(wording: str, words: AccessWords) -> Access:
    """Return closed for a short wording if a part of it says so: "Restricted (closed)"."""
    parts = _PARTS.split(wording) if len(wording) <= _SHORT else ()
    return Access(CLOSED) if any(key(part) in words[CLOSED] for part in parts[1:]) else Access("")


_PARTS = re.compile(r"\s+[-–—]\s+|[,/()\[\]]")
_SHORT = 60  # characters of a wording; what is longer is prose


def _of_refusal(sentence: str, plain: str, words: AccessWords) -> Access:
    """Return the meaning of a sentence that refuses or closes in words further on.

    "Not to be made available before 2050", "Benutzung gesperrt", "Sealed until 2050".
    """
    some = plain.split()
    if beginning(plain, words) == OPEN:
        return Access("")
    is_short = len(plain) <= _SHORT
    until = day_after(sentence, "until", words)
    refuses = some[0] == "no" or _begins_with(plain, words["refusal"])
    if refuses and not set(words["showing"]).isdisjoint(some):
        # "No" begins "No access restrictions" too
        return (
            Access(CLOSED, until) if read_access(sentence, None, words).kind != OPEN else Access("")
        )
    closing = {*words[CLOSED], *name_words()["closing"]}
    if until is not None and is_short and not closing.isdisjoint(some):
        return Access(CLOSED, until) if not is_of_a_part(plain) else Access(RESTRICTED, until)
    names_access = some[0] in name_words()["access"] or some[0] in words["use"]
    if is_short and names_access and some[-1] in words[CLOSED]:
        return Access(CLOSED)
    return Access("")


def is_of_a_part(plain: str, *, but: Collection[str] = ()) -> bool:
    """Return whether a sentence begins with some of the records: "personnel files", "some folders".

    "The files" and "records" alone mean all records of the note. Words in `but` are no such part.
    """
    pieces = sentence_words("pieces")
    before: list[str] = []
    for word in plain.split()[:_SUBJECT_WORDS]:
        if word in pieces and word not in but:
            return not sentence_words("whole").issuperset(before)
        before.append(word)
    return False


_SUBJECT_WORDS = 5  # words of a subject: "student and personnel files"


def _has_one_of(plain: str, words: AccessWords, *kinds: str) -> bool:
    """Return whether a wording has a word that means one of the kinds by itself."""
    single = {word for kind in kinds for word in words[kind] if word not in words["alone"]}
    return not single.isdisjoint(plain.split())


def stricter(one: Access, other: Access) -> Access:
    """Return the one that shows less: of two of one kind, the one that opens later or never."""
    if _STRICT.index(one.kind) != _STRICT.index(other.kind):
        return max(one, other, key=lambda access: _STRICT.index(access.kind))
    if one.opens is None or other.opens is None:
        return one if one.opens is None else other
    return max(one, other, key=lambda access: access.opens or date.min)


def says_no_day(text: str, words: AccessWords = _SHIPPED) -> bool:
    """Return whether the value of a day says that there is no day ("n/a", "0000-00-00")."""
    return key(text) in words["no_day"] or not key(text)


def is_term(text: str) -> bool:
    """Return whether a text is an address, which may be a term of an access vocabulary."""
    return _TERM.fullmatch(text.strip()) is not None


def _last_of_address(text: str) -> str:
    """Return the last step of an address that is a vocabulary term, or any other text unchanged.

    Examples are `info:eu-repo/semantics/closedAccess` and COAR's `.../access_right/c_14cb`.
    """
    if not is_term(text):
        return text
    return re.split(r"[/#]", text.strip().rstrip("/"))[-1]


def _without_label(sentence: str, words: AccessWords) -> str:
    """Return a sentence without a label before it: "Access status: closed".

    "Closed: section 40" has no label: the word before the colon is the statement.
    """
    label, colon, rest = sentence.replace("=", ":", 1).partition(":")
    is_label = about_access(label) is not None and key(label) not in words[CLOSED]
    return rest.strip() if colon and is_label else sentence


def _begins_with(wording: str, starts: Iterable[str]) -> bool:
    return any(f"{wording} ".startswith(f"{start} ") for start in starts)


def beginning(wording: str, words: AccessWords) -> str:
    """Return the kind of the longest known beginning, or "" if there is none."""
    parts = wording.split()
    for count in range(min(len(parts), 4), 0, -1):
        start = " ".join(parts[:count])
        for kind in (RESTRICTED, CLOSED, OPEN):
            if start in words[kind] and start not in ("no", "yes", "none"):
                return kind
    return CLOSED if _begins_with(wording, words["refusal"]) else ""
