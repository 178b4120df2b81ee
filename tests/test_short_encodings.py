"""Files of a few words in encodings other than UTF-8 are read as what they are, or as was said."""

from __future__ import annotations

from pathlib import Path

import pytest

from index_mappings.mapping import RecordMapping
from loaders.drafts.decoding import decode
from loaders.drafts.draft import Draft, Remark
from loaders.drafts.format import Options
from loaders.tables.csv_files import FORMAT

HEADER = "Identifier,Title,Creator,Date\n1,"


@pytest.mark.parametrize("before", ["", HEADER], ids=["alone", "in a table"])
@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Histoire générale"),
        ("cp1252", "Ångström"),
        ("cp1252", "Škoda in “quotes”"),
        ("cp1252", "École normale"),
        ("cp1252", "Hände und Füße"),
        ("cp1250", "Kraków i Łódź, 1920"),
        ("cp1250", "Žižkov, č. 5"),
        ("cp1250", "żołnierz"),
        ("cp1251", "Письмо о мосте"),
        ("cp1251", "ПИСЬМО"),
        ("cp1251", "Київ, лист про міст"),
        ("cp1251", "О мосте (проект)"),
        ("koi8_r", "Письмо о мосте"),
        ("koi8_r", "Иванов Пётр"),
        ("cp866", "Письмо о мосте"),
        ("iso8859_5", "Письмо о мосте"),
        ("cp1253", "Επιστολή για τη γέφυρα"),
        ("cp1254", "Köprü hakkında mektup"),
        ("cp1255", "מכתב על הגשר"),
        ("cp1256", "رسالة عن الجسر"),
        ("gb18030", "关于桥梁的信"),
        ("big5", "關於橋樑的信"),
        ("shift_jis", "橋についての手紙"),
        ("euc_jp", "橋についての手紙"),
        ("euc_kr", "다리에 관한 편지"),
        ("mac_roman", "Histoire générale"),
    ],
)
def test_a_few_words_are_enough(before: str, encoding: str, text: str) -> None:
    assert decode((before + text).encode(encoding))[0] == before + text


def test_a_table_of_one_row_is_read_and_the_encoding_told(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    path = tmp_path / "one.csv"
    path.write_bytes((HEADER + "Письмо о мосте,Иванов Пётр,1893\n").encode("cp1251"))
    items = list(FORMAT.read([str(path)], Options(mapping, "one")))
    (draft,) = (item for item in items if isinstance(item, Draft))
    assert draft.values["title"] == "Письмо о мосте"
    assert [item for item in items if isinstance(item, Remark) and "cp1251" in item.message]


def test_the_encoding_that_is_said_goes_before(tmp_path: Path, mapping: RecordMapping) -> None:
    path = tmp_path / "one.csv"
    path.write_bytes((HEADER + "Èapek,,1893\n").encode("cp1252"))
    items = list(FORMAT.read([str(path)], Options(mapping, "one", {"encoding": "cp1250"})))
    (draft,) = (item for item in items if isinstance(item, Draft))
    assert draft.values["title"] == "Čapek"
