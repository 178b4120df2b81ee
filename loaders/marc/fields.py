"""Converting the fields of a MARC 21 record to fields of the draft, or to notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pymarc import Field, Record

from index_mappings.beside_text import Title
from index_mappings.record import Party
from loaders.drafts import terms
from loaders.drafts.gathering import Gathering
from loaders.drafts.headings import joined, trimmed, trimmed_name
from loaders.marc.standard_numbers import add_standard_number
from loaders.marc.tables import is_for_machines, label, table

_CONTROL = "0123456789w"  # subfields that link a heading to its file, and say nothing themselves
_LINKS = "68"  # of any field: which fields belong together, and in what order
_BODIES = frozenset({"110", "111", "710", "711", "610", "611"})
_PERSONAL = frozenset({"100", "600", "700"})
FAMILY_INDICATOR = "3"  # first indicator of a personal name: the name of a family
_ROLES = "e4j"
_PARALLEL = "1"  # second indicator of 246
_NAME_CODES = {
    **dict.fromkeys(("110", "610", "710"), "abcdgn"),
    **dict.fromkeys(("111", "611", "711"), "acdegnq"),
}
_OTHER_NAME_CODES = "abcdgq"
_SUBDIVISIONS = "vxyz"

_Handler = Callable[[Field, Gathering], str]
"""Takes what it can of a field, and returns the codes of the subfields that it took."""


def control_number(record: Record) -> str:
    """Return the control number (001), or "" if there is none."""
    return next((field.data or "" for field in record.get_fields("001")), "").strip()


def add_field(field: Field, gathering: Gathering) -> Iterator[tuple[str, str]]:
    """Add a field to the draft, and yield its parts for machines, each with its label.

    These are local fields, system codes, and linking subfields.
    """
    if is_for_machines(field.tag):
        yield label(field.tag), joined(sub.value for sub in field.subfields)
        return
    handler = _HANDLERS.get(field.tag)
    taken = handler(field, gathering) if handler else ""
    rest = [sub for sub in field.subfields if sub.code not in taken]
    links = _CONTROL if field.tag[:1] in "1678" else _LINKS
    linked = [sub for sub in rest if sub.code in links]
    gathering.note(
        label(field.tag), trimmed(joined(sub.value for sub in rest if sub not in linked))
    )
    for sub in linked:
        if sub.value.strip():
            yield "Sources of terms", f"{field.tag} {field.get('a') or ''}: {sub.value.strip()}"


def _title(field: Field, gathering: Gathering) -> str:
    title = joined(_title_parts(field))
    gathering.add("title", trimmed(title), label(field.tag))
    if skipped := _unfiled(field):
        gathering.filed_as(trimmed(title)[skipped:])
    for code, what in (("c", "Statement of responsibility"), ("h", "Medium"), ("g", "Bulk dates")):
        gathering.note(what, trimmed(joined(field.get_subfields(code))))
    return "abnpkscfgh"


def _title_in_script(field: Field, gathering: Gathering) -> str:
    """Add the title in its own script, 880 linked to 245 ("245-01/(N"); the script is a code."""
    link = field.get("6") or ""
    if not link.startswith("245"):
        return ""
    script = table("scripts").get(link.partition("/")[2].partition("/")[0], "")
    gathering.other_title(Title(trimmed(joined(_title_parts(field))), script=script), label("880"))
    return "abnpksh"


def _parallel_title(field: Field, gathering: Gathering) -> str:
    """Add a parallel title in another language; others become notes."""
    if field.indicator2 != _PARALLEL:
        return ""
    gathering.other_title(Title(trimmed(joined(_title_parts(field)))), label(field.tag))
    return "abnpks"


def _translated_title(field: Field, gathering: Gathering) -> str:
    """Add a cataloguer's translation of the title; $y is the language."""
    text = trimmed(joined(_title_parts(field)))
    gathering.other_title(Title(text, (field.get("y") or "").strip()), label(field.tag))
    return "abnpksy"


def _unfiled(field: Field) -> int:
    """Return the number of nonfiling characters of a title: those of its article."""
    count = str(field.indicator2)
    return int(count) if count.isascii() and count.isdigit() else 0


def _title_parts(field: Field) -> Iterator[str]:
    """Yield the parts of a title; the colon of the medium "[microform] :" is kept."""
    for sub in field.subfields:
        text = sub.value.strip()
        if sub.code in "abnpks":
            yield text
        elif sub.code == "h" and text[-1:] in (":", "=", ";"):
            yield text[-1]


def _summary(field: Field, gathering: Gathering) -> str:
    gathering.add("summary", joined(field.get_subfields("a", "b")))
    return "ab"


