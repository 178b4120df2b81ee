"""Headers in other languages and scripts, and what columns on access say there."""

from __future__ import annotations

import pytest

from index_mappings.mapping import RecordMapping
from loaders.drafts.access_names import About, about_access
from loaders.drafts.access_wording import read_parts
from loaders.drafts.field_maps.columns import assign
from loaders.drafts.field_maps.field_map import from_options
from loaders.drafts.marks import mark_named


def targets(mapping: RecordMapping, headers: str, row: str = "") -> str:
    sample = [row.split(";")] if row else []
    columns = assign(headers.split(";"), from_options({}, mapping), mapping, sample)
    return " ".join(str(column.target) or "note" for column in columns)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ("Шифр;Название дела;Крайние даты;Режим доступа", "reference title date access"),
        ("Отправитель;Адресат;Язык документа;Том", "sender recipient language note"),
        ("Назва справи;Дата;Зміст;Примітки", "title date summary notes"),
        ("档号;题名;责任者;文件日期;页数;主题词", "reference title sender date extent subjects"),
        ("檔號;標題;內容摘要;日期", "reference title summary date"),
        ("請求番号;表題;作成者;作成年月日;備考", "reference title sender date notes"),
        ("등록번호;제목;생산일자;수신자;비고", "reference title date recipient notes"),
        ("العنوان;التاريخ;المرسل;المرسل إليه", "title date sender recipient"),
        ("כותרת;תאריך;מאת;נמען;תקציר", "title date sender recipient summary"),
        ("Τίτλος;Ημερομηνία;Περιγραφή", "title date summary"),
        ("Sygnatura;Tytuł;Daty skrajne;Uwagi", "reference title date notes"),
        ("Název;Datace;Obsah;Odesílatel", "title date summary sender"),
        ("Cím;Évkör;Jelzet;Feladó;Címzett", "title date reference sender recipient"),
        ("Titlu;Expeditor;Destinatar;Cotă", "title sender recipient reference"),
        ("Наслов;Датум;Пошиљалац;Прималац", "title date sender recipient"),
        ("Başlık;Tarih;Gönderen;Özet", "title date sender summary"),
        # A word that means two things is claimed for neither; a plain one goes behind the others.
        ("Title;Opis;Опис;Вид;密级", "title note note type note"),
        ("Название;Name", "title note"),
        ("件名;作成日", "title date"),
        ("件名;タイトル", "note title"),
        # One header in two languages, and one in brackets.
        ("Заголовок / Title;Дата | Date;Auteur - Author", "title date sender"),
        ("Title / Subject;Date/Lieu", "note note"),
        ("題名;題名（英文）;Title (Russian)", "title titles.en titles.ru"),
        ("Title (English);Title (Russian)", "title titles.ru"),
        ("Date (ISO);Title (main)", "date title"),
    ],
)
def test_headers_of_other_languages_are_known(
    mapping: RecordMapping, headers: str, expected: str
) -> None:
    assert targets(mapping, headers) == expected


@pytest.mark.parametrize(
    ("headers", "row", "expected"),
    [
        ("Von;An;Titel", "Maier;Kern;Holz", "sender recipient title"),
        ("Von;Bis;Titel", "1950;1951;Holz", "date.start date.end title"),
        ("Od;Do;Nazwa", "1950;1951;Drewno", "date.start date.end title"),
        ("От;Кому;Название", "Петров;Иванов;Лес", "sender recipient title"),
    ],
)
def test_values_say_whether_from_and_to_are_days(
    mapping: RecordMapping, headers: str, row: str, expected: str
) -> None:
    assert targets(mapping, headers, row) == expected


@pytest.mark.parametrize(
    ("wording", "kind"),
    [
        ("Закрыто", "closed"), ("Закрыт до 2090", "closed"), ("Доступ ограничен", "restricted"),
        ("открыто", "open"), ("非公開", "closed"), ("2090年まで非公開", "closed"),
        ("公開(一部非公開)", "restricted"), ("非公開 (閲覧制限)", "closed"), ("公開", "open"),
        ("不开放", "closed"), ("部分开放", "restricted"), ("无限制", "open"), ("비공개", "closed"),
        ("부분 비공개", "restricted"), ("제한 없음", "open"),
        ("مغلق", "closed"), ("סגור", "closed"),
        ("Nieudostępniane", "closed"), ("nepřístupné do roku 2090", "closed"), ("zárt", "closed"),
        ("Gizli", "closed"), ("Omezený", "restricted"),
    ],
)  # fmt: skip
def test_access_is_read_in_other_languages(wording: str, kind: str) -> None:
    assert read_parts(wording).kind == kind


@pytest.mark.parametrize(
    "name",
    ["Режим доступа", "Условия доступа", "公開区分", "공개여부", "開放狀態", "Přístupnost", "גישה"],
)
def test_columns_on_access_are_known_in_other_languages(name: str) -> None:
    assert about_access(name) is About.ACCESS


@pytest.mark.parametrize("name", ["公開フラグ", "是否公開", "非公開", "опубликовано"])
def test_marks_are_known_in_other_languages(name: str) -> None:
    mark = mark_named(name)
    assert mark is not None
    said = mark.verdict("нет" if mark.yes_is_public else "да")
    assert said is not None
    assert said.holds
