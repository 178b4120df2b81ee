"""Who may see a record: `open`, `restricted` or `closed`, and the day on which it opens.

`restricted` publishes the record without its text, `closed` publishes nothing. A record that opens
in the future waits for the first load on or after that day. When in doubt, less is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from index_mappings.access import ACCESS_FIELDS, CLOSED, OPEN, RESTRICTED
from index_mappings.folding import key
from index_mappings.json_values import Json, elements, members
from index_mappings.mapping import RecordMapping
from loaders.drafts.access_ahead import read_ahead
from loaders.drafts.access_around import is_short_value
from loaders.drafts.access_days import first_day
from loaders.drafts.access_in_passing import said_in_passing
from loaders.drafts.access_names import About, Stated, says_how
from loaders.drafts.access_wording import (
    Access,
    is_understood,
    read_access,
    read_note,
    read_parts,
    says_no_day,
    stricter,
)
from loaders.drafts.access_words import AccessWords, shipped_words

_SHORT = 50  # characters of a value; what is longer is prose, of which not every word counts


@dataclass(frozen=True, slots=True)
class AccessTerms:
    """How a site reads access: its words, and the fields beside the full text that restricted
    records are published without."""

    words: AccessWords = field(default_factory=shipped_words)
    left_out: tuple[str, ...] = ()


DEFAULT_TERMS = AccessTerms()


def leave_out(name: str, values: dict[str, Json]) -> None:
    """Remove a field from a record, and its parties from the record's people."""
    gone = values.pop(name, None)
    if not isinstance(gone, list) or not values.get("people"):
        return
    names = {item["name"] for item in gone if isinstance(item, dict) and "name" in item}
    people = elements(values["people"])
    values["people"] = [item for item in people if members(item).get("name") not in names]


@dataclass(frozen=True, slots=True)
class Settled:
    """The result for a record: the field that holds it back ("access", "opens") and remarks.

    `held_by` is "" for a record that may be shown; `is_unclear` means that the field cannot be
    read. `opens` is the day from which a waiting record, or its text, may be shown.
    """

    held_by: str = ""
    is_unclear: bool = False
    remarks: tuple[tuple[str, str], ...] = ()
    opens: date | None = None


_SETTLED = Settled()
_SAYING = ACCESS_FIELDS | {"rights"}
"""The fields that say who may see a record."""


def settle(
    values: dict[str, Json],
    mapping: RecordMapping,
    today: date,
    *,
    stated: Sequence[Stated] = (),
    publish_held: bool = False,
    terms: AccessTerms = DEFAULT_TERMS,
) -> Settled:
    """Set a record's `access` to one of the three words, in place, and remove what it forbids.

    What is `stated` outside the fields can close a record but never open one. `remarks` are pairs
    of a field and a message to the archivist. With `publish_held`, records that are closed, waiting
    or in doubt are loaded as restricted.
    """
    passing = said_in_passing(values, mapping, today, terms.words)
    if not stated and passing is None and _SAYING.isdisjoint(values):  # most records
        return _SETTLED
    found = _of_fields(values, mapping, today, terms.words)
    for item in stated:
        found = found.with_other(_of_stated(item, values.get(mapping.date), today, terms.words))
    if passing is not None:
        found = found.with_other(_Found(passing[1], passing[0]))
    if not found.said:
        return Settled()
    if found.unclear and not publish_held and found.access.kind != CLOSED:
        return Settled(found.unclear, is_unclear=True)
    kind, opens = found.access.kind, found.access.opens
    if kind == CLOSED and not publish_held:
        return Settled(found.by or ("opens" if opens else "access"), opens=opens)
    if kind == CLOSED or found.unclear:
        kind = RESTRICTED
    wording = values.get("access")
    if opens is not None and mapping.field("opens") is not None:
        values["opens"] = opens.isoformat()
    note = wording if isinstance(wording, str) else ""
    return Settled(remarks=tuple(_apply(values, mapping, kind, note, terms)), opens=opens)


@dataclass(frozen=True, slots=True)
class _Found:
    """The access in force today, its cause, and the field that cannot be read, if any."""

    access: Access
    by: str = ""
    unclear: str = ""
    said: bool = True

    def with_other(self, other: _Found) -> _Found:
        """Return the stricter of two, with what is unclear in either."""
        if not other.said:
            return self
        strict = stricter(self.access, other.access)
        by = self.by if strict == self.access else other.by
        return _Found(strict, by, self.unclear or other.unclear)


