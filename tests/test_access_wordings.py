"""Wordings on access in several languages, as fields have them and as notes do."""

from __future__ import annotations

from datetime import date

import pytest

from index_mappings.access import CLOSED, OPEN, RESTRICTED
from index_mappings.dates import read_date
from index_mappings.mapping import RecordMapping
from loaders.drafts.access_days import first_day
from loaders.drafts.access_wording import Access, is_understood, read_access, read_note, read_parts

DATED = read_date("1950").to_json()
Y2050 = date(2050, 1, 1)


@pytest.mark.parametrize(
    ("wording", "kind", "opens"),
    [
        ("30 Jahre gesperrt", CLOSED, date(1981, 1, 1)),
        ("closed until 75 years after birth", CLOSED, None),
        ("100 ans à compter de la naissance", CLOSED, None),
        ("closed for 30 years from 1990", CLOSED, date(2021, 1, 1)),
        ("open on request", RESTRICTED, None),
        ("some closed", RESTRICTED, None),
        ("The collection is open for research use.", OPEN, None),
        ("Materials in this series are available to the public", OPEN, None),
        ("Access to this collection is unrestricted", OPEN, None),
        ("Die Akten sind frei zugänglich", OPEN, None),
        ("The collection is open to members of the family", "", None),
        ("This file is available in 2050", "", None),
        ("The file is open to staff", CLOSED, None),
        ("Gesperrt bis zum 3. März 2060", CLOSED, date(2060, 3, 3)),
        ("Gesperrt bis 31.12.2999", CLOSED, date(2999, 12, 31)),
        ("Gesperrt bis Ende 2050", CLOSED, date(2051, 1, 1)),
        ("Closed until the end of 2050", CLOSED, date(2051, 1, 1)),
        ("fermé jusqu'en 2050", CLOSED, Y2050),
        ("Non communicable jusqu'au 1er janvier 2050", CLOSED, Y2050),
        ("Cerrado hasta el 1 de enero de 2050", CLOSED, Y2050),
        ("chiuso fino al 2050", CLOSED, Y2050),
        ("Gesloten tot 2050", CLOSED, Y2050),
        ("fechado até 2050", CLOSED, Y2050),
        ("Lukket indtil 2050", CLOSED, Y2050),
        ("zamknięte do 2050", CLOSED, Y2050),
        ("закрыто до 2050", CLOSED, Y2050),
        ("Zugänglich ab 1.1.2050", OPEN, Y2050),
        ("ab 2050", OPEN, Y2050),
        ("Consultable à partir de 2050", OPEN, Y2050),
        ("Opens 2050", OPEN, Y2050),
        ("2050", CLOSED, Y2050),
        ("2050-06-01", CLOSED, date(2050, 6, 1)),
        ("not before 1 May 2050", CLOSED, date(2050, 5, 1)),
        ("do not open before 2050", CLOSED, Y2050),
        ("closed until further notice", CLOSED, None),
        ("Sous dérogation", RESTRICTED, None),
        ("beperkt openbaar", RESTRICTED, None),
        ("Vrij toegankelijk", OPEN, None),
        ("http://purl.org/coar/access_right/c_14cb", CLOSED, None),
        ("info:eu-repo/semantics/restrictedAccess", RESTRICTED, None),
        ("https://example.org/licences/7", "", None),
        ("Closed on Sundays", "", None),
        ("Not available for loan", "", None),
        ("communicable en 2050", OPEN, Y2050),
        ("Open, except box 5, which is closed until 2050", RESTRICTED, Y2050),
        ("Available 2050", OPEN, Y2050),
        ("Consultable à partir du 1er janvier 2050", OPEN, Y2050),
        ("Openbaar per 1 januari 2050", OPEN, Y2050),
        ("Öppnas 2050", OPEN, Y2050),
        ("2050年公開予定", CLOSED, None),
        ("Schutzfrist endet 2050", CLOSED, Y2050),
        ("Sperrfrist: 31.12.2050", CLOSED, date(2050, 12, 31)),
        ("Access status: Closed", CLOSED, None),
        ("geheim", CLOSED, None),
        ("не выдаётся", CLOSED, None),
        ("Salassa pidettävä", CLOSED, None),
        ("Permission required", RESTRICTED, None),
        ("There are no restrictions on access.", OPEN, None),
    ],
)
def test_fields(wording: str, kind: str, opens: date | None) -> None:
    assert read_access(wording, DATED) == Access(kind, opens)


