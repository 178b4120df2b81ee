"""EAC-CPF and MADS as names: forms, dates and history, and what is left out or held back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from index_mappings.days import day_number, month_span
from index_mappings.mapping import RecordMapping
from index_mappings.names import NameEntry
from loaders.authorities import EAC, MADS
from loaders.authorities.files import AuthorityFiles
from loaders.commands.guessing import guess
from loaders.drafts.draft import Held, Item, Reject, Remark
from loaders.drafts.format import Options
from service.cli import cli

SAMPLES = Path(__file__).parents[1] / "samples" / "formats"
PERSON, NAMES = SAMPLES / "person.eac.xml", SAMPLES / "names.mads.xml"
Read = Callable[..., list[Item]]


@pytest.fixture
def read(mapping: RecordMapping) -> Read:
    def read_files(format: AuthorityFiles, *paths: Path) -> list[Item]:
        return list(format.read([str(path) for path in paths], Options(mapping, "wharf")))

    return read_files


def entries(items: list[Item]) -> list[NameEntry]:
    return [item for item in items if isinstance(item, NameEntry)]


def test_a_description_of_eac_is_a_name_with_its_forms(read: Read) -> None:
    items = read(EAC, PERSON)
    (entry,) = entries(items)
    assert (entry.id, entry.kind) == ("wharf-p-17", "person")
    assert entry.ref == "https://names.example.org/17"
    heading, *variants = entry.forms
    assert (heading.text, heading.language, heading.script) == ("Lindqvist, Per", "nor", "Latn")
    assert not heading.is_variant
    assert [form.text for form in variants] == ["Lindquist, Peter", "Old Per"]
    assert all(form.is_variant for form in variants)
    assert variants[1].dates and variants[1].dates.display == "1950-1971"
    assert entry.history == (
        "1898-1971\n\nSkipper of the Mary Ann from 1931.\n"
        "He wrote to the harbour office for forty years."
    )
    assert [item.is_part for item in items if isinstance(item, Held)] == [True]
    assert "before eight" not in repr(entry)
    assert guess(str(PERSON)) == "eac"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("<entityType>corporateBody</entityType>", "body"),
        ('<entityType value="family"/>', "family"),
        ('<entityType value="person"/>', "person"),
        ("", "person"),
    ],
)
def test_both_versions_of_eac_say_what_bears_a_name(
    tmp_path: Path, read: Read, kind: str, expected: str
) -> None:
    path = tmp_path / "a.xml"
    path.write_text(
        "<eac><control><recordId>a</recordId></control><cpfDescription><identity>"
        f"{kind}<nameEntry><part>A</part></nameEntry></identity></cpfDescription></eac>".replace(
            "<eac>", '<eac-cpf xmlns="https://archivists.org/ns/eac/v2">'
        ).replace("</eac>", "</eac-cpf>")
    )
    assert [entry.kind for entry in entries(read(EAC, path))] == [expected]


def test_mads_has_places_and_persons_and_says_what_it_leaves_out(read: Read) -> None:
    items = read(MADS, NAMES)
    place, person = entries(items)
    assert (place.kind, place.ref) == ("place", "https://names.example.org/east-mole")
    assert [form.text for form in place.forms] == ["East mole", "Fishermen's pier"]
    assert place.history == "Built in 1912 and lengthened in 1936."
    assert (person.id, person.kind, person.history) == ("n2", "person", "1907-1988")
    assert [form.text for form in person.forms] == ["Ostrow, Mary", "Ostrov, Maria"]
    (told,) = (item.message for item in items if isinstance(item, Remark))
    assert told.endswith("affiliation (1)")
    assert guess(str(NAMES)) == "mads"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<eac-cpf><control/></eac-cpf>", "has no identity"),
        ("<eac-cpf><identity><entityType>person</entityType></identity></eac-cpf>", "has no name"),
        ("<ead/>", "load it as ead"),
        ("<eac-cpf><identity><nameEntry><part>A", "broken"),
    ],
)
def test_what_has_no_name_is_rejected(tmp_path: Path, read: Read, content: str, said: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text(content)
    items = read(EAC, path)
    assert [said in item.reason for item in items if isinstance(item, Reject)] == [True]
    assert entries(items) == []


def test_names_alone_are_a_load_and_stay_beside_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    table = tmp_path / "boats.csv"
    table.write_text("Title,Author\nA letter,Per Lindqvist\n")
    run = CliRunner()
    env = {"SEARCHROOM_ENGINE": "embedded:index"}
    for said in (["eac", str(PERSON)], ["csv", str(table)], ["mads", str(NAMES)]):
        done = run.invoke(cli, ["load", *said], env=env)
        assert done.exit_code == 0, done.output
    assert "2 names listed" in done.output
    dumped = run.invoke(cli, ["dump", "-"], env=env)
    assert dumped.output.count('{"name":{') == 3
    assert '"title":"A letter"' in dumped.output
    assert "before eight" not in dumped.output
    found = run.invoke(cli, ["search", "Peter Lindquist"], env=env).output
    assert "Also searched for Peter Lindquist: Per Lindqvist" in found and "A letter" in found


def test_an_office_with_both_its_days_is_a_term(tmp_path: Path, read: Read) -> None:
    held = (
        "<occupation><term>Harbor Master</term><dateRange><fromDate standardDate='1953-01'>spring"
        "</fromDate><toDate>4 May 1959</toDate></dateRange></occupation>"
        "<function><term>Mayor</term><dateRange><fromDate>1960</fromDate></dateRange></function>"
    )
    path = tmp_path / "a.xml"
    path.write_text(
        "<eac-cpf><control><recordId>a</recordId></control><cpfDescription><identity>"
        f"<nameEntry><part>Roe</part></nameEntry></identity><description>{held}</description>"
        "</cpfDescription></eac-cpf>"
    )
    ((term,),) = (entry.offices for entry in entries(read(EAC, path)))
    assert (term.office, term.said) == ("Harbor Master", "Harbor Master, spring–4 May 1959")
    january, day = month_span(1953, 1), day_number(1959, 5, 4)
    assert (term.first, term.last) == (january, (day, day))
