"""What a server imports before its first answer: what few readers ask for is left for later."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module, resources
from pathlib import Path
from pkgutil import resolve_name

import click
import pytest
from flask import url_for
from gunicorn import sock
from gunicorn.arbiter import Arbiter
from werkzeug.routing import Rule

from service import api, serving, web
from service.app import create_app
from service.cli import OURS, cli
from service.engines.opening import open_engine
from service.errors import ConfigurationError
from service.late import PLACES
from service.search.etag import files_digest
from service.settings import Settings

LATER = {
    "apispec": "the description of the API",
    "citeproc": "citations by style",
    "edtf": "dates in EDTF",
    "elasticsearch": "the other engine",
    "index_mappings.dates.free_text": "dates in words",
    "loaders": "loading",
    "lxml": "feeds, EAD and other XML",
    "markdown_it": "the archive's own pages",
    "openpyxl": "workbooks",
    "pypdf": "loading",
    "pypinyin": "names in Han characters",
    "service.api.described": "the description of the API",
    "service.api.mcp.tools": "agents",
    "service.bridges.korean": "names of two words",
    "service.commands.check": "another command",
    "service.engines.embedded.build": "loading",
    "service.face.folder": "the archive's own face",
    "service.names.entries": "a curator's file of names",
    "service.oai_pmh.answers": "harvesters",
    "service.query.unspaced": "texts without blanks",
    "service.reconciling.answers": "tables of names",
    "service.schemas.problem": "errors",
    "service.search.quotation": "the check of a quotation",
    "service.search.tallies": "counts by time, and by two facets",
    "service.sru.answers": "library systems",
    "service.upkeep.loads": "figures",
    "service.web.own_templates": "a page that cannot be made",
    "yaml": "a curator's file of names",
}
"""Modules that no search needs, each with what needs it."""

OF_PAGES = {
    "babel": "pages in the language of a reader",
    "service.exports.formats": "files to download, which a page of results links to",
    "service.face.found": "templates of an archive's own",
    "service.search.endpoint_arguments": "what was read of a page's address",
    "service.web.pages": "pages",
    "service.web.rendering": "pages",
}
"""Modules that no search needs which is answered as JSON."""

SEARCHED = """
import json, sys
import click
from service.cli import cli
cli.get_command(click.Context(cli), "serve")
from service import serving
serving.import_once()
from service.app import create_app
client = create_app().test_client()
answered = []
for address in "/api/v1/search?q=fees", "/search?q=fees":
    answered.append([client.get(address).status_code, sorted(sys.modules)])
print(json.dumps(answered))
"""


SOON = """
import json, sys
from service import api, late, web
web.blueprint(), api.blueprint(), [*api.protocols()]
late.import_soon()
print(json.dumps(sorted(sys.modules)))
"""


def test_nothing_is_imported_before_the_first_answer_that_no_search_needs(
    samples: Settings, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SEARCHED],
        cwd=Path(__file__).parents[1], capture_output=True, text=True, timeout=120, check=True,
        env={"SEARCHROOM_ENGINE": samples.engine, "PATH": ""},
    )  # fmt: skip
    (of_json, for_json), (of_page, imported) = json.loads(done.stdout)
    assert (of_json, of_page) == (200, 200)
    assert "service.search.ask" in for_json
    assert [f"{name}: {OF_PAGES[name]}" for name in OF_PAGES if name in for_json] == []
    assert {*OF_PAGES} <= {*imported}
    assert [f"{name}: {LATER[name]}" for name in LATER if name in imported] == []


def test_what_readers_soon_ask_for_is_imported_and_nothing_that_few_do() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SOON],
        cwd=Path(__file__).parents[1], capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    imported = {*json.loads(done.stdout)}
    assert {*OF_PAGES, "index_mappings.dates.free_text", "service.api.exporting"} <= imported
    rare = {"service.api.agents", "service.api.described", "service.api.harvesting", "apispec"}
    assert not rare & imported


@pytest.mark.parametrize("name", sorted(LATER))
def test_what_is_imported_later_is_a_module(name: str) -> None:
    assert import_module(name)


def test_what_is_declared_by_its_place_is_there() -> None:
    assert [web.blueprint(), api.blueprint(), *api.protocols()]  # they declare their places
    assert PLACES.keys() >= {"service.web.pages:home", "service.api.agents:mcp"}
    for place in PLACES:
        assert callable(resolve_name(place)), place


def test_each_command_has_the_name_that_it_is_found_by() -> None:
    found = {name: resolve_name(place).name for name, place in OURS.items()}
    assert found == {name: name for name in OURS}
    assert {*OURS} <= {*cli.list_commands(click.Context(cli))}


def test_what_builds_an_address_is_compiled_when_one_is_first_built(
    samples: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[str] = []
    compile = Rule._compile_builder

    def noted(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compiled.append(rule.rule)
        return compile(rule, append_unknown)

    monkeypatch.setattr(Rule, "_compile_builder", noted)
    app = create_app(samples)
    assert app.test_client().get("/api/v1/search?q=fees").status_code == 200
    assert compiled == []
    with app.test_request_context():
        built = [url_for("web.own_page", name="a b", q="c") for _ in range(2)]
        assert built == ["/about/a%20b?q=c"] * 2
    (rule,) = compiled
    assert rule.startswith("/about/")


def test_our_files_are_read_before_processes_part() -> None:
    files_digest.cache_clear()
    serving.import_once()
    assert files_digest.cache_info().currsize == 1


def test_a_shipped_mapping_is_read_once_and_an_own_one_each_time(tmp_path: Path) -> None:
    settings = Settings(engine=f"embedded:{tmp_path}")
    first, second = (open_engine(settings) for _ in range(2))
    assert first.mapping is second.mapping
    own = tmp_path / "own.json"
    own.write_bytes(resources.files("index_mappings").joinpath("records.json").read_bytes())
    settings = replace(settings, mapping=str(own))
    assert open_engine(settings).mapping.name == "own"
    own.write_text("{")
    with pytest.raises(ConfigurationError, match="is not JSON"):
        open_engine(settings)


def test_what_processes_share_is_imported_before_they_part(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def part(arbiter: Arbiter) -> None:
        done.append("parted")
        raise StopIteration  # the end of the server

    monkeypatch.setattr(Arbiter, "init_signals", lambda self: None)
    monkeypatch.setattr(sock, "create_sockets", lambda *given: done.append("listens") or [])
    monkeypatch.setattr(serving, "import_once", lambda: done.append("imported"))
    monkeypatch.setattr(Arbiter, "manage_workers", part)
    monkeypatch.setenv(serving.METRICS_FOLDER, "")
    with pytest.raises(SystemExit):
        serving.serve(Settings(), "127.0.0.1")
    assert done == ["listens", "imported", "parted"]
