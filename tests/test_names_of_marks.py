"""Columns about who may see a record, as archives of many countries call them."""

from __future__ import annotations

from datetime import date

import pytest

from index_mappings.mapping import RecordMapping
from loaders.drafts.access import settle
from loaders.drafts.access_names import Stated, about_access, plainly
from loaders.drafts.marks import mark_named

HELD = """
Publikować (T/N)|N
Czy publikować|nie
Udostępnić online|nie
Zveřejnit|ne
Publikovat na webu|ne
Опубликовать|нет
Julkaistaan|ei
Julkaistu|ei
Visas på webben|nej
Offentliggøres|nej
Vises på nett|nei
Közzétehető|nem
Megjelenik a weben|nem
公開|×
公開可否|不可
Web公開|×
网上公开|否
是否发布|否
웹게시|아니오
פומבי|לא
Yayınla|hayır
Nie publikować|tak
Не публиковать|да
Nem publikus|igen
Mise en ligne autorisée|non
Visível ao público|não
Warunki udostępniania|zastrzeżony
Hozzáférhetőség|nem kutatható
Käyttöoikeus|salainen
Zpřístupnění|nepřístupné
Nível de acesso|sigiloso
Zastrzeżone do|2081
Закрыто до|2081
Sekretess till|2081
Klausulert til|2081
Salassa asti|2081
Zárt eddig|2081
Reservado hasta|2081
Communicable en|2081
公開年月日|2081-01-01
"""
SHOWN = """
Publikować (T/N)|T
Zveřejnit|ano
Zveřejněno|12. 3. 2020
Julkaistu|Helsinki 1950
Julkaistaan|kyllä
公開|○
Web公開|◯
发布|国务院
Δημοσίευση|Αθήνα
Visas på webben|ja
Nie publikować|nie
Warunki udostępniania|udostępniane bez ograniczeń
Hozzáférhetőség|szabadon kutatható
Zastrzeżone do|2001
Communicable en|2001
公開年月日|2001-01-01
"""


def is_held(row: str, mapping: RecordMapping) -> bool:
    name, _, value = row.partition("|")
    mark = mark_named(name)
    said = mark.verdict(value) if mark is not None else None
    if said is not None and said.holds:
        return True
    about = about_access(name)
    if about is None:
        return False
    stated = (Stated(name, plainly(name, value), about, is_value=True),)
    return bool(settle({"title": "x"}, mapping, date(2024, 6, 1), stated=stated).held_by)


@pytest.mark.parametrize("row", HELD.strip().splitlines())
def test_a_column_that_holds_a_record_back(row: str, mapping: RecordMapping) -> None:
    assert is_held(row, mapping)


@pytest.mark.parametrize("row", SHOWN.strip().splitlines())
def test_a_column_that_shows_a_record(row: str, mapping: RecordMapping) -> None:
    assert not is_held(row, mapping)
