"""Converting a MARC 21 record to a draft: its fields, and its codes of date and language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pymarc import Record

from index_mappings.dates import marc_years, read_date, read_marc_008
from index_mappings.record import Date
from loaders.drafts import terms
from loaders.drafts.access_names import About, Stated
from loaders.drafts.draft import Held, Item, Reject, Where
from loaders.drafts.format import Options
from loaders.drafts.gathering import Gathering
from loaders.drafts.headings import trimmed, trimmed_name
from loaders.marc.authorities import AUTHORITY, read_authority
from loaders.marc.fields import add_field, control_number
from loaders.marc.publicity import meant, public_record
from loaders.marc.ruled import held_by_rule, without_dropped
from loaders.marc.tables import from_unimarc, is_unimarc, label, table

_COPYRIGHT = re.compile(r"^\[?(?:c|©|p|℗|cop\.)\s?(?=\d{4})")
_DELETED = "d"  # leader/05, the status of the record
_LEADER = 24  # characters

RAW, KEEP = "raw", "keep"
"""The option that keeps what is for machines, control fields and links, in a record's notes."""


def read_record(
    record: Record,
    where: Where,
    options: Options,
    *,
    id: str = "",
    gathering: Gathering | None = None,
) -> Iterator[Item]:
    """Yield the draft of a record or the name of an authority record, or a reject of any other.

    `id` replaces the record's own, which is its control number (001).
    """
    gathering = gathering or Gathering(options, where)
    if str(record.leader)[5:6] == _DELETED and not options.publish_held:
        names = tuple(filter(None, (id or control_number(record), record.title)))
        yield Held(where, "leader/05: deleted", names=names)
        return
    if rule := held_by_rule(record, options.rules):
        yield rule.held(where, id or control_number(record))
        return
    record, dropped = without_dropped(record, options.rules)
    for rule in dropped:
        yield rule.left_out(where)
    public, marks = public_record(record)
    for mark in marks:
        yield Held(where, mark, is_part=True, is_published=options.publish_held)
    record = record if options.publish_held else public
    gathering.stated += [
        Stated(meant(field), text, About.ACCESS)
        for field in record.fields
        # the security classification, who may pass it on, and access in another script
        if meant(field) in _CLASSIFIED or (field.tag == "880" and meant(field) == "506")
        for text in field.get_subfields("a")
    ]
    gathering.stated += list(_stated_in_codes(record))
    leader = str(record.leader).ljust(_LEADER)
    instead = _instead(record, leader, where)
    if instead is not None:
        yield from instead
        return
    if is_unimarc(record):
        gathering.remark("the record is UNIMARC; its fields were read as those of MARC 21")
        record = from_unimarc(record)
    _add_date(record, gathering)
    control: list[str] = [f"leader {leader.strip()}"] if leader.strip() else []
    aside: list[tuple[str, str]] = []
    for field in record.fields:
        if field.control_field:
            if field.tag == "001":
                id = id or (field.data or "").strip()
            control.append(f"{field.tag} {(field.data or '').strip()}")
        else:
            aside.extend(add_field(field, gathering))
    _add_language(record, gathering)
    _add_from_leader(leader, gathering)
    if options.extra.get(RAW) == KEEP:
        for name, text in dict.fromkeys(aside):
            gathering.note(name, text)
        gathering.note("Control fields", "; ".join(control))
    yield from gathering.draft(id)


def _instead(record: Record, leader: str, where: Where) -> Iterable[Item] | None:
    """Return the items of a record that is not bibliographic, or None if it is."""
    if leader[6] == AUTHORITY:
        return read_authority(record, where)
    other = table("others").get(leader[6])
    if record.fields and not other:
        return None
    reason = (
        f"the record is not a catalogue entry: {other}" if other else "the record has no fields"
    )
    # as text: what is for the staff in a record of another kind is not known
    return (Reject(where, reason, raw=record.as_json()),)


_CLASSIFIED = ("355", "357")


def _stated_in_codes(record: Record) -> Iterator[Stated]:
    """Yield the statements on access in 506.

    They are a standard term ($f), the day on which it ends ($g), and the authorised users ($d).
    """
    for field in record.fields:
        if meant(field) != "506" or field.control_field:
            continue
        for text in field.get_subfields("f"):
            yield Stated("506 $f", text, About.ACCESS)
        for text in field.get_subfields("d"):
            yield Stated("506 $d", text, About.ACCESS)
        for text in field.get_subfields("g"):
            day = re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text.strip())
            yield Stated("506 $g", "-".join(day.groups()) if day else text, About.OPENS)


