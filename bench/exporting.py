"""The rows of exports and harvests: all records, fast, in little memory, beside searches."""

from __future__ import annotations

import http.client
import re
import statistics
import tempfile
import threading
import time
from pathlib import Path

from flask.testing import FlaskClient

from bench import corpora, indexes, loads, memory, servers
from bench.clients import Client
from bench.measuring import Outcome, Times
from bench.plan import Plan
from bench.queries import FRUS
from bench.serving import api
from index_mappings.record import Record
from service.app import create_app
from service.engines.embedded import EmbeddedEngine
from service.exports.citing import Cited
from service.exports.formats import BY_NAME, Export
from service.exports.shown_set import shown_set
from service.search.arguments import PLAIN
from service.search.site import Site
from service.settings import Settings


def table(plan: Plan) -> Outcome:
    """All short records as CSV; the first bytes and what the memory grew by are in the detail."""
    engine = EmbeddedEngine.open(indexes.ours(plan.middle), indexes.MAPPING)
    site = Site.of(Settings(), engine)
    rates, firsts, grown = [], [], []
    for _ in range(plan.turns):
        before = memory.anonymous()
        with memory.Peak() as peak:
            start = time.perf_counter()
            shown = shown_set(site, PLAIN, whole=False)
            pieces = BY_NAME["csv"].write(Export(shown.records, site.mapping, _uncited))
            next(pieces)
            firsts.append(time.perf_counter() - start)
            count = sum(1 for _ in pieces)
            rates.append(count / (time.perf_counter() - start))
        grown.append(peak.most - before)
    times = Times.of(rates, "records/s")
    detail = {"records": shown.total, "first_bytes_s": max(firsts), "grown_MB": max(grown)}
    return Outcome(times.median, times, detail=detail)


def harvest(plan: Plan) -> Outcome:
    """All short records by OAI-PMH as Dublin Core, list after list, in process."""
    with tempfile.TemporaryDirectory() as folder:
        # loaded as an archivist does, for harvesters are told what loads wrote into the list of
        # changes
        loads.run("command", Path(folder), corpora.corpus(plan.middle))
        engine = EmbeddedEngine.open(Path(folder), indexes.MAPPING)
        return _harvested(create_app(Settings(time=600, budget=0), engine).test_client(), plan)


def _harvested(client: FlaskClient, plan: Plan) -> Outcome:
    rates, asked, count = [], 0, 0
    for _ in range(plan.turns):
        start, asked, count = time.perf_counter(), 0, 0
        more = "metadataPrefix=oai_dc"
        while more:
            answer = client.get(f"/oai?verb=ListRecords&{more}").get_data()
            asked, count = asked + 1, count + answer.count(b"<record>")
            token = _TOKEN.search(answer)
            more = f"resumptionToken={token[1].decode()}" if token else ""
        rates.append(count / (time.perf_counter() - start))
    times = Times.of(rates, "records/s")
    return Outcome(times.median, times, detail={"records": count, "lists": asked})


_TOKEN = re.compile(rb"<resumptionToken[^>]*>([^<]+)<")


def beside_searches(plan: Plan) -> Outcome:
    """The median search over HTTP during an export, compared with none."""
    paths = [api(question) for question in FRUS]
    with servers.searchroom(f"embedded:{indexes.ours(plan.middle)}") as server:
        client = Client(server.port)
        alone = _asked(client, paths, plan.rounds)
        stop = threading.Event()
        reader = threading.Thread(target=_read_exports, args=(server.port, stop))
        reader.start()
        try:
            beside = _asked(client, paths, plan.rounds)
        finally:
            stop.set()
            reader.join()
    mine, quiet = Times.of(beside), Times.of(alone)
    return Outcome(mine.median / quiet.median, mine, quiet)


def _asked(client: Client, paths: list[str], rounds: int) -> list[float]:
    """Return the median time of each address, in milliseconds."""
    taken: dict[str, list[float]] = {path: [] for path in paths}
    for _ in range(rounds + 1):
        for path in paths:
            start = time.perf_counter()
            client.get(path)
            taken[path].append((time.perf_counter() - start) * 1000)
    return [statistics.median(times[1:]) for times in taken.values()]  # the first time warms


def _read_exports(port: int, stop: threading.Event) -> None:
    """Read exports whole, one after the other, until stopped."""
    while not stop.is_set():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        connection.request("GET", "/api/v1/export?format=csv")
        answer = connection.getresponse()
        while answer.read(_PIECE) and not stop.is_set():
            pass
        connection.close()


_PIECE = 1 << 16  # bytes


def _uncited(record: Record) -> Cited:
    raise NotImplementedError("a table cites nothing")
