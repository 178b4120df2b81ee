"""A table of bridges for looking up typed words, and the refused forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources

from index_mappings.folding import key
from service.bridges.forms import is_abbreviation, spelled
from service.bridges.han import is_han_name, people, places
from service.bridges.rules import by_rule
from service.query.bridge import Bridge, BridgeForm, Crossing

LONGEST = 8
"""Words of a form: what is longer is a sentence, which nobody types for a name."""
MOST = 50_000
"""Bridges of a site: some 50 MB, and half a second to make. What is beyond is left out."""
_CROSSED = 512  # of the names that were typed last, what they lead to is kept: under a megabyte


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that is not used, and the reason."""

    form: BridgeForm
    bridge: Bridge
    reason: str


_ByWords = Mapping[tuple[str, ...], Sequence[tuple[BridgeForm, Bridge]]]


@dataclass(frozen=True, slots=True)
class _Forms:
    """Checked bridges: their forms by the searched words, and the refused forms."""

    bridges: tuple[Bridge, ...]
    refused: tuple[Refused, ...]
    by_words: _ByWords
    longest: int
    first_words: frozenset[str]
    of_two_places: frozenset[str]


@cache
def common_words() -> frozenset[str]:
    """Return the words that are never a form, even if a source has them."""
    file = resources.files("service.bridges").joinpath("common_words.txt")
    lines = file.read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


class BridgeTable:
    """All bridges of a site. Forms are compared without case, accents and punctuation.

    `left_out` are words that a search ignores, such as the second of "Republic of China".
    """

    def __init__(self, bridges: Iterable[Bridge] = (), left_out: Collection[str] = ()) -> None:
        forms = _forms_of(bridges, left_out)
        self._find_forms: Callable[[], _Forms] = lambda: forms
        self._first = forms.first_words
        self._crossed = lru_cache(maxsize=_CROSSED)(self._crossing_of)

    @classmethod
    def late(
        cls,
        read: Callable[[], Iterable[Bridge]],
        left_out: Collection[str],
        first_words: frozenset[str],
    ) -> BridgeTable:
        """Return a table that reads its bridges when a search may first need them.

        `first_words` are all words with which a form may begin. Two threads may both read the
        bridges the first time.
        """
        table = cls()
        table._find_forms = cache(lambda: _forms_of(read(), left_out))
        table._first = first_words
        return table

    def read(self) -> None:
        """Read the bridges now, unless they were read before."""
        self._find_forms()

    @property
    def bridges(self) -> tuple[Bridge, ...]:
        """The bridges with at least two usable forms."""
        return self._find_forms().bridges

    @property
    def refused(self) -> tuple[Refused, ...]:
        """The forms that may not be used."""
        return self._find_forms().refused

    def __bool__(self) -> bool:
        return bool(self.bridges)

    def crossing(
        self, words: Sequence[str], at: int, typed: str, as_typed: Sequence[str]
    ) -> Crossing | None:
        """Return the longest form that begins at a word (`service.query.bridge.BridgeMap`).

        If no bridge has it, a rule may give other spellings.
        """
        known = self._known(words, at, typed, as_typed) if words[at] in self._first else None
        return known or self._by_sound(as_typed[at], typed) or by_rule(words, at, typed, as_typed)

    def _by_sound(self, text: str, typed: str) -> Crossing | None:
        """Return the bridge of a name in Han characters to its forms in Latin letters."""
        if not is_han_name(text) or f" {key(text)} " not in typed:
            return None
        form = BridgeForm(text)
        for name in (*people(text), *places(text)):
            run = tuple(key(name).split())
            found = [(form, bridge) for _, bridge in self._find_forms().by_words.get(run, ())]
            if found:
                return _crossing(found, 1)
        return None

    def _known(
        self, words: Sequence[str], at: int, typed: str, as_typed: Sequence[str]
    ) -> Crossing | None:
        for size in range(min(self._find_forms().longest, len(words) - at), 0, -1):
            run = tuple(words[at : at + size])
            found = tuple(
                place
                for place, (form, _) in enumerate(self._find_forms().by_words.get(run, ()))
                if f" {form.key} " in typed
                and (not form.is_abbreviation or all(map(_in_capitals, as_typed[at : at + size])))
            )
            if found:
                return self._crossed(run, found)
        return None

    def _crossing_of(self, run: tuple[str, ...], places: tuple[int, ...]) -> Crossing | None:
        """Return the crossing of forms of these words, by their positions among all forms."""
        forms = self._find_forms().by_words[run]
        return _crossing([forms[place] for place in places], len(run))

    def is_of_two(self, text: str) -> bool:
        """Return whether a form is the name of two places."""
        return key(text) in self._find_forms().of_two_places

    def of(self, text: str) -> tuple[Bridge, ...]:
        """Return the bridges with a form."""
        wanted = key(text)
        words = wanted.split()
        typed = [part for part in text.split() for _ in key(part).split()]
        crossing = by_rule(words, 0, f" {wanted} ", typed) if words else None
        known = [one for one in self.bridges if any(f.key == wanted for f in one.forms)]
        return (*known, *(crossing.bridges if crossing and not known else ()))


