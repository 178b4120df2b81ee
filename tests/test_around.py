"""What stands around a record: the tree of its finding aid, and its collection by date."""

from __future__ import annotations

import pytest
from catalogue import day, people, record
from flask.testing import FlaskClient
from serving import client_of, filled_engine
from test_pages import Page, get, linked

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.engines.contract import Engine
from service.engines.embedded import EmbeddedEngine
from service.search.surroundings import BELOW, SHOWN, neighbours, tree

_FONDS = {"id": "f", "title": "The <b>fonds</b>"}


def _part(id: str, title: str, above: list[dict[str, str]], at: int, **values: object) -> Record:
    return record(id, title, ancestors=above, position=at, collections=["harbours"], **values)


def _series(name: str) -> list[dict[str, str]]:
    return [_FONDS, {"id": name, "title": f"Series {name}"}]


def _aid() -> list[Record]:
    """Return a fonds of three series, one of them with no record of its own, and a flat one."""
    made = [record("f", "The <b>fonds</b>", level="fonds", position=1, collections=["harbours"])]
    for at, name in enumerate(("s/2", "s/1")):
        made.append(_part(name, f"Series {name}", [_FONDS], 10 + at, level="series"))
        # undated and dated by turns: the order of the source is that of a finding aid
        for item in range(3):
            when = {"date": day(1950, 1, 9 - item)} if item else {}
            made.append(
                _part(f"{name}/{item}", f"February {item}", _series(name), 20 + item, **when)
            )
    made.append(_part("lone", "A file", _series("bare"), 40))
    flat = [_FONDS, {"id": "flat", "title": "Letters"}]
    made += [
        _part(f"l{n}", f"Letter {n}", flat, 100 + n, date=day(1950 + n // 40, 1, 1 + n % 20))
        for n in range(80)
    ]
    return made


@pytest.fixture(scope="module")
def client(mapping: RecordMapping) -> FlaskClient:
    return client_of(filled_engine(mapping, _aid()))


@pytest.fixture(scope="module")
def aid(mapping: RecordMapping) -> EmbeddedEngine:
    return filled_engine(mapping, _aid())


def _found(engine: Engine, id: str) -> Record:
    found = engine.get(id)
    assert found is not None
    return found


def test_the_way_down_has_counts_and_each_level_is_in_the_order_of_the_source(
    aid: EmbeddedEngine,
) -> None:
    shown = tree(aid, _found(aid, "s/2/1"))
    assert shown is not None
    assert [(node.id, node.count) for node in shown.way] == [("f", 89), ("s/2", 3)]
    assert [node.id for node in shown.beside.nodes] == ["s/2/0", "s/2/1", "s/2/2"]
    assert shown.below.nodes == ()

    series = tree(aid, _found(aid, "s/1"))
    assert series is not None
    beside = [(node.id, node.count, node.is_record) for node in series.beside.nodes]
    assert beside[:2] == [("s/2", 3, True), ("s/1", 3, True)]
    assert set(beside[2:]) == {("bare", 1, False), ("flat", 80, False)}
    assert [node.id for node in series.below.nodes] == ["s/1/0", "s/1/1", "s/1/2"]


def test_of_a_long_level_those_near_by_date_are_shown(aid: EmbeddedEngine) -> None:
    shown = tree(aid, _found(aid, "l30"))
    assert shown is not None
    ids = [node.id for node in shown.beside.nodes]
    assert len(ids) == len(set(ids)) == 2 * SHOWN + 1 and ids[SHOWN] == "l30"
    assert shown.beside.total == 80
    whole = [r for r in _aid() if r.id.startswith("l") and r.id != "lone"]
    date = aid.mapping.date
    order = sorted(whole, key=lambda r: (r.date(date).start, r.values["position"]))  # type: ignore
    at = [r.id for r in order].index("l30")
    assert ids == [r.id for r in order[at - SHOWN : at + SHOWN + 1]]


def test_the_records_before_and_after_are_those_of_the_order_by_date(aid: EmbeddedEngine) -> None:
    date = aid.mapping.date
    order = [r for r in _aid() if r.date(date)]
    order.sort(key=lambda r: (r.date(date).start, r.values["position"], r.id.encode()))  # type: ignore
    for at, one in enumerate(order):
        found = neighbours(aid, one)
        assert found is not None
        before = order[at - 1].id if at else None
        after = order[at + 1].id if at + 1 < len(order) else None
        assert (found.before and found.before.id) == before, one.id
        assert (found.after and found.after.id) == after, one.id
    assert neighbours(aid, _found(aid, "s/2/0")) is None  # undated: before and after nothing


def test_both_engines_show_the_same_around_a_record(engine: Engine, mapping: RecordMapping) -> None:
    alone = filled_engine(mapping, list(engine.scan()))
    for item in engine.scan():
        assert tree(engine, item) == tree(alone, item)
        assert neighbours(engine, item) == neighbours(alone, item)


def _tree(page: Page) -> str:
    return " ".join(page.one("nav", **{"class": "tree"})["text"].split())


def test_the_page_of_a_component_has_the_tree_as_links(client: FlaskClient) -> None:
    page = get(client, "/records/s/2")
    said = _tree(page)
    assert "The <b>fonds</b> 89 records in it" in said and "Series s/1" in said
    assert linked(page, "The <b>fonds</b>") == {"/records/f"}
    assert page.link("Letters") == "/search?part_of=flat"
    assert page.link("Search the 3 records in it") == "/search?part_of=s%2F2"
    assert page.link("February 1") == "/records/s/2/1"
    # from the top every record is reached by links alone
    assert get(client, page.link("February 1")).one("h1")["text"] == "February 1"


def test_a_record_that_says_nothing_has_its_collections_description(client: FlaskClient) -> None:
    page = get(client, "/records/lone")
    assert "What came by sea." in page.text()
    assert linked(page, "Harbours and Ships") == {"/collections/harbours"}


def test_a_record_alone_has_nothing_around_it(mapping: RecordMapping) -> None:
    page = get(client_of(filled_engine(mapping, [record("r", "Alone")])), "/records/r")
    assert not page.all("nav", **{"class": "tree"})
    assert not page.all("nav", **{"class": "beside-it"})


def test_very_many_parts_are_counted_and_not_listed(mapping: RecordMapping) -> None:
    above = [{"id": "f", "title": "F" * 5_000}]
    parts = [record(f"p{n}", "\u05e9" * 5_000, ancestors=above, position=n) for n in range(70)]
    client = client_of(filled_engine(mapping, [record("f", "F" * 5_000), *parts]))
    page = get(client, "/records/f")
    nav = page.one("nav", **{"class": "tree"})["text"]
    assert nav.count("\u05e9" * 10) >= BELOW and f"and {70 - BELOW} more" in nav
    assert len(nav) < 10_000


def test_a_party_leads_to_their_page_and_an_office_does_not(mapping: RecordMapping) -> None:
    office = {"name": "Department of State", "as_written": "Department of State", "person": False}
    letter = record("r", "A letter", sender=people("Ann Lee"), recipient=[office])
    page = get(client_of(filled_engine(mapping, [letter])), "/records/r")
    assert linked(page, "Ann Lee") == {"/people/Ann%20Lee"}
    found = linked(page, "Department of State")
    assert "/search?recipient=Department+of+State" in found
    assert not any(address.startswith("/people/") for address in found)


def test_a_short_address_is_the_one_that_is_kept(client: FlaskClient) -> None:
    for address in ("/records/s/2/1", "/records/s~2F2~2F1", "/records/s%2F2%2F1"):
        page = get(client, address)
        assert page.one("link", rel="canonical")["href"] == "/records/s/2/1"
