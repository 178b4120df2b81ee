"""A file that is replaced is the old one or the new one, and nothing is left beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from loaders.publishing.kept_sources import KeptSources
from service.errors import ConfigurationError
from service.lasting.missed import MissedFile
from service.lasting.replacing import replaced


def test_what_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    with replaced(path, 0o600) as file:
        file.write(b"old")
    with pytest.raises(ZeroDivisionError), replaced(path) as file:
        file.write(b"new")
        raise ZeroDivisionError
    assert path.read_bytes() == b"old"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_no_half_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources, missed = tmp_path / "sources.toml", tmp_path / "missed.json"
    sources.write_text('[[source]]\nname = "a"\nformat = "csv"\nfiles = ["a.csv"]\n')
    MissedFile(missed).add("ferries", 5)
    assert missed.stat().st_mode & 0o077 == 0, "nobody else reads what readers typed"
    before = {path: path.read_bytes() for path in (sources, missed)}

    def full(handle: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ConfigurationError, match="cannot be written"):
        KeptSources(sources).forget("a", "records")
    with pytest.raises(OSError, match="No space left"):
        MissedFile(missed).add("boats", 5)
    assert {path: path.read_bytes() for path in (sources, missed)} == before
    assert not list(tmp_path.glob("*.new")) + list(tmp_path.glob(".*.new"))
