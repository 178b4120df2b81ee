"""A letter from an office is found, counted and shown as that of whoever held the office then."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.app import create_app
from service.engines.embedded import EmbeddedEngine
from service.settings import Settings
from tests.test_listed_names import home, run

pytestmark = pytest.mark.slow  # whole loads

__all__ = ["home"]

VOLUME = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="v"><teiHeader><fileDesc><titleStmt>
<title>Papers of the Isles of Ond, 1955–1957, Volume {number}</title></titleStmt></fileDesc>
</teiHeader><text><front>{persons}</front>
<body>{documents}</body></text></TEI>"""
SECTION = """<div type="section" xml:id="persons"{mark}><head>Persons</head>
<list type="names">{items}</list></div>"""
ITEM = '<item><persName xml:id="p_{n}">{name},</persName> {office}</item>'
DOCUMENT = """<div type="document" xml:id="d{n}"{mark}><head>{head}</head>
<opener><dateline><date when="{when}">{when}</date></dateline></opener><p>{text}</p></div>"""
VOLL = ("Zyndram, Casimir", "Secretary of State until March 1956")
QUIN = ("Quin, Berta", "Under Secretary of State to March 1956; thereafter Secretary of State")
HEAD = "Letter From the Ambassador in Mar (Roe) to the Secretary of State"


def volume(
    persons: tuple[tuple[str, str], ...] = (VOLL, QUIN),
    documents: tuple[tuple[str, str], ...] = ((HEAD, "1955-07-01"),),
    *,
    mark: str = "",
    marks: tuple[str, ...] = (),
    text: str = "Text.",
    number: str = "I",
) -> str:
    items = "".join(
        ITEM.format(n=n, name=name, office=office) for n, (name, office) in enumerate(persons)
    )
    written = "".join(
        DOCUMENT.format(n=n, head=head, when=when, text=text, mark=(*marks, *[""] * 9)[n])
        for n, (head, when) in enumerate(documents)
    )
    section = SECTION.format(items=items, mark=mark) if persons else ""
    return VOLUME.format(persons=section, documents=written, number=number)


def load(folder: Path, text: str, *more: str, source: str = "v") -> None:
    folder.joinpath(f"{source}.xml").write_text(text)
    run("load", "tei", f"{source}.xml", "--source", source, *more)


def listing(*persons: tuple[str, str]) -> str:
    """Return a volume of the same series with one document that is by the way."""
    text = volume(persons or (VOLL,), (("Note", "1955-07-01"),))
    return text.replace('xml:id="v"', 'xml:id="list"')


def live(folder: Path, mapping: RecordMapping) -> dict[str, Record]:
    engine = EmbeddedEngine.open(folder / "var" / "index", mapping)
    try:
        return {record.id: record for record in engine.scan()}
    finally:
        engine.close()


def named(record: Record, field: str = "recipient") -> list[tuple[str, str]]:
    return [(party.name, party.why) for party in record.parties(field)]


def holders(folder: Path, mapping: RecordMapping) -> dict[str, str]:
    """Return whom a list puts beside an office, by the id of the record."""
    found = {}
    for id, record in live(folder, mapping).items():
        names = [party.name for party in record.parties("recipient") if party.why]
        if names:
            assert names[0] in [party.name for party in record.parties("people")]
            found[id] = names[0]
    return found


WHY = "Secretary of State until March 1956; from the list of persons of v"


def test_the_holder_stands_beside_the_office_marked_as_derived(
    home: Path, mapping: RecordMapping
) -> None:
    load(home, volume())
    record = live(home, mapping)["v/d0"]
    assert named(record) == [("Secretary of State", ""), ("Casimir Zyndram", WHY)]
    party = record.parties("recipient")[1]
    assert (party.derived, party.person, party.role) == (True, True, "Secretary of State")
    load(home, volume())  # and again, from a live index that has it already
    assert named(live(home, mapping)["v/d0"]) == named(record)


@pytest.mark.parametrize(
    ("when", "who"),
    [
        ("1955-07-01", "Casimir Zyndram"),
        ("1956-08-01", "Berta Quin"),
        ("1956-03-10", None),  # the month of the change
        ("1956", None),  # a date that spans it
        ("", None),
        ("1949-07-01", None),  # before the years that the volume is about
    ],
)
def test_only_where_the_date_is_within_the_term_of_one(
    when: str, who: str | None, home: Path, mapping: RecordMapping
) -> None:
    load(home, volume(documents=((HEAD, when),)))
    assert holders(home, mapping) == ({"v/d0": who} if who else {})


@pytest.mark.parametrize(
    ("persons", "head"),
    [
        ((VOLL, ("Roe, Anna", "Secretary of State")), HEAD),
        ((VOLL, ("Roe, Anna", "Secretary of State, again from May 1953")), HEAD),
        ((VOLL,), "Letter From the Mayor (Roe) to the British Secretary of State"),
        ((VOLL,), "Letter From the Mayor (Roe) to the Acting Secretary of State"),
        ((VOLL,), "Letter From the Mayor (Roe) to the Department of State"),
        ((("Zyndram, Casimir", f"British Mayor; {VOLL[1]}"),), HEAD),
    ],
)
def test_nothing_is_claimed_of_two_or_of_another_office(
    persons: tuple[tuple[str, str], ...], head: str, home: Path, mapping: RecordMapping
) -> None:
    load(home, volume(persons, ((head, "1955-07-01"),)))
    assert holders(home, mapping) == {}