@pytest.mark.parametrize(
    ("wording", "is_known"),
    [
        ("Stufe 3", False),
        ("CLSD", False),
        ("ClosedUntil2050", False),
        ("\u0441losed", False),  # the first letter is Cyrillic
        ("???", False),
        ("by appointment", True),
        ("Microfilm only", True),
        ("n/a", True),
        ("-", True),
        ("Closed on Sundays", True),
        ("https://example.org/licences/7", True),
    ],
)
def test_a_value_that_may_mean_closed_is_told_from_one_that_does_not(
    wording: str, is_known: bool
) -> None:
    assert read_access(wording).kind == ""
    assert is_understood(wording) is is_known


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("30 Jahre gesperrt.", CLOSED),
        ("Not open", CLOSED),
        ("Access status: closed", CLOSED),
        ("Opens 2999.", OPEN),
        ("Open from 2999", OPEN),
        ("Gesperrt bis zum 3. März 2060.", CLOSED),
        ("Papers from 1950, given in 2001", ""),
        ("The collection was closed to additions in 1990.", ""),
        ("Nicht öffentlich", CLOSED),
        ("Benutzung gesperrt", CLOSED),
        ("Schutzfrist bis 2999", CLOSED),
        ("Not to be made available before 2999", CLOSED),
        ("Sealed until January 1, 2999", CLOSED),
        ("Reservado hasta 2999", CLOSED),
        ("No consultable hasta 2999", CLOSED),
        ("Délai de communicabilité : 2999", CLOSED),
        ("Closed: section 40", CLOSED),
        ("Restricted until 2999 – closed", CLOSED),
        ("Die Akte ist nicht öffentlich.", CLOSED),
        ("Ce dossier n'est pas communicable avant 2999.", CLOSED),
        ("Il fascicolo è riservato.", CLOSED),
        ("El expediente no es accesible al público hasta 2999.", CLOSED),
        ("Keine Beschränkungen", ""),
        ("Open, except box 5, which is closed until 2999.", ""),
        ("Stored elsewhere; not available on the same day.", ""),
        ("No restrictions", ""),
        ("Closed on Sundays", ""),
        ("Reading room closed on Mondays", ""),
        ("Use restricted; ask the archive", ""),
        ("Not available for loan", ""),
    ],
)
def test_notes(note: str, kind: str) -> None:
    assert read_note(note, DATED).kind == kind


def test_the_strictest_part_of_a_field() -> None:
    assert read_parts("Open; Closed") == Access(CLOSED)
    assert read_parts("Open. Closed until 2050.").opens == Y2050


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("until 2999", date(2999, 1, 1)),
        ("bis 31.12.2050", date(2050, 12, 31)),
        ("before 2050", Y2050),
        ("29 February 2996", date(2996, 2, 29)),
        ("1 March 2999", date(2999, 3, 1)),
        ("2999", date(2999, 1, 1)),
        ("soon", None),
    ],
)
def test_days_that_are_centuries_ahead(text: str, day: date | None) -> None:
    assert first_day(text) == day


def test_the_facet_has_plain_labels(mapping: RecordMapping) -> None:
    facet = mapping.facet("access")
    assert facet is not None
    assert facet.kind.label(facet, "open", str) == "Open"
    assert facet.kind.label(facet, "restricted", str).startswith("Restricted")
    assert facet.kind.label(facet, "by appointment", str) == "by appointment"
