"""Titles of collection pages of each kind that was once read wrongly: scripts, cover names, bodies.

The titles are invented; each stands for many of its kind.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from index_mappings.mapping import RecordMapping
from index_mappings.record import Collection
from loaders.drafts.draft import Draft
from loaders.drafts.format import Options
from loaders.pages.collection_page import FORMAT

SENT = [  # date line, title, type, sender, recipient
    ("2 мая 1951 г.", "Letter, 이순신 to 王小明", "Letter", ["이순신"], ["王小明"]),
    ("1951년 5월 2일", "Cable, 王小明 to Petrov [Orlov]", "Cable", ["王小明"], ["Orlov"]),
    ("1951年5月2日", "Note from Jan Roe to “Comrade Ivanov”", "Note", ["Jan Roe"], ["Ivanov"]),
    ("May 1951", "Letter from “Comrade Ivanov” to Jan Roe", "Letter", ["Ivanov"], ["Jan Roe"]),
    ("Circa 1951", "Cable, Petrov [Orlov] to Ann Roe and Jan Doe", "Cable",
     ["Orlov"], ["Ann Roe", "Jan Doe"]),
    ("May 2, 1951", "Cable, Petrov [Orlov] to Roe, with Attached Note from the Almar Government",
     "Cable", ["Orlov"], ["Roe"]),
    ("May 2, 1951", "Cable, Petrov [Orlov] to Roe: Reply to Jan Doe's Questions", "Cable",
     ["Orlov"], ["Roe"]),
    ("May 2, 1951", "Letter from Petrov [Orlov] to Ann Roe (via Doe)", "Letter",
     ["Orlov"], ["Ann Roe"]),
    ("May 2, 1951", 'US Embassy Paris Telegram 77 to State Department, "Plans"', "Telegram",
     ["US Embassy Paris"], ["State Department"]),
    ("May 2, 1951", "State Department Telegram 78 to Embassy Paris", "Telegram",
     ["State Department"], ["Embassy Paris"]),
    ("May 2, 1951", 'Memo, Ann Roe to Secretary Doe, "Talks"', "Memorandum", ["Ann Roe"], ["Doe"]),
    ("May 2, 1951", 'Memorandum for the President from Ann Roe, "Meeting with Doe"', "Memorandum",
     ["Ann Roe"], ["President"]),
    ("May 2, 1951", "Letter from the Central Committee of the Almar Miners' Party to the Central "
     "Committee of the Bay Party", "Letter", ["Central Committee of the Almar Miners' Party"],
     ["Central Committee of the Bay Party"]),
    ("May 2, 1951", "Letter from the Central Committee of the Almar Miners’ Party to Jan Roe",
     "Letter", ["Central Committee of the Almar Miners’ Party"], ["Jan Roe"]),
    ("May 2, 1951", "Letter from Jan Roe to Ambassador Wu; with Enclosure", "Letter",
     ["Jan Roe"], ["Wu"]),
    ("May 2, 1951", "Letter from Roe to Doe, March 2. Transmits the report of the panel. 71 pp.",
     "Letter", ["Roe"], ["Doe"]),
    ("May 2, 1951", "Telegram 1703 to Geneva, March 14. Guidance on the issue. Secret.",
     "Telegram", [], ["Geneva"]),
    ("12 May 1951 - 3 June 1951", "Diary of Ambassador Roe, 12 May - 3 June 1951", "Diary", [], []),
]  # fmt: skip

MET = [  # title, people
    ("Record of a Meeting between Ann Roe, Jan Doe and the Delegation of the Bay CC headed by "
     "Piet Poe", {"Ann Roe", "Jan Doe", "Piet Poe"}),
    ("Record of a Meeting between Ann Roe and a Delegation led by Piet Poe",
     {"Ann Roe", "Piet Poe"}),
    ("Conversation between Roe and Doe, Almar, 16 May 1951", {"Roe", "Doe"}),
    ("Interview with Ko Young-hwan", {"Ko Young-hwan"}),
    ("Interview with Jane Roe, Minister of Mines", {"Jane Roe"}),
]  # fmt: skip


def read(tmp_path: Path, mapping: RecordMapping, when: str, title: str) -> Any:
    path = tmp_path / "page.txt"
    path.write_text(
        f"A collection\nWhat it is about.\n-\n{when}\n{title}\nIt says this.\n", encoding="utf-8"
    )
    items = list(FORMAT.read([str(path)], Options(mapping, "page")))
    assert [item.title for item in items if isinstance(item, Collection)] == ["A collection"]
    (draft,) = (item for item in items if isinstance(item, Draft))
    return draft.values


@pytest.mark.parametrize("case", SENT, ids=lambda case: case[1])
def test_who_wrote_to_whom(
    tmp_path: Path, mapping: RecordMapping, case: tuple[str, str, str, list[str], list[str]]
) -> None:
    when, title, kind, sender, recipient = case
    values = read(tmp_path, mapping, when, title)
    assert values["title"] == title
    assert values["type"] == kind
    assert values["date"]["edtf"][:5] in ("1951-", "1951~")
    assert [party["name"] for party in values.get("sender") or []] == sender
    assert [party["name"] for party in values.get("recipient") or []] == recipient


@pytest.mark.parametrize(("title", "people"), MET)
def test_who_met(tmp_path: Path, mapping: RecordMapping, title: str, people: set[str]) -> None:
    values = read(tmp_path, mapping, "May 2, 1951", title)
    names = {party["name"] for party in values["people"] if party.get("person", True)}
    assert names == people
    assert not values.get("sender") and not values.get("recipient")
