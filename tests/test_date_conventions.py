"""Day or month first, the century and the margin of "c.": one way of saying it for every format."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from index_mappings.dates import DateConventions
from index_mappings.days import day_number
from index_mappings.mapping import RecordMapping, load
from loaders.drafts.date_conventions import as_examples, conventions_of
from loaders.drafts.progress import silent
from loaders.publishing.intake import Intake, Job
from loaders.publishing.jobs import format_named
from loaders.publishing.ledger import Ledger
from loaders.publishing.rejects_file import Rejects
from loaders.publishing.report import Report
from service.cli import main
from service.engines.embedded import EmbeddedEngine
from service.errors import LoadError
from service.settings import Settings

MARC = (
    '<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000 a 4500</leader>'
    '<controlfield tag="001">m1</controlfield><datafield tag="245" ind1="0" ind2="0">'
    '<subfield code="a">A letter,</subfield><subfield code="f">{}</subfield></datafield></record>'
)
MODS = (
    '<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>A letter</title></titleInfo>'
    "<originInfo><dateCreated>{}</dateCreated></originInfo></mods>"
)
DC = (
    '<dc xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A letter</dc:title>'
    "<dc:date>{}</dc:date></dc>"
)
OAI = (
    '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><header>'
    "<identifier>oai:x:1</identifier><datestamp>2020-01-01</datestamp></header>"
    f"<metadata>{DC}</metadata></record></ListRecords></OAI-PMH>"
)
EAD = (
    '<ead><eadheader><eadid>f1</eadid></eadheader><archdesc level="fonds"><did>'
    "<unittitle>A letter</unittitle><unitdate>{}</unitdate></did></archdesc></ead>"
)
TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div type="document" n="1">'
    "<head>A letter</head><dateline>{}</dateline><p>Words.</p></div></body></text></TEI>"
)
FILES = {
    "csv": ("a.csv", "Title,Date\nA letter,{}\n"),
    "json": ("a.json", '[{{"title": "A letter", "date": "{}"}}]'),
    "jsonl": ("a.jsonl", '{{"title": "A letter", "date": "{}"}}\n'),
    "tei": ("a.xml", TEI),
    "ead": ("a.xml", EAD),
    "marc": ("a.xml", MARC),
    "mods": ("a.xml", MODS),
    "dc": ("a.xml", DC),
    "oai": ("a.xml", OAI),
    "collection-page": ("a.txt", "Harbor papers\nLetters on fees.\n-\n{}\nA letter\nOf fees.\n"),
}


def one_day(year: int, month: int, day: int) -> tuple[int, int]:
    number = day_number(year, month, day)
    return number, number


def years(first: int, last: int) -> tuple[int, int]:
    return day_number(first), day_number(last, 12, 31)


SAID = {"day_first": "yes", "century": "1850", "circa_margin": "2"}
SITE = DateConventions(day_first=True, century=1850, circa_margin=2)


@pytest.fixture
def date_of(tmp_path: Path, mapping: RecordMapping) -> Callable[..., tuple[int, int]]:
    """A reader of the one date in a file of a format."""

    def read(
        format: str, written: str, extra: dict[str, str], site: DateConventions
    ) -> tuple[int, int]:
        name, text = FILES[format]
        (tmp_path / name).write_text(text.format(written))
        report = Report(("s",), mapping.name)
        with Ledger() as ledger:
            intake = Intake(mapping, ledger, Rejects(report, None), report, dates=site)
            intake.read([Job("s", format_named(format), (str(tmp_path / name),), extra)], silent)
            (entry,) = ledger.entries("")
            date = entry.values["date"]
            return date["from"], date["to"]

    return read


@pytest.mark.parametrize("format", FILES)
def test_every_format_reads_its_dates_as_the_load_says(format: str, date_of) -> None:
    default = DateConventions()
    assert date_of(format, "3/4/50", {}, default) == one_day(1950, 3, 4)
    assert date_of(format, "3/4/50", SAID, default) == one_day(1850, 4, 3)
    assert date_of(format, "3/4/50", {}, SITE) == one_day(1850, 4, 3)
    assert date_of(format, "3/4/50", {"day_first": "no"}, SITE) == one_day(1850, 3, 4)
    assert date_of(format, "c. 1950", SAID, default) == years(1948, 1952)


def test_an_option_holds_before_a_field_map_and_that_before_the_site(date_of, tmp_path) -> None:
    said = tmp_path / "said.toml"
    said.write_text("[dates]\ncirca_margin = 3\n")
    file = {"field_map": str(said)}
    assert date_of("csv", "c. 1950", file, SITE) == years(1947, 1953)
    assert date_of("csv", "3/4/50", file, SITE) == one_day(1850, 4, 3)
    assert date_of("csv", "c. 1950", {**file, "circa_margin": "1"}, SITE) == years(1949, 1951)


@pytest.mark.parametrize(
    ("name", "text"),
    [("day_first", "perhaps"), ("century", "20th"), ("century", "-1"), ("circa_margin", "9999")],
)
def test_what_cannot_be_meant_is_refused_by_name(name: str, text: str) -> None:
    with pytest.raises(LoadError, match=f"{name} cannot be '{text}'"):
        conventions_of({name: text}, DateConventions())


def test_settings_are_the_conventions_of_the_site() -> None:
    names = ("DAY_FIRST", "CENTURY", "CIRCA_MARGIN")
    given = dict(zip([f"SEARCHROOM_{name}" for name in names], ("1", "1850", "2"), strict=True))
    assert Settings.from_env(given).dates == SITE
    assert as_examples(SITE) == "3/4/50 is 1850-04-03, c. 1950 is 1948 to 1952"


def test_they_are_kept_and_used_again_by_a_load_of_all(tmp_path, monkeypatch, capfd) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEARCHROOM_ENGINE", "embedded:index")
    monkeypatch.setenv("SEARCHROOM_SOURCES", "sources.toml")
    Path("town.xml").write_text(MODS.format("3/4/50"))
    said = ["--day-first", "--century", "1850", "--circa-margin", "2"]
    assert run("load", "mods", "town.xml", *said) == 0
    (kept,) = tomllib.loads(Path("sources.toml").read_text())["source"]
    assert kept["options"] == SAID
    Path("town.xml").write_text(MODS.format("5/4/50"))
    assert run("load", "--all") == 0
    engine = EmbeddedEngine.open("index", load("records"))
    try:
        (record,) = engine.scan()
    finally:
        engine.close()
    assert record.values["date"]["edtf"] == "1850-04-05"
    capfd.readouterr()
    assert run("inspect", "town.xml", *said) == 0
    shown = capfd.readouterr().out
    assert "dates: 3/4/50 is 1850-04-03, c. 1950 is 1948 to 1952" in shown
    assert "1850-04-05" in shown


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    assert isinstance(ended.value.code, int)
    return ended.value.code
