"""Texts that were saved in a wrong encoding, in JSON, finding aids, MARC and Dublin Core."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pymarc import Field, Indicators, Record, Subfield

from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Draft, Remark
from loaders.drafts.dumps import RESTORE
from loaders.drafts.format import Options
from loaders.drafts.mojibake import MENDED, mended_value
from loaders.dublin_core import FORMAT as DC
from loaders.ead import FORMAT as EAD
from loaders.json_files.json_lines import JSON_FILE, JSON_LINES
from loaders.marc import FORMAT as MARC

LATIN = "Café de la Gare".encode().decode("cp1252")
RUSSIAN = "Письмо о мире".encode().decode("cp1251", "surrogateescape")


def read(form: Any, path: Path, options: Options) -> tuple[dict[str, Json], list[str]]:
    items = list(form.read([str(path)], options))
    (draft,) = (item for item in items if isinstance(item, Draft))
    told = [item.field for item in items if isinstance(item, Remark) and item.message == MENDED]
    return dict(draft.values), told


@pytest.mark.parametrize("is_escaped", [True, False])
def test_json_is_mended_and_told(tmp_path: Path, mapping: RecordMapping, is_escaped: bool) -> None:
    record = {"title": LATIN, "summary": "Café", "notes": [{"label": "N", "text": RUSSIAN}]}
    lines, whole = tmp_path / "a.jsonl", tmp_path / "a.json"
    lines.write_text(json.dumps(record, ensure_ascii=is_escaped) + "\n", encoding="utf-8")
    whole.write_text(json.dumps([record], ensure_ascii=is_escaped), encoding="utf-8")
    for form, path in ((JSON_LINES, lines), (JSON_FILE, whole)):
        values, told = read(form, path, Options(mapping, "town"))
        assert values["title"] == "Café de la Gare"
        assert values["summary"] == "Café"
        assert values["notes"] == [{"label": "N", "text": "Письмо о мире"}]
        assert told == ["title", "notes"]


def test_a_record_of_a_dump_comes_back_to_the_letter(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"title": LATIN, "position": 1}) + "\n", encoding="utf-8")
    assert read(JSON_LINES, path, Options(mapping, "town"))[0]["title"] == LATIN
    path.write_text(json.dumps({"title": LATIN}) + "\n", encoding="utf-8")
    restoring = Options(mapping, "town", {RESTORE: "yes"})
    assert read(JSON_LINES, path, restoring)[0]["title"] == LATIN


def test_a_finding_aid_is_mended_and_its_date_read_again(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    path = tmp_path / "e.xml"
    month = "février 1950".encode().decode("cp1252")
    path.write_text(
        "<ead><eadheader><eadid>r</eadid></eadheader><archdesc level='fonds'><did><unittitle>"
        f"{LATIN}</unittitle><unitdate>{month}</unitdate></did></archdesc></ead>",
        encoding="utf-8",
    )
    values, told = read(EAD, path, Options(mapping, "town"))
    assert values["title"] == "Café de la Gare"
    assert values["date"]["edtf"] == "1950-02"  # type: ignore[index, call-overload]
    assert set(told) == {"title", "date"}


def test_marc_and_dublin_core_are_mended(tmp_path: Path, mapping: RecordMapping) -> None:
    record = Record(force_utf8=True)
    title = Field("245", Indicators("1", "0"), [Subfield("a", LATIN)])
    record.add_field(Field("001", data="r1"), title)
    marc, dc = tmp_path / "m.mrc", tmp_path / "d.xml"
    marc.write_bytes(record.as_marc())
    dc.write_text(
        f"<dc xmlns='http://purl.org/dc/elements/1.1/'><title>{LATIN}</title></dc>",
        encoding="utf-8",
    )
    for form, path in ((MARC, marc), (DC, dc)):
        values, told = read(form, path, Options(mapping, "town"))
        assert (values["title"], told) == ("Café de la Gare", ["title"])


def test_what_has_nothing_to_mend_is_the_same_object() -> None:
    value: Json = {"title": "Café", "notes": ["Мир", {"a": 1, "b": None}], "n": 2.5}
    assert mended_value(value) is value