def _forms_of(bridges: Iterable[Bridge], left_out: Collection[str]) -> _Forms:
    kept: list[Bridge] = []
    refused: list[Refused] = []
    by_words: dict[tuple[str, ...], list[tuple[BridgeForm, Bridge]]] = {}
    for bridge in bridges:
        forms, reasons = _sorted_out(bridge, left_out)
        refused += reasons
        if len(forms) < 2 or len(kept) == MOST:
            continue
        whole = Bridge(forms, bridge.kind, bridge.why, bridge.known_from)
        kept.append(whole)
        for form in forms:
            for text in spelled(form.text):
                written = form if text == form.text else replace(form, text=text)
                for run in runs_of(written.key, left_out):
                    by_words.setdefault(run, []).append((written, whole))
    places = Counter(
        name for one in kept if one.kind.shares_names for name in {form.key for form in one.forms}
    )
    return _Forms(
        tuple(kept),
        tuple(refused),
        by_words,
        max(map(len, by_words), default=0),
        frozenset(words[0] for words in by_words),
        frozenset(name for name, times in places.items() if times > 1),
    )


def runs_of(form: str, left_out: Collection[str]) -> set[tuple[str, ...]]:
    """Return the words for looking up a form's key: all of them, and those that are searched."""
    words = tuple(form.split())
    telling = tuple(word for word in words if word not in left_out)
    return {words, telling or words}


def _crossing(found: Sequence[tuple[BridgeForm, Bridge]], size: int) -> Crossing | None:
    typed = found[0][0].key
    others: dict[str, str] = {}  # by key: each form once, however many say it
    bridges = []
    for _, bridge in found:
        if bridge in bridges:
            continue
        bridges.append(bridge)
        for other in (bridge_form.text for bridge_form in bridge.forms):
            for text in spelled(other):
                if f" {typed} " not in f" {key(text)} ":
                    others.setdefault(key(text), text)
    form = found[0][0]
    return Crossing(form, size, tuple(others.values()), tuple(bridges)) if others else None


def _sorted_out(
    bridge: Bridge, left_out: Collection[str]
) -> tuple[tuple[BridgeForm, ...], list[Refused]]:
    """Return the usable forms, each once, and the reasons why others are refused."""
    forms: dict[str, BridgeForm] = {}
    refused = []
    for form in bridge.forms:
        reason = _reason(form, left_out)
        if reason:
            refused.append(Refused(form, bridge, reason))
        else:
            forms.setdefault(form.key, form)
    return tuple(forms.values()), refused


def _reason(form: BridgeForm, left_out: Collection[str]) -> str:
    """Return the reason why a form is refused, or "" if it is usable."""
    words = form.key.split()
    if not words:
        return "it has no letters"
    if len(words) > LONGEST:
        return f"it has more than {LONGEST} words"
    joined = "".join(words) if is_abbreviation(form.text) else " ".join(words)
    if joined in left_out or joined in common_words():
        return "it is a common word, which would find more than it stands for"
    if len(joined) < 2:
        return "it is a single letter"
    return ""


def _in_capitals(text: str) -> bool:
    return text.upper() == text and text.lower() != text


NO_BRIDGES = BridgeTable()
"""The empty table of a site before it has read any bridges."""
