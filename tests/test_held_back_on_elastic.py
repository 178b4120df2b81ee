"""On Elasticsearch too: what is held back or restricted is in no answer, dump or segment file."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from elasticsearch import Elasticsearch

from index_mappings.mapping import load
from service.app import create_app
from service.cli import cli
from service.engines.elastic.engine import ElasticEngine
from service.settings import Settings
from tests.test_archive_rules import DROP, HOLD
from tests.test_held_back import NOTES, PARTS, TABLES, WORD, XML, marc, written
from tests.test_held_back import field as marc_field
from tests.test_held_back_more import FILES

_NUMBERS = count(1)


@dataclass
class ElasticSite:
    """A site with a prefix of its own on a shared node, and all that its commands have said."""

    url: str
    data: Path
    folder: Path
    prefix: str = field(default_factory=lambda: f"held{os.getpid()}-{next(_NUMBERS)}-")
    said: str = ""

    def run(self, *arguments: str) -> Result:
        done = CliRunner().invoke(
            cli,
            list(arguments),
            env={
                "SEARCHROOM_ENGINE": self.url,
                "SEARCHROOM_ELASTIC_PREFIX": self.prefix,
                "SEARCHROOM_SOURCES": str(self.folder / "sources.toml"),
            },
        )
        self.said += done.output
        return done

    def load(self, format: str, path: Path, *options: str) -> Result:
        report, rejects = self.folder / "report.json", self.folder / "rejects.jsonl"
        return self.run(
            "load", format, str(path), "--source", "s", "--report", str(report),
            "--rejects", str(rejects), *options,
        )  # fmt: skip

    def everything(self) -> Iterator[tuple[str, bytes]]:
        """Yield the place and the folded bytes of answers, a dump, and files of the engine."""
        dumped = self.folder / "dump.jsonl"
        assert self.run("dump", str(dumped)).exit_code == 0
        yield "said", self.said.lower().encode()
        engine = ElasticEngine.open(self.url, load("records"), prefix=self.prefix)
        try:
            yield "scan", json.dumps([item.to_json() for item in engine.scan()]).lower().encode()
            client = create_app(Settings(), engine).test_client()
            for word in (WORD, f"{WORD}*", "open"):
                answer = client.get(f"/api/v1/search?q={word}&size=100&highlight=1").get_json()
                yield f"answer for {word}", json.dumps(answer["results"]).lower().encode()
        finally:
            engine.close()
        with Elasticsearch(self.url) as client_of_node:
            client_of_node.indices.flush(index=f"{self.prefix}*", force=True)
        for place in (self.folder, self.data):
            for path in place.rglob("*"):
                if path.is_file():
                    yield str(path), path.read_bytes().lower()

    def close(self) -> None:
        with Elasticsearch(self.url) as client:
            for name in client.indices.get(index=f"{self.prefix}*"):
                client.indices.delete(index=name)


@pytest.fixture
def make_site(
    elasticsearch_place: tuple[str, Path | None], tmp_path: Path
) -> Iterator[Callable[[], ElasticSite]]:
    url, data = elasticsearch_place
    if data is None:
        pytest.skip("the files of a server that is not our own cannot be read")
    folder = tmp_path / "site"
    folder.mkdir()
    made: list[ElasticSite] = []

    def make() -> ElasticSite:
        made.append(ElasticSite(url, data, folder))
        return made[-1]

    yield make
    for site in made:
        site.close()


RESTRICTED = "\n".join(
    json.dumps(value)
    for value in (
        {"title": "Open", "access": "restricted", "text": f"{WORD} {WORD}"},
        {"title": "Two"},
    )
)
CASES: dict[str, tuple[str, str | bytes, tuple[str, ...]]] = {
    "table": ("csv", TABLES["the word Draft of AtoM"], ()),
    "json": ("json", json.dumps([{"title": "Open"}, *PARTS.values()]), ()),
    "marc": (
        "marc", marc(*(marc_field(tag, ("a", "open"), ("x", WORD)) for tag in NOTES)), ()
    ),
    **{
        name: (*XML[name], ())
        for name in ("ead, a component", "mods, a note", "dc, an element", "tei, a document")
    },
    "oai": (*FILES["oai, deleted"], ()),
    "hold": ("marc", HOLD["marc"][2], ("--hold", HOLD["marc"][1])),
    "drop": ("ead", DROP["ead"][2], ("--drop", DROP["ead"][1])),
    "restricted": ("jsonl", RESTRICTED, ()),
}  # fmt: skip
"""One of each format and of each way to be held back; the embedded engine has all of them."""


def test_the_files_are_looked_at(make_site: Callable[[], ElasticSite], tmp_path: Path) -> None:
    """A word that is published is found in them, so that one that is not can be missed."""
    site = make_site()
    path = written(tmp_path, "a.jsonl", RESTRICTED.replace("restricted", "open"))
    assert site.load("jsonl", path).exit_code == 0
    found = {place for place, content in site.everything() if WORD.encode() in content}
    assert "scan" in found
    assert any(place.startswith(str(site.data)) for place in found)
    assert any(place.endswith("dump.jsonl") for place in found)


@pytest.mark.slow
def test_it_is_nowhere(make_site: Callable[[], ElasticSite], tmp_path: Path) -> None:
    """Each case is loaded into the one site, a source of many kinds after another."""
    site = make_site()
    for number, (name, (format, content, options)) in enumerate(CASES.items()):
        path = written(tmp_path, f"case-{number}.file", content)
        done = site.load(format, path, *options, "--source", f"s{number}")
        assert done.exit_code == 0, (name, done.output)
        assert WORD not in done.output.lower(), name
    found = {place for place, content in site.everything() if WORD.encode() in content}
    assert found == set()
