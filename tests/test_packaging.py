"""The project as it is installed: names, locks, rooms."""

from __future__ import annotations

import ast
import importlib
import importlib.metadata
import pkgutil
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("index_mappings", "service", "loaders")
LONGEST = 300  # lines; a module that needs more has more than one idea
LONGEST_FUNCTION = 60  # lines; what is longer is not seen on one screen
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


@pytest.mark.parametrize("name", PACKAGES)
def test_the_three_generic_names_are_ours_alone(name: str) -> None:
    assert set(importlib.metadata.packages_distributions()[name]) == {"searchroom"}


@pytest.mark.slow
def test_every_module_can_be_imported_without_starting_anything() -> None:
    names = [
        module.name
        for package in PACKAGES
        for module in pkgutil.walk_packages([str(ROOT / package)], f"{package}.")
    ]
    script = (
        "import importlib, socket, threading\n"
        "def refuse(*_): raise AssertionError('a connection was made')\n"
        "socket.socket.connect = refuse\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "assert threading.active_count() == 1, threading.enumerate()\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_no_module_is_longer_than_it_should_be() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if (lines := len(path.read_text().splitlines())) > LONGEST
    }
    assert long == {}


def test_no_function_is_longer_than_it_should_be() -> None:
    long = {
        f"{path.relative_to(ROOT)}: {node.name}": lines
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (lines := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def test_the_locks_name_every_dependency_and_no_address() -> None:
    dependencies, groups = PROJECT["project"]["dependencies"], PROJECT["dependency-groups"]
    locks = {
        "requirements.txt": dependencies,
        "requirements-dev.txt": [*dependencies, *groups["dev"]],
        "requirements-bench.txt": groups["bench"],
        "requirements-mutants.txt": groups["mutants"],
    }
    for lock, wanted in locks.items():
        text = (ROOT / lock).read_text()
        names = {re.split(r"[^\w.-]", item)[0].lower() for item in wanted}
        locked = set(re.findall(r"^([\w.-]+)==", text, re.MULTILINE))
        assert names <= locked
        assert "://" not in text and "--index" not in text and "--find-links" not in text
        assert len(re.findall(r"^[\w.-]+==", text, re.MULTILINE)) <= text.count("--hash=sha256:")


def test_nothing_committed_names_a_machine_or_a_registry() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this is no git checkout")
    told = re.compile(r"/(?:home|root|work|Users)/\w|pypi\.org|pythonhosted|maven\.org|npmjs\.org")
    found = []
    for name in listed.stdout.split():
        path = ROOT / name
        if name == "tests/test_packaging.py" or not path.is_file():
            continue
        text = path.read_text(errors="replace")
        found += [f"{name}: {hit.group()}" for hit in told.finditer(text)]
    assert found == []


def test_the_sample_files_and_data_files_are_packaged() -> None:
    data = PROJECT["tool"]["setuptools"]["package-data"]
    for package, patterns in data.items():
        for pattern in patterns:
            assert list(ROOT.joinpath(*package.split(".")).glob(pattern)), (
                f"{package}: nothing matches {pattern}"
            )


def test_modules_of_a_room_are_found_by_the_packager() -> None:
    for package in PACKAGES:
        for folder in (ROOT / package).rglob("*"):
            if folder.is_dir() and any(folder.glob("*.py")):
                assert (folder / "__init__.py").exists(), folder
