"""The marks with which sources say whether something is public, recognised by their names.

A format passes the name of a key, column or attribute and its value. Names and words are data
(`publicity.toml`); a name that is not listed is read by its words, so that "Show on our website?"
is recognised as well as "Publish".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from index_mappings.access import CLOSED, OPEN
from index_mappings.folding import key
from index_mappings.json_values import Json
from loaders.drafts.access_words import shipped_words
from loaders.drafts.mark_words import (
    in_words,
    part_words,
    without_staff_beside_all,
    words,
    words_of_names,
)
from loaders.drafts.run_together import apart, in_full

_WORDY = 40  # characters of a mark: "nicht veroffentlicht" has 20, and a sentence is none
_NAME_WORDS = 8  # words of a name that is a mark: "can this record be shown on the web"
_FEW_WORDS = 3  # of a state; what is longer is a sentence
_STEP = re.compile(r"\.(?=\S)")  # of a path; the full stop of a word that is cut short is none
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PREFIX = re.compile(r"\b(?:o|dc|dcterms|schema|omeka)(?=[ :.])|(?<![\w-])o-(?:module-)?(?=\w)")
_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")  # since books are printed
_PARTS = re.compile(r"\s+[-–—]\s+|[;,/|:()]")
# what a field of Solr ends with, by its kind: "visibility_ssi", "suppressed_bsi"
_OF_SOLR = re.compile(r"(?<=[^\W\d_])_(?:(?:te|s|t|b|dt|i|l|f)s?(?:i|im|m)|bs|ss|dts|txt|[bs])$")
_ADDRESS = re.compile(r"\s*https?://", re.IGNORECASE)
_OF_A_NOTE = re.compile(r"p_(\w+)", re.IGNORECASE)
"""ArchivesSpace writes a note in a column "n_odd", and whether it is published in "p_odd"."""


class Verdict(Enum):
    """The meaning of a mark."""

    PUBLIC = "public"
    NOT_PUBLIC = "not public"
    UNCLEAR = "neither yes nor no"

    @property
    def holds(self) -> bool:
        """Whether something with this mark is held back; when in doubt, it is."""
        return self is not Verdict.PUBLIC


@dataclass(frozen=True, slots=True)
class Mark:
    """A key for whether something is public.

    `about` is the beginning of the names that it applies to ("digital object"), or "" for the
    record. If it `may_be_dated`, a value with a year says when and where something was published.
    For an `is_mixed` name ("status") only a word for "not public" counts, for an `is_weak` one
    ("Web", "Online") also a plain no; for tags (`is_tag`) a whole tag with that meaning; for the
    day of publication (`is_stamp`) its absence.
    """

    about: str
    yes_is_public: bool
    is_mixed: bool = False
    may_be_dated: bool = False
    is_weak: bool = False
    is_tag: bool = False
    is_stamp: bool = False

    def verdict(self, value: Json) -> Verdict | None:
        """Return the meaning of a value of the key, or None if it is empty or not a mark.

        Null is not an empty value: it does not say yes.
        """
        if self.is_stamp:
            return Verdict.UNCLEAR if value is None else None
        if isinstance(value, bool):
            return Verdict.PUBLIC if value is self.yes_is_public else Verdict.NOT_PUBLIC
        if isinstance(value, list):
            return self._of_several(value)
        if isinstance(value, dict) and "@value" in value:
            return self.verdict(value["@value"])
        is_sure = not (self.is_mixed or self.is_weak)
        if value is None or value == "NULL":
            return Verdict.UNCLEAR if is_sure and self.yes_is_public else None
        text = in_words(str(value))
        if value == {} or not text.strip():
            return None
        found = self._of_text(text)
        return found if found is not Verdict.UNCLEAR or is_sure else None

    def _of_several(self, values: list[Json]) -> Verdict | None:
        """Return the strictest verdict of several values of one key."""
        values = without_staff_beside_all(values) if self.is_mixed else values
        verdicts = [found for value in values if (found := self.verdict(value)) is not None]
        for least in (Verdict.NOT_PUBLIC, Verdict.UNCLEAR, Verdict.PUBLIC):
            if least in verdicts:
                return least
        return None

    def _of_text(self, text: str) -> Verdict | None:
        known = words()
        if self.is_tag:
            parts = map(key, _PARTS.split(text))
            return None if known["tags"].isdisjoint(parts) else Verdict.NOT_PUBLIC
        word = key(text) if len(text) <= _WORDY else text
        if self.is_mixed:
            return Verdict.NOT_PUBLIC if says_never(text) or _begins_never(word) else None
        # "Draft: private" and "Visibility: private" both mean what they say.
        if word in known["never"]:
            return Verdict.NOT_PUBLIC
        if word in ("public", "published"):
            return Verdict.PUBLIC
        if word in known["yes"]:
            return Verdict.PUBLIC if self.yes_is_public else Verdict.NOT_PUBLIC
        if word in known["no"]:
            return Verdict.NOT_PUBLIC if self.yes_is_public else Verdict.PUBLIC
        if says_never(text) or _begins_never(word):
            return Verdict.NOT_PUBLIC
        if _ADDRESS.match(text) or (self.may_be_dated and _YEAR.search(text)):
            return None
        return Verdict.UNCLEAR


def _begins_never(word: str) -> bool:
    """Return whether a state of a few words begins with such a word: "unpublished draft".

    "Draft treaty" is about the described object, not about the description.
    """
    some = word.split()
    for count in range(min(len(some), _FEW_WORDS), 0, -1):
        rest = some[count:]
        if " ".join(some[:count]) in words()["never"]:
            return 0 < len(rest) < _FEW_WORDS and rest[-1] not in words()["written"]
    return False


def says_never(text: str) -> bool:
    """Return whether a value, or a part of it ("Draft - do not show"), means not public."""
    never = words()["never"]
    return len(text) <= 10 * _WORDY and any(
        word in never or without_digraphs(word) in never
        for word in map(key, (text, *_PARTS.split(text)))
    )


_ENDINGS = ("publish", "is published", "published", "is public", "public", "is visible", "visible")
"""What follows the name of that which a mark is about: "digital object publish", "note public"."""


@lru_cache(maxsize=4096)  # a source's keys are some hundreds at the most
def mark_named(name: str) -> Mark | None:
    """Return the mark with the name of a key, column or attribute, or None if there is none."""
    if found := _OF_A_NOTE.fullmatch(name.strip()):
        return Mark(f"n {folded(found[1])}", yes_is_public=True)
    return _mark_called(folded(name)) or _mark_called(without_digraphs(folded(name)))


def without_digraphs(word: str) -> str:
    """Return a folded word as if written with umlauts: "oeffentlich" is "offentlich"."""
    return _DIGRAPH.sub(lambda found: found[1], word)


_DIGRAPH = re.compile(r"([aou])e")


def _mark_called(called: str) -> Mark | None:
    for names, is_public, is_mixed in (
        ("public", True, False),
        ("private", False, False),
        ("mixed", True, True),
    ):
        if called in words()[names]:
            return Mark("", is_public, is_mixed, called == "published")
    if called in words()["tagged"]:
        return Mark("", yes_is_public=True, is_mixed=True, is_tag=True)
    if called in words()["stamped"]:
        return Mark("", yes_is_public=True, is_stamp=True)
    if called in words()["reachable"]:
        return Mark("", yes_is_public=True, is_weak=True)
    if called in words()["doubtful"]:
        return Mark("", yes_is_public=False, is_weak=True)
    for ending in _ENDINGS:
        if called.endswith(f" {ending}") and not _by_parts(called):
            # "Date published" is a date, and "Finding aid published" may be one.
            is_weak = ending == "published"
            return Mark(called.removesuffix(f" {ending}"), yes_is_public=True, is_weak=is_weak)
    return _by_parts(called) or _of_access(called) or _of_a_state(called)


def _of_access(called: str) -> Mark | None:
    """Return the mark of a name that is a word of access: "Open?" with no, "Classified" with yes.

    Any other value is ignored: "Open" may be the year in which a file was opened.
    """
    some = called.split()
    parts = part_words()
    while len(some) > 1 and some[0] in parts["filler"]:
        del some[0]
    while len(some) > 1 and (some[-1] in parts["filler"] or some[-1] in parts["readers"]):
        del some[-1]
    word = " ".join(some)
    if word in words()["no_access"]:
        return None
    is_let = len(some) == 2 and some[0] in parts["reached"] and some[1] in parts["let"]
    if is_let or word in shipped_words()[OPEN]:
        return Mark("", yes_is_public=True, is_weak=True)
    is_closed = word in shipped_words()[CLOSED]
    return Mark("", yes_is_public=False, is_weak=True) if is_closed else None


def _of_a_state(called: str) -> Mark | None:
    """Return the mark of a name that ends with a word for a state ("Workflow stage").

    The exception is AtoM's "description status": a draft description may be published, and another
    column says whether it is.
    """
    is_state = called.rpartition(" ")[2] in part_words()["states"]
    return Mark("", True, is_mixed=True) if is_state and called not in _NO_MARKS else None


_NO_MARKS = frozenset({"description status"})


def _by_parts(called: str) -> Mark | None:
    """Return the mark of a name by its words, all of which must be known."""
    parts = part_words()
    some = [part for word in called.split() for part in _apart(word)]
    if not 0 < len(some) <= _NAME_WORDS or some[-1] in parts["last_says_where"]:
        return None
    if not all(word in parts["any"] for word in some):
        return None
    has = {name: any(word in parts[name] for word in some) for name in parts}
    is_for_staff = "staff" in some and ("only" in some or "use" in some)
    if has["private"] or is_for_staff:
        return Mark("", yes_is_public=has["negation"])
    if not (has["public"] or has["shown"] or has["where"]):
        return None
    is_sure = has["public"] or has["negation"] or (has["shown"] and (has["where"] or has["status"]))
    return Mark(
        "",
        yes_is_public=not has["negation"],
        may_be_dated="published" in some,
        is_weak=has["reached"] or not is_sure,
    )


def _apart(word: str) -> tuple[str, ...]:
    """Return the words of a compound or run-together name: "webfreigabe", "showonweb"."""
    parts = part_words()
    if word in parts["any"]:
        return (word,)
    for place in parts["where"]:
        rest = word.removeprefix(place)
        if rest != word and rest in parts["any"]:
            return place, rest
    found = apart(word, parts["any"])
    says = parts["public"] | parts["private"]
    is_sure = not says.isdisjoint(found) or (
        not parts["shown"].isdisjoint(found) and not parts["where"].isdisjoint(found)
    )
    is_for_staff = "staff" in found and ("only" in found or "use" in found)
    is_on_web = found[:1] == ("on",) and found[1] in ("web", "website", "internet", "portal")
    return found if is_sure or is_for_staff or is_on_web else (word,)


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """Return the key of a name: "o:is_public" is "is public"; of a path, its last step."""
    last = _STEP.split(name.strip())[-1] or name
    plain = _CAMEL.sub(" ", _PREFIX.sub(" ", _OF_SOLR.sub("", last)))
    if "." in plain and (called := in_full(plain, words_of_names())):
        return called
    return key(plain) or key(last)