def _of_fields(
    values: dict[str, Json], mapping: RecordMapping, today: date, words: AccessWords
) -> _Found:
    """Return the access given by the fields; a day in the past opens what was closed until then."""
    said, given = values.get("access"), values.get("opens")
    dated = values.get(mapping.date)
    note = values.get("access_note")
    noted = _of_note(note, dated, today, words)
    of_rights = read_note(values.get("rights"), dated, words)
    if of_rights.kind == CLOSED:  # what is "restricted" in rights is mostly their use
        noted = stricter(noted, of_rights)
    unread = "" if said or noted.kind or not _is_unread(note, words) else "access_note"
    if not (said or given or noted.kind or unread):
        return _Found(Access(""), said=False)
    access = stricter(
        read_parts(said, dated, words) if isinstance(said, str) else Access(""), noted
    )
    if given and says_no_day(str(given), words):
        values.pop("opens")
        given = None
    if given:
        stated = first_day(str(given))
        if stated is None:
            return _Found(access, unclear="opens")
        access = Access(access.kind, stated)
        values["opens"] = stated.isoformat()
    if mapping.field("opens") is None:
        values.pop("opens", None)
    unclear = "access" if isinstance(said, str) and _in_doubt(said, access, words) else unread
    return _Found(_today(access, today, is_worded=bool(said)), unclear=unclear)


def _in_doubt(wording: str, access: Access, words: AccessWords) -> bool:
    """Return whether a value without a known word may close a record: "Stufe 3", "open?"."""
    if access.opens is not None or access.kind in (CLOSED, RESTRICTED):
        return False
    if access.kind == OPEN:
        return wording.rstrip().endswith("?")
    return bool(wording.strip()) and not is_understood(wording, words)


def _is_unread(note: Json, words: AccessWords) -> bool:
    """Return whether a note on access is an unknown value: "Niejawna", "Ask the archivist".

    A note that says open is read as a value here, for only what closes is read in prose.
    """
    if not isinstance(note, str) or not is_short_value(note):
        return False
    return _in_doubt(note, read_parts(note, None, words), words)


def _of_stated(item: Stated, dated: Json, today: date, words: AccessWords) -> _Found:
    if item.about is About.ACCESS:
        is_prose = len(item.text) > _SHORT
        wording = (
            _of_note(item.text, dated, today, words)
            if is_prose
            else read_parts(item.text, dated, words)
        )
        read = _today(wording, today)
        if read.kind in (RESTRICTED, CLOSED):
            return _Found(read, item.name)
        is_value = item.is_value and not is_prose
        if is_value and not says_how(item.name) and _in_doubt(item.text, wording, words):
            return _Found(Access(""), unclear=item.name)  # "Closure code: C"
        return _NOTHING
    if says_no_day(item.text, words):
        return _NOTHING
    day = first_day(item.text)
    if item.about is About.ENDS and day is not None:
        return _Found(Access(CLOSED), item.name) if day <= today else _NOTHING
    if day is None and item.about is About.AHEAD:
        return _NOTHING
    if day is None:
        closed = read_access(item.text, dated, words)
        if closed.kind == CLOSED:
            return _Found(_today(closed, today), item.name)
        return _Found(Access(""), unclear=item.name)
    return _Found(Access(CLOSED, day), item.name) if day > today else _NOTHING


def is_closed(note: str, today: date, terms: AccessTerms = DEFAULT_TERMS) -> bool:
    """Return whether a note on access closes its subject today."""
    return _today(_of_note(note, None, today, terms.words), today).kind == CLOSED


def _of_note(note: Json, dated: Json, today: date, words: AccessWords) -> Access:
    """Return what a note says of access, or what a day ahead in it does if that is stricter."""
    return stricter(read_note(note, dated, words), read_ahead(note, today, words))


_NOTHING = _Found(Access(""), said=False)


def _today(access: Access, today: date, *, is_worded: bool = True) -> Access:
    """Return the access in force today for something that opens on a day."""
    if access.opens is None:
        return access
    if access.opens <= today:
        return Access(OPEN if access.kind or not is_worded else access.kind)
    return Access(RESTRICTED if access.kind == RESTRICTED else CLOSED, access.opens)


def _apply(
    values: dict[str, Json],
    mapping: RecordMapping,
    kind: str,
    wording: str,
    terms: AccessTerms,
) -> list[tuple[str, str]]:
    remarks: list[tuple[str, str]] = []
    if kind and mapping.field("access") is not None:
        values["access"] = kind
    else:
        values.pop("access", None)
        if wording and not kind:
            remarks.append(("access", "the access value is not known; it is kept as a note"))
    if wording and key(wording) not in (OPEN, RESTRICTED):
        before = values.get("access_note")
        if mapping.field("access_note") is not None and before != wording:
            values["access_note"] = f"{before}; {wording}" if before else wording
    if kind == RESTRICTED:
        for name in mapping.long_texts:
            if values.pop(name, None):
                remarks.append((name, "access is restricted: the full text was left out"))
        for name in terms.left_out:
            if values.get(name):
                leave_out(name, values)
                remarks.append((name, "access is restricted: the field was left out"))
    return remarks
