"""Records in other scripts, each there for a reason: what must be found, and what must not."""

from __future__ import annotations

from pathlib import Path

from catalogue import people, record

RECORDS = (
    record("ru1", "Доклад Фёдорова о переговорах", summary="Министр сообщил послу о границе.",
           sender=people("Фёдоров"), also=people("Фёдоров"), type="Доклад",
           subjects=["Переговоры"]),
    record("ru2", "Письма из архивов", summary="Всё ещё идёт война; хлеб нужен рабочим."),
    record("ru3", "Замо́к и за́мок", summary="Слово с ударением: доро́га."),
    record("el1", "Οι διαπραγματεύσεις της κυβέρνησης", summary="Ο υπουργός στην Ἀθήναις."),
    record("el2", "Λόγος του βασιλέως", summary="ΚΥΠΡΟΣ και ειρήνη."),
    record("ar1", "المفاوضات بين الحكومة والسفير", summary="كِتَابٌ من مُحَمَّد إلى أحمد عن السلام ١٩٤٨"),
    record("ar2", "برقيات الوزارة", summary="مستشفى والمكتبة في القاهرة، شكــر"),
    record("he1", "מכתב אל הַשַּׂר", summary="שָׁלוֹם מִירוּשָׁלַיִם"),
    record("zh1", "沈從文書信", summary="沈從文致友人的信，談北京的冬天。", sender=people("沈從文"),
           also=people("沈從文"), type="書信"),
    record("zh2", "致沈先生电报", summary="从上海发来的文件。"),
    record("zh3", "联合国会议记录", summary="苏联代表发言，讨论停战谈判。"),
    record("zh4", "聯合國會議紀錄", summary="蘇聯代表發言。"),
    record("ko1", "한국전쟁 보고", summary="서울에서 보낸 전보."),
    record("ko2", "전보", summary="한국은 휴전 회담을 원한다."),
    record("pl1", "Zażółć gęślą jaźń", summary="Przemówienie Wałęsy w Łodzi."),
    record("en1", "Archives of the ministry", summary="The letters of Fedorov on negotiations."),
)  # fmt: skip


def vocabulary() -> dict[str, list[str]]:
    """Return the words of foreign_words.txt by language."""
    found: dict[str, list[str]] = {}
    language = ""
    text = (Path(__file__).parent / "foreign_words.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            language = line.strip("[]")
        elif line and not line.startswith("#"):
            found.setdefault(language, []).extend(line.split())
    return found
