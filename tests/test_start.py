"""What a server imports before its first answer: what few readers ask for is left for later."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import resolve_name

import click
import pytest

from service import api, serving, web
from service.cli import OURS, cli
from service.late import PLACES
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
    "service.commands.check": "another command",
    "service.face.folder": "the archive's own face",
    "service.names.entries": "a curator's file of names",
    "service.oai_pmh.answers": "harvesters",
    "service.reconciling.answers": "tables of names",
    "service.search.quotation": "the check of a quotation",
    "service.sru.answers": "library systems",
    "yaml": "a curator's file of names",
}
"""Modules that no search needs, each with what needs it."""

OF_PAGES = {
    "babel": "pages in the language of a reader",
    "service.exports.formats": "files to take away, which a page of results links to",
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


def test_what_processes_share_is_imported_before_they_part(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(serving, "import_once", lambda: done.append("imported"))
    monkeypatch.setattr(serving._Server, "run", lambda self: done.append("parted"))
    monkeypatch.setenv(serving.METRICS_FOLDER, "")
    serving.serve(Settings(), "127.0.0.1")
    assert done == ["imported", "parted"]
