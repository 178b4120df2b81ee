"""One MARC 21 record as a draft: each subfield in its field, or in a note."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from pymarc import Field, Record

from index_mappings.dates import read_date, read_marc_008
from index_mappings.record import Date, Party
from loaders.drafts import terms
from loaders.drafts.draft import Draft, Held, Reject, Remark, Where
from loaders.drafts.format import Options
from loaders.drafts.gathering import Gathering
from loaders.marc.publicity import public_record
from loaders.marc.tables import from_unimarc, is_unimarc, label, table

_CONTROL = "0123456789w"  # subfields that link a heading to its file, and say nothing themselves
_BODIES = frozenset({"110", "111", "710", "711", "610", "611"})
_PERSONAL = frozenset({"100", "600", "700"})
_FAMILY = "3"  # first indicator of a personal name: the name of a family
_ROLES = "e4j"
_NAME_CODES = {
    **dict.fromkeys(("110", "610", "710"), "abcdgn"),
    **dict.fromkeys(("111", "611", "711"), "acdegnq"),
}
_OTHER_NAME_CODES = "abcdgq"
_SUBDIVISIONS = "vxyz"
_ENDS = " /:;,="
_ABBREVIATED = re.compile(r"(?:\b\w|\b(?:Jr|Sr|Inc|Co|Corp|Ltd|Dept|etc|Mr|Mrs|Dr|St))\.$")
_COPYRIGHT = re.compile(r"^\[?(?:c|©|p|℗|cop\.)\s?(?=\d{4})")
_LEADER = 24  # characters

_Handler = Callable[[Field, Gathering], str]
"""Takes what it can of a field, and returns the codes of the subfields that it took."""


def read_record(
    record: Record, where: Where, options: Options, *, id: str = "", made: Gathering | None = None
) -> Iterator[Draft | Held | Reject | Remark]:
    """Yield the draft of a record; a reject where it describes no item.

    `id` stands in for the record's own, which is its control number (001).
    """
    made = made or Gathering(options, where)
    public, marks = public_record(record)
    for mark in marks:
        yield Held(where, mark, is_part=True, is_published=options.publish_held)
    record = record if options.publish_held else public
    leader = str(record.leader).ljust(_LEADER)
    other = table("others").get(leader[6])
    if other:
        yield Reject(where, f"the record is no catalogue entry: {other}", raw=record.as_dict())
        return
    if not record.fields:
        yield Reject(where, "the record has no fields", raw=record.as_dict())
        return
    if is_unimarc(record):
        made.remark("the record is UNIMARC; it was read by what its fields are in MARC 21")
        record = from_unimarc(record)
    _add_date(record, made)
    control: list[str] = [f"leader {leader.strip()}"] if leader.strip() else []
    sources: list[str] = []
    for field in record.fields:
        if field.control_field:
            if field.tag == "001":
                id = id or (field.data or "").strip()
            control.append(f"{field.tag} {(field.data or '').strip()}")
        else:
            sources.extend(_add_field(field, made))
    _add_language(record, made)
    _add_from_leader(leader, made)
    for source in dict.fromkeys(sources):
        made.note("Sources of terms", source)
    made.note("Control fields", "; ".join(control))
    yield from made.draft(id)


def _add_field(field: Field, made: Gathering) -> Iterator[str]:
    """Give the draft a field, and yield what its control subfields say."""
    handler = _HANDLERS.get(field.tag)
    taken = handler(field, made) if handler else ""
    rest = [sub for sub in field.subfields if sub.code not in taken]
    linked = [sub for sub in rest if sub.code in _CONTROL] if field.tag[:1] in "1678" else []
    made.note(label(field.tag), _trimmed(_joined(sub.value for sub in rest if sub not in linked)))
    for sub in linked:
        if sub.value.strip():
            yield f"{field.tag} {field.get('a') or ''}: {sub.value.strip()}"


def _title(field: Field, made: Gathering) -> str:
    title = _joined(_title_parts(field))
    made.add("title", _trimmed(title), label(field.tag))
    for code, what in (("c", "Statement of responsibility"), ("h", "Medium"), ("g", "Bulk dates")):
        made.note(what, _trimmed(_joined(field.get_subfields(code))))
    return "abnpkscfgh"


def _title_parts(field: Field) -> Iterator[str]:
    """Yield the parts of a title; the medium "[microform] :" leaves its colon behind."""
    for sub in field.subfields:
        text = sub.value.strip()
        if sub.code in "abnpks":
            yield text
        elif sub.code == "h" and text[-1:] in (":", "=", ";"):
            yield text[-1]


def _summary(field: Field, made: Gathering) -> str:
    made.add("summary", _joined(field.get_subfields("a", "b")))
    return "ab"


def _name(field: Field, made: Gathering) -> str:
    if field.get_subfields("t"):
        return ""  # a work by them, which is related to this one
    codes, name = _codes_and_name(field)
    # Of a meeting $e is a part of the name, and $j says what it did.
    said = field.get_subfields(*(code for code in _ROLES if code not in codes))
    roles = [terms.role(text) for text in said]
    if field.tag[0] == "1" and not roles:
        roles = ["Creator"]
    role = "; ".join(dict.fromkeys(roles))
    made.party("people", Party(name, name, role, person=_is_person(field)), label(field.tag))
    return codes + _ROLES


def _codes_and_name(field: Field) -> tuple[str, str]:
    """Return the codes of the subfields that make up a name, and the name."""
    codes = _NAME_CODES.get(field.tag, _OTHER_NAME_CODES)
    return codes, _trimmed_name(_joined(field.get_subfields(*codes)))


def _is_person(field: Field) -> bool:
    is_family = field.tag in _PERSONAL and field.indicator1 == _FAMILY
    return not is_family and field.tag not in _BODIES


def _subject(field: Field, made: Gathering) -> str:
    kept = [s for s in field.subfields if s.code not in _CONTROL and s.code not in _ROLES]
    main = _joined(s.value for s in kept if s.code not in _SUBDIVISIONS)
    parts = [main, *(s.value for s in kept if s.code in _SUBDIVISIONS)]
    heading = " -- ".join(filter(None, (_trimmed_name(part) for part in parts)))
    if field.tag == "655":
        made.add("subjects" if made.has("type") else "type", heading, "Genre")
    elif field.tag in ("651", "662"):
        made.add("places", _trimmed_name(main), "Place")
        if heading != _trimmed_name(main):
            made.add("subjects", heading, "Subject")
    else:
        made.add("subjects", heading, "Subject")
    if field.tag in ("600", "610", "611") and not field.get_subfields("t"):
        _, name = _codes_and_name(field)
        made.party("people", Party(name, name, "Subject", person=_is_person(field)))
    return "".join({s.code for s in kept})


def _keywords(field: Field, made: Gathering) -> str:
    for text in field.get_subfields("a"):
        made.add("subjects", _trimmed_name(text), "Keyword")
    return "a"


def _hierarchical_place(field: Field, made: Gathering) -> str:
    taken = "abcdfgh"
    made.add("places", " -- ".join(map(_trimmed_name, field.get_subfields(*taken))), "Place")
    return taken


def _extent(field: Field, made: Gathering) -> str:
    made.add("extent", _joined(sub.value for sub in field.subfields if sub.code not in "368"))
    return "abcefg"


def _access(field: Field, made: Gathering) -> str:
    made.add("access_note", _joined(sub.value for sub in field.subfields if sub.code in "abcdeu"))
    return "abcdeu"


def _rights(field: Field, made: Gathering) -> str:
    made.add("rights", _joined(sub.value for sub in field.subfields if sub.code in "abcdu"))
    return "abcdu"


def _link(field: Field, made: Gathering) -> str:
    for address in field.get_subfields("u"):
        made.add("url", address, label("856"))
    return "u"


def _location(field: Field, made: Gathering) -> str:
    names = field.get_subfields("b") or field.get_subfields("a")
    made.add("repository", _trimmed(", ".join(_trimmed(name) for name in names)), label("852"))
    made.add("reference", _joined(field.get_subfields("k", "h", "i", "j", "m")))
    return "khijm" + ("b" if field.get_subfields("b") else "a")


def _reference(field: Field, made: Gathering) -> str:
    made.add("reference", _joined(field.get_subfields("a", "b")))
    return "ab"


def _language_note(field: Field, made: Gathering) -> str:
    del made
    return "abdefghjkmn" if field.indicator2 != "7" else ""


def _dates_taken(field: Field, made: Gathering) -> str:
    """Return the code of the date that `_add_date` has seen to."""
    del made
    return {"260": "c", "264": "c"}.get(field.tag, "")


_HANDLERS: Mapping[str, _Handler] = {
    "041": _language_note,
    "090": _reference,
    "099": _reference,
    "245": _title,
    "260": _dates_taken,
    "264": _dates_taken,
    "300": _extent,
    "506": _access,
    "520": _summary,
    "540": _rights,
    "653": _keywords,
    "752": _hierarchical_place,
    "852": _location,
    "856": _link,
    **dict.fromkeys(("100", "110", "111", "700", "710", "711", "720"), _name),
    **dict.fromkeys(
        ("600", "610", "611", "630", "647", "648", "650", "651", "654", "655", "656", "657", "662"),
        _subject,
    ),
}


def _add_date(record: Record, made: Gathering) -> None:
    """Give the draft its date: the title's (archives'), the publication's, or the codes of 008."""
    coded = next((field.data or "" for field in record.get_fields("008")), "")
    codes = read_marc_008(coded, made.conventions)
    titles = [_trimmed(t) for field in record.get_fields("245") for t in field.get_subfields("f")]
    for text in titles:
        read = read_date(text, made.conventions)
        made.date(read if read.is_dated else replace(codes, display=text))
    for field in record.get_fields("260", "264"):
        for text in field.get_subfields("c"):
            shown = _trimmed(text).rstrip(".")
            # "c1991" is a copyright here and not circa 1991, so the codes are asked first.
            stated = read_date(_COPYRIGHT.sub("", shown), made.conventions)
            date = stated if _is_within(stated, codes) else codes
            made.date(replace(date, display=shown), label(field.tag))
    if not made.has("date"):
        made.date(codes)


