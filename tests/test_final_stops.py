"""The final stop of a card's heading, in each format that has headings of cards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from index_mappings.json_values import members
from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Draft
from loaders.drafts.format import Options
from loaders.drafts.headings import trimmed_cell, trimmed_name
from loaders.dublin_core import FORMAT as DC
from loaders.mods import FORMAT as MODS
from loaders.tables.csv_files import FORMAT as TABLES

KEPT = (
    "Roe, Ann B.", "Roe, A. B.", "Smith, J., Jr.", "Roe & Co.", "Acme (Inc.)", "U.S.",
    "Washington, D.C.", "Boston, Mass.", "St. Louis, Mo.", "Roe et al.", "Roe, Thos.",
    "Иванов И. И.", "Roe, Ann, Ph.D.", "...", "Town clerk, etc.",
)  # fmt: skip
TRIMMED = (
    "Korean War, 1950-1953.", "Roe, Ann, 1900-1980.", "United States.", "Moscow (Russia).",
    "London.", "Germany. Foreign Office.", "Dept. of State.",
)  # fmt: skip


def test_a_stop_goes_with_an_abbreviation_alone() -> None:
    assert [trimmed_name(text) for text in KEPT] == list(KEPT)
    assert [trimmed_name(text) for text in TRIMMED] == [text[:-1] for text in TRIMMED]
    sentence = "The items up to nine are in Latin, and the later ones mostly in English."
    assert trimmed_cell(sentence) == sentence


WRITTEN: tuple[tuple[Any, str, str], ...] = (
    (
        TABLES, "a.csv",
        "Title,Subjects,Places,People\nA,\"Korean War, 1950-1953.|Roe & Co.\",London.,"
        "\"Roe, Ann, 1900-1980.\"\nB,\"Korean War, 1950-1953|Roe & Co.\",London,"
        "\"Roe, Ann, 1900-1980\"\n",
    ),
    (
        DC, "a.xml",
        "<records>" + "".join(
            "<dc xmlns='http://purl.org/dc/elements/1.1/'><title>A</title>"
            f"<subject>Korean War, 1950-1953{stop}</subject><subject>Roe &amp; Co.</subject>"
            f"<coverage>London{stop}</coverage><creator>Roe, Ann, 1900-1980{stop}</creator></dc>"
            for stop in (".", "")
        ) + "</records>",
    ),
    (
        MODS, "b.xml",
        "<modsCollection xmlns='http://www.loc.gov/mods/v3'>" + "".join(
            "<mods><titleInfo><title>A</title></titleInfo><subject><topic>Korean War, 1950-1953"
            f"{stop}</topic></subject><subject><topic>Roe &amp; Co.</topic></subject><subject>"
            f"<geographic>London{stop}</geographic></subject><name type='personal'><namePart>"
            f"Roe, Ann</namePart><namePart type='date'>1900-1980{stop}</namePart></name></mods>"
            for stop in (".", "")
        ) + "</modsCollection>",
    ),
)  # fmt: skip
"""A format, a file's name, and two records that differ in such stops alone."""


@pytest.mark.parametrize(("form", "name", "written"), WRITTEN)
def test_with_and_without_the_stop_a_heading_is_one_value(
    tmp_path: Path, mapping: RecordMapping, form: Any, name: str, written: str
) -> None:
    path = tmp_path / name
    path.write_text(written, encoding="utf-8")
    items = form.read([str(path)], Options(mapping, "town"))
    found = [dict(item.values) for item in items if isinstance(item, Draft)]
    assert len(found) == 2
    for values in found:
        assert values["subjects"] == ["Korean War, 1950-1953", "Roe & Co."]
        assert values["places"] == ["London"]
        assert names(values["people"]) == ["Roe, Ann, 1900-1980"]


def names(people: Any) -> Sequence[object]:
    return [members(one)["name"] for one in people]


def test_what_the_source_wrote_of_a_name_is_kept(tmp_path: Path, mapping: RecordMapping) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Title,People\nA,"Roe, Ann, 1900-1980."\n', encoding="utf-8")
    (draft,) = (x for x in TABLES.read([str(path)], Options(mapping, "t")) if isinstance(x, Draft))
    (person,) = draft.values["people"]  # type: ignore[misc]
    assert members(person)["as_written"] == "Roe, Ann, 1900-1980."
