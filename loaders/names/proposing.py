"""Weighing evidence: which names are proposed for one person, and why.

Proposals are names that a curator will usually accept. A name shared by two people, a surname or
given name by itself, and a rank are not proposed unless a bracket identifies the person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import combinations

from index_mappings.folding import key
from loaders.names.evidence import BRACKET, CALLED, TEXT, Evidence, Use
from loaders.names.forms import is_full
from loaders.names.likeness import akin, by_address, by_initials, by_spelling, is_surname, split

_CROWD = 30  # names that are alike; among more, chance makes pairs
_MOST = 49  # other names of one person: what a ring may have (`service.names.ring_building`)

_WHY = {
    CALLED: "the source uses it for {name}",
    BRACKET: "a bracket says that {name} is meant",
    TEXT: "a bracket in a title or summary says that {name} is meant",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """The reason for a person's other name, and some of the records that show it."""

    name: str
    why: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A person under the displayed name, and the other names that are proposed."""

    ring: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """Two names in the catalogue that likely belong to one person."""

    one: str
    other: str
    why: str


def alike(evidence: Evidence) -> Iterator[Alike]:
    """Yield names that likely belong to one person, if no other pair is as likely."""
    for by, test, why in (
        ("grp", by_initials, "the same except for an initial or a middle name"),
        ("bones", by_spelling, "the same except for a letter, a blank or a hyphen"),
        ("bare", by_address, "the same except for a form of address"),
    ):
        for names in evidence.groups(by):
            if len(names) > _CROWD:
                continue
            for one, other in combinations(names, 2):
                others = set(names) - {one, other}
                # John Smith may be John A. Smith, unless there is a John B. Smith too.
                if test(one, other) and not any(
                    test(one, third) != test(other, third) for third in others
                ):
                    if test is by_initials and _is_common(evidence, one, other):
                        continue  # a James Wilson need not be James K. Wilson
                    yield Alike(min(one, other), max(one, other), why)


def _is_common(evidence: Evidence, one: str, other: str) -> bool:
    """Return whether several other people have the surname of two who may be one."""
    surname = split(one)[1]
    more = [
        name
        for name in evidence.with_word(surname) - {one, other}
        if is_full(name) and split(name)[1] == surname and not by_initials(name, one)
    ]
    return len(more) > 1


def proposals(
    evidence: Evidence, pairs: Iterable[Alike], apart: Set[tuple[str, str]]
) -> tuple[Proposal, ...]:
    """Return the proposals by name; no name is proposed for two people.

    The pairs in `apart` are known to be two people each (`two_people`).
    """
    people = _People(evidence)
    for pair in pairs:
        if (pair.one, pair.other) not in apart:
            people.join(pair)
    for use in evidence.uses():
        people.call(use)
    return people.proposals()


class _People:
    """Groups names. The root of a name is the displayed name of the person."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._joined: dict[str, str] = {}
        self._reasons: dict[str, dict[str, Reason]] = {}  # of each name: of its other names

    def join(self, pair: Alike) -> None:
        """Assign two names in the catalogue to one person."""
        one, other = self._root(pair.one), self._root(pair.other)
        more, less = sorted((one, other), key=self._weight, reverse=True)
        self._merge(more, less)
        for name in (pair.one, pair.other):
            why = f"{pair.why} ({pair.one} / {pair.other})"
            self._add(more, Reason(name, why, self._evidence.records(name)[1]))

    def call(self, use: Use) -> None:
        """Assign a form to a person if nobody else has it."""
        sure = use.how in (BRACKET, TEXT)
        if not (self._is_own(use, sure=sure) and (sure or self._is_name(use))):
            return
        root = self._root(use.name)
        times = "1 record" if use.uses == 1 else f"{use.uses:,} records"
        why = f"{_WHY[use.how].format(name=use.name)}, in {times}"
        if self._evidence.records(use.form)[0] and self._root(use.form) != root:
            # The catalogue has it as a name of its own: they are one value from here on.
            other = self._root(use.form)
            more, less = (root, other) if sure else sorted((root, other), key=self._weight)[::-1]
            self._merge(more, less)
            self._add(more, Reason(less, why, use.ids))
            root = more
        self._add(root, Reason(use.form, why, use.ids))

    def proposals(self) -> tuple[Proposal, ...]:
        """Return the people with more than one name."""
        owners: dict[str, set[str]] = {}
        for ring, reasons in self._reasons.items():
            for name in (ring, *reasons):
                owners.setdefault(key(name), set()).add(ring)
        found = []
        for ring in sorted(self._reasons):
            kept = [
                reason
                for name, reason in self._reasons[ring].items()
                if name != ring and len(owners[key(name)]) == 1
            ]
            if kept and len(owners[key(ring)]) == 1:
                found.append(Proposal(ring, tuple(kept[:_MOST])))
        return tuple(found)

    def _is_own(self, use: Use, *, sure: bool) -> bool:
        """Return whether a form is used for one person only."""
        root, wanted = self._root(use.name), key(use.form)
        for owner in self._evidence.owners(use.form):
            if self._root(owner) == root or (key(owner) == wanted and sure):
                continue
            if key(owner) == wanted and by_initials(owner, use.name):
                continue
            return False
        return True

    def _is_name(self, use: Use) -> bool:
        """Return whether a form is a name by itself and cannot belong to somebody else.

        A surname is not, however often a source uses it for one person: in the next record or load
        the same surname may be his brother's.
        """
        if is_surname(use.form) or not akin(use.form, use.name):
            return False
        root, wanted = self._root(use.name), key(use.form)
        return not any(
            self._root(other) != root and by_initials(use.form, other)
            for other in self._evidence.with_word(split(use.form)[1])
            if is_full(other) and key(other) != wanted
        )

    def _merge(self, more: str, less: str) -> None:
        if more != less:
            self._joined[less] = more
            self._reasons.setdefault(more, {}).update(self._reasons.pop(less, {}))

    def _add(self, ring: str, reason: Reason) -> None:
        self._reasons.setdefault(ring, {}).setdefault(reason.name, reason)

    def _root(self, name: str) -> str:
        while name in self._joined:
            name = self._joined[name]
        return name

    def _weight(self, name: str) -> tuple[int, str]:
        return self._evidence.records(name)[0], name