def _name(field: Field, gathering: Gathering) -> str:
    if field.get_subfields("t"):
        return ""  # a work by them, which is related to this one
    codes, name = _codes_and_name(field)
    # Of a meeting $e is a part of the name, and $j says what it did.
    relations = field.get_subfields(*(code for code in _ROLES if code not in codes))
    roles = [terms.role(text) for text in relations]
    if field.tag[0] == "1" and not roles:
        roles = ["Creator"]
    role = "; ".join(dict.fromkeys(roles))
    gathering.party("people", Party(name, name, role, person=_is_person(field)), label(field.tag))
    return codes + _ROLES


def _codes_and_name(field: Field) -> tuple[str, str]:
    """Return the codes of the subfields that make up a name, and the name."""
    codes = _NAME_CODES.get(field.tag, _OTHER_NAME_CODES)
    return codes, trimmed_name(joined(field.get_subfields(*codes)))


def _is_person(field: Field) -> bool:
    is_family = field.tag in _PERSONAL and field.indicator1 == FAMILY_INDICATOR
    return not is_family and field.tag not in _BODIES


def _subject(field: Field, gathering: Gathering) -> str:
    kept = [s for s in field.subfields if s.code not in _CONTROL and s.code not in _ROLES]
    main = joined(s.value for s in kept if s.code not in _SUBDIVISIONS)
    parts = [main, *(s.value for s in kept if s.code in _SUBDIVISIONS)]
    heading = " -- ".join(filter(None, (trimmed_name(part) for part in parts)))
    if field.tag == "655":
        gathering.add("subjects", heading, "Genre")
        gathering.note("Genre", heading)
    elif field.tag in ("651", "662"):
        gathering.add("places", trimmed_name(main), "Place")
        if heading != trimmed_name(main):
            gathering.add("subjects", heading, "Subject")
    else:
        gathering.add("subjects", heading, "Subject")
    if field.tag in ("600", "610", "611") and not field.get_subfields("t"):
        _, name = _codes_and_name(field)
        gathering.party("people", Party(name, name, "Subject", person=_is_person(field)))
    return "".join({s.code for s in kept})


def _keywords(field: Field, gathering: Gathering) -> str:
    for text in field.get_subfields("a"):
        gathering.add("subjects", trimmed_name(text), "Keyword")
    return "a"


def _hierarchical_place(field: Field, gathering: Gathering) -> str:
    taken = "abcdfgh"
    gathering.add("places", " -- ".join(map(trimmed_name, field.get_subfields(*taken))), "Place")
    return taken


def _extent(field: Field, gathering: Gathering) -> str:
    gathering.add("extent", joined(sub.value for sub in field.subfields if sub.code not in "368"))
    return "abcefg"


def _access(field: Field, gathering: Gathering) -> str:
    if str(field.indicator1) == "0" and not field.get_subfields("3"):
        gathering.add(
            "access", "open"
        )  # "No restrictions"; what its words close is closed all the same
    gathering.add(
        "access_note", joined(sub.value for sub in field.subfields if sub.code in "abcdeu")
    )
    return "abcdeu"


def _rights(field: Field, gathering: Gathering) -> str:
    gathering.add("rights", joined(sub.value for sub in field.subfields if sub.code in "abcdu"))
    return "abcdu"


def _link(field: Field, gathering: Gathering) -> str:
    for address in field.get_subfields("u"):
        gathering.add("url", address, label("856"))
    return "u"


def _location(field: Field, gathering: Gathering) -> str:
    names = field.get_subfields("b") or field.get_subfields("a")
    gathering.add("repository", trimmed(", ".join(trimmed(name) for name in names)), label("852"))
    gathering.add("reference", joined(field.get_subfields("k", "h", "i", "j", "m")))
    return "khijm" + ("b" if field.get_subfields("b") else "a")


def _reference(field: Field, gathering: Gathering) -> str:
    gathering.add("reference", joined(field.get_subfields("a", "b")))
    return "ab"


def _language_note(field: Field, gathering: Gathering) -> str:
    del gathering
    return "abdefghjkmn" if field.indicator2 != "7" else ""


def _dates_taken(field: Field, gathering: Gathering) -> str:
    """Return the code of the date, which `records` reads."""
    del gathering
    return {"260": "c", "264": "c"}.get(field.tag, "")


_HANDLERS: Mapping[str, _Handler] = {
    "020": add_standard_number,
    "022": add_standard_number,
    "024": add_standard_number,
    "041": _language_note,
    "090": _reference,
    "099": _reference,
    "242": _translated_title,
    "245": _title,
    "246": _parallel_title,
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
    "880": _title_in_script,
    **dict.fromkeys(("100", "110", "111", "700", "710", "711", "720"), _name),
    **dict.fromkeys(
        ("600", "610", "611", "630", "647", "648", "650", "651", "654", "655", "656", "657", "662"),
        _subject,
    ),
}
