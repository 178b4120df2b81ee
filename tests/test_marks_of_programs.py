"""Marks of programs and of people in a hurry: whom a record is for, tags, names cut short."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from pymarc import Field, Indicators, Record, Subfield

from index_mappings.access import CLOSED, OPEN, RESTRICTED
from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping
from loaders.drafts.access import settle
from loaders.drafts.access_names import About, Stated, about_access
from loaders.drafts.access_wording import read_access, read_note
from loaders.drafts.draft import Draft, Held
from loaders.drafts.format import Options
from loaders.drafts.marks import Verdict, mark_named
from loaders.drafts.publicity import held_by, public_part
from loaders.drafts.staff_names import is_for_staff
from loaders.json_files.json_lines import JSON_FILE
from loaders.marc import FORMAT as MARC

HELD: tuple[dict[str, Json], ...] = (
    {"published_at": None},
    {"publishedAt": None},
    {"permissions": {"read": ["staff"]}},
    {"permissions": {"read": "staff only"}},
    {"access_groups": ["staff"]},
    {"viewers": "staff"},
    {"tags": ["letters", "do not publish"]},
    {"labels": "maps; not for web"},
    {"tags": ["internal"]},
    {"workflowState": "in review"},
    {"status": "awaiting approval"},
    {"密级": "机密"},
    {"permissions": {"read": ["admin"]}},
    {"sys": {"publishedAt": None}},
    {"build": {"list": "never"}},
    {"robots": "noindex"},
    {"privacyLevel": "private"},
    {"niveau_diffusion": "confidentiel"},
    {"depublished": True},
    {"disclosable": False},
    {"status": "wip"},
)
SHOWN: tuple[dict[str, Json], ...] = (
    {"published_at": "2019-01-01T00:00:00Z"},
    {"published_at": ""},
    {"published_at": "Leiden"},
    {"permissions": {"read": ["public", "staff"]}},
    {"permissions": {"read": []}},
    {"access_groups": ["everyone", "staff"]},
    {"access_groups": ["readers"]},
    {"tags": ["draft", "private", "confidential reports"]},
    {"keywords": "internal medicine; staffs"},
    {"tags": []},
    {"密级": "公开"},
    {"密级": None},
)


@pytest.mark.parametrize("object", HELD)
def test_an_object_that_is_not_for_readers_is_held_back(object: dict[str, Json]) -> None:
    found = held_by(object)
    assert found is not None
    assert found[1].holds


@pytest.mark.parametrize("object", SHOWN)
def test_an_object_that_says_nothing_of_the_kind_is_not(object: dict[str, Json]) -> None:
    found = held_by(object)
    assert found is None or found[1] is Verdict.PUBLIC


def test_flags_beside_everybody_still_hold_back() -> None:
    assert held_by({"flags": ["public", "draft"]}) is not None


def test_a_day_on_which_a_page_will_be_published_is_ahead() -> None:
    assert about_access("published_at") is About.AHEAD
    assert about_access("publishUp") is About.AHEAD


def test_what_reaches_a_donor_is_left_out_of_an_object(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    assert public_part({"phone": "555"}, under="donor") == ({}, ["phone"])
    assert public_part([{"phone": "555", "name": "Roe"}], under="donor") == (
        [{"name": "Roe"}], ["phone"],
    )  # fmt: skip
    assert public_part({"phone": "555"}, under="reading room") == ({"phone": "555"}, [])
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"title": "Letters", "donor": {"phone": "555-0123"}}]))
    items = list(JSON_FILE.read([str(path)], Options(mapping, "town")))
    assert "555-0123" not in repr([item for item in items if isinstance(item, Draft)])
    assert any(isinstance(item, Held) and item.is_part for item in items)


CUT_SHORT = (
    ("Veröffentl. (j/n)", "n", Verdict.NOT_PUBLIC),
    ("Veröffentl. (j/n)", "j", Verdict.PUBLIC),
    ("Confid. (Y/N)", "Y", Verdict.NOT_PUBLIC),
    ("Zugängl.", "nein", Verdict.NOT_PUBLIC),
)


@pytest.mark.parametrize(("name", "value", "said"), CUT_SHORT)
def test_a_name_whose_words_are_cut_short_is_a_mark(name: str, value: str, said: Verdict) -> None:
    mark = mark_named(name)
    assert mark is not None
    assert mark.verdict(value) is said


def test_other_names_with_full_stops_are_what_they_were() -> None:
    assert about_access("Sperrverm.") is About.ACCESS
    assert is_for_staff("Interne Bemerk.")
    for name in ("Vertr.", "Publ.", "Access. No.", "Ref. No.", "Beschreib.", "Dat."):
        assert (mark_named(name), about_access(name), is_for_staff(name)) == (None, None, False)


STAFFS = (
    "Donor tel.", "Donor's e-mail", "Adresse des Depositars", "Téléphone du déposant",
    "Telefon Geber", "Dirección del donante", "Adres schenker", "Insurance value (EUR)",
    "insurance_value_eur", "Valuation £", "Schätzwert", "Estimation", "Страховая стоимость",
    "保険金額", "보험가액", "库位", "収蔵庫", "Location (store)", "Working notes",
    "Cataloguer's notes",
    "Note de travail", "Arbeitsnotiz", "内部メモ", "内部备注", "내부 메모", "비고(내부용)",
    "備考(内部)",
    "Uwagi wewnętrzne", "Interní poznámky", "Служебная отметка", "Внутренние примечания",
    "Sisäinen muistiinpano", "Belső megjegyzés", "Intern anmärkning", "Interne merknader",
    "_comment", "_notes", "private_notes.text", "NI number", "Passport no", "Home phone",
    "Nur für Archivpersonal", "Observations confidentielles",
)  # fmt: skip
EVERYBODYS = (
    "Donor", "Owner", "Address", "Contact", "Reading room telephone", "Place of publication",
    "Worth", "Notes", "Archivist's note", "Physical location", "Estimated date",
    "Price on the cover", "_id", "Value", "Query", "内容", "注記", "メモ", "Address of the sender",
    "Contact print",
)  # fmt: skip


@pytest.mark.parametrize("name", STAFFS)
def test_a_name_of_what_is_for_the_staff_alone(name: str) -> None:
    assert is_for_staff(name)


@pytest.mark.parametrize("name", EVERYBODYS)
def test_a_name_of_what_everybody_may_read(name: str) -> None:
    assert not is_for_staff(name)


OPENED = (
    "Schutzfrist abgelaufen", "immédiatement communicable", "Normal access", "Released under FOI",
    "общий доступ", "no longer closed",
)  # fmt: skip


@pytest.mark.parametrize("wording", OPENED)
def test_what_is_open_in_other_words_is_open(wording: str) -> None:
    assert read_access(wording).kind == OPEN


def test_a_sentence_that_opens_all_but_a_part_restricts() -> None:
    assert read_access("The series is open, with the exception of item 4.").kind == RESTRICTED
    assert read_access("The collection is open without restriction").kind == OPEN


def test_a_column_on_use_closes_by_known_words_alone(mapping: RecordMapping) -> None:
    assert about_access("Benutzung") is About.ACCESS
    for text, is_held in (("gesperrt", True), ("frei", False), ("nur Kopien, Band 3", False)):
        stated = (Stated("Benutzung", text, About.ACCESS, is_value=True),)
        found = settle({"title": "Akte"}, mapping, date(2024, 1, 1), stated=stated)
        assert bool(found.held_by) is is_held


def test_a_note_without_a_verb_closes_and_terms_of_use_do_not() -> None:
    assert read_note("Material closed").kind == CLOSED
    assert read_note("Records sealed.").kind == CLOSED
    assert read_note("Dark archive").kind == CLOSED
    assert read_note("Records closed shops kept").kind == ""
    assert read_note("Reproduction closed until 2050").kind == ""


def marc(path: Path, mapping: RecordMapping, *fields: Field) -> str:
    """Return what holds back a record with these fields, "" for nothing."""
    record = Record(force_utf8=True)
    title = Field("245", Indicators("1", "0"), [Subfield("a", "Letters")])
    record.add_field(Field("001", data="r1"), title, *fields)
    path.write_bytes(record.as_marc())
    (draft,) = (x for x in MARC.read([str(path)], Options(mapping, "t")) if isinstance(x, Draft))
    return settle(dict(draft.values), mapping, date(2024, 1, 1), stated=draft.stated).held_by


def test_marc_says_who_alone_may_see_it_and_that_it_is_not_to_be_passed_on(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    def field(tag: str, **subfields: str) -> Field:
        some = [Subfield(code, text) for code, text in subfields.items()]
        return Field(tag, Indicators(" ", " "), some)

    path = tmp_path / "m.mrc"
    assert marc(path, mapping, field("506", a="Material kept apart", d="Staff only"))
    assert marc(path, mapping, field("357", a="Not for release"))
    assert not marc(path, mapping, field("357", a="Town Clerk", c="Reading room"))
    assert not marc(path, mapping, field("540", a="Reproduction closed until 2050"))


def test_what_was_not_removed_is_not_held_back() -> None:
    for object in ({"embargoed": False}, {"removed_at": None}, {"unpublish": ""}):
        assert held_by(object) is None
