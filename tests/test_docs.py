"""The words about the project, held against the project."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from bench.pictures import PAGES as TAKEN
from bench.pictures import VIEWS
from service.app import create_app
from service.cli import cli
from service.settings import SETTINGS, Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
ROOMS = "index_mappings|service|loaders|samples|tests|bench|docs"
MOST_OF_PICTURES = 800_000
"""Bytes of all pictures: each checkout has them, and each new set stays in the history."""
PAGES = sorted([ROOT / "README.md", *ROOT.glob("docs/**/*.md"), *ROOT.glob("*/README.md")])


def test_the_query_of_the_readme_gives_its_answer(samples: Settings) -> None:
    (path,) = re.findall(r"curl 'http://127\.0\.0\.1:8000(/api/[^']+)'", README)
    (promised,) = re.findall(r"```json\n(.*?)```", README, re.DOTALL)
    answer = create_app(samples).test_client().get(path)
    assert answer.status_code == 200
    _assert_within(json.loads(promised), answer.get_json())


def _assert_within(part: Any, whole: Any) -> None:
    """Assert that everything in one JSON value is in another, lists being of one length."""
    if isinstance(part, dict):
        for key, value in part.items():
            _assert_within(value, whole[key])
    elif isinstance(part, list):
        assert len(part) == len(whole)
        for one, other in zip(part, whole, strict=True):
            _assert_within(one, other)
    else:
        assert part == whole


def test_every_setting_is_documented_as_it_is() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?) \|$", (ROOT / "docs/settings.md").read_text(),
                      re.MULTILINE)  # fmt: skip
    table = [(row.name, f"`{row.default}`" if row.default else "", row.help) for row in SETTINGS]
    assert rows == table


def test_every_file_that_is_named_is_there() -> None:
    missing = []
    for page in PAGES:
        if page.name == "real-files.md":  # names files by their places in other repositories
            continue
        for name in re.findall(rf"`((?:{ROOMS})/[\w./-]*)`", page.read_text()):
            if not (ROOT / name).exists() and not (page.parent / name).exists():
                missing.append(f"{page.relative_to(ROOT)}: {name}")
    assert missing == []


def test_every_picture_is_named_and_every_named_picture_is_there() -> None:
    shown: set[Path] = set()
    for page in PAGES:
        named = re.findall(r'(?:\]\(|src="|srcset=")([^")\s]+\.webp)', page.read_text())
        shown |= {(page.parent / name).resolve() for name in named}
    pictures = ROOT / "docs" / "pictures"
    assert {path.relative_to(ROOT) for path in shown if not path.is_file()} == set()
    kept = {path for path in pictures.iterdir() if path.suffix != ".md"}
    assert kept <= shown
    assert {path.name for path in kept} == {f"{p}-{v.name}.webp" for p in TAKEN for v in VIEWS}
    assert sum(path.stat().st_size for path in kept) < MOST_OF_PICTURES


def _commands(text: str) -> Iterator[list[str]]:
    for line in re.findall(r"searchroom ((?:[a-z-]+ ?)+[^`\n]*)", text):
        yield line.split("#")[0].split()


def test_every_command_and_option_that_is_named_exists() -> None:
    for page in PAGES:
        for words in _commands(page.read_text()):
            command = cli.get_command(click.Context(cli), words[0])
            assert command is not None, f"{page.name}: searchroom {' '.join(words)}"
            if isinstance(command, click.Group) and len(words) > 1:
                command = command.get_command(click.Context(command), words[1]) or command
            known = {option for item in command.params for option in item.opts}
            known.add("--help")
            for word in words[1:]:
                if word.startswith("--"):
                    assert word.split("=")[0] in known, f"{page.name}: {' '.join(words)}"


def test_every_format_of_the_readme_is_there() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())
    formats = declared["project"]["entry-points"]["searchroom.formats"]
    for name in re.findall(r"searchroom load ([a-z-]+) \S+\.", README):
        assert name in formats


def test_every_target_of_make_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for page in PAGES:
        named = re.findall(r"(?:^ +|`)(?:PORT=\d+ )?make ([a-z-]+)", page.read_text(), re.MULTILINE)
        assert set(named) <= targets, page.name


def test_the_changelog_has_the_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text()
