"""A real Elasticsearch with security on: certificates, users, keys, and who may do what.

Nothing that is printed, logged or answered may hold the password, a key or the user's name.
"""

from __future__ import annotations

import base64
import json
import logging
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from catalogue import RECORDS, record
from elasticsearch import Elasticsearch
from elasticsearch_fixture import or_skip
from elasticsearch_node.install import Missing
from elasticsearch_node.node import secured_node
from elasticsearch_node.secured import USER, Security
from served import serving
from serving import client_of, publish

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.engines.elastic import ElasticEngine
from service.engines.elastic.options import Options
from service.errors import EngineRefused, LoadError
from service.query.clauses import Near
from service.query.request import Query

pytestmark = pytest.mark.server

PASSWORD = "p:w/ö @x"
"""What an address must have percent-encoded, and a letter beyond ASCII."""
PREFIX = "s-"
READER = {"indices": [{"names": ["s-records*"], "privileges": ["read", "view_index_metadata"]}]}
LOADER = {
    "cluster": ["monitor"],
    "indices": [
        {"names": ["s-records*", "s-locks"], "privileges": ["manage", "read", "write"]},
    ],
}
"""The rights that docs/elasticsearch.md names for a site and for loading."""


@dataclass(frozen=True)
class Secured:
    """A running node, and ways to it."""

    url: str
    security: Security
    client: Elasticsearch

    @property
    def address(self) -> str:
        """The address with user and password, as an operator writes it."""
        return self.url.replace("://", f"://{USER}:{quote(PASSWORD, safe='')}@")

    @property
    def authority(self) -> str:
        return str(self.security.authority)

    def key(self, rights: dict[str, Any]) -> str:
        """Return an API key with some rights."""
        made = self.client.security.create_api_key(name="a test", role_descriptors={"it": rights})
        return str(made["encoded"])


@pytest.fixture(scope="module")
def node() -> Iterator[Secured]:
    try:
        with secured_node(PASSWORD) as (started, security):
            login = base64.b64encode(security.login.encode()).decode()
            with Elasticsearch(
                started.url, basic_auth=login, ca_certs=str(security.authority)
            ) as client:
                yield Secured(started.url, security, client)
    except Missing as missing:
        or_skip(missing)


Open = Callable[..., ElasticEngine]


@pytest.fixture(scope="module")
def open_engine(node: Secured, mapping: RecordMapping) -> Iterator[Open]:
    """A maker of engines; by default with user and password, and the right authority."""
    made: list[ElasticEngine] = []

    def make(address: str = node.address, **options: Any) -> ElasticEngine:
        chosen = replace(Options(prefix=PREFIX, ca_file=node.authority), **options)
        made.append(ElasticEngine.open(address, mapping, options=chosen))
        return made[-1]

    yield make
    for engine in made:
        engine.close()


@pytest.fixture(scope="module", autouse=True)
def loaded(open_engine: Open) -> ElasticEngine:
    engine = open_engine()
    publish(engine, list(RECORDS))
    return engine


def colons(fingerprint: str) -> str:
    """Return a fingerprint as openssl prints it."""
    return ":".join(fingerprint[at : at + 2] for at in range(0, len(fingerprint), 2)).upper()


def without_secrets(text: str, *more: str) -> bool:
    secrets = (PASSWORD, quote(PASSWORD, safe=""), quote(PASSWORD), USER, *more)
    return not any(secret in text for secret in secrets)


def test_ways_in(node: Secured, open_engine: Open) -> None:
    key = node.key(LOADER)
    trusted = node.security.fingerprint
    for engine in (
        open_engine(ca_file="", fingerprint=trusted),
        open_engine(ca_file="", fingerprint=colons(trusted)),
        open_engine(fingerprint=trusted),
        open_engine(node.url, api_key=key),
        open_engine(api_key=key),  # a key goes before a password
        open_engine(f"{node.address.replace('127.0.0.1', 'localhost')},{node.url}"),
    ):
        assert engine.search(Query()).total == len(RECORDS)


def test_who_may_ask_learns_of_the_other_nodes_and_who_may_not_goes_on_without(
    node: Secured, open_engine: Open
) -> None:
    named = node.url.replace("127.0.0.1", "localhost")
    for key, nodes in ((LOADER, 2), (READER, 1)):
        engine = open_engine(named, api_key=node.key(key), sniff=True)
        assert engine.search(Query()).total == len(RECORDS)
        client = engine._server._client
        assert client is not None and len(client.transport.node_pool) == nodes


