"""Converting a MARC 21 authority record to an entry of the index of names.

Its heading (1XX) is the first form; the others are its "see from" references (4XX) and both in
another script (880). Source of the format: MARC 21 Format for Authority Data, Library of Congress.
"""

from __future__ import annotations

from collections.abc import Iterator

from pymarc import Field, Record

from index_mappings.name_kinds import BODY, FAMILY, PERSON, PLACE, TERM
from index_mappings.names import NameEntry, NameForm
from loaders.drafts.draft import Reject, Remark, Where
from loaders.drafts.headings import trimmed, trimmed_name
from loaders.marc.fields import FAMILY_INDICATOR, control_number
from loaders.marc.publicity import meant

AUTHORITY = "z"  # leader/06, the kind of record
_KINDS = {"00": PERSON, "10": BODY, "11": BODY, "51": PLACE, "50": TERM, "55": TERM}
"""What a heading names, by the last two figures of its field; titles (130) are no names."""
_NOT_A_NAME = "tvxyz"  # subfields that make a work, or a subject with a subdivision, of a name
_TOLD = "678"  # the field of a life
_ADDRESS = ("http://", "https://")


def read_authority(record: Record, where: Where) -> Iterator[NameEntry | Reject | Remark]:
    """Yield the entry of an authority record, or a reject if its heading is not a name."""
    headings = [field for field in record.fields if meant(field).startswith("1")]
    heading = next((field for field in headings if _form(field)), None)
    if heading is None:
        reason = "the authority record has no heading of a person, body, place or term"
        # as text: what is for the staff in it is not known
        yield Reject(where, reason, raw=record.as_json())
        return
    kind = _KINDS[meant(heading)[1:]]
    if kind is PERSON and str(heading.indicator1) == FAMILY_INDICATOR:
        kind = FAMILY
    forms = [NameForm(_form(heading))]
    for field in record.fields:
        text = _form(field) if meant(field).startswith(("1", "4")) else ""
        if text and all(text != known.text for known in forms):
            forms.append(NameForm(text, is_variant=True))
    yield NameEntry(
        id=control_number(record) or forms[0].text,
        kind=kind.name,
        forms=tuple(forms),
        history="\n\n".join(_lives(heading, record)),
        ref=_address(record),
    )
    left_out = {field.tag for field in record.fields if _is_left_out(field)}
    if left_out:
        fields = ", ".join(sorted(left_out))
        yield Remark(where, f"no name has a place for these fields: {fields}")


def _form(field: Field) -> str:
    """Return the name in a heading or a reference, or "" if it is not only a name."""
    kind = _KINDS.get(meant(field)[1:])
    if kind is None or field.control_field or field.get_subfields(*_NOT_A_NAME):
        return ""
    if kind is BODY:
        parts = [trimmed_name(text) for text in field.get_subfields("a", "b")]
        *above, last = parts or [""]
        return ". ".join((*(part.rstrip(".") for part in above if part), last))
    parts = [trimmed(text) for text in field.get_subfields("a", "b")]
    return " ".join(part for part in parts if part)


def _lives(heading: Field, record: Record) -> Iterator[str]:
    """Yield the years of a life, then the biography (678)."""
    for text in heading.get_subfields("d"):
        if years := trimmed(text):
            yield years
    for field in record.get_fields(_TOLD):
        if life := " ".join(text.strip() for text in field.get_subfields("a", "b")):
            yield life


def _address(record: Record) -> str:
    for field in record.get_fields("024"):
        for text in field.get_subfields("a", "0", "1"):
            if text.startswith(_ADDRESS):
                return text
    return ""


def _is_left_out(field: Field) -> bool:
    if field.tag == _TOLD:
        return False
    tag = meant(field)
    return tag.startswith(("3", "5", "6")) or (tag.startswith("4") and not _form(field))
