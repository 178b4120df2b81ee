"""A whole archive, through a dump and a restore, from either engine to either: nothing is lost.

Records in their order, of several sources, collections, names that sources list, what was withdrawn
and why, the list of changes, and what a curator's rings find: all in one archive, in each form that
a dump may have.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from catalogue import COLLECTIONS, NAMES, RECORDS
from conftest import ENGINES, MakeEngine
from serving import client_of

from index_mappings.record import Collection, Record
from loaders.commands.dumping import dump
from loaders.commands.restoring import restore
from loaders.drafts.dump_files import written
from loaders.publishing.withdrawing import Order, withdraw
from service.engines.guarded import GuardedEngine
from service.query.request import Query

pytestmark = pytest.mark.slow  # whole loads

GONE = ("k1", "k3")
OTHER = tuple(
    Record(f"n{number}", {"title": f"Note {number}", "source": "notes", "position": 9 - number})
    for number in range(8)
)
RINGS = "ring,name\nStalin,Filippov [Stalin]\n"


def archive(engine: GuardedEngine) -> GuardedEngine:
    """Fill an engine: a load, another that changes something, and two withdrawals."""
    for records in (RECORDS[:-1], [*RECORDS, *OTHER]):
        build = engine.begin(owner="the tests")
        assert list(build.add(records)) == []
        build.add_collections([*COLLECTIONS, Collection("notes", "Notes", source="notes")])
        build.add_names(NAMES)
        build.finish()
        build.publish()
    withdraw(engine, Order(GONE, reason="Order 12 C", notice="By order of a court."))
    return engine


def told(engine: GuardedEngine, rings: Path) -> dict[str, Any]:
    """Return all that an archive says, to be compared."""
    client = client_of(engine, names=str(rings))

    def found(**arguments: str) -> list[str]:
        answer = client.get("/api/v1/search", query_string={"size": "100", **arguments}).json
        return [item["id"] for item in answer["results"]]

    mapping = engine.mapping
    known = engine.lasting.withdrawals()
    return {
        "records": {one.id: mapping.ordered(one).to_json() for one in engine.scan()},
        "by date": [hit.record.id for hit in engine.search(Query(sort="date", size=100)).hits],
        "collections": [item.to_json() for item in engine.collections()],
        "names": [item.to_json() for item in engine.names()],
        "sources": engine.count([Query()]),
        "withdrawn": {id: replace(item, pending=False) for id, item in known.entries.items()},
        "secrets": known.secrets,
        "changes": [
            (one.kind, one.id, one.at) for one in engine.changes() if one.id in (*GONE, "n1")
        ],
        "by a ring": sorted(found(people="Stalin")),
        "a withdrawn one": [client.get(f"/records/{id}").status_code for id in GONE],
        "its notice": "By order of a court." in client.get(f"/records/{GONE[0]}").text,
    }


@pytest.fixture(scope="module", params=ENGINES)
def origin(request: pytest.FixtureRequest, make_engine: MakeEngine) -> GuardedEngine:
    return archive(GuardedEngine(make_engine(request.param)))


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "jsonl.zst"])
@pytest.mark.parametrize("into", ENGINES)
def test_a_dump_brings_back_all_of_it(
    origin: GuardedEngine, into: str, ending: str, make_engine: MakeEngine, tmp_path: Path
) -> None:
    rings = tmp_path / "rings.csv"
    rings.write_text(RINGS)
    path = tmp_path / f"archive.{ending}"
    with written(path) as file:
        dump(origin, file)
    target = GuardedEngine(make_engine(into, tmp_path / "index"))
    restore(target, path)
    before, after = told(origin, rings), told(target, rings)
    assert before["by a ring"] and before["withdrawn"] and before["changes"] and before["names"]
    assert before["a withdrawn one"] == [410, 410] and before["its notice"]
    for what, said in before.items():
        if what == "changes":  # a restore is itself a publish, and is told after them
            assert after[what][: len(said)] == said
        else:
            assert after[what] == said, what
    assert {one["source"] for one in after["records"].values()} == {"tests", "notes"}
