"""A listed name that only a hidden record has is not listed: held back, withdrawn or restored."""

from __future__ import annotations

from pathlib import Path

import pytest
from catalogue import record
from conftest import ENGINES, MakeEngine

from index_mappings.mapping import RecordMapping
from index_mappings.names import NameEntry, NameForm
from index_mappings.record import Party
from loaders.publishing.whole import Whole, publish_whole
from loaders.publishing.withdrawing import Order, withdraw
from service.engines.guarded import GuardedEngine
from tests.test_listed_names import home, names, run

pytestmark = pytest.mark.slow  # whole loads

__all__ = ["home"]

VOLUME = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text>
<front><div type="section" xml:id="persons"><head>Persons</head><list type="names">
  <item><persName xml:id="p_A">Quibblewick, Ann (An Quib)</persName>, Mayor</item>
  <item><persName xml:id="p_B">Roe, Bo,</persName> Clerk</item>
  <item><persName xml:id="p_C">Doe, Cy,</persName> in no document</item></list></div></front>
<body>
<div type="document" xml:id="d1"{one}><head>Letter</head>
  <p>From <persName corresp="#p_A">the Mayor</persName>, <persName corresp="#p_B">Roe</persName></p>
</div>
<div type="document" xml:id="d2"><head>Note</head><p>By <persName corresp="#p_B">him</persName>{two}
</p></div></body></text></TEI>"""
PRIVATE = ' status="private"'


def written(folder: Path, one: str = "", two: str = "", volume: str = "") -> None:
    text = VOLUME.format(one=one, two=two)
    folder.joinpath("v.xml").write_text(text.replace("<TEI ", f"<TEI{volume} ", 1))


def listed(folder: Path, mapping: RecordMapping) -> set[str]:
    return {id.rpartition("_")[2] for id in names(mapping, folder / "var" / "index")}


@pytest.mark.parametrize("update", [(), ("--update",)])
def test_held_back_with_its_document(
    update: tuple[str, ...], home: Path, mapping: RecordMapping
) -> None:
    written(home)
    run("load", "tei", "v.xml", "--source", "v")
    assert listed(home, mapping) == {"A", "B", "C"}
    written(home, one=PRIVATE)
    run("load", "tei", "v.xml", "--source", "v", *update)
    assert listed(home, mapping) == {"B", "C"}
    written(home, one=PRIVATE, two=", and Ann Quibblewick")
    run("load", "tei", "v.xml", "--source", "v", *update)
    assert listed(home, mapping) == {"A", "B", "C"}, "a record that is shown names her too"
    written(home, one=PRIVATE, two='<note type="internal"><rs ref="#p_A">she</rs></note>')
    run("load", "tei", "v.xml", "--source", "v", *update)
    assert listed(home, mapping) == {"B", "C"}


@pytest.mark.parametrize("update", [(), ("--update", "--force")])
def test_held_back_with_the_whole_volume(
    update: tuple[str, ...], home: Path, mapping: RecordMapping
) -> None:
    written(home)
    run("load", "tei", "v.xml", "--source", "v")
    closed = "<publicationStmt><availability status='restricted'/></publicationStmt>"
    closed = f"<teiHeader><fileDesc>{closed}</fileDesc></teiHeader>"
    home.joinpath("v.xml").write_text(VOLUME.format(one="", two="").replace("<teiHeader/>", closed))
    run("load", "tei", "v.xml", "--source", "v", *(update or ("--force",)))
    assert listed(home, mapping) == set()


def test_withdrawn_with_its_record(home: Path, mapping: RecordMapping) -> None:
    written(home)
    run("load", "tei", "v.xml", "--source", "v")
    run("dump", "../all.jsonl")
    run("withdraw", "v/d1")
    assert listed(home, mapping) == {"B", "C"}
    run("load", "tei", "v.xml", "--source", "v")
    assert listed(home, mapping) == {"B", "C"}
    run("restore", "../all.jsonl", "--force")
    assert listed(home, mapping) == {"B", "C"}
    index = home / "var" / "index"
    files = b"".join(path.read_bytes() for path in index.rglob("*") if path.is_file())
    assert b"quibblewick" not in files.lower()


def entry(id: str, *forms: str) -> NameEntry:
    return NameEntry(id, "person", tuple(map(NameForm, forms)), source="tests")


@pytest.mark.parametrize("name", ENGINES)
def test_on_either_engine(name: str, make_engine: MakeEngine, tmp_path: Path) -> None:
    engine = GuardedEngine(make_engine(name, tmp_path / "index"))
    ann, bo = ([Party(name).to_json()] for name in ("Ann Quibblewick", "Bo Roe"))
    records = (record("a", "A letter", sender=ann, recipient=bo), record("b", "B", sender=bo))
    known = [entry("1", "Ann Quibblewick"), entry("2", "Bo Roe"), entry("3", "Cy Doe")]
    publish_whole(engine, Whole(records, tuple, lambda: known), "a test")
    withdraw(engine, Order(("a",)))
    assert {item.id for item in engine.names()} == {"2", "3"}
    publish_whole(engine, Whole(records, tuple, lambda: known, lambda: 2), "a test")
    assert {item.id for item in engine.names()} == {"2", "3"}
    build = engine.begin(clone=True)
    build.delete_names(["3"])
    build.finish()
    build.publish()
    assert {item.id for item in engine.names()} == {"2"}
