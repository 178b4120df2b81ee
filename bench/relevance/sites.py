"""Indexes of both engines, filled by `searchroom load`, and the API over them."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from bench import elastic_node
from bench.corpora import KEPT
from bench.plan import Missing
from index_mappings.mapping import load
from service.app import create_app
from service.search.site import Site
from service.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
EMBEDDED, ELASTIC = "embedded", "elasticsearch"


@dataclass(frozen=True, slots=True)
class Load:
    """One call of `searchroom load`: the format, its files, and options."""

    format: str
    files: tuple[Path, ...]
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader of one index: asks the API of its site and looks at the first page."""

    client: FlaskClient
    site: Site

    def answer(self, q: str, **more: str) -> dict[str, Any]:
        """Return the whole answer of a search, with no facets and no marks."""
        asked = {"q": q, "size": "10", "facets": "none", "highlight": "0", **more}
        answer = self.client.get("/api/v1/search", query_string=asked)
        assert answer.status_code == 200, (q, answer.text)
        return dict(answer.json or {})

    def first(self, q: str, **more: str) -> list[str]:
        """Return the ids of the first ten records."""
        return [hit["id"] for hit in self.answer(q, **more)["results"]]


class Sites:
    """The engines that can be measured here; `server` is the address of an Elasticsearch or ""."""

    def __init__(self, server: str) -> None:
        self.server = server
        self.engines = (EMBEDDED, ELASTIC) if server else (EMBEDDED,)

    def reader(self, engine: str, name: str, loads: Sequence[Load]) -> Reader:
        """Return the reader of an index that holds these loads, made if it is not there."""
        settings = self._settings(engine, name)
        app = create_app(settings)
        reader = Reader(app.test_client(), app.extensions["searchroom"])
        if not reader.site.engine.indices():
            for one in loads:
                _load(one, settings)
        return reader

    def _settings(self, engine: str, name: str) -> Settings:
        if engine == ELASTIC:
            return Settings(engine=self.server, elastic_prefix=f"relevance-{name}-{_state()}-")
        folder = KEPT / "relevance" / f"{name}-{_state()}"
        return Settings(engine=f"embedded:{folder}")


@cache
def _state() -> str:
    """Return a digest of what an index depends on beside its files: the mapping and the loaders."""
    code = hashlib.blake2b(load("records").digest.encode(), digest_size=4)
    for room in ("loaders", "index_mappings"):
        for path in sorted((ROOT / room).rglob("*.py")):
            code.update(path.read_bytes())
    return code.hexdigest()


def _load(one: Load, settings: Settings) -> None:
    files = [str(path) for path in one.files]
    searchroom = str(Path(sys.executable).with_name("searchroom"))
    command = [searchroom, "load", one.format, *files, *one.options]
    done = subprocess.run(
        [*command, "--force"],
        env={
            **{name: value for name, value in os.environ.items() if name != elastic_node.GIVEN},
            "SEARCHROOM_ENGINE": settings.engine,
            "SEARCHROOM_ELASTIC_PREFIX": settings.elastic_prefix,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode > 1:  # 1 is a load with rejects: two abstracts of cranfield are empty
        raise Missing(f"{' '.join(command)} failed: {(done.stderr or done.stdout)[-500:]}")


def sites() -> Sites:
    """Return the sites, with an Elasticsearch where one is named or can be started."""
    try:
        return Sites(elastic_node.address())
    except Missing as missing:
        print(f"Elasticsearch is not measured: {missing}", file=sys.stderr)
        return Sites("")


def forget_old() -> None:
    """Remove indexes of an earlier state of the code."""
    for folder in (KEPT / "relevance").glob("*"):
        if not folder.name.endswith(_state()):
            shutil.rmtree(folder, ignore_errors=True)