def test_who_is_named_already_is_not_named_again(home: Path, mapping: RecordMapping) -> None:
    heads = (
        "Letter From the Mayor (Roe) to the Secretary of State (Zyndram)",
        "Letter From the Mayor (Roe) to the Secretary of State and Mr. Zyndram",
    )
    load(home, volume(documents=tuple((head, "1955-07-01") for head in heads)))
    for record in live(home, mapping).values():
        assert not any(why for _, why in named(record))
    said = 'See <persName corresp="#p_0">Zyndram</persName>.'
    load(home, volume(text=said))
    record = live(home, mapping)["v/d0"]
    assert [name for name, _ in named(record, "people")].count("Casimir Zyndram") == 1
    assert named(record)[1] == ("Casimir Zyndram", WHY)


@pytest.mark.parametrize("update", [(), ("--update",)])
def test_a_list_that_is_loaded_later_helps_and_one_that_goes_takes_it_along(
    update: tuple[str, ...], home: Path, mapping: RecordMapping
) -> None:
    load(home, volume(persons=(), number="II"), source="w")
    assert holders(home, mapping) == {}
    load(home, listing(), *update)
    assert holders(home, mapping) == {"v/d0": "Casimir Zyndram"}
    load(home, listing(QUIN), *update)
    assert holders(home, mapping) == {}
    load(home, listing())
    run("sources", "remove", "v")
    assert holders(home, mapping) == {}


def test_a_list_is_not_of_another_series(home: Path, mapping: RecordMapping) -> None:
    other = volume(persons=()).replace("Papers of the Isles", "Letters of the Isles")
    load(home, other, source="w")
    load(home, listing())
    assert holders(home, mapping) == {}


def everywhere(folder: Path, word: bytes) -> list[str]:
    return [str(path) for path in folder.rglob("*") if path.is_file() and word in path.read_bytes()]


def test_a_list_that_is_held_back_says_nothing(home: Path, mapping: RecordMapping) -> None:
    load(home, volume(mark=' status="private"'))
    assert holders(home, mapping) == {}
    assert not any(
        "Zyndram" in json.dumps(dict(one.values)) for one in live(home, mapping).values()
    )


def test_whom_only_a_hidden_record_names_is_not_put_beside_an_office(
    home: Path, mapping: RecordMapping
) -> None:
    documents = ((HEAD, "1955-07-01"), ("Note by Casimir Zyndram", "1955-08-01"))
    for update in ((), ("--update",)):
        load(home, volume(documents=documents))
        assert holders(home, mapping) == {"v/d0": "Casimir Zyndram"}
        load(home, volume(documents=documents, marks=("", ' status="private"')), *update)
        assert holders(home, mapping) == {}, update
        load(home, volume((), (("Another", "1955-01-01"),)), "--force")
    load(home, volume(documents=documents))
    run("withdraw", "v/d1")
    assert holders(home, mapping) == {}
    assert not everywhere(home / "var", b"Zyndram")


def test_a_withdrawal_of_one_of_many_leaves_who_is_named_elsewhere(
    home: Path, mapping: RecordMapping
) -> None:
    documents = ((HEAD, "1955-07-01"), ("Note by Casimir Zyndram", "1955-08-01"),
                 ("Memorandum by Casimir Zyndram", "1955-08-01"))  # fmt: skip
    load(home, volume(documents=documents))
    run("withdraw", "v/d1")
    assert holders(home, mapping) == {"v/d0": "Casimir Zyndram"}


def test_it_goes_along_with_a_dump_and_is_no_part_of_what_is_taken_away(
    home: Path, mapping: RecordMapping, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(home, volume())
    run("dump", "all.jsonl")
    monkeypatch.setenv("SEARCHROOM_ENGINE", "embedded:again")
    run("restore", "all.jsonl")
    engine = EmbeddedEngine.open(home / "again", mapping)
    assert [named(record)[1] for record in engine.scan()] == [("Casimir Zyndram", WHY)]
    engine.close()


@pytest.fixture
def site(home: Path) -> Any:
    load(home, volume(documents=((HEAD, "1955-07-01"), (HEAD, "1956-08-01"))))
    return create_app(Settings.from_env()).test_client()


def test_it_is_found_counted_and_shown(site: Any) -> None:
    found = site.get("/api/v1/search?q=from:Roe to:Zyndram&facets=people,recipient").json
    assert [one["id"] for one in found["results"]] == ["v/d0"]
    for facet in ("people", "recipient"):
        counts = {one["value"]: one["count"] for one in found["facets"][facet]["values"]}
        assert counts["Casimir Zyndram"] == 1
    assert site.get("/api/v1/search?recipient=Casimir Zyndram").json["total"]["value"] == 1
    assert site.get("/api/v1/search?recipient=Secretary of State").json["total"]["value"] == 2
    (party,) = [one for one in found["results"][0]["recipient"] if one.get("why")]
    assert (party["name"], party["why"], party["derived"]) == ("Casimir Zyndram", WHY, True)
    page = site.get("/records/v/d0").text
    assert "Secretary of State (Casimir Zyndram, from the list of persons)" in page
    assert WHY in page
    assert page.count(">Secretary of State<") <= 1  # among all the people
    assert site.get("/people/Casimir%20Zyndram").status_code == 200
    cited = site.get("/api/v1/export?format=csv").text
    assert "Zyndram" not in cited
