"""Notes on access of a few words, in many languages: what is not known to be open is in doubt."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from index_mappings.access import CLOSED, OPEN
from index_mappings.dates import read_date
from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping
from loaders.drafts.access import Settled, settle
from loaders.drafts.access_names import About, Stated, about_access, plainly, wording
from loaders.drafts.access_wording import read_access
from loaders.drafts.draft import Draft
from loaders.drafts.format import Options
from loaders.ead import FORMAT as EAD

TODAY = date(2024, 6, 1)

CLOSING = (
    "Spärrad", "Spärrad t.o.m. 2081", "Ej offentlig", "Unntatt offentlighet, jf. § 13", "Sperret",
    "Omfattas av sekretess", "Nem hozzáférhető", "2081-ig zárt", "Käyttö kielletty", "Niejawna",
    "Vyhrazené", "Nelze nahlížet", "Precluso alla consultazione", "Segreto", "Acesso vedado",
    "Sous scellés", "Noch gesperrt", "Derzeit noch nicht zugänglich", "VS-NfD",
    "Inzage niet mogelijk", "控制使用", "极密", "閲覧禁止", "取扱注意", "열람금지",
    "Не выдавать без визы",
    "Level C", "Donor restriction", "Status: closed", "Archive staff only", "Accès fermé",
    "Dostęp zamknięty", "The boxes are for staff only", "Access is restricted to archivists",
    "C l o s e d", "Délai de 75 ans", "100 year rule applies",
    "Sealed for the lifetime of the donor", "Closed on account of its condition", "50年后开放",
    "In accordance with the Data Protection Act access to this file is closed until 2081.",
    "Contains personal information: access will be granted from 2081.",
    "Ce dossier ne sera communicable qu’en 2081.",
    "Die Akte unterliegt einer Schutzfrist bis 2081.",
)  # fmt: skip
SHOWN = (
    "Open", "No restrictions", "Ingen sekretess", "Ingen begrænsninger", "Ei rajoituksia",
    "Öppen", "Frit tilgængelig", "Accès libre", "Consultation libre", "Acesso livre",
    "Nessuna restrizione", "Veřejně přístupné", "Ogólnodostępny", "Szabadon kutatható", "全部公開",
    "제한없음", "By appointment", "Reading room only", "Available on microfilm",
    "Volledig openbaar",
    "Stored off-site.", "Registration required.", "Library use only.", "Fragile", "nach Anmeldung",
    "Sur rendez-vous.", "Con cita previa", "Su appuntamento", "Op afspraak", "В читальном зале",
    "要予約", "館内閲覧のみ", "열람실 이용", "Tutkijasalissa", "None known",
    "conditions governing access note", "7d1f-access-9920", "Restriction lifted",
    "Closed until 2001", "In copyright until 2081",
    "The building will be moved in 2081; ask before you come.",
    "Contact our staff for help with the papers, which are open and read without permission.",
)  # fmt: skip


def settled(mapping: RecordMapping, note: str, **values: Json) -> Settled:
    made = {"title": "Letters", "date": read_date("1999").to_json(), "access_note": note, **values}
    return settle(made, mapping, TODAY)


@pytest.mark.parametrize("note", CLOSING)
def test_what_closes_or_is_in_doubt_is_held_back(note: str, mapping: RecordMapping) -> None:
    assert settled(mapping, note).held_by


@pytest.mark.parametrize("note", SHOWN)
def test_what_opens_or_says_how_it_is_read_is_shown(note: str, mapping: RecordMapping) -> None:
    assert not settled(mapping, note).held_by


def test_a_note_in_doubt_says_so_and_a_value_beside_it_decides(mapping: RecordMapping) -> None:
    found = settled(mapping, "Ask Mr Roe")
    assert (found.held_by, found.is_unclear) == ("access_note", True)
    assert not settled(mapping, "Ask Mr Roe", access="open").held_by
    assert settled(mapping, "Niejawna", access="closed").held_by


def test_years_after_which_something_opens(mapping: RecordMapping) -> None:
    dated = read_date("1999").to_json()
    for text in ("communicable 75 ans après", "Consultabile dopo 75 anni", "open after 75 years"):
        assert read_access(text, dated).kind == OPEN
        assert read_access(text, dated).opens == date(2075, 1, 1)
        assert read_access(text).kind == CLOSED  # nobody knows when
        assert settled(mapping, text).held_by
    assert read_access("Open to staff").kind == CLOSED


def test_a_number_under_a_span_is_of_years() -> None:
    assert about_access("closure_years") is About.ACCESS
    assert plainly("Closure years", "75") == "closed for 75 years"
    assert "75 years" in wording("closure", {"period": 75})


def test_the_day_until_which_a_record_is_public(mapping: RecordMapping) -> None:
    for name in ("publishUntil", "visible_until", "Public until", "unpublishAt", "offline from"):
        assert about_access(name) is About.ENDS
        for day, is_held in (("2001-05-05", True), ("2081-05-05", False), ("n/a", False)):
            stated = (Stated(name, day, About.ENDS),)
            found = settle({"title": "Letters"}, mapping, TODAY, stated=stated)
            assert bool(found.held_by) is is_held
    assert about_access("Published until") is About.ENDS
    assert about_access("Closed until") is About.OPENS
    assert about_access("Publication date") is not About.ENDS


CHRONLISTS = (
    ("<datesingle standarddate='2081-01-01'>2081</datesingle><event>Closed until</event>", True),
    ("<datesingle>1 January 2081</datesingle><event>File becomes available</event>", True),
    (
        "<daterange><fromdate>1999</fromdate><todate standarddate='2081'>x</todate></daterange>"
        "<event>Closed</event>",
        True,
    ),
    ("<date normal='1999/2081'>a span</date><event>Closed</event>", True),
    ("<date/><event>Niejawna</event>", True),
    ("<datesingle>2001</datesingle><event>Opened</event>", False),
    ("<daterange><fromdate>1970</fromdate><todate>2000</todate></daterange><event>Closed</event>",
     False),
)  # fmt: skip


@pytest.mark.parametrize(("item", "is_held"), CHRONLISTS)
def test_a_list_of_events_in_accessrestrict(
    item: str, is_held: bool, tmp_path: Path, mapping: RecordMapping
) -> None:
    listed = f"<chronlist><chronitem>{item}</chronitem></chronlist>"
    assert held_in_aid(listed, tmp_path, mapping) is is_held


def test_a_date_of_accessrestrict_that_has_no_words(tmp_path: Path, mapping: RecordMapping) -> None:
    assert held_in_aid("<p><date normal='2081-01-01'/></p>", tmp_path, mapping)
    assert not held_in_aid("<p>Open <date normal='2001-01-01'/></p>", tmp_path, mapping)


def held_in_aid(restriction: str, tmp_path: Path, mapping: RecordMapping) -> bool:
    """Return whether a component of a finding aid is held back by what restricts it."""
    path = tmp_path / "aid.xml"
    path.write_text(
        "<ead xmlns='http://ead3.archivists.org/schema/'><control><recordid>e</recordid></control>"
        "<archdesc level='fonds'><did><unittitle>Top</unittitle></did><dsc><c id='a' level='file'>"
        f"<did><unittitle>Roe</unittitle></did><accessrestrict>{restriction}</accessrestrict></c>"
        "</dsc></archdesc></ead>",
        encoding="utf-8",
    )
    drafts = [x for x in EAD.read([str(path)], Options(mapping, "t")) if isinstance(x, Draft)]
    draft = next(x for x in drafts if x.values["title"] == "Roe")
    return bool(settle(dict(draft.values), mapping, TODAY, stated=draft.stated).held_by)
