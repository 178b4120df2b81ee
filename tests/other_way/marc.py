"""MARC in its three forms: lxml, json, and the directory of ISO 2709 taken apart by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from other_way import Seen, days, language, once, role, squeezed, without_empty

CIRCA = 5
"""Years that "circa" leaves open where nobody says otherwise."""
_ENDS = " /:;,="
_LEVELS = {"c": "collection", "a": "part", "d": "subunit"}
_TYPES = {
    "a": "Text",
    "p": "Mixed materials",
    "t": "Manuscript",
    "c": "Notated music",
    "j": "Music recording",
    "m": "Computer file",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A field: its tag, and the text of one without subfields, or its (code, text) pairs."""

    tag: str
    text: str = ""
    pairs: tuple[tuple[str, str], ...] = ()

    def of(self, codes: str) -> list[str]:
        return [
            text.strip() for code, text in self.pairs if code and code in codes and text.strip()
        ]


def records(path: Path) -> list[Seen]:
    """Return the records of a file in any of the three forms."""
    start = path.read_bytes()[:1]
    read = _of_xml if start == b"<" else _of_json if start in b"[{" else _of_binary
    return [_seen(leader, rows) for leader, rows in read(path)]


def _of_xml(path: Path) -> Iterator[tuple[str, list[Row]]]:
    for record in etree.parse(path).iter("{*}record"):
        yield from of_element(record)


def of_element(record: Any) -> Iterator[tuple[str, list[Row]]]:
    """Yield leader and fields of a MARCXML record."""
    rows = []
    for part in record.iterfind("{*}controlfield"):
        rows.append(Row(part.get("tag"), part.text or ""))
    for part in record.iterfind("{*}datafield"):
        subs = part.iterfind("{*}subfield")
        rows.append(Row(part.get("tag"), "", tuple((s.get("code"), s.text or "") for s in subs)))
    yield record.findtext("{*}leader") or "", rows


def _of_json(path: Path) -> Iterator[tuple[str, list[Row]]]:
    value = json.loads(path.read_text(encoding="utf-8"), strict=False)
    for record in value if isinstance(value, list) else [value]:
        rows = []
        for item in record["fields"]:
            ((tag, content),) = item.items()
            if isinstance(content, str):
                rows.append(Row(tag, content))
            else:
                pairs = tuple(pair for sub in content["subfields"] for pair in sub.items())
                rows.append(Row(tag, "", pairs))
        yield record["leader"], rows


def _of_binary(path: Path) -> Iterator[tuple[str, list[Row]]]:
    """Yield records by the lengths that leader and directory state; their text is UTF-8 here."""
    data = path.read_bytes()
    while data:
        length, base = int(data[:5]), int(data[12:17])
        rows = []
        for at in range(24, base - 1, 12):
            entry = data[at : at + 12].decode("ascii")
            start = base + int(entry[7:])
            content = data[start : start + int(entry[3:7]) - 1].decode("utf-8")
            if "\x1f" in content:
                pairs = tuple((part[0], part[1:]) for part in content.split("\x1f")[1:])
                rows.append(Row(entry[:3], "", pairs))
            else:
                rows.append(Row(entry[:3], content))
        yield data[:24].decode("ascii"), rows
        data = data[length:]


def _seen(leader: str, rows: list[Row]) -> Seen:
    texts = [text for row in rows for text in (row.text, *(text for _, text in row.pairs))]
    return Seen(tuple(text for text in texts if text.strip()), fields(leader, rows))


