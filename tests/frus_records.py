"""The documents of real volumes as records, enough of each for two engines to be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from catalogue import RECORDS
from frus_facts import Facts, volume

from index_mappings.dates import read_date
from index_mappings.record import Json, Party, Record

_KIND = re.compile(r"[:—] *(Telegram|Airgram|Despatch|Letter|Memorandum|Instruction)\b")
_SUMMARY = 400  # characters of the text that stand for a summary, which volumes have none of


def frus_records(folder: Path) -> Iterator[Record]:
    """Yield a record for each document of the volumes in a folder, and those of the contract."""
    position = 0
    for path in sorted(folder.glob("*.xml")):
        for name, facts in volume(path).items():
            position += 1
            yield _record(path.stem, name, facts, position)
    yield from RECORDS


def _record(stem: str, name: str, facts: Facts, position: int) -> Record:
    values: dict[str, Json] = {
        "title": facts.head or name,
        "summary": facts.text[:_SUMMARY],
        "text": facts.text,
        "collections": [stem],
        "position": position,
        "source": stem,
    }
    kind = _KIND.search(facts.source_note)
    if kind:
        values["type"] = kind[1]
    if facts.day:
        values["date"] = read_date(facts.day).to_json()
    if facts.source_note:
        values["notes"] = [{"label": "Source", "text": facts.source_note[:2000]}]
    for field, found in (("sender", facts.senders), ("recipient", facts.recipients)):
        names = dict.fromkeys(one[:200] for one in found.split(" | ") if one.strip())
        if names:
            values[field] = [Party(one).to_json() for one in names]
    people = [*values.get("sender", ()), *values.get("recipient", ())]
    if people:
        values["people"] = people
    return Record(f"{stem}/{name}", values)