WRONG: dict[str, tuple[dict[str, str], str]] = {
    "no certificate authority": ({"ca_file": ""}, "is not trusted.*CA_FILE"),
    "another authority": ({"ca_file": "OTHER"}, "is not trusted.*CA_FILE"),
    "no such file": ({"ca_file": "/no/such.pem"}, "CA_FILE is '/no/such.pem'.*No such file"),
    "no certificate in it": ({"ca_file": __file__}, "CA_FILE.*no certificate"),
    "another fingerprint": ({"ca_file": "", "fingerprint": "00" * 32}, "is not trusted"),
    "no fingerprint": ({"ca_file": "", "fingerprint": "abc"}, "FINGERPRINT is not the SHA-256"),
    "a wrong password": ({"address": "WRONG"}, "refuses the user or key"),
    "nobody": ({"address": "URL"}, "refuses the user or key"),
    "a wrong key": ({"address": "URL", "api_key": "d3Jvbmc6a2V5"}, "refuses the user or key"),
    "no key at all": ({"address": "URL", "api_key": "not a key"}, "refuses the user or key"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_in_a_sentence_without_a_secret(
    case: str, node: Secured, open_engine: Open, caplog: pytest.LogCaptureFixture
) -> None:
    given, said = WRONG[case]
    wrong = node.address.replace(quote(PASSWORD, safe=""), "guessed")
    others = {"OTHER": str(node.security.stranger), "WRONG": wrong, "URL": node.url}
    options = {name: others.get(value, value) for name, value in given.items()}
    engine = open_engine(options.pop("address", node.address), **options)
    secrets = ("guessed", options.get("api_key") or "d3Jvbmc6a2V5")
    client = client_of(engine)
    with caplog.at_level(logging.INFO):
        with pytest.raises(EngineRefused, match=said) as caught:
            engine.search(Query())
        for path in ("/api/v1/search", "/search", "/readyz", "/"):
            answer = client.get(path)
            assert answer.status_code == 503, path
            assert without_secrets(answer.text, *secrets), path
            assert answer.headers["Retry-After"] or path == "/readyz"
        assert client.get("/healthz").status_code == 200
    assert str(caught.value).count(". ") == 0
    logged = "\n".join([caplog.text, *(str(entry.exc_info) for entry in caplog.records)])
    assert without_secrets(str(caught.value) + logged, *secrets)


def test_a_site_needs_no_more_than_to_read(node: Secured, open_engine: Open) -> None:
    engine = open_engine(node.url, api_key=node.key(READER))
    near = engine.search(Query(Near("negotiated peace", 2)))
    assert near.total == 1 and "<mark>" in near.hits[0].highlight["summary"][0]
    client = client_of(engine)
    for path in (
        "/", "/search?q=jets", '/search?q="great+wall"~3', "/records/k1", "/collections/korea",
        "/api/v1/search?q=jets", "/api/v1/search?q=pilts", "/api/v1/suggest?q=har",
        "/api/v1/facets/people", "/api/v1/records/k5?similar=3", "/api/v1/collections", "/readyz",
    ):  # fmt: skip
        assert client.get(path).status_code == 200, path
    assert client.get("/api/v1/search?q=pilts").json["spelling"]["applied"]  # type: ignore[index]
    for change in (
        lambda: engine.begin(owner="a load"),
        lambda: engine.begin(clone=True, owner="an update"),
        engine.rollback,
        lambda: engine.prune(0),
    ):
        with pytest.raises(EngineRefused, match="does not let them do this"):
            change()
    assert engine.info().records == len(RECORDS)


def test_rights_for_something_else_are_none(node: Secured, open_engine: Open) -> None:
    other = {"indices": [{"names": ["other*"], "privileges": ["all"]}]}
    engine = open_engine(node.url, api_key=node.key(other))
    for ask in (lambda: engine.search(Query()), lambda: engine.count([Query()]), engine.info):
        with pytest.raises(EngineRefused, match="does not let them do this"):
            ask()


def test_the_rights_that_are_named_for_loading_are_enough(
    node: Secured, open_engine: Open, loaded: ElasticEngine
) -> None:
    engine = open_engine(node.url, api_key=node.key(LOADER))
    publish(engine, list(RECORDS[:3]))
    update = engine.begin(clone=True, owner="an update")
    assert list(update.add([record("new", "New")])) == []
    assert update.finish() == 4
    update.publish()
    assert engine.rollback().records == 3
    engine.prune(0)
    publish(engine, list(RECORDS))
    assert loaded.info().records == len(engine.indices()) + len(RECORDS) - 2


def test_a_key_that_is_withdrawn_ends_the_load_and_says_so(
    node: Secured, open_engine: Open, loaded: ElasticEngine
) -> None:
    made = node.client.security.create_api_key(name="soon gone", role_descriptors={"it": LOADER})
    engine = open_engine(node.url, api_key=str(made["encoded"]))
    build = engine.begin(owner="a load")

    def records() -> Iterator[Record]:
        for at in range(3000):
            if at == 1000:
                node.client.security.invalidate_api_key(ids=[made["id"]])
            yield record(f"r{at}", "A note")

    with pytest.raises(LoadError, match="refuses the user or key") as caught:
        list(build.add(records()))
    assert without_secrets(str(caught.value), made["id"], made["api_key"])
    assert caught.value.__suppress_context__
    with pytest.raises(EngineRefused):
        build.drop()
    assert loaded.info().records == len(RECORDS)
    # the lock is released by time alone: whoever held it may not even do that
    node.client.delete(index=f"{PREFIX}locks", id="records")
    loaded.begin(owner="the next").drop()


def environment(node: Secured, **more: str) -> dict[str, str]:
    return {
        "SEARCHROOM_ENGINE": node.address,
        "SEARCHROOM_ELASTIC_PREFIX": "cli-",
        "SEARCHROOM_ELASTIC_CA_FILE": node.authority,
        **more,
    }


def run(env: dict[str, str], *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", "from service.cli import main; main()", *arguments],
        capture_output=True, text=True, timeout=120, env={**os.environ, **env}, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_commands_load_search_and_copy(node: Secured, tmp_path: Path) -> None:
    source = tmp_path / "wharf.jsonl"
    source.write_text('{"id": "w1", "title": "Wharf ledger", "summary": "Goods landed."}\n')
    env = environment(node)
    wrong = {**env, "SEARCHROOM_ENGINE": env["SEARCHROOM_ENGINE"].replace("%40", "%41")}
    target = f"embedded:{tmp_path / 'index'}"
    for arguments, given, code, said in (
        (("load", "jsonl", str(source)), env, 0, "1 record"),
        (("search", "goods"), env, 0, "1 found"),
        (("indices",), env, 0, "1 records"),
        (("copy", "SEARCHROOM_ENGINE", target), env, 0, "copied 1 records"),
        (("copy", env["SEARCHROOM_ENGINE"], target, "--force"), env, 0, "list of processes"),
        (("load", "jsonl", str(source)), wrong, 2, "refuses the user or key"),
        (("search", "goods"), wrong, 2, "refuses the user or key"),
        (("check",), wrong, 1, "refuses the user or key"),
    ):
        exit_code, printed = run(given, *arguments)
        assert (exit_code, said in printed) == (code, True), printed
        assert without_secrets(printed), arguments
        assert "Traceback" not in printed


def asked(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_a_server_shows_nothing_of_its_credentials(
    node: Secured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment(node, SEARCHROOM_ELASTIC_PREFIX=PREFIX).items():
        monkeypatch.setenv(name, value)
    log: list[str] = []
    with serving(tmp_path, log) as (address, process):
        status, text = asked(f"{address}/readyz")
        assert (status, json.loads(text)["records"]) == (200, len(RECORDS))
        titles = titles_of(process.pid)
        answers = [asked(f"{address}{path}") for path in ("/api/v1/search?q=jets", "/search")]
    assert len(titles) == 2, "the server and its worker"
    assert [status for status, _ in answers] == [200, 200]
    monkeypatch.setenv("SEARCHROOM_ENGINE", node.address.replace("%40", "%41"))
    with serving(tmp_path, log) as (address, process):
        answers += [asked(f"{address}{path}") for path in ("/readyz", "/api/v1/search", "/search")]
        titles += titles_of(process.pid)
    assert [status for status, _ in answers[2:]] == [503] * 3
    written = "".join(log)
    assert "refuses the user or key" in written
    for shown in (*titles, text, written, *(body for _, body in answers)):
        assert without_secrets(shown)


def titles_of(pid: int) -> list[str]:
    """Return the command lines of a process and its children, as a list of processes shows them."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [Path(f"/proc/{one}/cmdline").read_text() for one in (str(pid), *children)]
