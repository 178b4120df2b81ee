"""Proposing bridges from an archive's own list: a CSV file, or a thesaurus in SKOS.

SKOS is read as RDF/XML: a concept's preferred and alternative labels are forms of one thing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from index_mappings.folding import key
from index_mappings.name_kinds import NameKind
from loaders.drafts.xml.files import XmlFault, XmlParts, local
from service.bridges.file import COLUMNS, rows_of
from service.errors import ConfigurationError

_LABELS = ("prefLabel", "altLabel")
_MOST_FORMS = 20  # forms of a line, as a file of bridges has


def proposed(file: Path, kind: NameKind) -> Iterator[dict[str, str]]:
    """Yield the lines proposed by a file, in the columns of a file of bridges.

    Raises ConfigurationError if it is neither CSV with those columns nor SKOS in RDF/XML.
    """
    if file.suffix.lower() == ".csv":
        try:
            text = file.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(f"{file}: {error}") from error
        for _, row in rows_of(text, str(file)):
            yield {**dict.fromkeys(COLUMNS, ""), **row}
        return
    try:
        yield from _concepts(file, kind)
    except XmlFault as fault:
        raise ConfigurationError(f"{file}: {fault}; give CSV, or SKOS as RDF/XML") from fault


def merged(known: Sequence[dict[str, str]], new: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Return the known lines with their decisions, followed by those with new forms."""
    there = {_forms_key(line) for line in known}
    lines = list(known)
    for line in new:
        if _forms_key(line) not in there:
            there.add(_forms_key(line))
            lines.append(line)
    return lines


def written(lines: Sequence[dict[str, str]]) -> str:
    """Return lines as CSV, which `service.bridges.file` reads."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue()


def _concepts(file: Path, kind: NameKind) -> Iterator[dict[str, str]]:
    parts = XmlParts(str(file), ("{*}Concept", "{*}Description"))
    for event, element in parts:
        if event != "end":
            continue
        forms: dict[str, str] = {}
        for label in element:
            text = " ".join((label.text or "").replace("|", " ").split())
            if local(label) in _LABELS and key(text):
                forms.setdefault(key(text), text)
        if len(forms) > 1:
            listed = " | ".join(list(forms.values())[:_MOST_FORMS])
            why = f"listed by {file.name}"
            yield {"kind": kind.name, "forms": listed, "why": why, "accepted": ""}
        parts.drop(element)


def _forms_key(line: dict[str, str]) -> frozenset[str]:
    return frozenset(key(form) for form in line["forms"].split("|"))
