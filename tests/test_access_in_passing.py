"""What titles, summaries and general notes say of access, and what they only seem to."""

from __future__ import annotations

from datetime import date

import pytest

from index_mappings.access import RESTRICTED
from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping
from loaders.drafts.access import settle

TODAY = date(2024, 6, 1)

CLOSING_TITLES = (
    "Adoption files [closed until 2080]",
    "[Closed until 1 January 2080] Patients",
    "Staff records - closed until 2075",
    "Patients, closed until 1 May 2075",
    "Adoption files closed until 2080",
    "Patientenakten (gesperrt bis 2080)",
    "Dossier Durand, fermé jusqu'en 2080",
    "患者記録（2080年まで非公開）",
    "Adoption files [CLOSED]",
    "Adoption files (do not issue)",
    "Akte Roe [GESPERRT]",
    "患者記録 (非公開)",
    "Patients {closed until 2080}",
    "Patients *closed until 2080*",
    "CLOSED: Patient files",
    "*** CLOSED *** Patients",
    "Patient files - CLOSED",
    "Akta [ZASTRZEŻONE]",
    "Spis [NEPŘÍSTUPNÉ]",
    "Sag [KLAUSULERET]",
    "Irat (zárt 2080-ig)",
    "档案【不开放】",
    "문서(비공개)",
    "Дело (не выдаётся)",
    "Diaries [DO NOT PUBLISH]",
    "[UNPUBLISHED] Diaries",
    "Personnel files (closed for 75 years)",
    "Personnel files [75 years closure]",
)
OPEN_TITLES = (
    "Closed Shop (The)",
    "Shop [closed 1950]",
    "Roe's mill (closed)",
    "Border closed until 1951",
    "Museum closed until 2080",
    "Memorandum (SECRET)",
    "Letter [CONFIDENTIAL]",
    "Minutes [TOP SECRET]",
    "Plan for 2080",
    "Restricted share certificates, 2025 issue",
    "Town of Roe - 100 years",
    "Embargo on wool until 1807",
    "Closed until 2020",
    "MILL - CLOSED",
    "Border [closed]",
    "Letter to an editor: do not publish",
    "The mill: closed or not",
    "School for 75 years (1925-2000)",
    "Closed {1950} and open",
)


@pytest.mark.parametrize("title", CLOSING_TITLES)
def test_a_title_that_says_it_is_closed_holds_its_record_back(
    mapping: RecordMapping, title: str
) -> None:
    assert settle({"title": title}, mapping, TODAY).held_by == "title"


@pytest.mark.parametrize("title", OPEN_TITLES)
def test_a_title_about_something_closed_holds_nothing_back(
    mapping: RecordMapping, title: str
) -> None:
    values: dict[str, Json] = {"title": title, "date": {"display": "1990", "to": 7669}}
    assert settle(values, mapping, TODAY).held_by == ""


CLOSING_NOTES = (
    "Found in the attic. This file is closed until 1 January 2080 under s.40.",
    "Closed under section 40(2) of the Freedom of Information Act.",
    "Not open for research until 2075",
    "RESTRICTED: contains patient records. Closed for 100 years.",
    "Access: closed",
    "This record is not available for public inspection.",
    "Retained by the department under section 3(4)",
    "Staff only",
    "Do not make available to readers",
    "Permission of the depositor is required; closed until 2070",
    "Diese Akte ist gesperrt.",
    "Gesperrt nach § 11 BArchG",
    "Закрыто до 2075 года",
    "Niet openbaar tot 2080",
    "Do not publish.",
    "For internal use only",
    "Embargo: 2080-01-01",
    "Opening date: 2080",
    "Access to this item is restricted to staff.",
    "Akta niedostępne do 2080.",
    "Az irat 2080-ig zárt.",
    "Denne sag er klausuleret til 2080.",
    "Tento spis je nepřístupný.",
    "Este processo está vedado à consulta.",
    "Questo fascicolo non è consultabile.",
    "Это дело не выдаётся.",
    "此档案不公开。",
    "本文書は非公開。",
    "이 문서는 비공개입니다.",
)
OPEN_NOTES = (
    "The shop closed in 1950.",
    "Closed on Sundays",
    "Secret treaty, signed 1915",
    "Private",
    "Not published in the Gazette",
    "Withdrawn from circulation in 1930",
    "Access road to the mill was restricted in winter",
    "The file was closed in 1952.",
    "This item was formerly closed to readers.",
    "Closed for 100 years, the mine was opened again by Roe in 1950",
    "The record office closes at 5 pm: ask at the desk",
    "No donor is known",
    "Not dated",
    "Embargo on wool exports, 1807",
    "Classified advertisements from 2025",
    "Date of the exhibition: 2080",
    "This is an essay on staff",
    "会议不公开，记录公开",
)


def noted(text: str) -> dict[str, Json]:
    return {"title": "Letters", "notes": [{"label": "General note", "text": text}]}


@pytest.mark.parametrize("text", CLOSING_NOTES)
def test_a_general_note_that_closes_its_record_holds_it_back(
    mapping: RecordMapping, text: str
) -> None:
    assert settle(noted(text), mapping, TODAY).held_by == "notes"


@pytest.mark.parametrize("text", OPEN_NOTES)
def test_a_general_note_on_other_things_does_not(mapping: RecordMapping, text: str) -> None:
    assert settle(noted(text), mapping, TODAY).held_by == ""


def test_a_summary_counts_where_the_day_is_ahead(mapping: RecordMapping) -> None:
    values: dict[str, Json] = {"title": "Letters", "summary": "Of patients. Closed until 2080."}
    found = settle(values, mapping, TODAY)
    assert (found.held_by, found.opens) == ("summary", date(2080, 1, 1))
    assert settle({**values}, mapping, date(2080, 1, 1)).held_by == ""
    values["summary"] = "Of a shop. This file is closed."
    assert settle(values, mapping, TODAY).held_by == ""


def test_the_full_text_says_nothing_of_access(mapping: RecordMapping) -> None:
    values: dict[str, Json] = {"title": "Letters", "text": "Closed until 2080."}
    assert settle(values, mapping, TODAY).held_by == ""


def test_a_part_that_is_closed_restricts_the_record(mapping: RecordMapping) -> None:
    values = noted("Restricted until 2080") | {"text": "All of it"}
    assert settle(values, mapping, TODAY).held_by == ""
    assert values["access"] == RESTRICTED
    assert "text" not in values


def test_a_note_cannot_open_what_is_closed(mapping: RecordMapping) -> None:
    values = noted("Restricted until 2080") | {"access": "closed"}
    assert settle(values, mapping, TODAY).held_by == "access"


def test_what_is_published_all_the_same_has_no_text(mapping: RecordMapping) -> None:
    values = noted("Closed until 2080") | {"text": "All of it"}
    assert settle(values, mapping, TODAY, publish_held=True).held_by == ""
    assert "text" not in values
