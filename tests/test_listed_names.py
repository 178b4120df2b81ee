"""Names that a source lists are kept, replaced and moved together with its records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index_mappings.mapping import RecordMapping
from index_mappings.names import NameEntry
from service.cli import main
from service.engines.embedded import EmbeddedEngine

pytestmark = pytest.mark.slow  # whole loads

VOLUME = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text>
<front><div type="section" xml:id="terms"><head>Abbreviations</head><list type="terms">
  <item><hi><term xml:id="t_PA">PA</term>,</hi> Port Authority</item></list></div>
<div type="section" xml:id="persons"><head>Persons</head><list type="names">
  <item><hi><persName xml:id="p_RA">Roe, Anna (An Luo)</persName>,</hi> {office}</item>
  <item><hi><persName xml:id="p_R2">Row, Anna,</persName></hi> see Roe, Anna</item></list></div>
</front>
<body><div type="chapter"><div type="document" xml:id="d1"><head>{title}</head><p>Text.</p></div>
</div></body></text></TEI>"""
PERSON = "letters#volume/p_RA"
TERM = "letters#volume/t_PA"


def volume(folder: Path, office: str = "Harbor Master", title: str = "Letter") -> None:
    folder.joinpath("volume.xml").write_text(VOLUME.format(office=office, title=title))


def run(*arguments: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    assert ended.value.code == 0


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEARCHROOM_HOME", str(tmp_path))
    # corrections and what is held back stand beside it: those of another test are of no matter here
    monkeypatch.setenv("SEARCHROOM_SOURCES", str(tmp_path / "sources.toml"))
    return tmp_path


def names(mapping: RecordMapping, folder: Path) -> dict[str, NameEntry]:
    engine = EmbeddedEngine.open(folder, mapping)
    try:
        return {item.id: item for item in engine.names()}
    finally:
        engine.close()


@pytest.fixture
def index(home: Path) -> Path:
    volume(home)
    run("load", "tei", "volume.xml", "--source", "letters")
    return home / "var" / "index"


def test_a_person_has_all_forms_and_an_abbreviation_its_meaning(
    index: Path, mapping: RecordMapping
) -> None:
    found = names(mapping, index)
    person = found[PERSON]
    assert (person.kind, person.history, person.source) == ("person", "Harbor Master", "letters")
    assert [(form.text, form.is_variant) for form in person.forms] == [
        ("Anna Roe", False), ("An Luo", True), ("Anna Row", True),
    ]  # fmt: skip
    assert [form.text for form in found[TERM].forms] == ["PA", "Port Authority"]
    assert set(found) == {PERSON, TERM}


def test_a_changed_name_alone_is_a_change(
    index: Path, home: Path, mapping: RecordMapping, capfd: pytest.CaptureFixture[str]
) -> None:
    run("load", "tei", "volume.xml", "--source", "letters")
    assert "nothing has changed" in capfd.readouterr().out
    for update in ((), ("--update",)):
        volume(home, office=f"Mayor {len(update)}")
        run("load", "tei", "volume.xml", "--source", "letters", *update)
        assert names(mapping, index)[PERSON].history == f"Mayor {len(update)}"
    run("indices", "rollback")
    assert names(mapping, index)[PERSON].history == "Mayor 0"


def test_another_load_keeps_them_and_their_source_takes_them_along(
    index: Path, home: Path, mapping: RecordMapping
) -> None:
    home.joinpath("other.jsonl").write_text('{"id": "o1", "title": "Other"}\n')
    run("load", "jsonl", "other.jsonl", "--source", "other")
    assert set(names(mapping, index)) == {PERSON, TERM}
    run("sources", "remove", "letters")
    assert names(mapping, index) == {}


def test_they_come_back_with_a_dump_and_go_along_with_a_copy(
    index: Path, home: Path, mapping: RecordMapping, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = names(mapping, index)
    run("copy", "embedded:var/index", "embedded:copied")
    assert names(mapping, home / "copied") == before
    run("dump", "all.jsonl")
    for folder, command in (
        ("restored", ("restore", "all.jsonl")),
        ("loaded", ("load", "jsonl", "all.jsonl")),
    ):
        monkeypatch.setenv("SEARCHROOM_ENGINE", f"embedded:{folder}")
        run(*command)
        assert names(mapping, home / folder) == before
    monkeypatch.setenv("SEARCHROOM_ENGINE", "embedded:renamed")
    run("load", "jsonl", "all.jsonl", "--source", "archive")
    assert set(names(mapping, home / "renamed")) == {
        PERSON.replace("letters#", "archive#"), TERM.replace("letters#", "archive#"),
    }  # fmt: skip


def test_what_is_replaced_is_not_readable_in_the_file(index: Path, home: Path) -> None:
    volume(home, office="Zanzibarite")
    run("load", "tei", "volume.xml", "--source", "letters", "--update")
    volume(home, office="Clerk")
    run("load", "tei", "volume.xml", "--source", "letters", "--update")
    live = json.loads(index.joinpath("records.json").read_bytes())["live"]
    kept = b"".join(path.read_bytes() for path in (index / live).iterdir() if path.is_file())
    assert b"Clerk" in kept
    assert b"Zanzibarite" not in kept


def test_a_record_that_has_a_name_is_no_entry_of_names(home: Path, mapping: RecordMapping) -> None:
    home.joinpath("rows.jsonl").write_text('{"name": {"first": "Anna", "last": "Roe"}}\n')
    run("load", "jsonl", "rows.jsonl", "--source", "rows")
    assert names(mapping, home / "var" / "index") == {}
