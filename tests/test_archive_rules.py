"""The archive's own rules: what they hold back and leave out in every format, and what is owed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pymarc import Field, Indicators, Record, Subfield

from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping
from loaders.drafts.archive_rules import Tags, parse, rules_of
from loaders.drafts.ruled_objects import ruled_object
from loaders.publishing.owed_sources import rules_digest
from loaders.publishing.ruled_drafts import ruled
from service.cli import cli
from service.errors import LoadError, SearchroomError
from tests.test_held_back import WORD, Site, adds_up, site, written

pytestmark = pytest.mark.slow  # whole loads

__all__ = ["site"]


def run(site: Site, *arguments: str) -> Result:
    done = CliRunner().invoke(
        cli,
        [str(argument) for argument in arguments],
        env={
            "SEARCHROOM_ENGINE": f"embedded:{site.folder / 'index'}",
            "SEARCHROOM_SOURCES": str(site.folder / "sources.toml"),
        },
    )
    site.said += done.output
    return done


def why(done: Result) -> str:
    """Return why a command was refused."""
    assert isinstance(done.exception, SearchroomError), done.output
    return str(done.exception)


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("= Closed", "no place"),
        ("Access =", "no value after its ="),
        ("Access ~ ...", "no value after its ~"),
        ("Access == Closed", "= \\(is\\) or ~"),
        ("Access != Open", "= \\(is\\) or ~"),
        ("notes:", "nothing after notes:"),
        ("field: ", "nothing after field:"),
        ("949-900", "from the lower to the higher"),
        ("9XX-999", "from the lower to the higher"),
        ("911$", "written 911, 9XX"),
        ("911$!", "written 911, 9XX"),
        ("note@", "no place"),
        ("--", "no place"),
    ],
)
def test_a_faulty_rule_is_named(rule: str, why: str) -> None:
    with pytest.raises(LoadError, match=why) as error:
        parse("hold", rule)
    assert repr(rule) in str(error.value)


def test_a_faulty_rule_stops_a_load_before_anything_is_read(site: Site, tmp_path: Path) -> None:
    table = written(tmp_path, "a.csv", "Title\nA\n")
    done = run(site, "load", "csv", str(table), "--hold", "Access == Closed")
    assert "hold 'Access == Closed'" in why(done)
    done = run(site, "load", "csv", str(table), "--hold", "Titel = A")
    assert "hold 'Titel = A': there is no such column; is 'Title' meant?" in done.output


def test_which_fields_of_marc() -> None:
    assert parse("drop", "9XX").tags == Tags("9XX")
    assert Tags("9XX").has("945")
    assert not Tags("9XX").has("590")
    assert Tags("900", "949").has("949")
    assert not Tags("900", "949").has("950")
    assert parse("hold", "911$A ~ Staff").tags == Tags("911", "", "a")


@pytest.mark.parametrize(
    ("rule", "value", "met"),
    [
        ("Access = closed", "CLOSED.", True),
        ("Access = closed", "closed until 2050", False),
        ("Access ~ closed", "now closed, see Ann", True),
        ("Access ~ closed", "enclosed", False),
        ("Access", "anything", True),
        ("Access", " ", False),
        ("Access = closed", None, False),
        ("Access = closed", [{"@value": "Closed"}], True),
    ],
)
def test_what_a_rule_wants(rule: str, value: Json, met: bool) -> None:
    assert parse("hold", rule).wants(value) is met


def test_objects_by_name_and_by_path() -> None:
    rules = rules_of({"drop": "donor\nprovenance.note", "hold": "rights = closed"})
    value = {"a": {"Donor": "x"}, "provenance": [{"note": "x", "b": "y"}], "note": "z"}
    left, held, dropped = ruled_object(value, rules)
    assert left == {"a": {}, "provenance": [{"b": "y"}], "note": "z"}
    assert held is None
    assert len(dropped) == 2
    _, held, _ = ruled_object({"a": {"dcterms:rights": [{"@value": "Closed"}]}}, rules)
    assert held is not None


def test_fields_and_notes_of_a_draft(mapping: RecordMapping) -> None:
    values: dict[str, Json] = {
        "sender": [{"name": "Ann"}],
        "people": [{"name": "Ann"}, {"name": "Bob"}],
        "notes": [{"label": "Donor", "text": "x"}, {"label": "Ink", "text": "y"}],
    }
    rules = rules_of({"drop": "field: Sender\nnotes: donor"})
    held, dropped = ruled(values, rules, mapping)
    assert held is None
    assert len(dropped) == 2
    assert values == {"people": [{"name": "Bob"}], "notes": [{"label": "Ink", "text": "y"}]}


def field(tag: str, *subfields: tuple[str, str]) -> Field:
    return Field(tag, Indicators(" ", " "), [Subfield(code, text) for code, text in subfields])


def marc(*fields: Field) -> bytes:
    record = Record(force_utf8=True)
    record.add_field(Field("001", data="r1"), field("245", ("a", "Open")), *fields)
    return record.as_marc()


TEI = (
    "<TEI><teiHeader><fileDesc><titleStmt><title>V</title></titleStmt></fileDesc></teiHeader>"
    "<text><body><div type='document' xml:id='a'><head>Open</head><p>Yes</p></div>{}</body></text>"
    "</TEI>"
)
MODS = (
    "<modsCollection><mods><titleInfo><title>Open</title></titleInfo>{}</mods>{}</modsCollection>"
)
OAI = (
    "<OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'><ListRecords><record><header>"
    "<identifier>1</identifier></header><metadata><dc><title>Open</title>{}</dc></metadata></record>"
    "{}</ListRecords></OAI-PMH>"
)
EAD = (
    "<ead><eadheader><eadid>aid</eadid></eadheader><archdesc level='fonds'><did><unittitle>All"
    "</unittitle>{}</did><dsc>{}</dsc></archdesc></ead>"
)
PAGE = Path(__file__).parents[1] / "samples" / "collections"
HOLD: dict[str, tuple[str, str, str | bytes]] = {
    "csv": ("csv", "Shelf = cellar", f"Title,Shelf\nOpen,attic\n{WORD},Cellar\n"),
    "csv, and what is below": (
        "csv",
        "Shelf ~ cellar",
        f"id,parent id,title,Shelf\n1,,Open,\n2,,{WORD},the cellar\n3,2,{WORD} below,\n",
    ),
    "json": (
        "json", "place.room = cellar",
        json.dumps([{"title": "Open"}, {"title": WORD, "place": {"room": "Cellar"}}]),
    ),
    "our own keys": (
        "jsonl", "type = memo", f'{{"title": "Open"}}\n{{"title": "{WORD}", "type": "Memo"}}\n'
    ),
    "marc": ("marc", "911$a ~ staff", marc() + marc(field("520", ("a", WORD)),
                                                    field("911", ("a", "For staff")))),
    "marc, any of a range": ("marc", "900-920", marc() + marc(field("520", ("a", WORD)),
                                                            field("911", ("a", "x")))),
    "ead, a component": (
        "ead", "physloc ~ cellar",
        EAD.format("", f"<c><did><unittitle>{WORD}</unittitle><physloc>the cellar</physloc></did>"
                   f"<c><did><unittitle>{WORD}</unittitle></did></c></c>"),
    ),
    "ead, an attribute": (
        "ead", "c@otherlevel = x",
        EAD.format("", f"<c otherlevel='x'><did><unittitle>{WORD}</unittitle></did></c>"),
    ),
    "mods": (
        "mods", "mods/note = staff",
        MODS.format("", f"<mods><titleInfo><title>{WORD}</title></titleInfo>"
                    "<note>Staff</note></mods>"),
    ),
    "dc": ("dc", "source = cellar", "<records><dc><title>Open</title></dc><dc>"
           f"<title>{WORD}</title><source>Cellar</source></dc></records>"),
    "oai, a set": (
        "oai", "setSpec = hidden",
        OAI.format("", "<record><header><identifier>2</identifier><setSpec>hidden</setSpec>"
                   "</header>"
                   f"<metadata><dc><title>{WORD}</title></dc></metadata></record>"),
    ),
    "tei": ("tei", "head ~ word", TEI.format(
        f"<div type='document' xml:id='b'><head>A word {WORD}</head><p>{WORD}</p></div>")),
    "tei, a chapter": ("tei", "div@n = 3", TEI.format(
        f"<div type='chapter' n='3'><div type='document' xml:id='b'><head>{WORD}</head></div></div>"
    )),
    "a note": ("csv", "notes: shelf = cellar", f"Title,Shelf\nOpen,attic\n{WORD},Cellar\n"),
    "a field": ("csv", "field: type = memo", f"Title,Type\nOpen,Letter\n{WORD},Memo\n"),
}  # fmt: skip
DROP: dict[str, tuple[str, str, str | bytes]] = {
    "csv": ("csv", "Donor", f"Title,Donor\nOpen,{WORD}\n"),
    "csv, some values": ("csv", "Donor ~ private", f"Title,Donor\nOpen,private {WORD}\nB,Ann\n"),
    "json": ("json", "donor", json.dumps([{"title": "Open", "x": [{"donor": {"name": WORD}}]}])),
    "our own keys": ("jsonl", "summary", f'{{"title": "Open", "summary": "{WORD}"}}\n'),
    "marc, a range": ("marc", "5XX", marc(field("500", ("a", WORD)), field("545", ("a", WORD)))),
    "marc, a subfield": ("marc", "500$5", marc(field("500", ("a", "shown"), ("5", WORD)))),
    "marc, another script": ("marc", "500", marc(field("880", ("6", "500-01"), ("a", WORD)))),
    "ead": ("ead", "did/physloc", EAD.format(f"<physloc>{WORD}</physloc>", "")),
    "ead, an attribute": (
        "ead", "physloc@label", EAD.format(f"<physloc label='{WORD}'>shelf</physloc>", "")
    ),
    "mods": ("mods", "note", MODS.format(f"<note>{WORD}</note>", "")),
    "dc": ("dc", "provenance",
           f"<records><dc><title>Open</title><provenance>{WORD}</provenance></dc></records>"),
    "oai": ("oai", "source", OAI.format(f"<source>{WORD}</source>", "")),
    "tei": ("tei", "note@resp = staff", TEI.format(
        "<div type='document' xml:id='b'><head>B</head>"
        f"<p>x<note resp='staff'>{WORD}</note></p></div>"
    )),
    "a note": ("ead", "notes: Location", EAD.format(f"<physloc>{WORD}</physloc>", "")),
    "a field": ("csv", "field: Summary", f"Title,Summary\nOpen,{WORD}\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOLD)
def test_hold(name: str, site: Site, tmp_path: Path) -> None:
    format, rule, content = HOLD[name]
    path = written(tmp_path, "some.file", content)
    done = site.load(format, path, "--hold", rule)
    assert done.exit_code == 0, done.output
    shown = run(site, "inspect", str(path), "--format", format, "--hold", rule)
    assert f"hold {rule!r}: " in shown.output
    assert WORD.encode() not in site.everything()
    assert f"by your rules: hold {rule!r}: 1" in done.output
    assert site.report()["loaded"] >= 1
    assert adds_up(site)


@pytest.mark.parametrize("name", DROP)
def test_drop(name: str, site: Site, tmp_path: Path) -> None:
    format, rule, content = DROP[name]
    path = written(tmp_path, "some.file", content)
    done = site.load(format, path, "--drop", rule)
    assert done.exit_code == 0, done.output
    shown = run(site, "inspect", str(path), "--format", format, "--drop", rule)
    assert f"drop {rule!r}: " in shown.output
    assert WORD.encode() not in site.everything()
    assert "by your rules: drop" in done.output
    assert site.report()["rejected"] == site.report()["held_back"]["records"] == 0


@pytest.mark.parametrize("name", [*HOLD])
def test_a_rule_holds_whatever_is_published_all_the_same(
    name: str, site: Site, tmp_path: Path
) -> None:
    format, rule, content = HOLD[name]
    site.load(format, written(tmp_path, "some.file", content), "--hold", rule, "--publish-held")
    assert WORD.encode() not in site.everything()


def test_a_rule_that_no_record_meets_is_told(site: Site, tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", '{"title": "A"}\n')
    done = site.load("jsonl", path, "--hold", "acess = closed")
    assert "no record met hold 'acess = closed'" in done.output


def test_a_reject_has_nothing_of_it(site: Site, tmp_path: Path) -> None:
    line = json.dumps({"title": "B", "donor": WORD, "date": {"no": 1}})
    path = written(tmp_path, "a.jsonl", f'{{"title": "A"}}\n{line}\n{{{WORD}\n')
    site.load("jsonl", path, "--drop", "donor", "--publish-held")
    assert WORD.encode() not in site.everything()


def test_rules_are_kept_and_hold_in_a_load_by_hand(site: Site, tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", f"Title,Shelf,Donor\nOpen,attic,\n{WORD},cellar,{WORD}\n")
    assert site.load("csv", path, "--hold", "Shelf = cellar").exit_code == 0
    kept = (site.folder / "sources.toml").read_text()
    assert 'hold = ["Shelf = cellar"]' in kept
    done = site.load("csv", path)
    assert "has rules for 's': hold 'Shelf = cellar'" in done.output
    assert site.load("csv", path, "--drop", "Donor").exit_code == 0
    assert run(site, "load", "--all").exit_code == 0
    assert WORD.encode() not in site.everything()


def test_a_changed_rule_is_owed_a_load_of_its_source(site: Site, tmp_path: Path) -> None:
    one = written(tmp_path, "one.csv", f"Title,Shelf\nOpen,attic\n{WORD},cellar\n")
    two = written(tmp_path, "two.csv", "Title\nSecond\n")
    assert site.load("csv", one).exit_code == 0
    assert run(site, "load", "csv", str(two), "--source", "two").exit_code == 0
    kept = site.folder / "sources.toml"
    said = kept.read_text()
    kept.write_text(said.replace('name = "s"\n', 'name = "s"\nhold = ["Shelf = cellar"]\n'))
    done = run(site, "load", "csv", str(two), "--source", "two")
    assert "the rules of the source 's' are not those it was loaded with" in why(done)
    assert "searchroom load --all" in why(done)
    done = run(site, "load", "csv", str(one), "--source", "s", "--update")
    assert "not those it was loaded with" in why(done)
    assert len(site.records()) == 3
    assert run(site, "load", "csv", str(one), "--source", "s").exit_code == 0
    assert sorted(record.text("title") for record in site.records()) == ["Open", "Second"]
    assert run(site, "load", "csv", str(two), "--source", "two").exit_code == 0
    # what was live before the rule is live again
    assert "shows 1 that are held back" in why(run(site, "indices", "rollback"))
    assert run(site, "indices", "rollback", "--even-held").exit_code == 0
    assert WORD in [record.text("title") for record in site.records()]
    assert "not those" in why(run(site, "load", "csv", str(two), "--source", "two"))


def test_nothing_is_copied_or_taken_out_while_a_source_is_owed(site: Site, tmp_path: Path) -> None:
    one = written(tmp_path, "one.csv", f"Title,Shelf\nOpen,attic\n{WORD},cellar\n")
    two = written(tmp_path, "two.csv", "Title\nSecond\n")
    assert site.load("csv", one).exit_code == 0
    assert run(site, "load", "csv", str(two), "--source", "two").exit_code == 0
    kept = site.folder / "sources.toml"
    said = kept.read_text()
    kept.write_text(said.replace('name = "s"\n', 'name = "s"\nhold = ["Shelf = cellar"]\n'))
    other = f"embedded:{tmp_path / 'other'}"
    assert "not those it was loaded with" in why(run(site, "copy", "SEARCHROOM_ENGINE", other))
    assert not (tmp_path / "other" / "live.json").exists()
    done = run(site, "sources", "remove", "two", "--yes")
    assert "not those it was loaded with" in why(done)
    assert len(site.records()) == 3
    assert run(site, "sources", "remove", "s", "--yes").exit_code == 0
    assert [record.text("title") for record in site.records()] == ["Second"]
    assert run(site, "copy", "SEARCHROOM_ENGINE", other).exit_code == 0


def test_the_order_of_rules_is_no_change() -> None:
    assert rules_digest({}) == ""
    assert rules_digest({"hold": "a\nb"}) == rules_digest({"hold": "b\n a", "id": "x"})
    assert rules_digest({"hold": "a"}) != rules_digest({"drop": "a"})