def _add_date(record: Record, gathering: Gathering) -> None:
    """Add the date: of the title (archives), of the publication, or of the codes in 008."""
    coded = next((field.data or "" for field in record.get_fields("008")), "")
    codes = read_marc_008(coded, gathering.conventions)
    titles = [trimmed(t) for field in record.get_fields("245") for t in field.get_subfields("f")]
    for text in titles:
        read = read_date(text, gathering.conventions)
        gathering.date(read if read.is_dated else replace(codes, display=text))
    for field in record.get_fields("260", "264"):
        for text in field.get_subfields("c"):
            shown = trimmed_name(text)  # "1950." ends a field, and "500 B.C." an abbreviation
            # "c1991" is a copyright here and not circa 1991, so the codes are asked first.
            if not any(map(str.isalnum, shown)):
                continue
            stated = read_date(_COPYRIGHT.sub("", shown), gathering.conventions)
            date = stated if _is_within(stated, codes) else codes
            is_copyright = field.tag == "264" and field.indicator2 == "4"
            if not gathering.has("date") and not is_copyright and _contradicts(stated, coded):
                gathering.remark(
                    f"field 008 says {codes.display} and {field.tag} $c {shown!r}; "
                    f"the date of {field.tag} was taken",
                    "date",
                )
                date = stated
            gathering.date(replace(date, display=shown), label(field.tag))
    if not gathering.has("date"):
        gathering.date(codes if codes.is_dated else _of_046(record, gathering) or codes)
    for text in (t for field in record.get_fields("245") for t in field.get_subfields("g")):
        if not gathering.has("date"):
            gathering.date(read_date(trimmed(text), gathering.conventions), "Bulk dates")


def _of_046(record: Record, gathering: Gathering) -> Date | None:
    """Return the days of creation in field 046 ($k to $l, in EDTF), or None if there are none.

    The field is for machines, but many archives' records have no other date.
    """
    for field in record.get_fields("046"):
        ends = [field.get_subfields(code)[:1] for code in "kl"]
        some = [_dashed(end[0].strip()) for end in ends if end]
        if some and ends[0]:
            date = read_date("/".join(some), gathering.conventions)
            return replace(date, display=" - ".join(some)) if date.is_dated else None
    return None


def _dashed(day: str) -> str:
    """Return "1950-05-12" for "19500512", "1950-05" for "195005", anything else unchanged."""
    found = re.fullmatch(r"(\d{4})(\d\d)(\d\d)?", day)
    return "-".join(filter(None, found.groups())) if found else day


def _contradicts(stated: Date, coded: str) -> bool:
    """Return whether a stated date is in neither of the years of field 008."""
    years = marc_years(coded)
    if years is None or stated.start is None or stated.end is None:
        return False
    return stated.end < years[0] or years[1] < stated.start


def _is_within(stated: Date, codes: Date) -> bool:
    """Return whether a stated date is within the coded one: "March 1950" in 1950."""
    if codes.start is None or codes.end is None:
        return True
    if stated.start is None or stated.end is None:
        return False
    return codes.start <= stated.start and stated.end <= codes.end


def _add_language(record: Record, gathering: Gathering) -> None:
    codes: list[str] = []
    for field in record.get_fields("041"):
        for sub in field.subfields:
            if sub.code in "abdefgjkmnh" and field.indicator2 != "7":
                text = sub.value.strip()
                # Before 2001 codes were written one after another: "engfre".
                run = len(text) % 3 == 0 and text.isalpha() and text.islower()
                found = re.findall("...", text) if run else [text]
                if sub.code in "hkmn":
                    names = ", ".join(terms.language_or_text(code) for code in found)
                    gathering.note("Original language", names)
                else:
                    codes.extend(found)
    if not codes:
        codes = [(field.data or "")[35:38] for field in record.get_fields("008")]
    for code in codes:
        if code.strip(" |"):
            gathering.add("language", terms.language_or_text(code), "Language")


def _add_from_leader(leader: str, gathering: Gathering) -> None:
    if not gathering.has("type"):
        gathering.add("type", table("types").get(leader[6], ""))
    gathering.add("level", table("levels").get(leader[7], ""))