def fields(leader: str, rows: list[Row]) -> dict[str, Any]:
    """Return the fields of a record."""

    def of(tag: str, codes: str) -> list[str]:
        return [squeezed(" ".join(row.of(codes))) for row in rows if row.tag == tag]

    coded = next((row.text for row in rows if row.tag == "008"), "").ljust(40)
    genres = [_heading(row) for row in rows if row.tag == "655"]
    headed = ("600", "610", "611", "630", "650", "651", "655", "656", "657")
    subjects = [_heading(row) for row in rows if row.tag in headed]
    places = [_name(row.of("a")) for row in rows if row.tag == "651"]
    subjects = [text for text in subjects if text not in places]
    codes = [code for row in rows if row.tag == "041" for code in row.of("ad")] or [coded[35:38]]
    keepers = [row.of("b") or row.of("a") for row in rows if row.tag == "852"]
    marks = ("090", "099")
    return without_empty(
        {
            "id": next((row.text.strip() for row in rows if row.tag == "001"), ""),
            "title": of("245", "abnpks")[0].rstrip(_ENDS),
            "date": _date(coded, of("245", "f"), of("260", "c") + of("264", "c")),
            "people": list(_people(rows)),
            "subjects": once(subjects),
            "places": once(places),
            "type": _TYPES[leader[6]],
            "level": _LEVELS.get(leader[7], ""),
            "language": once(language(code) for code in codes if code.strip(" |")),
            "extent": "; ".join(once(of("300", "abcefg"))),
            "summary": " ".join(once(of("520", "ab"))),
            "access_note": "; ".join(once(of("506", "abcdeu"))),
            "rights": "; ".join(once(of("540", "abcdu"))),
            "reference": "; ".join(
                once([text for tag in marks for text in of(tag, "ab")] + of("852", "khijm"))
            ),
            "repository": ", ".join(keepers[0]) if keepers else "",
            "url": next((text for row in rows if row.tag == "856" for text in row.of("u")), ""),
            "notes": [
                (label, (text.partition(" (")[0] if tag == "020" else text).rstrip(_ENDS))
                for tag, label in (("500", "Note"), ("504", "Bibliography"), ("020", "ISBN"),
                                   ("545", "Biography or history"), ("250", "Edition"))
                for text in of(tag, "a" if tag == "020" else "abcdu")
            ] + [("Genre", text) for text in genres]
            + [("Statement of responsibility", text) for text in of("245", "c") if text],
        }
    )  # fmt: skip


def _people(rows: list[Row]) -> Iterator[tuple[str, str]]:
    roles: dict[str, list[str]] = {}
    for row in rows:
        if row.tag in ("100", "110", "700", "710", "600", "610") and not row.of("t"):
            name = _name(row.of("abcdgn" if row.tag[1] == "1" else "abcdgq"))
            said = ["Subject"] if row.tag[0] == "6" else [role(text) for text in row.of("e4")]
            if row.tag[0] == "1":
                said = said or ["Creator"]
            roles.setdefault(name, []).extend(said)
    for name, said in roles.items():
        yield name, "; ".join(once(said))


def _heading(row: Row) -> str:
    # An empty code stands for none, and what it has belongs to the main part.
    main = " ".join(text for code, text in row.pairs if not code or code not in "vxyz0123456789we")
    return " -- ".join(filter(None, [_name([main]), *(_name([text]) for text in row.of("vxyz"))]))


def _name(parts: list[str]) -> str:
    text = squeezed(" ".join(parts)).rstrip(_ENDS)
    is_short = re.search(r"(?:\b\w|\b(?:Jr|Co|Dept))\.$", text)
    return text if is_short else text.removesuffix(".")


def _date(coded: str, of_title: list[str], of_imprint: list[str]) -> tuple[str, str, str] | None:
    written = next(filter(None, [*of_title, *of_imprint]), "").strip().rstrip(_ENDS)
    if of_imprint and not any(of_title):
        written = written.rstrip(".")
    exact = re.findall(r"\d{4}-\d\d-\d\d", written)
    if exact:
        return (written, *days(exact[0], exact[-1]))
    # The codes say the years: one of them, or the first and the last.
    first, last = coded[7:11], coded[11:15]
    if not first.isdigit():
        return None
    last = last if last.isdigit() else first
    if written.startswith("circa"):
        first, last = str(int(first) - CIRCA), str(int(last) + CIRCA)
    return (written, *days(first, last))
