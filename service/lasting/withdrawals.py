"""The list of withdrawn records. It outlives every index and holds nothing of what they said."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from index_mappings.json_values import Json, members, needed_list, needed_text, needed_whole

_SECRET = 32  # bytes; a key as long as the hash's own state can be neither guessed nor tried


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One record that was withdrawn.

    `day` is YYYY-MM-DD. `reason` is for the archive, `notice` is for readers. `level`
    is the id of the withdrawn record above it that took it along, "" where it was named itself.
    With `only`, what is below it stays. `former` are other ids it answered to. `marks` are of
    `service.lasting.marks`, `title` is the mark of its title. `alike` are ids of other records
    that bore the same marks on that day: they are other records, and stay. `pending` until no
    index has it any more; until then every answer hides it.
    """

    id: str
    day: str
    reason: str = ""
    notice: str = ""
    level: str = ""
    only: bool = False
    former: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    title: str = ""
    alike: tuple[str, ...] = ()
    pending: bool = True

    def to_json(self) -> dict[str, Json]:
        """Return the entry as JSON without the empty values."""
        pairs: dict[str, Json] = {
            "id": self.id,
            "day": self.day,
            "reason": self.reason,
            "notice": self.notice,
            "level": self.level,
            "only": self.only,
            "former": list(self.former),
            "marks": list(self.marks),
            "title": self.title,
            "alike": list(self.alike),
            "pending": self.pending,
        }
        return {name: value for name, value in pairs.items() if value}

    @classmethod
    def from_json(cls, value: Mapping[str, Json]) -> Withdrawal:
        """Return the entry that `to_json` wrote; KeyError or TypeError for anything else."""
        return cls(
            id=needed_text(value["id"]),
            day=needed_text(value["day"]),
            reason=needed_text(value.get("reason", "")),
            notice=needed_text(value.get("notice", "")),
            level=needed_text(value.get("level", "")),
            only=value.get("only", False) is True,
            former=_texts(value.get("former", [])),
            marks=_texts(value.get("marks", [])),
            title=needed_text(value.get("title", "")),
            alike=_texts(value.get("alike", [])),
            pending=value.get("pending", False) is True,
        )


@dataclass(frozen=True)
class Withdrawals:
    """The whole list. `version` grows with every change; `secrets` key the marks, newest first.

    `admitted` are ids that an archivist let in although they look like a withdrawn record.
    """

    entries: Mapping[str, Withdrawal] = field(default_factory=dict)
    secrets: tuple[str, ...] = ()
    admitted: frozenset[str] = frozenset()
    version: int = 0

    def __bool__(self) -> bool:
        return bool(self.entries)

    def find(self, id: str) -> Withdrawal | None:
        """Return the entry of a record by its id or a former one, None where there is none."""
        return self._by_id.get(id)

    def alike(self, marks: Iterable[str], id: str) -> Withdrawal | None:
        """Return the withdrawn record that a record of another id is a copy of, by its marks."""
        for mark in marks:
            entry = self._by_mark.get(mark)
            if entry and id not in entry.alike and id not in self.admitted:
                return entry
        return None

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of all withdrawn records, the former ones among them."""
        return frozenset(self._by_id)

    @cached_property
    def pending(self) -> tuple[Withdrawal, ...]:
        """The entries that an index may still hold."""
        return tuple(item for item in self.entries.values() if item.pending)

    @cached_property
    def titles(self) -> frozenset[str]:
        """The marks of the titles of withdrawn records."""
        return frozenset(item.title for item in self.entries.values() if item.title)

    @cached_property
    def _by_id(self) -> dict[str, Withdrawal]:
        known = {was: item for item in self.entries.values() for was in item.former}
        return {**known, **self.entries}

    @cached_property
    def _by_mark(self) -> dict[str, Withdrawal]:
        return {mark: item for item in self.entries.values() for mark in item.marks}

    def ready(self) -> Withdrawals:
        """Return the list with a secret to make marks with."""
        if self.secrets:
            return self
        return replace(self, secrets=(secrets.token_hex(_SECRET),))

    def adding(self, entries: Iterable[Withdrawal]) -> Withdrawals:
        """Return the list with more entries; what was known of an id before is kept beside."""
        together = dict(self.entries)
        for item in entries:
            old = together.get(item.id)
            together[item.id] = item if old is None else _joined(old, item)
        return replace(self, entries=together, version=self.version + 1)

    def settled(self, ids: Iterable[str]) -> Withdrawals:
        """Return the list where some entries are no longer in any index."""
        done = set(ids)
        entries = {
            id: replace(item, pending=False) if id in done else item
            for id, item in self.entries.items()
        }
        return replace(self, entries=entries, version=self.version + 1)

    def lifting(self, ids: Iterable[str]) -> Withdrawals:
        """Return the list without some records, and what went with them as a level."""
        gone = set(ids)
        entries = {
            id: item
            for id, item in self.entries.items()
            if id not in gone and item.level not in gone
        }
        return replace(self, entries=entries, version=self.version + 1)

    def admitting(self, ids: Iterable[str]) -> Withdrawals:
        """Return the list that lets some records in although they look like a withdrawn one."""
        return replace(self, admitted=self.admitted | set(ids), version=self.version + 1)

    def joined(self, other: Withdrawals) -> Withdrawals:
        """Return the list with all of another's; what is new to it may be in an index here."""
        new = [
            replace(item, pending=True)
            for id, item in other.entries.items()
            if id not in self.entries
        ]
        if not new and other.admitted <= self.admitted:
            return self
        keys = tuple(dict.fromkeys((*self.secrets, *other.secrets)))
        both = replace(self, secrets=keys, admitted=self.admitted | other.admitted)
        return both.adding(new)

    def to_json(self) -> dict[str, Json]:
        """Return the list as JSON."""
        return {
            "version": self.version,
            "secrets": list(self.secrets),
            "admitted": sorted(self.admitted),
            "withdrawn": [item.to_json() for item in self.entries.values()],
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Json]) -> Withdrawals:
        """Return the list that `to_json` wrote; KeyError or TypeError for anything else.

        What cannot be read is never taken for an empty list, which would show what is withdrawn.
        """
        entries = [Withdrawal.from_json(members(item)) for item in needed_list(value["withdrawn"])]
        return cls(
            {item.id: item for item in entries},
            _texts(value["secrets"]),
            frozenset(_texts(value["admitted"])),
            needed_whole(value["version"]),
        )


NONE = Withdrawals()
"""Nothing was ever withdrawn."""


def _joined(old: Withdrawal, new: Withdrawal) -> Withdrawal:
    """Return a record withdrawn twice: with the new statement, and all that it is known by."""
    return replace(
        new,
        reason=new.reason or old.reason,
        notice=new.notice or old.notice,
        former=tuple(dict.fromkeys((*old.former, *new.former))),
        marks=tuple(dict.fromkeys((*old.marks, *new.marks))),
        title=new.title or old.title,
        alike=tuple(dict.fromkeys((*old.alike, *new.alike))),
    )


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(map(needed_text, needed_list(value)))