def _is_within(stated: Date, codes: Date) -> bool:
    """Tell whether a date as stated is one that the codes leave open: "March 1950" in 1950."""
    if codes.start is None or codes.end is None:
        return True
    if stated.start is None or stated.end is None:
        return False
    return codes.start <= stated.start and stated.end <= codes.end


def _add_language(record: Record, made: Gathering) -> None:
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
                    made.note("Original language", names)
                else:
                    codes.extend(found)
    if not codes:
        codes = [(field.data or "")[35:38] for field in record.get_fields("008")]
    for code in codes:
        if code.strip(" |"):
            made.add("language", terms.language_or_text(code), "Language")


def _add_from_leader(leader: str, made: Gathering) -> None:
    if not made.has("type"):
        made.add("type", table("types").get(leader[6], ""))
    made.add("level", table("levels").get(leader[7], ""))


def _joined(values: Iterable[str]) -> str:
    return " ".join(text for value in values if (text := value.strip()))


def _trimmed(text: str) -> str:
    """Return a text without the punctuation that cataloguers put before the next subfield."""
    return text.strip().rstrip(_ENDS)


def _trimmed_name(text: str) -> str:
    """Return a heading without its final full stop, unless it is an abbreviation's."""
    trimmed = _trimmed(text)
    if trimmed.endswith(".") and not _ABBREVIATED.search(trimmed):
        return trimmed[:-1]
    return trimmed
