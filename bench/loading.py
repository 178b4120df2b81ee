"""Rows of loading: each way in a process of its own, turn by turn, with its private memory."""

from __future__ import annotations

import shutil
import statistics
import time
from functools import cache
from pathlib import Path
from typing import Any

from elasticsearch import Elasticsearch, OrjsonSerializer
from elasticsearch.helpers import parallel_bulk

from bench import corpora, elastic_node, frus, indexes, loads
from bench.agreement import Differs
from bench.measuring import Outcome, Times
from bench.plan import Plan
from index_mappings.computed import computed
from index_mappings.json_values import Json
from index_mappings.record import Record
from service.engines.elastic import ElasticEngine

_SHORT = ("bare", "command", "engine")  # ways that are measured in turn
_VOLUMES = ("bare-tei", "tei")


def engine(plan: Plan) -> Outcome:
    """The engine boundary beside the bare script, from the same file with the same fields."""
    return _short(plan, "engine")


def command(plan: Plan) -> Outcome:
    """`searchroom load jsonl` beside the bare script: ids, checks and report included."""
    return _short(plan, "command")


def volumes(plan: Plan) -> Outcome:
    """`searchroom load tei` of the ten volumes beside a pass of lxml and the bare script."""
    count = corpora.size("frus")
    return _beside(_VOLUMES, "tei", "bare-tei", source=frus.VOLUMES, count=count, turns=plan.turns)


def _short(plan: Plan, way: str) -> Outcome:
    source, count = corpora.corpus(plan.middle), corpora.size(plan.middle)
    return _beside(_SHORT, way, "bare", source=source, count=count, turns=plan.turns)


def _beside(
    ways: tuple[str, ...], way: str, other: str, *, source: Path, count: int, turns: int
) -> Outcome:
    loads_of = _in_turn(ways, source, count, turns)
    rates = {side: _each(loads_of[side], "records", "seconds") for side in ways}
    ratio = statistics.median(rates[way]) / statistics.median(rates[other])
    detail: dict[str, dict[str, float]] = {
        "peak_mb": {side: max(done["peak_mb"] for done in loads_of[side]) for side in ways}
    }
    for name in ("cpu", "helpers"):  # all processes of a load, and those that it started
        detail[f"{name}_us"] = {
            side: 1e6 * statistics.median(_each(loads_of[side], name, "records")) for side in ways
        }
    mine, theirs = (Times.of(rates[side], "records/s") for side in (way, other))
    return Outcome(ratio, mine, theirs, {**detail, "records": count})


def _each(done: list[dict[str, float]], name: str, by: str) -> list[float]:
    return [load[name] / load[by] for load in done]


@cache
def _in_turn(
    ways: tuple[str, ...], source: Path, count: int, turns: int
) -> dict[str, list[dict[str, float]]]:
    """Return by way what `loads.run` says of each load; the ways take turns."""
    folder = corpora.KEPT / "loading"
    found: dict[str, list[dict[str, float]]] = {way: [] for way in ways}
    for turn in range(turns):
        for way in sorted(ways, reverse=bool(turn % 2)):
            _clear(folder)
            done = loads.run(way, folder, source)
            if done["records"] != count:
                raise Differs(f"{way} loaded {done['records']} of {count} records")
            found[way].append(done)
    _clear(folder)
    return found


def _clear(folder: Path) -> None:
    """Remove an index on purpose, and what says beside it that there was one."""
    shutil.rmtree(folder, ignore_errors=True)
    for mark in folder.parent.glob(f".{folder.name}.*"):
        mark.unlink()


def memory(plan: Plan) -> Outcome:
    """Private memory of `searchroom load jsonl` at its highest, with a million records."""
    folder = corpora.KEPT / "loading"
    _clear(folder)
    done = loads.run("command", folder, corpora.corpus(plan.large))
    _clear(folder)
    rate = done["records"] / done["seconds"]
    return Outcome(
        done["peak_mb"], Times.of([done["peak_mb"]], "MB"), None, {"records_per_second": rate}
    )


def elastic(plan: Plan) -> Outcome:
    """Our Elasticsearch engine beside `parallel_bulk` of the same actions, made beforehand."""
    address, name = elastic_node.address(), plan.full
    client = Elasticsearch(address, serializer=OrjsonSerializer(), request_timeout=120)
    records = list(corpora.records(name, plan.sent))
    sources = [_source(record) for record in records]
    mine, theirs = [], []
    for turn in range(plan.turns + 1):
        ours = _load(address, records)
        beside = _bulk(client, sources)
        if turn:  # the first one warms the node up
            mine.append(len(records) / ours)
            theirs.append(len(records) / beside)
    ratio = statistics.median(mine) / statistics.median(theirs)
    unit = "records/s"
    return Outcome(ratio, Times.of(mine, unit), Times.of(theirs, unit), {"records": len(records)})


def _source(record: Record) -> dict[str, Json]:
    return {**record.to_json(), "computed": computed(record, indexes.MAPPING)}


def _load(address: str, records: list[Record]) -> float:
    options = elastic_node.options("bench-load-")
    engine = ElasticEngine.open(address, indexes.MAPPING, options=options)
    begin = time.perf_counter()
    build = engine.begin(owner="the measurements")
    refused = list(build.add(records))
    count = build.finish()
    taken = time.perf_counter() - begin
    build.drop()
    if refused or count != len(records):
        raise Differs(f"{count} of {len(records)} records were loaded")
    return taken


def _bulk(client: Elasticsearch, sources: list[dict[str, Any]]) -> float:
    index = "bare-load"
    client.options(ignore_status=404).indices.delete(index=index)
    begin = time.perf_counter()
    body = indexes.MAPPING.body
    settings = {**body["settings"], "number_of_replicas": 0, "refresh_interval": "-1"}
    client.indices.create(index=index, settings=settings, mappings=body["mappings"])
    actions = ({"_index": index, "_id": source["id"], "_source": source} for source in sources)
    for is_done, item in parallel_bulk(client, actions):
        if not is_done:
            raise Differs(f"the bare script could not load {item}")
    client.indices.refresh(index=index)
    count = client.count(index=index)["count"]
    taken = time.perf_counter() - begin
    if count != len(sources):
        raise Differs(f"{count} of {len(sources)} records were loaded by the bare script")
    return taken
